package list

import (
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// strip is a row of tabs, of which one shows its part of the page.
type strip []sight.Press

// names tell rows of tabs apart.
func (s strip) names() string {
	var out []string
	for _, t := range s {
		out = append(out, t.Title())
	}
	return strings.Join(out, "\n")
}

// alike says whether two of the tabs cannot be told apart by their names.
func (s strip) alike() bool {
	seen := map[string]bool{}
	for _, b := range s {
		if seen[b.Title()] {
			return true
		}
		seen[b.Title()] = true
	}
	return false
}

// called finds a tab by its name; it is below 0 where there is none.
func (s strip) called(name string) int {
	return slices.IndexFunc(s, func(t sight.Press) bool { return t.Title() == name })
}

// headControls gives what stands with the row of tabs the name of the tab that is
// shown as its outermost heading.
func (s strip) headControls(all []sight.Seen) {
	for _, tab := range s {
		if !tab.Selected {
			continue
		}
		around := sight.Shared(s[0].Path, s[len(s)-1].Path) - 1 // what holds the row of tabs
		for i := range all {
			if c := &all[i]; sight.Shared(c.Path, tab.Path) >= around {
				c.Section = append(c.Section[:len(c.Section):len(c.Section)], tab.Title())
			}
		}
	}
}
