package flows

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// pool lends browsers that can be lost.
type pool struct {
	w    *world
	lent []*losable
	// spare is the number of browsers besides the first.
	spare int
	// back is the number of browsers that were returned.
	back int
}

func (p *pool) lend(_ context.Context, lost *Lent) (*Lent, error) {
	if len(p.lent) > p.spare {
		return nil, errors.New("the pool is empty")
	}
	if len(p.lent) > 0 && (lost == nil || p.back != len(p.lent)) {
		p.w.t.Error("a second browser was requested before the first was returned")
	}
	b := &losable{Browser: p.w.browser}
	p.lent = append(p.lent, b)
	return &Lent{Browser: b, Lost: b.lost.Load, Return: func() { p.back++ }}, nil
}

// lose breaks the connection to the browser in use.
func (p *pool) lose() { p.lent[len(p.lent)-1].lost.Store(true) }

// losable is a browser that fails every call once it is lost, with the error that
// chromedp gives.
type losable struct {
	page.Browser
	lost atomic.Bool
}

func (b *losable) gone() error {
	if b.lost.Load() {
		return fmt.Errorf("lost the connection to the browser: %w", context.Canceled)
	}
	return nil
}

func (b *losable) NewSite(ctx context.Context, s automation.SiteState) (page.Site, error) {
	if err := b.gone(); err != nil {
		return nil, err
	}
	site, err := b.Browser.NewSite(ctx, s)
	return &losableSite{site, b}, err
}

type losableSite struct {
	page.Site
	browser *losable
}

func (s *losableSite) NewTab(ctx context.Context) (page.Tab, error) { return s.NewActingTab(ctx) }

func (s *losableSite) NewActingTab(ctx context.Context) (page.ActingTab, error) {
	if err := s.browser.gone(); err != nil {
		return nil, err
	}
	tab, err := s.Site.NewActingTab(ctx)
	return &losableTab{tab, s.browser}, err
}

func (s *losableSite) Get(ctx context.Context, url string, headers map[string]string) (automation.Fetched, error) {
	if err := s.browser.gone(); err != nil {
		return automation.Fetched{}, err
	}
	return s.Site.Get(ctx, url, headers)
}

func (s *losableSite) Cookies(ctx context.Context) ([]automation.Cookie, error) {
	if err := s.browser.gone(); err != nil {
		return nil, err
	}
	return s.Site.Cookies(ctx)
}

type losableTab struct {
	page.ActingTab
	browser *losable
}

func (t *losableTab) Goto(ctx context.Context, url string) (automation.Load, error) {
	if err := t.browser.gone(); err != nil {
		return automation.Load{}, err
	}
	return t.ActingTab.Goto(ctx, url)
}

func (t *losableTab) Look(ctx context.Context, ask sight.Ask) (*sight.Look, error) {
	if err := t.browser.gone(); err != nil {
		return nil, err
	}
	return t.ActingTab.Look(ctx, ask)
}

func (t *losableTab) Click(ctx context.Context, ref sight.Ref, origin, what string) error {
	if err := t.browser.gone(); err != nil {
		return err
	}
	return t.ActingTab.Click(ctx, ref, origin, what)
}

func (t *losableTab) Choose(ctx context.Context, s sight.Seen, to int, origin string) error {
	if err := t.browser.gone(); err != nil {
		return err
	}
	return t.ActingTab.Choose(ctx, s, to, origin)
}

func (t *losableTab) Reveal(ctx context.Context, ref sight.Ref, origin, what string) error {
	if err := t.browser.gone(); err != nil {
		return err
	}
	return t.ActingTab.Reveal(ctx, ref, origin, what)
}

// TestBrowserLostAtEveryPoint loses the browser of an apply at every point. If there is
// another browser, the run ends as if nothing had happened. If there is none, it says
// so, and claims nothing that was not read back.
func TestBrowserLostAtEveryPoint(t *testing.T) {
	for name, spare := range map[string]int{"with another browser": 1, "without another": 0} {
		t.Run(name, func(t *testing.T) {
			const least = 15
			reached := 0
			for at := 1; at <= max(reached, least); at++ {
				synctest.Test(t, func(t *testing.T) { reached = max(reached, loseAt(t, at, spare)) })
				if t.Failed() {
					t.Fatalf("failed with the browser lost at point %d", at)
				}
				if at > 200 {
					t.Fatal("the run does not end")
				}
			}
		})
	}
}

