package flows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/flows/act"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/selectors"
)

// reader reads the pages of an account before anything is set on them, each in a tab
// of its own.
type reader struct {
	env     *page.Env
	session *openSite
	time    timetable
	// acting is true if something may be set in the tabs later. ready says whether
	// something is to be set on a page that was read.
	acting bool
	ready  func(*pageRun) bool
}

// readAll finds out who is signed in and reads the pages that are due, all at the same
// time. A page that hangs or crashes stops the others in its process; then all are read
// again, each in a process of its own. A page that is not read in time is late. all are
// the pages of the account.
func (r *reader) readAll(ctx context.Context, due, all pages) error {
	defer timed(r.env.Log, "all pages read", time.Now())
	until := r.time.readUntil(ctx)
	within, cancel := endAt(ctx, until)
	defer cancel()
	err := r.readTogether(ctx, until, due)
	if !r.session.apart && within.Err() == nil && r.session.stuck() {
		if err := r.session.keepApart(ctx); err != nil {
			return err
		}
		due.close()
		err = r.readTogether(ctx, until, due)
	}
	if err != nil {
		return err
	}
	if err := r.readSignedOut(within, due, all); err != nil {
		return page.StoppedOr(ctx, err)
	}
	markSignedOutHosts(due, all)
	if err := r.readContradicted(within, due.ready()); err != nil {
		return page.StoppedOr(ctx, err)
	}
	for _, p := range due.ready() {
		if p.open.tab == nil || p.open.tab.Stuck() {
			continue // it does not answer, and nothing is set in it
		}
		if err := r.session.sameAccountOn(ctx, p.open.tab); err != nil {
			return err
		}
	}
	return r.session.makeSure(ctx, due.ready())
}

// readTogether reads pages in the open site until the given moment, and asks who is signed
// in.
func (r *reader) readTogether(ctx context.Context, until time.Time, due pages) error {
	var wg sync.WaitGroup
	var status signin.Identity
	unstuck, tabDone, cancel := r.session.untilStuck(ctx)
	defer cancel()
	wg.Go(func() { status = r.session.identify(unstuck) })
	within, end := endAt(unstuck, until)
	defer end()
	behind := newStragglers(r.acting)
	defer behind.stop()
	errs := make([]error, len(due))
	for i, p := range due {
		wg.Go(func() {
			own := behind.begin(within, p)
			errs[i] = r.readPage(own, p, func() { behind.excuse(p) })
			behind.end(p, errs[i] == nil && p.late == nil && r.ready(p))
			tabDone(p.open.tab)
			r.abandon(p)
		})
	}
	wg.Wait()
	r.session.status = status
	if err := errors.Join(errs...); err != nil {
		return page.StoppedOr(ctx, err)
	}
	return status.Err
}

// readContradicted reads a page again if Plex's API reports another value than the page
// shows: a box may have been painted long before the account's value arrived. Values that
// the page's own requests confirmed are not checked.
func (r *reader) readContradicted(ctx context.Context, ready pages) error {
	var ask []*selectors.Setting
	for _, p := range ready {
		for _, s := range p.found.Readings {
			if p.found.Unconfirmed(s) {
				ask = append(ask, s.Wish.Setting)
			}
		}
	}
	said := r.session.witnesses(ctx, ask)
	for _, p := range ready {
		denied := false
		for _, s := range p.found.Readings {
			word := said[s.Wish.Setting.ID]
			denied = denied || word != "" && word != s.Value()
		}
		if !denied {
			continue
		}
		r.env.Log.Debug("the page and the API disagree, reading the page again", "page", p.wishes.Page.ID)
		if err := r.readPage(ctx, p, nil); err != nil {
			return err
		}
		for id, word := range said {
			p.found.Contradict(id, word)
		}
	}
	return nil
}

// readPage reads a page in a new tab. An earlier tab of the page is closed first. If the
// time for it ends before it was read, the page is late. It calls walks, if given, when it
// has come to a list that it has to go through.
func (r *reader) readPage(ctx context.Context, p *pageRun, walks func()) error {
	p.step(StepReading)
	defer p.step(StepRead)
	r.session.closeTab(p.open.tab)
	p.late = nil
	if err := r.openTab(ctx, p); err != nil {
		return err
	}
	v := page.NewVisit(r.env, p.open.tab, p.wishes, page.Purpose{Offers: true, OnlyRead: !r.acting, Walks: walks})
	p.open.visit = v
	began := time.Now()
	f := v.Read(ctx)
	f.Took = time.Since(began)
	p.found, p.done = &f, act.Done{Opened: v.Opened()}
	timed(r.env.Log, "page read", began, "page", p.wishes.Page.ID, "rest", f.Report.Rest)
	err := v.DropDowns.ReadOffers(ctx, f)
	if why := lateness(ctx); why != nil && reading.AnyTroubled(p.found.Readings) {
		r.leave(p, why)
		return nil
	}
	return err
}

// abandon closes the tab of a page that is stuck in a process of its own: nothing can come
// of it any more, and an endless loop takes the time of the processor from the others.
func (r *reader) abandon(p *pageRun) {
	if r.session.apart && p.open.tab != nil && p.open.tab.Stuck() && page.Shown(p.found.Readings) == 0 {
		r.session.closeTab(p.open.tab)
		p.open.tab, p.open.acting = nil, nil
	}
}

// lateness returns why the time for a page is over, although that of the account is not.
func lateness(ctx context.Context) error {
	if why := context.Cause(ctx); why == errLate || why == errNoTime {
		return why
	}
	return nil
}

// leave gives a page up that is late, with its tab: it may keep the others in its process
// from their work.
func (r *reader) leave(p *pageRun, why error) {
	f := p.open.visit.Halt(outcome.PageUnreachable, outcome.Join(why.Error(), p.open.visit.Waits()))
	f.Took = p.found.Took
	p.found, p.late = &f, why
	r.session.closeTab(p.open.tab)
	p.open = openPage{}
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

// readSignedOut reads the signed-out pages again, one at a time, if another page of the
// account was signed in: Plex's sites pass a sign-in on to each other.
func (r *reader) readSignedOut(ctx context.Context, due, all pages) error {
	signedOut := func(p *pageRun) bool { return p.status() == outcome.PageSignedOut }
	if !slices.ContainsFunc(all, func(p *pageRun) bool { return !signedOut(p) }) {
		return nil
	}
	for _, p := range due {
		if !signedOut(p) {
			continue
		}
		if err := r.readPage(ctx, p, nil); err != nil {
			return err
		}
	}
	return nil
}

// markSignedOutHosts marks a page as signed out if another page on its host is. The
// session belongs to the host, and not every page says that its reader is a visitor.
func markSignedOutHosts(due, all pages) {
	out := map[string]string{}
	for _, p := range all {
		if p.status() == outcome.PageSignedOut {
			out[page.HostOf(p.wishes.Page.URL)] = p.wishes.Page.ID
		}
	}
	for _, p := range due {
		other := out[page.HostOf(p.wishes.Page.URL)]
		if other == "" || p.status() == outcome.PageSignedOut || page.Shown(p.found.Readings) == 0 {
			continue
		}
		f := p.open.visit.Halt(outcome.PageSignedOut, fmt.Sprintf("%s takes us for a visitor on the page %q, so this page may show what visitors see", page.HostOf(p.wishes.Page.URL), other))
		f.Took = p.found.Took
		p.found = &f
	}
}
