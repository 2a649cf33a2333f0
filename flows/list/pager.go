package list

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// pager has the buttons that turn the pages of a list.
type pager struct {
	next    *sight.Press
	numbers map[int]sight.Press
	// more adds to the list where it is. far says that it is far from the list, and may
	// add to something else.
	more *sight.Press
	far  bool
}

// numbered says whether there are page numbers, so that "Next" can mean nothing else.
func (p pager) numbered() bool {
	_, one := p.numbers[1]
	_, two := p.numbers[2]
	return one && two || len(p.numbers) > 1
}

// after returns the button that leads from a page of the list, counted from 0, to the
// next one; nil if there is none. read is how many rows were read so far, total how many
// there are, or 0 if that is not known. why says that there may be a next page that must
// not be gone to.
func (p pager) after(page, read, total int) (press *sight.Press, why string) {
	if b, ok := p.numbers[page+2]; ok && !b.Disabled {
		return &b, ""
	}
	b := p.next
	if b == nil || b.Disabled {
		return nil, ""
	}
	switch {
	case total > 0 && read >= total:
		return nil, ""
	case total > 0, p.numbered(), isArrow(b.Title()), len(strings.Fields(b.Title())) > 1:
		return b, ""
	}
	return nil, fmt.Sprintf("%q beside it may lead to more of it, or on to something else", b.Title())
}

// toward returns the button that leads from one page of the list to another, or at least
// nearer; nil if there is none.
func (p pager) toward(page, from int) *sight.Press {
	if b, ok := p.numbers[page+1]; ok {
		return &b
	}
	if from > page || p.next == nil || p.next.Disabled {
		return nil
	}
	return p.next
}

// pageNumber reads a name such as "3" or "Page 3".
func pageNumber(name string) (int, bool) {
	fields := strings.Fields(name)
	if len(fields) == 0 || len(fields) > 2 {
		return 0, false
	}
	n, err := strconv.Atoi(fields[len(fields)-1])
	return n, err == nil && n > 0 && n < 1000
}

// isArrow says whether a name is only an arrow that points forward.
func isArrow(name string) bool {
	return name != "" && len([]rune(name)) <= 2 && strings.ContainsAny(name, "›»>→❯▶") && !strings.ContainsFunc(name, unicode.IsLetter)
}
