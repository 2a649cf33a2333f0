package page

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/list"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Visit is one page in one tab, from the address to values that can be believed.
type Visit struct {
	*reading.Lexicon
	*Env
	Page   *selectors.Page
	wishes []wanted.Wish
	tab    Tab
	Css    []string

	// Expect holds the values that were set, by setting and control, when the
	// visit is to prove them.
	Expect map[string]string

	// snapshot is what was seen last, and rest since when it is the same.
	snapshot
	Rest      rest
	Layers    layers
	Doors     doors
	gate      gate
	heard     heard
	DropDowns offers
	List      *list.List
}

func NewVisit(e *Env, tab Tab, pw wanted.Page) *Visit {
	v := &Visit{
		Lexicon: e.Lex, Env: e, Page: pw.Page, wishes: pw.Wishes, tab: tab, Css: reading.Css(pw.Page),
		Layers: newLayers(), Doors: doors{Revealed: map[int]bool{}}, DropDowns: offers{offered: map[string]offer{}},
	}
	v.List = newList(v)
	return v
}

// wishesOf are the wishes for the page.
func (v *Visit) wishesOf() wanted.Page { return wanted.Page{Page: v.Page, Wishes: v.wishes} }

// Read opens the page and looks until everything on it has come to rest. Where the
// time for the account is over before that, nothing is said of the page itself.
func (v *Visit) Read(ctx context.Context) Found {
	out := v.readInTime(ctx)
	if err := outcome.Stopped(ctx); err != nil && reading.AnyTroubled(v.Readings) {
		return v.Halted(outcome.PageUnreachable, err.Error())
	}
	return out
}

func (v *Visit) readInTime(ctx context.Context) Found {
	whole := ctx // a long list is read in the account's time
	ctx, cancel := context.WithTimeout(ctx, v.Pace.Page)
	defer cancel()
	if status, detail := v.open(ctx, v.Page.URL); status != "" {
		return v.Halted(status, detail)
	}
	var end *ending
	err := automation.UntilPaced(ctx, "read", "the "+v.Page.Title+" page", func() time.Duration { return v.Rest.nextLook(v.Pace, v.tab.Quiet()) }, func(ctx context.Context) (bool, string, error) {
		var err error
		end, err = v.step(ctx)
		return end != nil, v.Rest.problem, err
	})
	switch {
	case err == nil && end.halted:
		return v.Halted(end.Status, end.Detail)
	case err == nil:
		if readings, claims, ok := v.List.Survey(whole); ok {
			v.Readings, v.Claims = readings, claims
			return v.outcome(v.Status())
		}
		return v.outcome(end.conclusion)
	}
	v.Log.Debug("page did not come to rest", "page", v.Page.ID, "error", err)
	if v.Last == nil || v.Readings == nil || errors.Is(err, automation.ErrCrashed) || errors.Is(err, automation.ErrUnresponsive) {
		return v.Halted(outcome.PageUnreachable, err.Error())
	}
	for _, r := range v.Readings {
		for _, p := range r.Parts {
			if p.Result == "" {
				p.Value, p.Result = "", outcome.Unreadable
				p.Detail = fmt.Sprintf("its value did not come to rest within %s", v.Pace.Page)
			}
		}
	}
	return v.outcome(v.Status())
}

// Until looks again and again until done says so, and gives up a tab that is stuck.
func (v *Visit) Until(ctx context.Context, op, target string, done func(context.Context) (bool, string, error)) error {
	return automation.Until(ctx, op, target, v.Pace.Look, func(ctx context.Context) (bool, string, error) {
		if v.tab.Stuck() {
			return false, "", automation.ErrUnresponsive
		}
		return done(ctx)
	})
}

// ending is how a visit ended: the page was read, or something halted it.
type ending struct {
	conclusion
	halted bool
}

func halt(status outcome.PageStatus, detail string) *ending {
	return &ending{conclusion: conclusion{Status: status, Detail: detail}, halted: true}
}

func (v *Visit) concluded() *ending {
	c := v.Status()
	inTheWay := c.Status == outcome.PageBlocked || (v.shown() == 0 && v.Layers.strangerOver(v.Last) != "")
	return &ending{conclusion: c, halted: inTheWay}
}

