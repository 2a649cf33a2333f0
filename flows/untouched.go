package flows

import (
	"fmt"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// judgeUntouched looks at what was right before and was left as it is: it must still
// be so on the fresh page, for a save may take along what it was not about.
func (p *pageVisit) judgeUntouched() {
	for _, s := range p.plan {
		if s.wish.Skipped != "" || s.wish.Parts != nil {
			continue
		}
		list := s.wish.Setting.Kind == selectors.List
		for _, c := range s.controls {
			if c.result == outcome.Already {
				c.still(p.proof.part(s.wish.Setting.ID, c.read.key), list)
			}
		}
		if list {
			p.judgeNewRows(s)
		}
	}
}

// judgeNewRows looks at the rows of a list that were not there before: none may
// have come that is not as wanted.
func (p *pageVisit) judgeNewRows(s *plannedSetting) {
	known := map[string]bool{}
	for _, c := range s.controls {
		known[c.read.key] = true
	}
	for _, q := range p.proof.rowsOf(s.reading) {
		if known[q.key] || !q.found && !q.rest {
			continue
		}
		c := s.add(q)
		switch {
		case q.rest:
		case q.value == s.wish.Canonical():
			c.result = outcome.Already
		default:
			c.result, c.detail = outcome.Unverified, outcome.Join("it was not there when the page was first read", q.detail)
		}
	}
}

// still takes back that a control is right where the fresh page says otherwise. A row
// of a list has to be there to be believed; another control was read already, and
// nothing was done to it.
func (c *control) still(now *part, row bool) {
	unread := now == nil || !now.found || now.value == ""
	switch {
	case unread && row:
		c.result, c.detail = outcome.Unverified, "could not be read back"
	case !unread && now.value != c.now():
		c.result, c.detail = outcome.Reverted, fmt.Sprintf("it showed %s, and %s after the page was loaded again", c.now(), now.value)
		c.prove(now.value)
	}
}

func (o *found) rowsOf(r *reading) []*part {
	for _, q := range o.readings {
		if q.wish.Setting.ID == r.wish.Setting.ID {
			return q.parts
		}
	}
	return nil
}
