package flows

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

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
func (v *visit) strips(l *sight.Look) []strip {
	var all []strip
	for _, b := range l.Buttons {
		if b.Role != "tab" || b.Title() == "" || outside(b.Landmark) || !v.mine(sight.Seen{Thing: b.Thing}) {
			continue
		}
		if n := len(all); n > 0 && neighbours(all[n-1][len(all[n-1])-1].Path, b.Path) {
			all[n-1] = append(all[n-1], b)
			continue
		}
		all = append(all, strip{b})
	}
	all = slices.DeleteFunc(all, func(s strip) bool { return len(s) < 2 || slices.ContainsFunc(s, v.acts) })
	if s := v.panelStrip(l); len(s) > 1 {
		all = append(all, s)
	}
	return all
}

// underTabs gives what stands with a row of tabs the name of the tab that is
// shown as its outermost heading: not every page says which part is whose.
func (v *visit) underTabs(l *sight.Look) *sight.Look {
	if !v.hasList() {
		return l
	}
	for _, s := range v.strips(l) {
		for _, tab := range s {
			if !tab.Selected {
				continue
			}
			around := shared(s[0].Path, s[len(s)-1].Path) - 1 // what holds the row of tabs
			for i := range l.Controls {
				if c := &l.Controls[i]; shared(c.Path, tab.Path) >= around {
					c.Section = append(c.Section[:len(c.Section):len(c.Section)], tab.Title())
				}
			}
		}
	}
	return l
}

// neighbours: one container, or the containers that a list makes of its items.
func neighbours(a, b []sight.Ref) bool {
	return len(a) == len(b) && shared(a, b) >= len(a)-2
}

// acts says whether a button may do more than show something, by its name.
func (v *visit) acts(b sight.Press) bool {
	name := b.Title()
	if v.never(name) || sight.IsPhrase(name, v.lex.Cat.Words.Save.All()) || sight.WordState(name, v.lex.Words) != sight.NoState {
		return true
	}
	for _, bulk := range v.page.Bulk {
		for _, loc := range v.lex.Locators(bulk.Locators) {
			if sight.IsPhrase(name, loc.Names) {
				return true
			}
		}
	}
	return false
}

// pager is what turns the pages of a list.
type pager struct {
	next    *sight.Press
	numbers map[int]sight.Press
	// more adds to the list where it stands, or, far from the list, perhaps to
	// something else.
	more *sight.Press
	far  bool
}

// pagerOf finds what turns the pages of the list whose rows stand along the
// paths. Everything else on a page may be called "Next", too.
func (v *visit) pagerOf(l *sight.Look, rows [][]sight.Ref) pager {
	p := pager{numbers: map[int]sight.Press{}}
	const body = 2 // the outermost elements hold everything
	for _, b := range l.Buttons {
		if !v.mine(sight.Seen{Thing: b.Thing}) || b.Role == "tab" || b.Expanded != "" || v.acts(b) || !v.turnsHere(l, b) {
			continue // what opens something below itself may end in a number, too
		}
		if len(rows) == 0 || withinRow(b.Path, rows) {
			continue
		}
		far := shared(b.Path, rows[0]) <= body
		if b.Landmark == "banner" || b.Landmark == "contentinfo" || far && outside(b.Landmark) {
			continue
		}
		name := strings.TrimSpace(b.Title())
		switch n, isNumber := pageNumber(name); {
		case isNumber:
			if _, twice := p.numbers[n]; !twice {
				p.numbers[n] = b
			}
		case p.next == nil && (isArrow(name) || sight.IsPhrase(name, v.lex.Cat.Words.NextPage.All())):
			p.next = &b
		case p.more == nil && sight.HasPhrase(name, v.lex.Cat.Words.More.All()):
			p.more, p.far = &b, far
		}
	}
	return p
}

// turnsHere leaves out links that lead to another page.
func (v *visit) turnsHere(l *sight.Look, b sight.Press) bool {
	href := b.Attrs["href"]
	if b.Role != "link" || href == "" || href[0] == '#' || href[0] == '?' {
		return true
	}
	here, there := address(strings.SplitN(l.URL, "#", 2)[0]), address(strings.SplitN(href, "#", 2)[0])
	return here == there || strings.HasSuffix(here, there) && strings.HasPrefix(href, "/")
}

// withinRow: what stands between the parts of one row opens or explains it.
func withinRow(path []sight.Ref, rows [][]sight.Ref) bool {
	if len(rows) < 2 {
		return false
	}
	list := shared(rows[0], rows[1])
	return slices.ContainsFunc(rows, func(r []sight.Ref) bool { return shared(path, r) > list })
}

// pageNumber reads "3" and "Page 3".
func pageNumber(name string) (int, bool) {
	fields := strings.Fields(name)
	if len(fields) == 0 || len(fields) > 2 {
		return 0, false
	}
	n, err := strconv.Atoi(fields[len(fields)-1])
	return n, err == nil && n > 0 && n < 1000
}

// isArrow: a sign in place of a name.
func isArrow(name string) bool {
	return name != "" && len([]rune(name)) <= 2 && strings.ContainsAny(name, "›»>→❯▶") && !strings.ContainsFunc(name, unicode.IsLetter)
}

// numbered says whether there are page numbers, so that "Next" can mean nothing else.
func (p pager) numbered() bool {
	_, one := p.numbers[1]
	_, two := p.numbers[2]
	return one && two || len(p.numbers) > 1
}
