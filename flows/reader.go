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

// reader reads the pages of an account before anything is set on them, each in a tab
// of its own.
type reader struct {
	env     *page.Env
	session *openSession
	// acting says that things are to be set in the tabs later.
	acting bool
}

// readAll finds out who is signed in and reads every page, all at once.
func (r *reader) readAll(ctx context.Context, all pages) error {
	defer timed(r.env.Log, "all pages read", time.Now())
	err := r.readTogether(ctx, all)
	if r.session.apart || ctx.Err() != nil || !r.session.stuck() {
		return err
	}
	if err := r.session.keepApart(ctx); err != nil {
		return err
	}
	all.close()
	return r.readTogether(ctx, all)
}

// readTogether reads every page in the site as it is.
func (r *reader) readTogether(ctx context.Context, all pages) error {
	var wg sync.WaitGroup
	var status signin.Identity
	reading, done, cancel := r.session.untilStuck(ctx)
	defer cancel()
	wg.Go(func() { status = r.session.identify(reading) })
	errs := make([]error, len(all))
	for i, p := range all {
		wg.Go(func() {
			errs[i] = r.readPage(reading, p)
			done(p.open.tab)
		})
	}
	wg.Wait()
	r.session.status = status
	if err := errors.Join(errs...); err != nil {
		return page.StoppedOr(ctx, err)
	}
	if status.Err != nil {
		return status.Err
	}
	if err := r.readSignedOut(ctx, all); err != nil {
		return err
	}
	signedOutHosts(all)
	if err := r.readContradicted(ctx, all); err != nil {
		return err
	}
	for _, p := range all {
		if err := r.session.sameAccountOn(ctx, p.open.tab); err != nil {
			return err
		}
	}
	return nil
}

// readContradicted reads a page once more whose value Plex's API denies: a box may
// have been painted long before the account's value arrived. Where the page's
// own traffic named the value nobody has to be asked.
func (r *reader) readContradicted(ctx context.Context, all pages) error {
	var ask []*selectors.Setting
	for _, p := range all {
		for _, s := range p.found.Readings {
			if p.found.Unconfirmed(s) {
				ask = append(ask, s.Wish.Setting)
			}
		}
	}
	said := r.session.witnesses(ctx, ask)
	for _, p := range all {
		denied := false
		for _, s := range p.found.Readings {
			word := said[s.Wish.Setting.ID]
			denied = denied || word != "" && word != s.Value()
		}
		if !denied {
			continue
		}
		r.env.Log.Debug("the page and the API disagree, reading the page again", "page", p.wishes.Page.ID)
		if err := r.readPage(ctx, p); err != nil {
			return page.StoppedOr(ctx, err)
		}
		for id, word := range said {
			p.found.Contradict(id, word)
		}
	}
	return nil
}

// readPage reads a page, in a tab of its own. What the tab has shown before is done with.
func (r *reader) readPage(ctx context.Context, p *pageRun) error {
	p.step(StepReading)
	defer p.step(StepRead)
	r.session.closeTab(p.open.tab)
	if err := r.openTab(ctx, p); err != nil {
		return err
	}
	v := page.NewVisit(r.env, p.open.tab, p.wishes, page.Purpose{Offers: true})
	p.open.visit = v
	began := time.Now()
	f := v.Read(ctx)
	f.Took = time.Since(began)
	p.found, p.done = &f, act.Done{Opened: v.Opened()}
	timed(r.env.Log, "page read", began, "page", p.wishes.Page.ID, "rested", f.Rested)
	return v.DropDowns.ReadOffers(ctx, f)
}

// openTab opens the tab of a page: one that can act only where this is asked for.
func (r *reader) openTab(ctx context.Context, p *pageRun) error {
	if !r.acting {
		tab, err := r.session.newTab(ctx)
		if err == nil {
			p.open = openPage{tab: tab}
		}
		return err
	}
	tab, err := r.session.site.NewActingTab(ctx)
	if err == nil {
		r.session.add(tab)
		p.open = openPage{tab: tab, acting: tab}
	}
	return err
}

// readSignedOut loads a page once more, alone, that took us for a visitor while
// another one knew us: the sites of Plex learn of a sign-in from one another.
func (r *reader) readSignedOut(ctx context.Context, all pages) error {
	var out []*pageRun
	for _, p := range all {
		if p.status() == outcome.PageSignedOut {
			out = append(out, p)
		}
	}
	if len(out) == len(all) {
		return nil
	}
	for _, p := range out {
		if err := r.readPage(ctx, p); err != nil {
			return page.StoppedOr(ctx, err)
		}
	}
	return nil
}

// signedOutHosts takes a page for signed out where another one on its host is: the
// session is the host's, and not every page tells a visitor so.
func signedOutHosts(all pages) {
	out := map[string]string{}
	for _, p := range all {
		if p.status() == outcome.PageSignedOut {
			out[page.HostOf(p.wishes.Page.URL)] = p.wishes.Page.ID
		}
	}
	for _, p := range all {
		other := out[page.HostOf(p.wishes.Page.URL)]
		if other == "" || p.status() == outcome.PageSignedOut || page.Shown(p.found.Readings) == 0 {
			continue
		}
		f := p.open.visit.Halt(outcome.PageSignedOut, fmt.Sprintf("%s takes us for a visitor on the page %q, so this page may show what visitors see", page.HostOf(p.wishes.Page.URL), other))
		f.Took = p.found.Took
		p.found = &f
	}
}
