package flows

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// nemesis stands between a run and its Plex, and makes things go wrong. What it
// does is decided by a seed and the order of calls; where a run works on pages
// side by side that order is the bubble's, so a seed names a family of runs.
type nemesis struct {
	page.Browser
	mu sync.Mutex
	r  *rand.Rand
	// odds is how often, of a hundred calls, something goes wrong.
	odds int
	// did counts what was done to the run.
	did map[string]int
	// out says that the session has ended: every question who is signed in is
	// answered 401.
	out bool
	off bool
}

func newNemesis(b page.Browser, seed uint64, odds int) *nemesis {
	return &nemesis{Browser: b, r: rand.New(rand.NewPCG(seed, 4)), odds: odds, did: map[string]int{}}
}

// strikes says whether something goes wrong now, and notes it.
func (n *nemesis) strikes(what string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.off || n.r.IntN(100) >= n.odds {
		return false
	}
	n.did[what]++
	return true
}

func (n *nemesis) pick(k int) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.r.IntN(k)
}

// slow lets a call take its time.
func (n *nemesis) slow() {
	if n.strikes("latency") {
		time.Sleep(time.Duration(n.pick(4000)) * time.Millisecond)
	}
}

func (n *nemesis) NewSite(ctx context.Context, s automation.SiteState) (page.Site, error) {
	site, err := n.Browser.NewSite(ctx, s)
	return &cursedSite{Site: site, n: n, apart: s.Apart}, err
}

type cursedSite struct {
	page.Site
	n *nemesis
	// apart says that each tab has a process of its own; where they share one, dead
	// is why none answers any more.
	apart bool
	mu    sync.Mutex
	dead  error
}

// dies is a tab that answers nothing any more, and takes along what shares its process.
func (s *cursedSite) dies(t *cursedTab, why error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.own = why
	if !s.apart {
		s.dead = why
	}
	return why
}

// died is why a tab does not answer any more.
func (s *cursedSite) died(t *cursedTab) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dead != nil {
		return s.dead
	}
	return t.own
}

func (s *cursedSite) NewTab(ctx context.Context) (page.Tab, error) { return s.NewActingTab(ctx) }

func (s *cursedSite) NewActingTab(ctx context.Context) (page.ActingTab, error) {
	tab, err := s.Site.NewActingTab(ctx)
	return &cursedTab{ActingTab: tab, n: s.n, site: s}, err
}

func (s *cursedSite) Get(ctx context.Context, url string, h map[string]string) (automation.Fetched, error) {
	s.n.slow()
	if err := s.died(&cursedTab{}); err != nil {
		return automation.Fetched{}, err
	}
	if s.n.out && url == signin.UserURL {
		return automation.Fetched{Status: 401}, ctx.Err()
	}
	if s.n.strikes("API refused") {
		return automation.Fetched{Status: []int{429, 500, 503}[s.n.pick(3)], RetryAfter: "1"}, ctx.Err()
	}
	if s.n.strikes("API dropped") {
		return automation.Fetched{}, &automation.LoadError{URL: url, Text: "net::ERR_CONNECTION_RESET"}
	}
	return s.Site.Get(ctx, url, h)
}

// cursedTab is a tab to which all happens that happens to tabs.
type cursedTab struct {
	page.ActingTab
	n    *nemesis
	site *cursedSite
	// own is why the tab itself answers nothing any more.
	own error
	// blank pages came without what they are about.
	blank bool
}

func (t *cursedTab) Stuck() bool { return t.site.died(t) != nil }

func (t *cursedTab) Goto(ctx context.Context, url string) (automation.Load, error) {
	t.n.slow()
	switch {
	case t.site.died(t) != nil:
		return automation.Load{}, t.site.died(t)
	case t.n.strikes("connection reset"):
		return automation.Load{}, &automation.LoadError{URL: url, Text: "net::ERR_CONNECTION_RESET"}
	}
	load, err := t.ActingTab.Goto(ctx, url)
	if t.n.strikes("page refused") {
		load.Status, load.RetryAfter = []int{429, 500, 502, 503}[t.n.pick(4)], "1"
	}
	t.blank = t.n.strikes("half a page")
	return load, err
}

