package list

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

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
func (x *List) pagerOf(l *sight.Look, rows [][]sight.Ref) pager {
	p := pager{numbers: map[int]sight.Press{}}
	const body = 2 // the outermost elements hold everything
	for _, b := range l.Buttons {
		if !x.page.Mine(b.Thing) || b.Role == "tab" || b.Expanded != "" || x.page.Reader().Acts(b) || !x.turnsHere(l, b) {
			continue // what opens something below itself may end in a number, too
		}
		if len(rows) == 0 || withinRow(b.Path, rows) {
			continue
		}
		far := sight.Shared(b.Path, rows[0]) <= body
		if b.InFrame() && (far || b.Landmark != sight.Navigation) {
			continue
		}
		name := strings.TrimSpace(b.Title())
		switch n, isNumber := pageNumber(name); {
		case isNumber:
			if _, twice := p.numbers[n]; !twice {
				p.numbers[n] = b
			}
		case p.next == nil && (isArrow(name) || sight.IsPhrase(name, x.lex.Cat.Words.NextPage.All())):
			p.next = &b
		case p.more == nil && sight.HasPhrase(name, x.lex.Cat.Words.More.All()):
			p.more, p.far = &b, far
		}
	}
	return p
}

// turnsHere leaves out links that lead to another page.
func (x *List) turnsHere(l *sight.Look, b sight.Press) bool {
	href := b.Attrs["href"]
	if b.Role != "link" || href == "" || href[0] == '#' || href[0] == '?' {
		return true
	}
	here, there := outcome.Address(strings.SplitN(l.URL, "#", 2)[0]), outcome.Address(strings.SplitN(href, "#", 2)[0])
	return here == there || strings.HasSuffix(here, there) && strings.HasPrefix(href, "/")
}

// withinRow: what stands between the parts of one row opens or explains it.
func withinRow(path []sight.Ref, rows [][]sight.Ref) bool {
	if len(rows) < 2 {
		return false
	}
	list := sight.Shared(rows[0], rows[1])
	return slices.ContainsFunc(rows, func(r []sight.Ref) bool { return sight.Shared(path, r) > list })
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
