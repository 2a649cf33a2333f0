package reading

import (
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// fewestRows is how many switches a section has at least in which a text at its beginning
// or end may be about all of them.
const fewestRows = 3

// withFootnotes lets the texts beside the first or the last switch of a section count for
// all of it, if no other has any: "* A tick means that we will not send you these." A text
// that is the help of one row only stands beside the others, too.
func withFootnotes(l *sight.Look) *sight.Look {
	type section struct {
		layer sight.Ref
		name  string
	}
	rows := map[section][]int{}
	for i, c := range l.Controls {
		if c.Kind == sight.Toggle && len(c.Section) > 0 {
			key := section{c.Layer, c.Section[0]}
			rows[key] = append(rows[key], i)
		}
	}
	out := l
	for _, at := range rows {
		from, one := onlyOne(l.Controls, at)
		if len(at) < fewestRows || !one {
			continue
		}
		if out == l {
			copied := *l
			copied.Controls = slices.Clone(l.Controls)
			out = &copied
		}
		for _, i := range at {
			out.Controls[i].Around = from
		}
	}
	return out
}

// onlyOne returns the texts around the first or the last of some controls, if no other has
// any.
func onlyOne(all []sight.Seen, at []int) (texts []string, one bool) {
	for n, i := range at {
		if len(all[i].Around) == 0 {
			continue
		}
		if one || n > 0 && n < len(at)-1 {
			return nil, false
		}
		texts, one = all[i].Around, true
	}
	return texts, one
}
