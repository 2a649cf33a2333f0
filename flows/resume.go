package flows

// resume makes the account know what a former try at it has done.
func (a *account) resume(former *account, r *relay) {
	if r == nil {
		return
	}
	r.again()
	a.relay = r
	for i, p := range a.visits {
		p.former = former.visits[i]
		p.pictureBefore = p.former.pictureBefore
	}
}

// resumed gives a page as it was planned the results of what the former try has
// changed on it. That is in another browser now and freshly loaded, so what shows
// is proved.
func (a *account) resumed(p *pageVisit) {
	if p.former == nil {
		return
	}
	for _, r := range p.plan {
		id := r.wish.Setting.ID
		if !a.relay.touchedFormerly(id) {
			continue
		}
		for i := range r.parts {
			q := &r.parts[i]
			switch mine := a.relay.changedFormerly(id, q.key); {
			case mine && q.result == Already:
				q.result, q.detail = Verified, "set before "+lostBrowser+", and read back in another one"
			case mine && q.result == WouldChange:
			case troubled(q.result) && (mine || !q.found):
				q.result, q.detail = Unverified, join(lostBrowser+" while it was set, and it could not be read back", q.detail)
			default:
				continue
			}
			p.wroteFormerly = true
		}
	}
}

// noteFormer keeps the values as they were before the former try.
func (a *account) noteFormer(p *pageVisit) {
	if p.former == nil || p.former.plan == nil {
		return
	}
	for _, r := range p.plan {
		id := r.wish.Setting.ID
		if !a.relay.touchedFormerly(id) {
			continue
		}
		p.before[id] = p.former.before[id]
		for i := range r.parts {
			if was, ok := p.former.was[r.key(&r.parts[i])]; ok {
				p.was[r.key(&r.parts[i])] = was
			}
		}
	}
}
