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
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// prover reads the changed pages again and judges the changes. It loads the pages in a new
// browser context, which has nothing from the one that acted but the session. Its tabs
// cannot act.
type prover struct {
	env      *page.Env
	session  *openSite
	recorder *recorder
	time     timetable
	pictures bool
}

// proof is what a page shows after the changes, with a picture if there has to be one.
type proof struct {
	of    *pageRun
	found page.Found
	after *outcome.Picture
}

// proveAll proves every page that was changed. It proves pages again that were proved
// before, because a later save may have undone their changes. A page that cannot be read
// back in time does not keep the others from their verdict.
func (v *prover) proveAll(ctx context.Context, all pages) error {
	defer timed(v.env.Log, "changes proved", time.Now())
	wrote := all.wrote()
	if !slices.ContainsFunc(wrote, func(p *pageRun) bool { return p.proof == nil }) {
		return nil
	}
	v.session.apart = v.session.apart || v.session.stuck()
	all.close()
	if err := v.session.reopen(ctx); err != nil {
		return err
	}
	due := lastSave(wrote).Add(v.time.settle)
	within, cancel := endAt(ctx, v.time.proveUntil(ctx))
	defer cancel()
	read, err := v.readBack(within, wrote, due)
	if !v.session.apart && within.Err() == nil && v.session.stuck() {
		all.close()
		if err := v.session.keepApart(ctx); err != nil {
			return err
		}
		read, err = v.readBack(within, wrote, due)
	}
	if err != nil {
		return err
	}
	loss, shut := v.session.stillOurs(ctx, wrote)
	if loss == nil && (shut || v.session.lost(ctx, read.found(), read.who)) {
		loss = act.ErrSessionEnded
	}
	v.judge(read, loss)
	if loss == nil && within.Err() != nil && read.anyTroubled() {
		return &outcome.LaterError{What: "the time for this account was over before everything was read back (--timeout)"}
	}
	return loss
}

// judge gives each change its result, by what the pages show now. If the session is lost,
// or somebody else's, what they show counts for nothing. A page that was proved before
// keeps its verdict then, and if it could not be read once more.
func (v *prover) judge(read readBack, loss error) {
	for _, x := range read.proofs {
		p := x.of
		if p.proof != nil && (loss != nil || x.found.Report.Status != outcome.PageOK) {
			continue
		}
		if p.proof = &x.found; loss != nil {
			p.proof.DiscardReadings()
		}
		p.after = x.after
		p.plan.Judge(v.env.Lex, plan.Evidence{Proof: p.proof.Readings, Trouble: p.proof.Report.Detail, Said: read.said, Notes: p.done.Notes, Earlier: p.earlier})
		v.recorder.outcomes(p.wishes.Page.ID, &p.plan, p.proof.Readings)
	}
}

// readBack is what was read of the changed pages, what Plex's API said of the changed
// values, and who was signed in then.
type readBack struct {
	proofs []*proof
	said   map[string]string
	who    identityAt
}

func (b readBack) found() []*page.Found {
	var out []*page.Found
	for _, x := range b.proofs {
		out = append(out, &x.found)
	}
	return out
}

func (b readBack) anyTroubled() bool {
	return slices.ContainsFunc(b.proofs, func(x *proof) bool { return reading.AnyTroubled(x.found.Readings) })
}

// readBack reads the changed pages again once it is due. When the first of them has been
// read, it asks Plex's API for the changed values and who is signed in. It does not ask
// earlier: Plex may put a value back seconds after a save, and a page that is loaded
// already does not show that.
func (v *prover) readBack(ctx context.Context, wrote pages, due time.Time) (out readBack, err error) {
	errs := make([]error, len(wrote))
	proving, tabDone, cancel := v.session.untilStuck(ctx)
	defer cancel()
	read := make(chan struct{}, len(wrote)) // one for each page that was read
	all := []func(){func() {
		<-read
		out.who = v.session.whoIsNow(proving)
		out.said = v.session.witnesses(proving, settingsSet(wrote))
	}}
	for i, p := range wrote {
		x := &proof{of: p}
		out.proofs = append(out.proofs, x)
		all = append(all, func() {
			defer func() { read <- struct{}{} }()
			errs[i] = v.provePage(proving, x, due)
			tabDone(p.open.tab)
		})
	}
	runTogether(all)
	if err := errors.Join(errs...); err != nil {
		return readBack{}, page.StoppedOr(ctx, err)
	}
	return out, nil
}

// lastSave returns when the last page was saved. A save on one page may undo a change on
// another, so all are proved after it.
func lastSave(wrote pages) time.Time {
	var last time.Time
	for _, p := range wrote {
		if p.done.LastSave.After(last) {
			last = p.done.LastSave
		}
	}
	return last
}

// settingsSet lists the settings that were set.
func settingsSet(wrote pages) []*selectors.Setting {
	var out []*selectors.Setting
	for _, p := range wrote {
		for _, c := range p.plan.ToProve() {
			if s := c.Reading.Wish.Setting; !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// provePage opens a tab, waits until the proof is due, and reads the page again.
func (v *prover) provePage(ctx context.Context, x *proof, due time.Time) error {
	tab, err := v.session.newTab(ctx)
	if err != nil {
		return err
	}
	p := x.of
	p.open = openPage{tab: tab}
	if !page.Pause(ctx, time.Until(due)) {
		return outcome.Stopped(ctx)
	}
	p.step(StepProving)
	defer p.step(StepReadAgain)
	expected := map[string]string{}
	for _, c := range p.plan.ToProve() {
		expected[c.Key()] = c.Want
	}
	visit := page.NewVisit(v.env, tab, p.wishes, page.Purpose{Expect: expected, OnlyRead: true, Opened: p.done.Opened})
	began := time.Now()
	x.found = visit.Read(ctx)
	timed(v.env.Log, "page read again", began, "page", p.wishes.Page.ID, "rest", x.found.Report.Rest)
	if v.pictures {
		x.after = v.session.photograph(ctx, tab, p.wishes.Page.ID, x.found.Readings)
	}
	return nil
}
