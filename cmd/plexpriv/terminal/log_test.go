package terminal

import (
	"strings"
	"testing"
)

// What is longer than any buffer is still written in one piece, so that no
// secret in it is divided.
func TestLogWritesALineAtOnce(t *testing.T) {
	var out counting
	const long = 1 << 20
	NewLogger(&out, Output{Verbose: true}).Debug("x", "long", strings.Repeat("y", long))
	if out != 1 {
		t.Errorf("%d writes", out)
	}
}

type counting int

func (c *counting) Write(p []byte) (int, error) {
	*c++
	return len(p), nil
}
