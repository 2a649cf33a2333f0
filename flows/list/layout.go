package list

import (
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// layout finds in a look what leads to other parts of a list: its tabs, the buttons that
// turn its pages, the panels that hold it. It presses nothing.
type layout struct {
	page   Page
	lex    *reading.Lexicon
	wishes []wanted.Wish
	// exclusive says that only one of the panels can be open at a time. They are then
	// treated as tabs.
	exclusive bool
}

// tabs returns the rows of tabs of the page itself that lead to parts of a list. It leaves
// out a row with a tab that may do more than show something.
func (y *layout) tabs(l *sight.Look) []strip {
	all := slices.DeleteFunc(y.strips(l), y.decides)
	if s := y.panelTabs(l); len(s) > 1 {
		all = append(all, s)
	}
	return all
}

// decides says whether a row of tabs may do more than show something. One that offers
// answers only ("Yes", "No") is a choice, but behind "Consent", beside "Legitimate
// interest", is a part of a list.
func (y *layout) decides(s strip) bool {
	answer := func(b sight.Press) bool { return y.lex.Words.Answer(b.Title()) != sight.NoState }
	every := !slices.ContainsFunc(s, func(b sight.Press) bool { return !answer(b) })
	return every || slices.ContainsFunc(s, func(b sight.Press) bool { return !answer(b) && y.page.Reader().Acts(b) })
}

// strips returns all rows of tabs of the page itself.
func (y *layout) strips(l *sight.Look) []strip {
	var all []strip
	for _, b := range l.Buttons {
		if b.Role != "tab" || b.Title() == "" || b.InFrame() || !y.page.IsOwn(b.Thing) {
			continue
		}
		if n := len(all); n > 0 && neighbors(all[n-1][len(all[n-1])-1].Path, b.Path) {
			all[n-1] = append(all[n-1], b)
			continue
		}
		all = append(all, strip{b})
	}
	return slices.DeleteFunc(all, func(s strip) bool { return len(s) < 2 })
}

// panelTabs returns the panels as a row of tabs, if only one can be open at a time.
func (y *layout) panelTabs(l *sight.Look) strip {
	if !y.exclusive {
		return nil
	}
	var s strip
	for _, b := range y.panels(l) {
		b.Selected = b.Expanded == sight.Open
		s = append(s, b)
	}
	return s
}

// panels returns the titles that open a part of a list below them: vendors that each have
// choices of their own, or the whole list.
func (y *layout) panels(l *sight.Look) []sight.Press {
	under := y.lex.ListHeadings(y.wishes)
	var out []sight.Press
	for _, b := range l.Buttons {
		if !y.discloses(b) || !staysHere(l, b) {
			continue
		}
		if slices.ContainsFunc(append([]string{b.Title()}, b.Section...), func(s string) bool { return sight.HasPhrase(s, under) }) {
			out = append(out, b)
		}
	}
	return out
}

// closed returns the panels that are closed.
func (y *layout) closed(l *sight.Look) []sight.Press {
	return slices.DeleteFunc(y.panels(l), func(b sight.Press) bool { return b.Expanded != sight.Closed })
}

// open returns the panels that are open.
func (y *layout) open(l *sight.Look) []sight.Press {
	return slices.DeleteFunc(y.panels(l), func(b sight.Press) bool { return b.Expanded != sight.Open })
}

// discloses says whether a button opens and closes something below itself, and does
// nothing else, going by its name.
func (y *layout) discloses(b sight.Press) bool {
	return b.Expanded != "" && b.Role != "tab" && !b.Disabled && b.Title() != "" && !b.InFrame() &&
		y.page.IsOwn(b.Thing) && !y.page.Reader().Acts(b)
}

// pager finds the buttons that turn the pages of the list whose rows have these paths.
// Anything else on a page may be called "Next", too.
func (y *layout) pager(l *sight.Look, rows [][]sight.Ref) pager {
	p := pager{numbers: map[int]sight.Press{}}
	const body = 2 // the outermost elements hold everything
	for _, b := range l.Buttons {
		if !y.page.IsOwn(b.Thing) || b.Role == "tab" || b.Expanded != "" || y.page.Reader().Acts(b) || !staysHere(l, b) {
			continue // the title of a panel may end in a number, too
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
		case p.next == nil && (isArrow(name) || sight.IsPhrase(name, y.lex.Cat.Words.NextPage.All())):
			p.next = &b
		case p.more == nil && sight.HasPhrase(name, y.lex.Cat.Words.More.All()):
			p.more, p.far = &b, far
		}
	}
	return p
}

// staysHere says whether a press stays on this page; a link may lead to another one.
func staysHere(l *sight.Look, b sight.Press) bool {
	href := b.Attrs["href"]
	if b.Role != "link" || href == "" || href[0] == '#' || href[0] == '?' {
		return true
	}
	here, there := outcome.Address(strings.SplitN(l.URL, "#", 2)[0]), outcome.Address(strings.SplitN(href, "#", 2)[0])
	return here == there || strings.HasSuffix(here, there) && strings.HasPrefix(href, "/")
}

// withinRow says whether something is between the parts of one row. It then opens or
// explains that row.
func withinRow(path []sight.Ref, rows [][]sight.Ref) bool {
	if len(rows) < 2 {
		return false
	}
	list := sight.Shared(rows[0], rows[1])
	return slices.ContainsFunc(rows, func(r []sight.Ref) bool { return sight.Shared(path, r) > list })
}

// neighbors says whether two things are in the same container, or in the containers that
// a list has for its items.
func neighbors(a, b []sight.Ref) bool {
	return len(a) == len(b) && sight.Shared(a, b) >= len(a)-2
}
