package flows

import (
	"fmt"
	"slices"
	"strings"
)

// place is where on a page a part of it shows: behind which tabs, outermost
// first, and on which page of a list, from 0.
type place struct {
	tabs []string
	page int
}

func (p place) same(q place) bool { return p.page == q.page && slices.Equal(p.tabs, q.tabs) }

func (p place) behind(tab string) place {
	return place{tabs: append(p.tabs[:len(p.tabs):len(p.tabs)], tab)}
}

// String names a place for people.
func (p place) String() string {
	var out []string
	for _, t := range p.tabs {
		out = append(out, fmt.Sprintf("tab %q", t))
	}
	if p.page > 0 {
		out = append(out, fmt.Sprintf("page %d", p.page+1))
	}
	if len(out) == 0 {
		return "the page as it opens"
	}
	return strings.Join(out, ", ")
}

// key stands for a row of tabs in a map.
func key(tabs []string) string { return strings.Join(tabs, "\n") }

// key names something that shows at a place, among all of the page.
func (p place) key(local string) string { return fmt.Sprintf("%s\n%d\n%s", key(p.tabs), p.page, local) }
