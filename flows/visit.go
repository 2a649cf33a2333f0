package flows

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

// visit is one page in one tab, from the address to values that can be believed.
type visit struct {
	*reading.Lexicon
	*env
	page   *selectors.Page
	wishes []wanted.Wish
	tab    Tab
	css    []string

	// expect holds the values that were set, by setting and control, when the
	// visit is to prove them.
	expect map[string]string

	// snapshot is what was seen last, and rest since when it is the same.
	snapshot
	rest      rest
	layers    layers
	doors     doors
	gate      gate
	heard     heard
	dropDowns offers
	list      *list.List
}

func newVisit(e *env, tab Tab, pw wanted.Page) *visit {
	v := &visit{
		Lexicon: e.lex, env: e, page: pw.Page, wishes: pw.Wishes, tab: tab, css: reading.Css(pw.Page),
		layers: newLayers(), doors: doors{revealed: map[int]bool{}}, dropDowns: offers{offered: map[string]offer{}},
	}
	v.list = newList(v)
	return v
}

// wishesOf are the wishes for the page.
func (v *visit) wishesOf() wanted.Page { return wanted.Page{Page: v.page, Wishes: v.wishes} }

// read opens the page and looks until everything on it has come to rest. Where the
// time for the account is over before that, nothing is said of the page itself.
func (v *visit) read(ctx context.Context) found {
	out := v.readInTime(ctx)
	if err := outcome.Stopped(ctx); err != nil && anyTroubled(v.readings) {
		return v.halted(outcome.PageUnreachable, err.Error())
	}
	return out
}

func (v *visit) readInTime(ctx context.Context) found {
	whole := ctx // a long list is read in the account's time
	ctx, cancel := context.WithTimeout(ctx, v.pace.Page)
	defer cancel()
	if status, detail := v.open(ctx, v.page.URL); status != "" {
		return v.halted(status, detail)
	}
	var end *ending
	err := automation.UntilPaced(ctx, "read", "the "+v.page.Title+" page", func() time.Duration { return v.rest.nextLook(v.pace, v.tab.Quiet()) }, func(ctx context.Context) (bool, string, error) {
		var err error
		end, err = v.step(ctx)
		return end != nil, v.rest.problem, err
	})
	switch {
	case err == nil && end.halted:
		return v.halted(end.status, end.detail)
	case err == nil:
		if readings, claims, ok := v.list.Survey(whole); ok {
			v.readings, v.claims = readings, claims
			return v.outcome(v.status())
		}
		return v.outcome(end.conclusion)
	}
	v.log.Debug("page did not come to rest", "page", v.page.ID, "error", err)
	if v.last == nil || v.readings == nil || errors.Is(err, automation.ErrCrashed) || errors.Is(err, automation.ErrUnresponsive) {
		return v.halted(outcome.PageUnreachable, err.Error())
	}
	for _, r := range v.readings {
		for _, p := range r.Parts {
			if p.Result == "" {
				p.Value, p.Result = "", outcome.Unreadable
				p.Detail = fmt.Sprintf("its value did not come to rest within %s", v.pace.Page)
			}
		}
	}
	return v.outcome(v.status())
}

