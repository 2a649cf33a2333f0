package flows

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// readAll finds out who is signed in and reads every page, all at once.
func (a *account) readAll(ctx context.Context) error {
	defer a.timed("all pages read", time.Now())
	err := a.readTogether(ctx)
	if a.session.apart || ctx.Err() != nil || !a.stuck() {
		return err
	}
	if err := a.keepApart(ctx); err != nil {
		return err
	}
	return a.readTogether(ctx)
}

// readTogether reads every page in the site as it is.
func (a *account) readTogether(ctx context.Context) error {
	var wg sync.WaitGroup
	var status identity
	reading, done, cancel := a.untilStuck(ctx)
	defer cancel()
	wg.Go(func() { status = a.identify(reading, a.session.site) })
	errs := make([]error, len(a.visits))
	for i, p := range a.visits {
		wg.Go(func() {
			errs[i] = a.readPage(reading, p)
			done(p)
		})
	}
	wg.Wait()
	a.session.status = status
	if err := errors.Join(errs...); err != nil {
		return a.broken(ctx, err)
	}
	if status.err != nil {
		return status.err
	}
	if err := a.secondChance(ctx); err != nil {
		return err
	}
	a.sameSite()
	if err := a.contradicted(ctx); err != nil {
		return err
	}
	return a.sameOnPages(ctx)
}

// contradicted reads a page once more whose value Plex's API denies: a box may
// have been painted long before the account's value arrived. Where the page's
// own traffic named the value nobody has to be asked.
func (a *account) contradicted(ctx context.Context) error {
	var ask []*selectors.Setting
	for _, p := range a.visits {
		for _, r := range p.out.readings {
			if a.doubtful(p, r) {
				ask = append(ask, r.Wish.Setting)
			}
		}
	}
	said := a.witnesses(ctx, ask)
	for _, p := range a.visits {
		denied := false
		for _, r := range p.out.readings {
			word := said[r.Wish.Setting.ID]
			denied = denied || word != "" && word != r.Value()
		}
		if !denied {
			continue
		}
		a.log.Debug("the page and the API disagree, reading the page again", "page", p.wishes.Page.ID)
		if err := a.readPage(ctx, p); err != nil {
			return a.broken(ctx, err)
		}
		for id, word := range said {
			p.doubt(id, word)
		}
	}
	return nil
}

// doubtful says whether a value would be changed and nobody but the page's paint
// has said that it is so.
func (a *account) doubtful(p *pageVisit, r *reading.Setting) bool {
	value := r.Value()
	return r.Wish.Setting.Readback != nil && value != "" && r.Wish.Skipped == "" && value != r.Wish.Canonical() && p.visit.heard[r.Wish.Setting.ID] == ""
}

// doubt leaves a setting alone that the page and the API still tell apart.
func (p *pageVisit) doubt(setting, said string) {
	for _, r := range p.out.readings {
		if r.Wish.Setting.ID != setting || r.Value() == "" || r.Value() == said {
			continue
		}
		r.Unbelieved(contradiction(r.Value(), said))
	}
}

func (a *account) readPage(ctx context.Context, p *pageVisit) error {
	a.step(p, StepReading)
	defer a.step(p, StepRead)
	if p.tab != nil {
		p.tab.Close()
	}
	if err := a.openTab(ctx, p); err != nil {
		return err
	}
	p.visit, p.done, p.took = newVisit(a.env, p.tab, p.wishes), done{}, 0
	p.visit.refusals, p.visit.dropDowns.asked = a.Browser.Refusals, true
	began := time.Now()
	p.out = p.visit.read(ctx)
	p.took = time.Since(began)
	a.timed("page read", began, "page", p.wishes.Page.ID, "rested", p.visit.rest.rested)
	if p.out.report.Status == outcome.PageOK || p.out.report.Status == outcome.PageMoved || p.out.report.Status == outcome.PageChanged {
		if err := p.visit.offers(ctx); err != nil { // of those that the reading did not get to
			return err
		}
	}
	if anyTroubled(p.visit.readings) {
		return outcome.Stopped(ctx) // what could not be read in time may be as it should be
	}
	return nil
}

// openTab opens the tab of a page: one that can act only where this is asked for.
func (a *account) openTab(ctx context.Context, p *pageVisit) error {
	if a.req.readOnly() {
		tab, err := a.session.site.NewTab(ctx)
		if err == nil {
			p.tab = tab
		}
		return err
	}
	tab, err := a.session.site.NewActingTab(ctx)
	if err == nil {
		p.tab, p.acting = tab, tab
	}
	return err
}

func anyTroubled(readings []*reading.Setting) bool {
	for _, r := range readings {
		for _, p := range r.Parts {
			if p.Result.Trouble() {
				return true
			}
		}
	}
	return false
}

// secondChance loads a page once more, alone, that took us for a visitor while
// another one knew us: the sites of Plex learn of a sign-in from one another.
func (a *account) secondChance(ctx context.Context) error {
	var out []*pageVisit
	for _, p := range a.visits {
		if p.out.report.Status == outcome.PageSignedOut {
			out = append(out, p)
		}
	}
	if len(out) == len(a.visits) {
		return nil
	}
	for _, p := range out {
		if err := a.readPage(ctx, p); err != nil {
			return a.broken(ctx, err)
		}
	}
	return nil
}
