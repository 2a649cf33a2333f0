package terminal

import (
	"io"
	"strings"
	"testing"
)

func TestOnlyYesIsAYes(t *testing.T) {
	for text, want := range map[string]bool{
		"y\n": true, "Yes\r\n": true, " yes": true,
		"\n": false, "": false, "no\n": false, "yesterday\n": false, "n\ny\n": false,
	} {
		w := &Terminal{Stdin: Input{From: strings.NewReader(text)}, Stderr: Screen{To: io.Discard}}
		if got, err := w.Ask(t.Context(), nil, "Set this back?"); got != want || err != nil {
			t.Errorf("the answer %q counts as yes: %v, %v; want %v", text, got, err, want)
		}
	}
}
