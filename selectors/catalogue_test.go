package selectors

import (
	"testing"
)

func embeddedCatalogue(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Embedded()
	if err != nil {
		t.Fatalf("the embedded catalogue has mistakes:\n%v", err)
	}
	return c
}

func TestEmbeddedLoads(t *testing.T) { embeddedCatalogue(t) }
