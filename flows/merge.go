package flows

import "github.com/plexpriv/plexpriv/flows/outcome"

// merge gives the pages of a second try what the first has found and changed on them.
// The second has read all of them in another browser, freshly loaded, so what shows
// there of the changes of the first is proved. intended are these changes.
func merge(first, second []*pageVisit, intended intents) {
	for i, p := range second {
		changed := false
		if p.plan != nil && first[i].plan != nil {
			for j, s := range p.plan {
				changed = intended.merge(first[i].plan[j], s) || changed
			}
		}
		if before := first[i].pictureBefore; before != nil {
			if changed && p.proof == nil {
				p.pictureAfter = p.pictureBefore
			}
			p.pictureBefore = before
		}
		if changed {
			p.wrote = true
			if p.proof == nil {
				p.proof = &p.out
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
		case c.leftTroubled() && (mine || !c.read.found):
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
func (c *control) leftTroubled() bool {
	return c.want == "" && c.result.Trouble() && c.result != outcome.Unverified && c.result != outcome.Reverted
}
