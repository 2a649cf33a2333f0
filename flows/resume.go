package flows

import (
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/record"
)

// resume makes the account know what a former try at it has done.
func (a *account) resume(former *account, r *record.Relay) {
	if r == nil {
		return
	}
	r.Again()
	a.relay = r
	for i, p := range a.visits {
		p.former = former.visits[i]
		p.pictureBefore = p.former.pictureBefore
	}
}

// remember gives a plan what its controls were when the run first read them: what the
// plan before it knows of that or, where there is none, what they are now.
func (p *pageVisit) remember(plan []*plannedSetting) {
	for _, s := range plan {
		s.before = s.value()
		for _, c := range s.controls {
			c.first = c.read
		}
	}
	if p.plan != nil {
		first := firsts(p.plan)
		for i, s := range plan {
			s.before = p.plan[i].before
			for _, c := range s.controls {
				c.first = first[c.key()]
			}
		}
	}
}

// firsts are the controls of a plan as the run first read them.
func firsts(plan []*plannedSetting) map[string]*reading.Part {
	out := map[string]*reading.Part{}
	for _, s := range plan {
		for _, c := range s.controls {
			out[c.key()] = c.first
		}
	}
	return out
}

// resumed gives a page as it was planned the results of what the former try has
// changed on it. That is in another browser now and freshly loaded, so what shows
// is proved.
func (a *account) resumed(p *pageVisit) {
	if p.former == nil {
		return
	}
	for i, s := range p.plan {
		id := s.Wish.Setting.ID
		if !a.relay.TouchedFormerly(id) {
			continue
		}
		p.rememberFormer(i)
		for _, c := range s.controls {
			switch mine := a.relay.ChangedFormerly(id, c.read.Key); {
			case mine && c.result == outcome.Already:
				c.result, c.detail = outcome.Verified, "set before "+lostBrowser+", and read back in another one"
			case mine && c.result == outcome.WouldChange:
			case c.result.Trouble() && (mine || !c.read.Found):
				c.result, c.detail = outcome.Unverified, outcome.Join(lostBrowser+" while it was set, and it could not be read back", c.detail)
			default:
				continue
			}
			p.wroteFormerly = true
		}
	}
}

// rememberFormer keeps the values of a setting as they were before the former try.
func (p *pageVisit) rememberFormer(i int) {
	if p.former.plan == nil {
		return
	}
	p.plan[i].before = p.former.plan[i].before
	first := firsts(p.former.plan[i : i+1])
	for _, c := range p.plan[i].controls {
		if was := first[c.key()]; was != nil {
			c.first = was
		}
	}
}
