package reading

import (
	"fmt"
	"slices"
	"strings"
)

// Place is where on a page a part of it shows: behind which tabs, outermost
// first, and on which page of a list, from 0.
type Place struct {
	Tabs []string
	Page int
}

func (p Place) Same(q Place) bool { return p.Page == q.Page && slices.Equal(p.Tabs, q.Tabs) }

func (p Place) Behind(tab string) Place {
	return Place{Tabs: append(p.Tabs[:len(p.Tabs):len(p.Tabs)], tab)}
}

// String names a place for people.
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

// Key stands for a row of tabs in a map.
func Key(tabs []string) string { return strings.Join(tabs, "\n") }

// Key names something that shows at a place, among all of the page.
func (p Place) Key(local string) string { return fmt.Sprintf("%s\n%d\n%s", Key(p.Tabs), p.Page, local) }
