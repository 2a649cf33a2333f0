package flows

import (
	"fmt"

	"github.com/plexpriv/plexpriv/selectors"
)

// judgeUntouched holds a page to its word as a whole: what was right before must
// still be so on the fresh page, for a save may take along what it was not about.
func (p *pageVisit) judgeUntouched() {
	for _, r := range p.plan {
		if r.wish.Skipped != "" || r.wish.Parts != nil {
			continue
		}
		list := r.wish.Setting.Kind == selectors.List
		for i := range r.parts {
			if q := &r.parts[i]; q.result == Already {
				q.still(p.proof.part(r.wish.Setting.ID, q.key), list)
			}
		}
		if list {
			p.judgeNewRows(r)
		}
	}
}

// judgeNewRows looks at the rows of a list that were not there before: none may
// have come that is not as wanted.
func (p *pageVisit) judgeNewRows(r *reading) {
	known := map[string]bool{}
	for _, q := range r.parts {
		known[q.key] = true
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

// still takes back that a part is right where the fresh page says otherwise. A row
// of a list has to be there to be believed; another control was read already, and
// nothing was done to it.
func (p *part) still(now *part, row bool) {
	unread := now == nil || !now.found || now.value == ""
	switch {
	case unread && row:
		p.result, p.detail = Unverified, "could not be read back"
	case !unread && now.value != p.value:
		p.result, p.detail = Reverted, fmt.Sprintf("it showed %s, and %s after the page was loaded again", p.value, now.value)
		p.value = now.value
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
	for _, c := range p.made() {
		if i, ok := old[c.part]; ok && c.reading == r {
			c.part = &r.parts[i]
		}
	}
}
