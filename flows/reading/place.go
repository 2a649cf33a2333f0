package reading

import (
	"fmt"
	"slices"
	"strings"
)

// Place says where on a page something shows: behind which tabs, outermost first, and
// on which page of a list, counted from 0.
type Place struct {
	Tabs []string
	Page int
}

// Same says whether two places are the same.
func (p Place) Same(q Place) bool { return p.Page == q.Page && slices.Equal(p.Tabs, q.Tabs) }

// Behind returns the place behind a tab at this place.
func (p Place) Behind(tab string) Place {
	return Place{Tabs: append(p.Tabs[:len(p.Tabs):len(p.Tabs)], tab)}
}

// String describes a place for a person.
func (p Place) String() string {
	var out []string
	for _, t := range p.Tabs {
		out = append(out, fmt.Sprintf("tab %q", t))
	}
	if p.Page > 0 {
		out = append(out, fmt.Sprintf("page %d", p.Page+1))
	}
	if len(out) == 0 {
		return "the page as it opens"
	}
	return strings.Join(out, ", ")
}

// Key returns a map key for a path of tabs.
func Key(tabs []string) string { return strings.Join(tabs, "\n") }

// Key returns a map key for something that shows at a place.
func (p Place) Key(local string) string { return fmt.Sprintf("%s\n%d\n%s", Key(p.Tabs), p.Page, local) }
