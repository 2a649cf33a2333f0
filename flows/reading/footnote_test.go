package reading

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// What stands beside the first or the last switch of a section, and beside no other, is heard
// for all of them.
func TestFootnotesAreHeardByTheWholeSection(t *testing.T) {
	control := func(section string, around ...string) sight.Seen {
		c := sight.Seen{Kind: sight.Toggle}
		c.Section, c.Around = []string{section}, around
		return c
	}
	const note = "A tick means no."
	for name, c := range map[string]struct {
		controls []sight.Seen
		heard    int
	}{
		"at the end":               {[]sight.Seen{control("mail"), control("mail"), control("mail", note)}, 3},
		"at the beginning":         {[]sight.Seen{control("mail", note), control("mail"), control("mail")}, 3},
		"in the middle":            {[]sight.Seen{control("mail"), control("mail", note), control("mail")}, 1},
		"each has its own":         {[]sight.Seen{control("mail", "a"), control("mail", "b"), control("mail", note)}, 1},
		"in another section":       {[]sight.Seen{control("mail"), control("mail"), control("mail"), control("news", note)}, 1},
		"too few to be a section":  {[]sight.Seen{control("mail"), control("mail", note)}, 1},
		"nobody has anything":      {[]sight.Seen{control("mail"), control("mail"), control("mail")}, 0},
		"two sections, one has it": {[]sight.Seen{control("a", note), control("b"), control("a"), control("b"), control("a"), control("b")}, 3},
	} {
		l := &sight.Look{Controls: c.controls}
		heard := 0
		for _, s := range withFootnotes(l).Controls {
			if len(s.Around) > 0 && s.Around[len(s.Around)-1] == note {
				heard++
			}
		}
		if heard != c.heard {
			t.Errorf("%s: heard by %d, want %d", name, heard, c.heard)
		}
	}
}

// What a page says of ticks below its last switch is about all of them; what it says above a
// section is not about the sections before.
func TestClosingNoteCountsForThePage(t *testing.T) {
	const note = "You will not receive the emails ticked above."
	toggle := func(section string, around ...string) sight.Seen {
		return sight.Seen{Thing: sight.Thing{Section: []string{section}}, Kind: sight.Toggle, Around: around}
	}
	for name, c := range map[string]struct {
		controls []sight.Seen
		heard    bool
	}{
		"below the last section":      {[]sight.Seen{toggle("a"), toggle("b"), toggle("b"), toggle("b", note)}, true},
		"above the last section":      {[]sight.Seen{toggle("a"), toggle("b", note), toggle("b", note), toggle("b", note)}, false},
		"beside a section of one":     {[]sight.Seen{toggle("a"), toggle("b", note)}, false},
		"beside rows with their own":  {[]sight.Seen{toggle("a"), toggle("b", "Weekly."), toggle("b"), toggle("b", note)}, false},
		"below, but not about a tick": {[]sight.Seen{toggle("a"), toggle("b"), toggle("b"), toggle("b", "We never sell your address.")}, false},
	} {
		got := withClosing(embedded(t).Words, &sight.Look{Controls: c.controls}).Controls[0].Around
		if heard := len(got) > 0; heard != c.heard {
			t.Errorf("%s: the first switch has %q around it", name, got)
		}
	}
}
