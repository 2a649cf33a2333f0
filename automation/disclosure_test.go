package automation

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// A look says whether a disclosure is open, because pressing an open one would close
// it. What a closed one hides is not in the look.
func TestDisclosures(t *testing.T) {
	tab, ctx := openPage(t, "gallery/disclosures.html")
	look := func() (*sight.Look, map[string]sight.Press, map[string]bool) {
		t.Helper()
		l, err := tab.Look(ctx, sight.Ask{})
		if err != nil {
			t.Fatal(err)
		}
		titles, boxes := map[string]sight.Press{}, map[string]bool{}
		for _, b := range l.Buttons {
			titles[b.Title()] = b
		}
		for _, c := range l.Controls {
			boxes[c.Title()] = true
		}
		return l, titles, boxes
	}
	err := Until(ctx, "open", "disclosures", pollEvery, func(_ ctxType) (wired bool, _ string, _ error) {
		err := tab.evaluateMain(ctx, "!!window.wired", &wired)
		return wired, "", err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ title, box, expanded string }{
		{"In a heading", "Box of the heading", "false"},
		{"Without a word of ARIA", "Box of the link", "false"},
		{"Native details", "Box of the details", "false"},
		{"Folded to nothing", "Box of the fold", "false"},
		{"Open already", "Box in the open", "true"},
	} {
		l, titles, boxes := look()
		was := titles[c.title]
		if open := c.expanded == "true"; was.Expanded != c.expanded || boxes[c.box] != open {
			t.Errorf("disclosure %s: expanded is %q, its box shows: %v; want %s", c.title, was.Expanded, boxes[c.box], c.expanded)
		}
		if err := tab.Reveal(ctx, was.Ref, l.Origin, c.title); err != nil {
			t.Errorf("%s: %v", c.title, err)
			continue
		}
		_, titles, boxes = look()
		if now := titles[c.title].Expanded; now == c.expanded || boxes[c.box] != (now == "true") {
			t.Errorf("disclosure %s after a press: expanded is %q, its box shows: %v", c.title, now, boxes[c.box])
		}
	}
}
