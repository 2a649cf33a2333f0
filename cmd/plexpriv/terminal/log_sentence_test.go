package terminal

import (
	"strings"
	"testing"
)

func TestWarningsAreSentencesWithoutVerbose(t *testing.T) {
	for o, want := range map[Output]string{
		{}:            "plexpriv: no receipt was written: disk full\n",
		{Quiet: true}: "",
	} {
		var out strings.Builder
		NewLogger(&out, o).With("run", "x").Warn("no receipt was written", "profile", "default", "error", "disk full")
		if out.String() != want {
			t.Errorf("%+v: %q, want %q", o, out.String(), want)
		}
	}
	var out strings.Builder
	NewLogger(&out, Output{Verbose: true}).Warn("no receipt was written", "profile", "default")
	if !strings.Contains(out.String(), "level=WARN") || !strings.Contains(out.String(), "profile=default") {
		t.Errorf("verbose: %q", out.String())
	}
}
