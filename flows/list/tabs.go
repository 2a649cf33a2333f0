package list

import (
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// strip is a row of tabs, of which one shows its part of the page.
type strip []sight.Press

func (s strip) names() string {
	var out []string
	for _, t := range s {
		out = append(out, t.Title())
	}
	return strings.Join(out, "\n")
}

// strips finds the rows of tabs of the page itself. One with a tab that would do
// more than show something is none.
func (x *List) strips(l *sight.Look) []strip {
	var all []strip
	for _, b := range l.Buttons {
		if b.Role != "tab" || b.Title() == "" || b.InFrame() || !x.page.Mine(b.Thing) {
			continue
		}
		if n := len(all); n > 0 && neighbours(all[n-1][len(all[n-1])-1].Path, b.Path) {
			all[n-1] = append(all[n-1], b)
			continue
		}
		all = append(all, strip{b})
	}
	all = slices.DeleteFunc(all, func(s strip) bool { return len(s) < 2 || slices.ContainsFunc(s, x.page.Reader().Acts) })
	if s := x.panelStrip(l); len(s) > 1 {
		all = append(all, s)
	}
	return all
}

// UnderTabs gives what stands with a row of tabs the name of the tab that is
// shown as its outermost heading: not every page says which part is whose.
func (x *List) UnderTabs(l *sight.Look) *sight.Look {
	if !x.Any() {
		return l
	}
	for _, s := range x.strips(l) {
		for _, tab := range s {
			if !tab.Selected {
				continue
			}
			around := sight.Shared(s[0].Path, s[len(s)-1].Path) - 1 // what holds the row of tabs
			for i := range l.Controls {
				if c := &l.Controls[i]; sight.Shared(c.Path, tab.Path) >= around {
					c.Section = append(c.Section[:len(c.Section):len(c.Section)], tab.Title())
				}
			}
		}
	}
	return l
}

// neighbours: one container, or the containers that a list makes of its items.
func neighbours(a, b []sight.Ref) bool {
	return len(a) == len(b) && sight.Shared(a, b) >= len(a)-2
}
