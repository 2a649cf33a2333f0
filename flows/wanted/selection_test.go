package wanted

import (
	"testing"

	"github.com/plexpriv/plexpriv/selectors"
)

// A kept setting is left alone whatever the level and flags say, and its page is still
// read.
func TestKeptSettingsAreAlwaysSkipped(t *testing.T) {
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	s := Selection{
		Level: "strict", Set: map[string]string{"email.discover": "unsubscribed"}, Keep: map[string]string{"email.discover": "kept, line 3"}, Only: []string{"email.discover"},
	}
	pages := s.Wishes(cat)
	if len(pages) != 1 {
		t.Fatalf("%d pages are read, want 1", len(pages))
	}
	for _, w := range pages[0].Wishes {
		if w.Setting.ID == "email.discover" && (w.Skipped != "kept, line 3" || w.Value != selectors.Keep || w.Explicit) {
			t.Errorf("a kept setting is not skipped as kept: %+v", w)
		}
	}
	s.Skip, s.Only = []string{"email.discover"}, nil
	for _, w := range s.Wishes(cat)[0].Wishes {
		if w.Setting.ID == "email.discover" && w.Skipped != "left out (--skip)" {
			t.Errorf("a setting that --skip leaves out is skipped as %q", w.Skipped)
		}
	}
}
