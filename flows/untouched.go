package flows

import (
	"fmt"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// judgeUntouched looks at what was right before and was left as it is: it must still
// be so on the fresh page, for a save may take along what it was not about.
func (p *pageVisit) judgeUntouched() {
	for _, s := range p.plan {
		if s.Wish.Skipped != "" || s.Wish.Parts != nil {
			continue
		}
		list := s.Wish.Setting.Kind == selectors.List
		for _, c := range s.controls {
			if c.result == outcome.Already {
				c.still(p.proof.part(s.Wish.Setting.ID, c.read.Key), list)
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
		known[c.read.Key] = true
	}
	for _, q := range p.proof.rowsOf(s.Setting) {
		if known[q.Key] || !q.Found && !q.Rest {
			continue
		}
		c := s.add(q)
		switch {
		case q.Rest:
		case q.Value == s.Wish.Canonical():
			c.result = outcome.Already
		default:
			c.result, c.detail = outcome.Unverified, outcome.Join("it was not there when the page was first read", q.Detail)
		}
	}
}

// still takes back that a control is right where the fresh page says otherwise. A row
// of a list has to be there to be believed; another control was read already, and
// nothing was done to it.
func (c *control) still(now *reading.Part, row bool) {
	unread := now == nil || !now.Found || now.Value == ""
	switch {
	case unread && row:
		c.result, c.detail = outcome.Unverified, "could not be read back"
	case !unread && now.Value != c.now():
		c.result, c.detail = outcome.Reverted, fmt.Sprintf("it showed %s, and %s after the page was loaded again", c.now(), now.Value)
		c.prove(now.Value)
	}
}

func (o *found) rowsOf(r *reading.Setting) []*reading.Part {
	for _, q := range o.readings {
		if q.Wish.Setting.ID == r.Wish.Setting.ID {
			return q.Parts
		}
	}
	return nil
}
