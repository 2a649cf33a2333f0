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

// faults stands between a run and its Plex and makes calls fail at random. A seed and
// the order of the calls decide what fails. If pages are worked on concurrently, the
// order may vary, so a seed does not always reproduce a run.
type faults struct {
	page.Browser
	mu sync.Mutex
	r  *rand.Rand
	// odds is how many of a hundred calls fail.
	odds int
	// did counts the faults by kind.
	did map[string]int
	// out says that the session has ended: asked who is signed in, Plex answers 401.
	out bool
	off bool
}

func newFaults(b page.Browser, seed uint64, odds int) *faults {
	return &faults{Browser: b, r: rand.New(rand.NewPCG(seed, 4)), odds: odds, did: map[string]int{}}
}

// strikes says whether this call fails, and counts the fault.
func (n *faults) strikes(what string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.off || n.r.IntN(100) >= n.odds {
		return false
	}
	n.did[what]++
	return true
}

// count counts a fault that the run itself is the cause of.
func (n *faults) count(what string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.did[what]++
}

func (n *faults) pick(k int) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.r.IntN(k)
}

// slow makes a call take a while.
func (n *faults) slow() {
	if n.strikes("latency") {
		time.Sleep(time.Duration(n.pick(4000)) * time.Millisecond)
	}
}

func (n *faults) NewSite(ctx context.Context, s automation.SiteState) (page.Site, error) {
	site, err := n.Browser.NewSite(ctx, s)
	return &faultySite{Site: site, n: n, apart: s.Apart}, err
}

type faultySite struct {
	page.Site
	n *faults
	// apart says that each tab has a process of its own. Otherwise they share one, and
	// dead is why none of them answers any more.
	apart bool
	mu    sync.Mutex
	dead  error
}

// dies ends a tab and all tabs in the same process.
func (s *faultySite) dies(t *faultyTab, why error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.own = why
	if !s.apart {
		s.dead = why
	}
	return why
}

// died returns why a tab does not answer any more; nil if it does.
func (s *faultySite) died(t *faultyTab) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dead != nil {
		return s.dead
	}
	return t.own
}

func (s *faultySite) NewTab(ctx context.Context) (page.Tab, error) { return s.NewActingTab(ctx) }

func (s *faultySite) NewActingTab(ctx context.Context) (page.ActingTab, error) {
	tab, err := s.Site.NewActingTab(ctx)
	return &faultyTab{ActingTab: tab, n: s.n, site: s}, err
}

func (s *faultySite) Get(ctx context.Context, url string, h map[string]string) (automation.Fetched, error) {
	s.n.slow()
	if err := s.died(&faultyTab{}); err != nil {
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

// faultyTab is a tab that can crash, hang, load half a page or miss a click.
type faultyTab struct {
	page.ActingTab
	n    *faults
	site *faultySite
	// own is why this tab does not answer any more.
	own error
	// blank says that the page arrived without its content.
	blank bool
}

func (t *faultyTab) Stuck() bool { return t.site.died(t) != nil }

func (t *faultyTab) Goto(ctx context.Context, url string) (automation.Load, error) {
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

func (t *faultyTab) Look(ctx context.Context, ask sight.Ask) (*sight.Look, error) {
	switch rare := t.n.pick(15) == 0; { // there are many looks at each page
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

func (t *faultyTab) Click(ctx context.Context, ref sight.Ref, origin, what string) error {
	return t.act("click", what, func() error { return t.ActingTab.Click(ctx, ref, origin, what) })
}

func (t *faultyTab) Choose(ctx context.Context, s sight.Seen, to int, origin string) error {
	return t.act("choose", s.String(), func() error { return t.ActingTab.Choose(ctx, s, to, origin) })
}

// act may fail without effect, succeed and report a failure, or end the tab.
func (t *faultyTab) act(op, what string, do func() error) error {
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

func (t *faultyTab) Reveal(ctx context.Context, ref sight.Ref, origin, what string) error {
	if t.site.died(t) != nil {
		return t.site.died(t)
	}
	return t.ActingTab.Reveal(ctx, ref, origin, what)
}

// spoil makes the server fail some saves.
func (n *faults) spoil(p *fakePlex) {
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

// ledger returns a ledger that fails now and then, as with a full disk.
func (n *faults) ledger(l record.Ledger) record.Ledger { return &faultyLedger{Ledger: l, n: n} }

type faultyLedger struct {
	record.Ledger
	n *faults
}

func (l *faultyLedger) full(what string) error {
	if l.n.strikes("disk full") {
		return fmt.Errorf("%s: no space left on device", what)
	}
	return nil
}

func (l *faultyLedger) Intend(changes []journal.Intent) error {
	if err := l.full("intend"); err != nil {
		return err
	}
	return l.Ledger.Intend(changes)
}

func (l *faultyLedger) RecordOutcomes(outcomes []journal.Outcome) error {
	if err := l.full("settle"); err != nil {
		return err
	}
	return l.Ledger.RecordOutcomes(outcomes)
}