// open loads an address, once more after a passing trouble of the server. It
// answers with a status only where there is nothing to look at.
func (v *Visit) open(ctx context.Context, address string) (outcome.PageStatus, string) {
	var load automation.Load
	var err error
	v.Rest.opened = time.Now()
	Again(ctx, Briefly, func() (passing bool, after time.Duration) {
		load, err = v.tab.Goto(ctx, address)
		v.Layers.reloaded()
		v.Doors.reloaded()
		v.Rest.reloaded()
		v.List.Reloaded()
		return err != nil || load.Status == 429 || load.Status >= 500, RetryAfter(load.RetryAfter)
	})
	switch {
	case err != nil:
		return outcome.PageUnreachable, err.Error()
	case load.Status == 404 || load.Status == 410 || load.Status == 451:
		if v.Page.MayBeAbsent || v.Managed {
			return outcome.PageNotOffered, fmt.Sprintf("Plex answers %d: it does not offer this page here", load.Status)
		}
		return outcome.PageChanged, fmt.Sprintf("Plex answers %d at %s", load.Status, v.Page.URL)
	case load.Status == 429 || load.Status >= 500:
		return outcome.PageUnreachable, fmt.Sprintf("Plex answers %d", load.Status)
	}
	return "", ""
}

// step looks once and moves things on: a banner refused, a section opened. It
// gives an ending when all there is to read has rested long enough.
func (v *Visit) step(ctx context.Context) (*ending, error) {
	if why := v.tab.Load().Broken; why != "" {
		return v.loadWhole(ctx, why), nil
	}
	if v.Rest.underWay(v.Pace, v.tab.Quiet()) {
		return nil, nil
	}
	v.Rest.glanced = time.Now()
	var end *ending
	now, err := v.Look(ctx, Glance{text: true, phrases: true, rest: true, before: func(l *sight.Look) (inTheWay bool) {
		end, inTheWay = v.inTheWay(ctx, l)
		return inTheWay
	}})
	if err != nil || !now.whole() {
		return end, err
	}
	if v.Doors.opener != nil {
		v.Doors.opener.shown = max(v.Doors.opener.shown, v.shown())
	}
	v.List.ToEnd(ctx)
	rest := min(now.at.Sub(v.Rest.changed), v.tab.Quiet())
	if v.allComplete() {
		return v.stepComplete(ctx, now.Last, rest)
	}
	v.Rest.problem = fmt.Sprintf("not all controls are there (at rest for %s, busy: %v)", rest.Round(time.Second), now.Last.Busy)
	return v.stepMissing(ctx, now.Last, rest)
}

// inTheWay says whether something has to go before the page can be read. Where it
// cannot go, that is the end.
func (v *Visit) inTheWay(ctx context.Context, l *sight.Look) (*ending, bool) {
	if phrase, ok := v.challenge(l); ok {
		return halt(outcome.PageBlocked, fmt.Sprintf("Plex asks for a proof of being human (%q); look with --headed", phrase)), true
	}
	acted, why := v.refuseCookies(ctx, l)
	if why != "" {
		return halt(outcome.PageChanged, why), true
	}
	return nil, acted
}

// loadWhole opens a page once more that broke off: what is missing of it may
// stand in the rest.
func (v *Visit) loadWhole(ctx context.Context, why string) *ending {
	if !v.gate.mayReload() {
		return halt(outcome.PageUnreachable, "the page broke off each time it was loaded: "+why)
	}
	if status, detail := v.open(ctx, v.Page.URL); status != "" {
		return halt(status, detail)
	}
	v.Rest.problem = "the page broke off: " + why
	return nil
}

// stepComplete waits for the values to rest, and opens what is closed before
// anything is said not to be there.
func (v *Visit) stepComplete(ctx context.Context, l *sight.Look, rest time.Duration) (*ending, error) {
	v.Rest.problem = "values not yet at rest"
	if acted, err := v.revealClosed(ctx, l, rest); acted || err != nil {
		return nil, err
	}
	if v.meanwhile(ctx, rest) {
		return nil, nil
	}
	v.hear(ctx)
	enough, why := v.window()
	v.Rest.problem = outcome.Join(v.Rest.problem, why)
	if rest < enough {
		v.Rest.still = untilWorthALook(v.Pace, rest, enough)
		return nil, nil
	}
	v.Rest.rested = enough
	v.heard.disbelieve(v.Readings)
	return v.concluded(), nil
}

