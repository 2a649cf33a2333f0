package flows

import (
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/record"
)

// merge adds to the pages of a second try what the first found and changed on them. The
// second read all pages freshly in another browser. A change of the first that shows there
// is thereby proved. intended are these changes.
func merge(first, second pages, intended record.Intents) {
	for i, p := range second {
		changed := false
		if p.plan.Settings != nil && first[i].plan.Settings != nil {
			for j, s := range p.plan.Settings {
				changed = mergeSetting(intended, first[i].plan.Settings[j], s) || changed
			}
		}
		if before := first[i].before; before != nil {
			if changed && p.proof == nil {
				p.after = p.before
			}
			p.before = before
		}
		if changed {
			p.wrote = true
			if p.proof == nil {
				p.proof = p.found
			}
		}
	}
}

// mergeSetting does so for one setting. It says whether the first try changed it.
func mergeSetting(t record.Intents, first, second *plan.Setting) (changed bool) {
	id := second.Wish.Setting.ID
	if !t.HasSetting(id) {
		return false
	}
	second.Before = first.Before
	was := plan.FirstRead([]*plan.Setting{first})
	for _, c := range second.Controls {
		if f := was[c.Key()]; f != nil {
			c.First = f
		}
		mine := t.HasControl(id, c.Read.Key)
		switch {
		case mine && c.Result == outcome.Already:
			c.Result, c.Detail = outcome.Verified, "set before "+lostBrowser+", and read back in another one"
		case mine && c.Want != "":
		case leftTroubled(c) && (mine || !c.Read.Found):
			c.Result, c.Detail = outcome.Unverified, outcome.Join(lostBrowser+" while it was set, and it could not be read back", c.Detail)
		default:
			continue
		}
		changed = true
	}
	return changed
}

// leftTroubled says whether a control was not tried, because it could not be read or
// cannot be changed.
func leftTroubled(c *plan.Control) bool {
	return c.Want == "" && c.Result.Trouble() && c.Result != outcome.Unverified && c.Result != outcome.Reverted
}
