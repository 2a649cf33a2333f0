package terminal

import (
	"strings"
	"testing"
)

// A redactor sees one write at a time, so a long line must not come in two.
func TestALogLineIsOneWrite(t *testing.T) {
	var out counting
	const long = 1 << 20
	NewLogger(&out, Output{Verbose: true}).Debug("x", "long", strings.Repeat("y", long))
	if out != 1 {
		t.Errorf("a long line was written in %d pieces", out)
	}
}

// counting is a writer that counts writes.
type counting int

func (c *counting) Write(p []byte) (int, error) {
	*c++
	return len(p), nil
}
