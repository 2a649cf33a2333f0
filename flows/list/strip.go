package list

import (
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// strip is a row of tabs. The selected one shows its part of the page.
type strip []sight.Press

// names identifies a row of tabs by the names of its tabs.
func (s strip) names() string {
	var out []string
	for _, t := range s {
		out = append(out, t.Title())
	}
	return strings.Join(out, "\n")
}

// alike says whether two of the tabs have the same name.
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

// called returns the index of the tab with a name; negative if there is none.
func (s strip) called(name string) int {
	return slices.IndexFunc(s, func(t sight.Press) bool { return t.Title() == name })
}

// headControls gives the controls beside the row of tabs the name of the selected tab as
// their outermost heading.
func (s strip) headControls(all []sight.Seen) {
	for _, tab := range s {
		if !tab.Selected {
			continue
		}
		around := sight.Shared(s[0].Path, s[len(s)-1].Path) - 1 // the container of the row of tabs
		for i := range all {
			if c := &all[i]; sight.Shared(c.Path, tab.Path) >= around {
				c.Section = append(c.Section[:len(c.Section):len(c.Section)], tab.Title())
			}
		}
	}
}