// until looks again and again until done says so, and gives up a tab that is stuck.
func (v *visit) until(ctx context.Context, op, target string, done func(context.Context) (bool, string, error)) error {
	return automation.Until(ctx, op, target, v.pace.Look, func(ctx context.Context) (bool, string, error) {
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
	return &ending{conclusion: conclusion{status: status, detail: detail}, halted: true}
}

func (v *visit) concluded() *ending {
	c := v.status()
	inTheWay := c.status == outcome.PageBlocked || (v.shown() == 0 && v.layers.strangerOver(v.last) != "")
	return &ending{conclusion: c, halted: inTheWay}
}

// open loads an address, once more after a passing trouble of the server. It
// answers with a status only where there is nothing to look at.
func (v *visit) open(ctx context.Context, address string) (outcome.PageStatus, string) {
	var load automation.Load
	var err error
	v.rest.opened = time.Now()
	again(ctx, briefly, func() (passing bool, after time.Duration) {
		load, err = v.tab.Goto(ctx, address)
		v.layers.reloaded()
		v.doors.reloaded()
		v.rest.reloaded()
		v.list.Reloaded()
		return err != nil || load.Status == 429 || load.Status >= 500, retryAfter(load.RetryAfter)
	})
	switch {
	case err != nil:
		return outcome.PageUnreachable, err.Error()
	case load.Status == 404 || load.Status == 410 || load.Status == 451:
		if v.page.MayBeAbsent || v.managed {
			return outcome.PageNotOffered, fmt.Sprintf("Plex answers %d: it does not offer this page here", load.Status)
		}
		return outcome.PageChanged, fmt.Sprintf("Plex answers %d at %s", load.Status, v.page.URL)
	case load.Status == 429 || load.Status >= 500:
		return outcome.PageUnreachable, fmt.Sprintf("Plex answers %d", load.Status)
	}
	return "", ""
}

// step looks once and moves things on: a banner refused, a section opened. It
// gives an ending when all there is to read has rested long enough.
func (v *visit) step(ctx context.Context) (*ending, error) {
	if why := v.tab.Load().Broken; why != "" {
		return v.loadWhole(ctx, why), nil
	}
	if v.rest.underWay(v.pace, v.tab.Quiet()) {
		return nil, nil
	}
	v.rest.glanced = time.Now()
	var end *ending
	now, err := v.look(ctx, glance{text: true, phrases: true, rest: true, before: func(l *sight.Look) (inTheWay bool) {
		end, inTheWay = v.inTheWay(ctx, l)
		return inTheWay
	}})
	if err != nil || !now.whole() {
		return end, err
	}
	if v.doors.opener != nil {
		v.doors.opener.shown = max(v.doors.opener.shown, v.shown())
	}
	v.list.ToEnd(ctx)
	rest := min(now.at.Sub(v.rest.changed), v.tab.Quiet())
	if v.allComplete() {
		return v.stepComplete(ctx, now.last, rest)
	}
	v.rest.problem = fmt.Sprintf("not all controls are there (at rest for %s, busy: %v)", rest.Round(time.Second), now.last.Busy)
	return v.stepMissing(ctx, now.last, rest)
}

// inTheWay says whether something has to go before the page can be read. Where it
// cannot go, that is the end.
func (v *visit) inTheWay(ctx context.Context, l *sight.Look) (*ending, bool) {
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
func (v *visit) loadWhole(ctx context.Context, why string) *ending {
	if !v.gate.mayReload() {
		return halt(outcome.PageUnreachable, "the page broke off each time it was loaded: "+why)
	}
	if status, detail := v.open(ctx, v.page.URL); status != "" {
		return halt(status, detail)
	}
	v.rest.problem = "the page broke off: " + why
	return nil
}

// stepComplete waits for the values to rest, and opens what is closed before
// anything is said not to be there.
func (v *visit) stepComplete(ctx context.Context, l *sight.Look, rest time.Duration) (*ending, error) {
	v.rest.problem = "values not yet at rest"
	if acted, err := v.revealClosed(ctx, l, rest); acted || err != nil {
		return nil, err
	}
	if v.meanwhile(ctx, rest) {
		return nil, nil
	}
	v.hear(ctx)
	enough, why := v.window()
	v.rest.problem = outcome.Join(v.rest.problem, why)
	if rest < enough {
		v.rest.still = untilWorthALook(v.pace, rest, enough)
		return nil, nil
	}
	v.rest.rested = enough
	v.heard.disbelieve(v.readings)
	return v.concluded(), nil
}

// asExpected says whether every value that was set shows what it was set to.
func (v *visit) asExpected() bool {
	for _, r := range v.readings {
		for _, p := range r.Parts {
			if want, ok := v.expect[r.Wish.Setting.ID+"/"+p.Key]; ok && p.Value != want {
				return false
			}
		}
	}
	return true
}

// stepMissing goes on while something is missing: it may be that nobody is
// signed in, that a section is closed, or that it is not there.
func (v *visit) stepMissing(ctx context.Context, l *sight.Look, rest time.Duration) (*ending, error) {
	if rest < beforeAsking || l.Ready == sight.Loading {
		return nil, nil
	}
	if v.signedOut(l) {
		if rest < v.pace.still() {
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
	enough := v.pace.Patience
	if v.shown() == 0 && !(v.managed && v.fingerprint(l)) {
		enough = v.pace.empty() // an empty page may still be filling itself
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
func (v *visit) serverTrouble() *ending {
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
func (v *visit) challenge(l *sight.Look) (string, bool) {
	if len(l.Controls) >= 3 {
		return "", false
	}
	return sight.FindPhrase(strings.Join(append([]string{l.Title}, l.Text...), "\n"), v.Cat.Words.Challenge.All())
}

func (v *visit) sign() string {
	var b strings.Builder
	for _, r := range v.readings {
		b.WriteString(r.Signature())
	}
	for _, l := range v.last.Layers {
		fmt.Fprintf(&b, "[%s]", l.Kind)
	}
	return b.String()
}

// allComplete says whether every setting that must be there was read.
func (v *visit) allComplete() bool {
	any := false
	for _, r := range v.readings {
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
func (v *visit) headingShows() bool {
	for _, r := range v.readings {
		if r.Complete() {
			return true
		}
	}
	return v.fingerprint(v.last)
}

func (v *visit) fingerprint(l *sight.Look) bool {
	known := v.page.Headings.All()
	for _, h := range l.Headings {
		if sight.HasPhrase(h.Text, known) {
			return true
		}
	}
	return false
}

// considers leaves out of the reading what is not the page's own, and the menus of
// the site's frame.
func (v *visit) considers(s sight.Seen) bool {
	return v.mine(s.Thing) && !(s.Kind == sight.Popup && s.InFrame())
}

// mine says whether a thing is the page's own, and does not stand in a dialog that
// nobody asked for.
func (v *visit) mine(t sight.Thing) bool { return !v.layers.stray(v.last, t.Layer) }