// loseAt loses the browser at a point. It returns the number of points that the run
// reached.
func loseAt(t *testing.T, at, spare int) int {
	w, sel, plan := crashWorld(t)
	p := &pool{w: w, spare: spare}
	w.lend = p.lend
	c := &crasher{w: w, at: at, plan: plan, start: w.plex.state(), stop: func() { p.lose() }}
	w.wrap = func(l record.Ledger) record.Ledger { c.Ledger = l; return c }
	w.plex.written, w.plex.acting = c.written, func(string) { c.pass() }
	r := w.apply(sel)
	if c.point < at {
		return c.point
	}
	c.at = 0
	check(t, w, c, r, false)
	if p.back != len(p.lent) {
		t.Errorf("%d browsers were returned, want %d", p.back, len(p.lent))
	}
	w.plex.written, w.plex.acting, w.wrap, w.lend = nil, nil, nil, nil
	if runs := w.journal().Runs(); len(runs) != 1 || runs[0].End == nil {
		t.Errorf("the journal must have one finished run, but has %d: %+v", len(runs), runs)
	}
	if spare == 0 {
		if len(p.lent) == 1 && r.ExitCode != outcome.ExitOK && r.ExitCode != outcome.ExitTryLater {
			t.Errorf("exit code %d: %s", r.ExitCode, r.Accounts[0].Error)
		}
		return c.point
	}
	// The run is complete: everything was set and proved, and it can be undone.
	if r.ExitCode != outcome.ExitOK {
		t.Errorf("exit code %d: %+v", r.ExitCode, r.Accounts[0])
	}
	if open := w.journal().Left(); len(open) > 0 {
		t.Errorf("%d changes have no outcome, the first is %+v", len(open), open[0])
	}
	for _, s := range r.Accounts[0].Settings {
		if anyKey(plan, s.ID) == "" {
			continue
		}
		if s.Result != outcome.Verified {
			t.Errorf("%s has the result %s, want verified: %s", s.ID, s.Result, s.Detail)
		}
		if s.Before == s.After || s.After != s.Wanted {
			t.Errorf("%s: before %s, after %s, wanted %s", s.ID, s.Before, s.After, s.Wanted)
		}
	}
	w.undo("", wanted.Selection{}, false)
	if got := w.plex.state(); !maps.Equal(got, c.start) {
		t.Errorf("undo did not restore the account: after the undo\n%v\nat the start\n%v", got, c.start)
	}
	return c.point
}

// Both browsers are lost at the first click. Which page comes first is not fixed: a click
// on one that saves by itself arrives all the same, and the second browser reads that
// back. Nothing else may be reported as done.
func TestBrowserLostTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, sel, plan := crashWorld(t)
		c := &crasher{w: w, plan: plan, start: w.plex.state()}
		p := &pool{w: w, spare: 1}
		w.lend = p.lend
		w.plex.acting = func(string) { p.lose() }
		r := w.apply(sel)
		if len(p.lent) != 2 || p.back != 2 || r.ExitCode != outcome.ExitTryLater {
			t.Errorf("%d browsers used, %d returned, exit code %d: %+v", len(p.lent), p.back, r.ExitCode, r.Accounts[0])
		}
		check(t, w, c, r, false)
		for _, s := range r.Accounts[0].Settings {
			key := anyKey(plan, s.ID)
			if unchanged := w.plex.state()[key] == c.start[key]; unchanged && (s.Result == outcome.Verified || s.Result == outcome.Already) {
				t.Errorf("%s is reported as %s, but was not changed", s.ID, s.Result)
			}
		}
	})
}

func TestBrowserLostWhileReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, sel, _ := crashWorld(t)
		p := &pool{w: w, spare: 1}
		w.lend = func(ctx context.Context, lost *Lent) (*Lent, error) {
			defer func() {
				if lost == nil {
					p.lose()
				}
			}()
			return p.lend(ctx, lost)
		}
		r := w.run(t.Context(), Request{Command: "check", Selection: sel})
		if len(p.lent) != 2 || r.ExitCode != outcome.ExitDiffers {
			t.Errorf("%d browsers used, exit code %d: %s", len(p.lent), r.ExitCode, r.Accounts[0].Error)
		}
	})
}

// A browser that is lost when the work is done needs no second try. With an empty pool
// the run does not start.
func TestBrowserLostAfterTheWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, sel, _ := crashWorld(t)
		p := &pool{w: w, spare: 1}
		w.lend = func(ctx context.Context, lost *Lent) (*Lent, error) {
			lent, err := p.lend(ctx, lost)
			lent.Lost = func() bool { return true }
			return lent, err
		}
		if r := w.apply(sel); len(p.lent) != 1 || r.ExitCode != outcome.ExitOK {
			t.Errorf("%d browsers used, exit code %d: %s", len(p.lent), r.ExitCode, r.Accounts[0].Error)
		}
		w.lend = func(context.Context, *Lent) (*Lent, error) {
			return nil, &outcome.LaterError{What: "the pool is empty"}
		}
		if r := w.apply(sel); r.ExitCode != outcome.ExitTryLater || !strings.Contains(r.Accounts[0].Error, "empty") {
			t.Errorf("exit code %d: %s", r.ExitCode, r.Accounts[0].Error)
		}
	})
}

// The time limit of an account does not include waiting for a browser from the pool.
func TestTimeoutExcludesWaitingForABrowser(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, sel, _ := crashWorld(t)
		p := &pool{w: w}
		w.lend = func(ctx context.Context, lost *Lent) (*Lent, error) {
			page.Pause(ctx, 10*time.Minute)
			return p.lend(ctx, lost)
		}
		if r := w.run(t.Context(), Request{Command: "apply", Selection: sel, Limit: 90 * time.Second}); r.ExitCode != outcome.ExitOK {
			t.Errorf("exit code %d: %s", r.ExitCode, r.Accounts[0].Error)
		}
		for name, lend := range map[string]Lender{"from a pool": (&pool{w: w}).lend, "on this machine": nil} {
			w.lend = lend
			r := w.run(t.Context(), Request{Command: "apply", Selection: sel, Limit: time.Second})
			if r.ExitCode != outcome.ExitTryLater || !strings.Contains(r.Accounts[0].Error, "--timeout") {
				t.Errorf("%s: exit code %d: %s", name, r.ExitCode, r.Accounts[0].Error)
			}
		}
	})
}