func (t *cursedTab) Look(ctx context.Context, ask sight.Ask) (*sight.Look, error) {
	switch rare := t.n.pick(15) == 0; { // a page is looked at often
	case t.site.died(t) != nil:
		return nil, t.site.died(t)
	case rare && t.n.strikes("renderer crash"):
		return nil, t.site.dies(t, automation.ErrCrashed)
	case rare && t.n.strikes("tab hangs"):
		time.Sleep(2 * time.Second)
		return nil, t.site.dies(t, automation.ErrUnresponsive)
	}
	l, err := t.ActingTab.Look(ctx, ask)
	if err == nil && t.blank {
		l.Controls, l.Buttons, l.Headings, l.Ready = nil, nil, nil, "loading"
	}
	return l, err
}

func (t *cursedTab) Click(ctx context.Context, ref sight.Ref, origin, what string) error {
	return t.act("click", what, func() error { return t.ActingTab.Click(ctx, ref, origin, what) })
}

func (t *cursedTab) Choose(ctx context.Context, s sight.Seen, to int, origin string) error {
	return t.act("choose", s.String(), func() error { return t.ActingTab.Choose(ctx, s, to, origin) })
}

// act may not happen, may happen and be called a failure, or end the tab.
func (t *cursedTab) act(op, what string, do func() error) error {
	trouble := func(err error) error { return &sight.ActionError{Op: op, Target: what, Err: err} }
	t.n.slow()
	switch {
	case t.site.died(t) != nil:
		return t.site.died(t)
	case t.n.strikes("covered"):
		return trouble(automation.ErrCovered)
	case t.n.strikes("no effect"):
		return trouble(automation.ErrNoEffect)
	case t.n.strikes("done and called failed"):
		_ = do()
		return trouble(automation.ErrUnresponsive)
	case t.n.strikes("done and crashed"):
		_ = do()
		return t.site.dies(t, automation.ErrCrashed)
	}
	return do()
}

func (t *cursedTab) Reveal(ctx context.Context, ref sight.Ref, origin, what string) error {
	if t.site.died(t) != nil {
		return t.site.died(t)
	}
	return t.ActingTab.Reveal(ctx, ref, origin, what)
}

// spoil makes the server fail in ways of its own.
func (n *nemesis) spoil(p *fakePlex) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch n.pick(6) {
	case 0:
		p.fail, p.refusal.Status = 1+n.pick(3), []int{429, 500, 503, 401}[n.pick(4)]
		p.refusal.RetryAfter = "1"
		n.did["save refused"]++
	case 1:
		p.drop = 1 + n.pick(3)
		n.did["save forgotten"]++
	case 2:
		p.revert = true
		n.did["save reverted"]++
	case 3:
		p.lateRevert = time.Duration(300+n.pick(1200)) * time.Millisecond
		n.did["save reverted late"]++
	}
}

// ledger fails now and then, as a full disk does.
func (n *nemesis) ledger(l record.Ledger) record.Ledger { return &cursedLedger{Ledger: l, n: n} }

type cursedLedger struct {
	record.Ledger
	n *nemesis
}

func (l *cursedLedger) full(what string) error {
	if l.n.strikes("disk full") {
		return fmt.Errorf("%s: no space left on device", what)
	}
	return nil
}

func (l *cursedLedger) Intend(changes []journal.Intent) error {
	if err := l.full("intend"); err != nil {
		return err
	}
	return l.Ledger.Intend(changes)
}

func (l *cursedLedger) Settle(outcomes []journal.Outcome) error {
	if err := l.full("settle"); err != nil {
		return err
	}
	return l.Ledger.Settle(outcomes)
}