// asExpected says whether every value that was set shows what it was set to.
func (v *Visit) asExpected() bool {
	for _, r := range v.Readings {
		for _, p := range r.Parts {
			if want, ok := v.Expect[r.Wish.Setting.ID+"/"+p.Key]; ok && p.Value != want {
				return false
			}
		}
	}
	return true
}

// stepMissing goes on while something is missing: it may be that nobody is
// signed in, that a section is closed, or that it is not there.
func (v *Visit) stepMissing(ctx context.Context, l *sight.Look, rest time.Duration) (*ending, error) {
	if rest < beforeAsking || l.Ready == sight.Loading {
		return nil, nil
	}
	if v.signedOut(l) {
		if rest < v.Pace.still() {
			return nil, nil
		}
		if v.gate.maySignIn() {
			return nil, v.roundTrip(ctx, l)
		}
		return halt(outcome.PageSignedOut, fmt.Sprintf("Plex takes us for a visitor at %s", outcome.Address(l.URL))), nil
	}
	if rest >= beforePress {
		if acted, err := v.pickUser(ctx, l); acted || err != nil {
			return nil, err
		}
	}
	if acted, err := v.reveal(ctx, l, rest); acted || err != nil {
		return nil, err
	}
	enough := v.Pace.Patience
	if v.shown() == 0 && !(v.Managed && v.Fingerprint(l)) {
		enough = v.Pace.empty() // an empty page may still be filling itself
	}
	if rest < enough || l.Busy {
		return nil, nil
	}
	if v.shown() == 0 {
		if end := v.serverTrouble(); end != nil {
			return end, nil
		}
	}
	return v.concluded(), nil
}

// serverTrouble explains an empty page by the answers it got.
func (v *Visit) serverTrouble() *ending {
	for _, t := range v.tab.Troubles() {
		switch {
		case t.Status == 401:
			return halt(outcome.PageSignedOut, fmt.Sprintf("%s answers 401: the session is not accepted", t.URL))
		case t.Status == 429 || t.Status >= 500:
			return halt(outcome.PageUnreachable, fmt.Sprintf("%s answers %d", t.URL, t.Status))
		case t.Failed != "" && !t.Refused():
			return halt(outcome.PageUnreachable, fmt.Sprintf("%s: %s", t.URL, t.Failed))
		}
	}
	return nil
}

// challenge tells a bot check from a page.
func (v *Visit) challenge(l *sight.Look) (string, bool) {
	if len(l.Controls) >= 3 {
		return "", false
	}
	return sight.FindPhrase(strings.Join(append([]string{l.Title}, l.Text...), "\n"), v.Cat.Words.Challenge.All())
}

func (v *Visit) sign() string {
	var b strings.Builder
	for _, r := range v.Readings {
		b.WriteString(r.Signature())
	}
	for _, l := range v.Last.Layers {
		fmt.Fprintf(&b, "[%s]", l.Kind)
	}
	return b.String()
}

// allComplete says whether every setting that must be there was read.
func (v *Visit) allComplete() bool {
	any := false
	for _, r := range v.Readings {
		if r.Complete() {
			any = true
			continue
		}
		if r.Wish.Setting.MayBeAbsent && r.Missing() && v.headingShows() {
			continue
		}
		return false
	}
	return any
}

// headingShows says whether the page shows one of its own headings, or at least
// one of its settings.
func (v *Visit) headingShows() bool {
	for _, r := range v.Readings {
		if r.Complete() {
			return true
		}
	}
	return v.Fingerprint(v.Last)
}

func (v *Visit) Fingerprint(l *sight.Look) bool {
	known := v.Page.Headings.All()
	for _, h := range l.Headings {
		if sight.HasPhrase(h.Text, known) {
			return true
		}
	}
	return false
}

// Considers leaves out of the reading what is not the page's own, and the menus of
// the site's frame.
func (v *Visit) Considers(s sight.Seen) bool {
	return v.Mine(s.Thing) && !(s.Kind == sight.Popup && s.InFrame())
}

// Mine says whether a thing is the page's own, and does not stand in a dialog that
// nobody asked for.
func (v *Visit) Mine(t sight.Thing) bool { return !v.Layers.stray(v.Last, t.Layer) }
