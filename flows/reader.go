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
	session *openSite
	// acting is true if something may be set in the tabs later.
	acting bool
}

// readAll finds out who is signed in and reads every page, all at the same time. A page
// that hangs or crashes stops the others in its process; then all are read again, each in
// a process of its own.
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

// readTogether reads every page in the open site.
func (r *reader) readTogether(ctx context.Context, all pages) error {
	var wg sync.WaitGroup
	var status signin.Identity
	reading, tabDone, cancel := r.session.untilStuck(ctx)
	defer cancel()
	wg.Go(func() { status = r.session.identify(reading) })
	errs := make([]error, len(all))
	for i, p := range all {
		wg.Go(func() {
			errs[i] = r.readPage(reading, p)
			tabDone(p.open.tab)
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
	markSignedOutHosts(all)
	if err := r.readContradicted(ctx, all); err != nil {
		return err
	}
	for _, p := range all {
		if err := r.session.sameAccountOn(ctx, p.open.tab); err != nil {
			return err
		}
	}
	return r.session.makeSure(ctx, all)
}

// readContradicted reads a page again if Plex's API reports another value than the page
// shows: a box may have been painted long before the account's value arrived. Values that
// the page's own requests confirmed are not checked.
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

// readPage reads a page in a new tab. An earlier tab of the page is closed first.
func (r *reader) readPage(ctx context.Context, p *pageRun) error {
	p.step(StepReading)
	defer p.step(StepRead)
	r.session.closeTab(p.open.tab)
	if err := r.openTab(ctx, p); err != nil {
		return err
	}
	v := page.NewVisit(r.env, p.open.tab, p.wishes, page.Purpose{Offers: true, OnlyRead: !r.acting})
	p.open.visit = v
	began := time.Now()
	f := v.Read(ctx)
	f.Took = time.Since(began)
	p.found, p.done = &f, act.Done{Opened: v.Opened()}
	timed(r.env.Log, "page read", began, "page", p.wishes.Page.ID, "rest", f.Report.Rest)
	return v.DropDowns.ReadOffers(ctx, f)
}

// openTab opens the tab of a page. The tab can act only if something may be set later.
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

// readSignedOut reads the signed-out pages again, one at a time, if another page was
// signed in: Plex's sites pass a sign-in on to each other.
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

// markSignedOutHosts marks a page as signed out if another page on its host is. The
// session belongs to the host, and not every page says that its reader is a visitor.
func markSignedOutHosts(all pages) {
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
