package flows

import "github.com/plexpriv/plexpriv/flows/outcome"

// merge gives the pages of a second try what the first has found and changed on them.
// The second has read all of them in another browser, freshly loaded, so what shows
// there of the changes of the first is proved. intended are these changes.
func merge(first, second []*pageRun, intended intents) {
	for i, p := range second {
		changed := false
		if p.plan.settings != nil && first[i].plan.settings != nil {
			for j, s := range p.plan.settings {
				changed = intended.merge(first[i].plan.settings[j], s) || changed
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

// merge does so for one setting. It says whether the first try has changed it.
func (t intents) merge(first, second *plannedSetting) (changed bool) {
	id := second.wish.Setting.ID
	if !t.concern(id) {
		return false
	}
	second.before = first.before
	was := firsts([]*plannedSetting{first})
	for _, c := range second.controls {
		if f := was[c.key()]; f != nil {
			c.first = f
		}
		_, mine := t[controlKey{id, c.read.key}]
		switch {
		case mine && c.result == outcome.Already:
			c.result, c.detail = outcome.Verified, "set before "+lostBrowser+", and read back in another one"
		case mine && c.want != "":
		case leftTroubled(c) && (mine || !c.read.found):
			c.result, c.detail = outcome.Unverified, outcome.Join(lostBrowser+" while it was set, and it could not be read back", c.detail)
		default:
			continue
		}
		changed = true
	}
	return changed
}

// leftTroubled says whether nothing was tried to set a control, for it could not be read
// or cannot be changed.
func leftTroubled(c *control) bool {
	return c.want == "" && c.result.Trouble() && c.result != outcome.Unverified && c.result != outcome.Reverted
}
