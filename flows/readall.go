package flows

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/flows/act"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/selectors"
)

// readAll finds out who is signed in and reads every page, all at once.
func (a *account) readAll(ctx context.Context) error {
	defer timed(a.env.Log, "all pages read", time.Now())
	err := a.readTogether(ctx)
	if a.session.apart || ctx.Err() != nil || !a.session.stuck() {
		return err
	}
	if err := a.session.keepApart(ctx); err != nil {
		return err
	}
	a.closed()
	return a.readTogether(ctx)
}

// closed notes that the pages are open no more.
func (a *account) closed() {
	for _, p := range a.pages {
		p.open = openPage{}
	}
}

// readTogether reads every page in the site as it is.
func (a *account) readTogether(ctx context.Context) error {
	var wg sync.WaitGroup
	var status signin.Identity
	reading, done, cancel := a.session.untilStuck(ctx)
	defer cancel()
	wg.Go(func() { status = a.session.identify(reading) })
	errs := make([]error, len(a.pages))
	for i, p := range a.pages {
		wg.Go(func() {
			errs[i] = a.readPage(reading, p)
			done(p.open.tab)
		})
	}
	wg.Wait()
	a.session.status = status
	if err := errors.Join(errs...); err != nil {
		return page.Broken(ctx, err)
	}
	if status.Err != nil {
		return status.Err
	}
	if err := a.secondChance(ctx); err != nil {
		return err
	}
	a.sameSite()
	if err := a.contradicted(ctx); err != nil {
		return err
	}
	for _, p := range a.pages {
		if err := a.session.sameOn(ctx, p.open.tab); err != nil {
			return err
		}
	}
	return nil
}

// contradicted reads a page once more whose value Plex's API denies: a box may
// have been painted long before the account's value arrived. Where the page's
// own traffic named the value nobody has to be asked.
func (a *account) contradicted(ctx context.Context) error {
	var ask []*selectors.Setting
	for _, p := range a.pages {
		for _, r := range p.found.Readings {
			if p.found.Doubtful(r) {
				ask = append(ask, r.Wish.Setting)
			}
		}
	}
	said := a.session.witnesses(ctx, ask)
	for _, p := range a.pages {
		denied := false
		for _, r := range p.found.Readings {
			word := said[r.Wish.Setting.ID]
			denied = denied || word != "" && word != r.Value()
		}
		if !denied {
			continue
		}
		a.env.Log.Debug("the page and the API disagree, reading the page again", "page", p.wishes.Page.ID)
		if err := a.readPage(ctx, p); err != nil {
			return page.Broken(ctx, err)
		}
		for id, word := range said {
			p.found.Doubt(id, word)
		}
	}
	return nil
}

// readPage reads a page, in a tab of its own. What the tab has shown before is done with.
func (a *account) readPage(ctx context.Context, p *pageRun) error {
	a.step(p, StepReading)
	defer a.step(p, StepRead)
	a.session.closeTab(p.open.tab)
	if err := a.openTab(ctx, p); err != nil {
		return err
	}
	v := page.NewVisit(a.env, p.open.tab, p.wishes, page.Aim{Offers: true})
	p.open.visit = v
	began := time.Now()
	f := v.Read(ctx)
	f.Took = time.Since(began)
	p.found, p.done = &f, act.Done{Opened: v.Opened()}
	timed(a.env.Log, "page read", began, "page", p.wishes.Page.ID, "rested", f.Rested)
	return v.DropDowns.OffersOf(ctx, f)
}

// openTab opens the tab of a page: one that can act only where this is asked for.
func (a *account) openTab(ctx context.Context, p *pageRun) error {
	if a.req.readOnly() {
		tab, err := a.session.newTab(ctx)
		if err == nil {
			p.open = openPage{tab: tab}
		}
		return err
	}
	tab, err := a.session.site.NewActingTab(ctx)
	if err == nil {
		a.session.add(tab)
		p.open = openPage{tab: tab, acting: tab}
	}
	return err
}

// secondChance loads a page once more, alone, that took us for a visitor while
// another one knew us: the sites of Plex learn of a sign-in from one another.
func (a *account) secondChance(ctx context.Context) error {
	var out []*pageRun
	for _, p := range a.pages {
		if p.status() == outcome.PageSignedOut {
			out = append(out, p)
		}
	}
	if len(out) == len(a.pages) {
		return nil
	}
	for _, p := range out {
		if err := a.readPage(ctx, p); err != nil {
			return page.Broken(ctx, err)
		}
	}
	return nil
}

// sameSite takes a page for signed out where another one on its host is: the session
// is the host's, and not every page tells a visitor so.
func (a *account) sameSite() {
	out := map[string]string{}
	for _, p := range a.pages {
		if p.status() == outcome.PageSignedOut {
			out[page.HostOf(p.wishes.Page.URL)] = p.wishes.Page.ID
		}
	}
	for _, p := range a.pages {
		other := out[page.HostOf(p.wishes.Page.URL)]
		if other == "" || p.status() == outcome.PageSignedOut || page.Shown(p.found.Readings) == 0 {
			continue
		}
		f := p.open.visit.Halted(outcome.PageSignedOut, fmt.Sprintf("%s takes us for a visitor on the page %q, so this page may show what visitors see", page.HostOf(p.wishes.Page.URL), other))
		f.Took = p.found.Took
		p.found = &f
	}
}
