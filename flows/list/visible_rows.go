package list

import (
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// visibleRows are the rows of lists that show now, in the order of the page.
type visibleRows []*reading.Part

func visibleOf(readings []*reading.Setting) visibleRows {
	var out visibleRows
	for _, r := range readings {
		if r.Wish.Setting.Kind != selectors.List {
			continue
		}
		for _, p := range r.Parts {
			if p.Found {
				out = append(out, p)
			}
		}
	}
	return out
}

// names returns the names of all rows as one text; empty if none shows. As long as it is
// the same, the list has not moved.
func (v visibleRows) names() string {
	var b strings.Builder
	for _, p := range v {
		b.WriteString(p.Key)
		b.WriteByte('\n')
	}
	return b.String()
}

// sharesName says whether one of the rows was there before, by its name; true if no rows
// were. If it is false, rows between them may have been skipped.
func (v visibleRows) sharesName(before visibleRows) bool {
	names := map[string]bool{}
	for _, p := range before {
		names[p.Key] = true
	}
	for _, p := range v {
		if names[p.Key] {
			return true
		}
	}
	return len(before) == 0
}

func (v visibleRows) refs() map[sight.Ref]bool {
	out := map[sight.Ref]bool{}
	for _, p := range v {
		out[p.Match.Ref] = true
	}
	return out
}

// since says whether rows that were there before still show, and whether new ones do.
func (v visibleRows) since(before map[sight.Ref]bool) (stay, come bool) {
	for _, p := range v {
		stay = stay || before[p.Match.Ref]
		come = come || !before[p.Match.Ref]
	}
	return stay, come
}

// paths returns where on the page the rows are.
func (v visibleRows) paths() [][]sight.Ref {
	var out [][]sight.Ref
	for _, p := range v {
		out = append(out, p.Match.Path)
	}
	return out
}

// last returns the last row; 0 if none shows.
func (v visibleRows) last() sight.Ref {
	if len(v) == 0 {
		return 0
	}
	return v[len(v)-1].Match.Ref
}
