package flows

import (
	"fmt"

	"github.com/plexpriv/plexpriv/selectors"
)

// judgeRows holds a list to its word as a whole: what was right before must still
// be so on the fresh page, and no row may have come that is not.
func (p *pageVisit) judgeRows() {
	for _, r := range p.plan {
		if r.wish.Setting.Kind != selectors.List || r.wish.Skipped != "" || r.wish.Parts != nil {
			continue
		}
		known := map[string]bool{}
		for i := range r.parts {
			q := &r.parts[i]
			known[q.key] = true
			if q.result == Already {
				q.still(p.proof.part(r.wish.Setting.ID, q.key))
			}
		}
		for _, q := range p.proof.rowsOf(r) {
			if known[q.key] || !q.found && !q.rest {
				continue
			}
			switch {
			case q.rest:
			case q.value == wanted(r.wish):
				q.result = Already
			default:
				q.result, q.detail = Unverified, join("it was not there when the page was first read", q.detail)
			}
			p.addPart(r, q)
		}
	}
}

// still takes back that a part is right where the fresh page does not say so.
func (p *part) still(now *part) {
	switch {
	case now == nil || !now.found || now.value == "":
		p.result, p.detail = Unverified, "could not be read back"
	case now.value != p.value:
		p.result, p.detail = Reverted, fmt.Sprintf("it showed %s, and %s after the page was loaded again", p.value, now.value)
	}
}

func (o *outcome) rowsOf(r *reading) []part {
	for _, q := range o.readings {
		if q.wish.Setting.ID == r.wish.Setting.ID {
			return q.parts
		}
	}
	return nil
}

// addPart adds a part to a reading. The page's changes point into its parts, so
// they are pointed at the new ones.
func (p *pageVisit) addPart(r *reading, q part) {
	old := map[*part]int{}
	for i := range r.parts {
		old[&r.parts[i]] = i
	}
	r.parts = append(r.parts, q)
	for _, c := range p.changes {
		if i, ok := old[c.part]; ok && c.reading == r {
			c.part = &r.parts[i]
		}
	}
}
