package flows

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/flows/act"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/selectors"
)

// proveAll reads every page that was written to once more, from a fresh load in
// a browser context that shares nothing with the one that acted but its session.
// Pages that were proved before are among them: what was saved since may have
// taken back what they showed then.
func (a *account) proveAll(ctx context.Context) error {
	defer timed(a.env.Log, "changes proved", time.Now())
	var wrote []*pageRun
	unproved := false
	for _, p := range a.pages {
		if p.wrote {
			wrote = append(wrote, p)
			unproved = unproved || p.proof == nil
		}
	}
	if !unproved {
		return nil
	}
	a.session.apart = a.session.apart || a.session.stuck()
	a.closed()
	if err := a.session.anew(ctx); err != nil {
		return err
	}
	at := lastSave(wrote).Add(a.req.Settle)
	said, known, err := a.readBack(ctx, wrote, at)
	if !a.session.apart && ctx.Err() == nil && a.session.stuck() {
		a.closed()
		if err := a.session.keepApart(ctx); err != nil {
			return err
		}
		said, known, err = a.readBack(ctx, wrote, at)
	}
	if err != nil {
		return err
	}
	var proofs []*page.Found
	for _, p := range wrote {
		proofs = append(proofs, p.proof)
	}
	lost := a.session.lost(ctx, proofs, known)
	for _, p := range wrote {
		if lost {
			p.proof.AsVisitor()
		}
		p.plan.Judge(a.env.Lex, plan.Evidence{Proof: p.proof.Readings, Trouble: p.proof.Report.Detail, Said: said, Notes: p.done.Notes, Earlier: p.earlier})
		a.recorder.settle(p.wishes.Page.ID, &p.plan, p.proof.Readings)
	}
	if lost {
		return act.ErrSessionEnded
	}
	return nil
}

// readBack reads pages once more in the site as it is, when that is due, and gives
// what Plex's API says of what was changed on them. It is asked for that, and who is
// signed in, when the first of them has been read: the others have come to rest by then,
// mostly, and what Plex takes back some seconds after a save is not missed, which a page
// that is loaded already does not show.
func (a *account) readBack(ctx context.Context, wrote []*pageRun, at time.Time) (said map[string]string, known knownAt, err error) {
	errs := make([]error, len(wrote))
	proving, done, cancel := a.session.untilStuck(ctx)
	defer cancel()
	read := make(chan struct{}, len(wrote))
	all := []func(){func() {
		<-read
		known = a.session.now(proving)
		said = a.session.witnesses(proving, changed(wrote))
	}}
	for i, p := range wrote {
		all = append(all, func() {
			defer func() { read <- struct{}{} }()
			errs[i] = a.provePage(proving, p, at)
			done(p.open.tab)
		})
	}
	together(all)
	if err := errors.Join(errs...); err != nil {
		return nil, knownAt{}, page.Broken(ctx, err)
	}
	return said, known, nil
}

// lastSave is when the last page was saved. What one page saves another may put
// back, so all are proved after it.
func lastSave(wrote []*pageRun) time.Time {
	var last time.Time
	for _, p := range wrote {
		if p.done.LastSave.After(last) {
			last = p.done.LastSave
		}
	}
	return last
}

// changed lists the settings that were set.
func changed(wrote []*pageRun) []*selectors.Setting {
	var out []*selectors.Setting
	for _, p := range wrote {
		for _, c := range p.plan.Made() {
			if s := c.Reading.Wish.Setting; !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// provePage reads a page once more, when it is due. Its tab is ready by then.
func (a *account) provePage(ctx context.Context, p *pageRun, due time.Time) error {
	tab, err := a.session.newTab(ctx)
	if err != nil {
		return err
	}
	p.open = openPage{tab: tab}
	if !page.Pause(ctx, time.Until(due)) {
		return outcome.Stopped(ctx)
	}
	a.step(p, StepProving)
	defer a.step(p, StepReadAgain)
	set := map[string]string{}
	for _, c := range p.plan.Made() {
		set[c.Key()] = c.Want
	}
	v := page.NewVisit(a.env, tab, p.wishes, page.Aim{Expect: set, Opened: p.done.Opened})
	began := time.Now()
	f := v.Read(ctx)
	timed(a.env.Log, "page read again", began, "page", p.wishes.Page.ID, "rested", f.Rested)
	p.proof = &f
	p.after = a.photograph(ctx, tab, p.wishes.Page.ID, f.Readings)
	return nil
}
