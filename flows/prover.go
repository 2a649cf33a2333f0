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

// prover reads what was set once more, from a fresh load in a browser context that
// shares nothing with the one that acted but its session, and judges. Its tabs cannot
// act.
type prover struct {
	env      *page.Env
	session  *openSession
	recorder *recorder
	// settle is how long after the last save the pages are loaded.
	settle   time.Duration
	pictures bool
}

// proveAll proves every page that was written to. Pages that were proved before are
// among them: what was saved since may have taken back what they showed then.
func (v *prover) proveAll(ctx context.Context, all pages) error {
	defer timed(v.env.Log, "changes proved", time.Now())
	wrote := all.wrote()
	if !slices.ContainsFunc(wrote, func(p *pageRun) bool { return p.proof == nil }) {
		return nil
	}
	v.session.apart = v.session.apart || v.session.stuck()
	all.close()
	if err := v.session.anew(ctx); err != nil {
		return err
	}
	at := lastSave(wrote).Add(v.settle)
	said, known, err := v.readBack(ctx, wrote, at)
	if !v.session.apart && ctx.Err() == nil && v.session.stuck() {
		all.close()
		if err := v.session.keepApart(ctx); err != nil {
			return err
		}
		said, known, err = v.readBack(ctx, wrote, at)
	}
	if err != nil {
		return err
	}
	return v.judge(wrote, said, v.session.lost(ctx, wrote.proofs(), known))
}

// judge says what became of each change, by what the pages show now. Where the session
// is lost they may show anything.
func (v *prover) judge(wrote pages, said map[string]string, lost bool) error {
	for _, p := range wrote {
		if lost {
			p.proof.DiscardReadings()
		}
		p.plan.Judge(v.env.Lex, plan.Evidence{Proof: p.proof.Readings, Trouble: p.proof.Report.Detail, Said: said, Notes: p.done.Notes, Earlier: p.earlier})
		v.recorder.settle(p.wishes.Page.ID, &p.plan, p.proof.Readings)
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
func (v *prover) readBack(ctx context.Context, wrote pages, at time.Time) (said map[string]string, known knownAt, err error) {
	errs := make([]error, len(wrote))
	proving, done, cancel := v.session.untilStuck(ctx)
	defer cancel()
	read := make(chan struct{}, len(wrote))
	all := []func(){func() {
		<-read
		known = v.session.now(proving)
		said = v.session.witnesses(proving, changed(wrote))
	}}
	for i, p := range wrote {
		all = append(all, func() {
			defer func() { read <- struct{}{} }()
			errs[i] = v.provePage(proving, p, at)
			done(p.open.tab)
		})
	}
	together(all)
	if err := errors.Join(errs...); err != nil {
		return nil, knownAt{}, page.StoppedOr(ctx, err)
	}
	return said, known, nil
}

// lastSave is when the last page was saved. What one page saves another may put
// back, so all are proved after it.
func lastSave(wrote pages) time.Time {
	var last time.Time
	for _, p := range wrote {
		if p.done.LastSave.After(last) {
			last = p.done.LastSave
		}
	}
	return last
}

// changed lists the settings that were set.
func changed(wrote pages) []*selectors.Setting {
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
func (v *prover) provePage(ctx context.Context, p *pageRun, due time.Time) error {
	tab, err := v.session.newTab(ctx)
	if err != nil {
		return err
	}
	p.open = openPage{tab: tab}
	if !page.Pause(ctx, time.Until(due)) {
		return outcome.Stopped(ctx)
	}
	p.step(StepProving)
	defer p.step(StepReadAgain)
	set := map[string]string{}
	for _, c := range p.plan.Made() {
		set[c.Key()] = c.Want
	}
	visit := page.NewVisit(v.env, tab, p.wishes, page.Purpose{Expect: set, Opened: p.done.Opened})
	began := time.Now()
	f := visit.Read(ctx)
	timed(v.env.Log, "page read again", began, "page", p.wishes.Page.ID, "rested", f.Rested)
	p.proof = &f
	if v.pictures {
		p.after = v.session.photograph(ctx, tab, p.wishes.Page.ID, f.Readings)
	}
	return nil
}
