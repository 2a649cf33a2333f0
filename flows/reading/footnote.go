package reading

import (
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/meaning"
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

// withClosing lets what a page says of ticks below its last switch count for all of them:
// "You will not receive the emails ticked above." What stands above that section, or beside
// others of its switches too, is about the section or about one switch.
func withClosing(v *meaning.Vocabulary, l *sight.Look) *sight.Look {
	last := map[sight.Ref]int{}
	for i, c := range l.Controls {
		if c.Kind == sight.Toggle {
			last[c.Layer] = i
		}
	}
	out := *l
	out.Controls = slices.Clone(l.Controls)
	for layer, at := range last {
		for _, text := range closing(l.Controls, at) {
			if v.TurnsTicks(text) {
				addAround(out.Controls, layer, text)
			}
		}
	}
	return &out
}

// closing returns the texts below the last switch of a section with several, if no other has
// texts of its own.
func closing(all []sight.Seen, last int) []string {
	var rows []int
	n := map[string]int{}
	for i, c := range all {
		if c.Kind != sight.Toggle || c.Layer != all[last].Layer || len(c.Section) == 0 || !slices.Equal(c.Section, all[last].Section) {
			continue
		}
		rows = append(rows, i)
		for _, text := range c.Around {
			n[text]++
		}
	}
	if len(rows) < fewestRows {
		return nil
	}
	own := func(i int) []string {
		return slices.DeleteFunc(slices.Clone(all[i].Around), func(text string) bool { return n[text] > 1 })
	}
	for _, i := range rows {
		if i != last && len(own(i)) > 0 {
			return nil
		}
	}
	return own(last)
}

func addAround(all []sight.Seen, layer sight.Ref, text string) {
	for i := range all {
		c := &all[i]
		if c.Kind == sight.Toggle && c.Layer == layer && !slices.Contains(c.Around, text) {
			c.Around = append(c.Around[:len(c.Around):len(c.Around)], text)
		}
	}
}
