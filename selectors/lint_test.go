package selectors

import (
	"slices"
	"testing"
)

// Every control that depends on words has them in every language, and those that Plex
// marks by an attribute are found in any.
func TestLintOfTheCatalogue(t *testing.T) {
	c := embeddedCatalogue(t)
	languages := c.Languages()
	structural := map[string]bool{}
	for _, d := range Lint(c) {
		for _, tag := range languages {
			if !slices.Contains(d.Languages, tag) {
				t.Errorf("%s/%s has no words in %s", d.Setting, d.Control, tag)
			}
		}
		if d.Structural {
			structural[d.Setting] = true
		}
	}
	for _, want := range []string{"privacy.playback-data", "privacy.advertising-consent"} {
		if !structural[want] {
			t.Errorf("%s is not found without words", want)
		}
	}
	if structural["email.marketing"] || structural["visibility.account"] {
		t.Error("a control whose markup was never seen is reported as found without words")
	}
}

// A page has words in every language that it claims as attested.
func TestAttestedLanguages(t *testing.T) {
	c := embeddedCatalogue(t)
	for _, p := range c.Pages {
		for _, tag := range p.Attested {
			if !slices.Contains(c.Languages(), tag) {
				t.Errorf("page %s: %s is not a language of the catalogue", p.ID, tag)
			}
		}
	}
}
