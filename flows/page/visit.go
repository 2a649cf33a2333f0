package page

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/list"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// Visit takes one page in one tab from its address to values that can be believed. It
// decides what to do next; its parts do it.
type Visit struct {
	Env       *Env
	View      *View
	List      *list.List
	DropDowns *DropDowns

	tab       Tab
	rest      *rest
	leap      *leap
	gate      *gate
	obstacles *obstacles
	doors     *doors
	attention *attention
	traffic   traffic
	expect    map[string]string
	walks     func()
}

// Purpose says what a visit is for, besides reading the page.
type Purpose struct {
	// Offers makes the visit read what the drop-downs offer while it waits for the page.
	Offers bool
	// Expect are the values that were set, by setting and control, if the visit is to
	// prove them.
	Expect map[string]string
	// OnlyRead says that nothing is set in the tab afterwards, so that the page may leap
	// through time instead of resting.
	OnlyRead bool
	// Stranger says that Plex's sites have not met the session yet, so that a page that
	// shows a visitor needs no time to think again before the site's own sign-in is tried.
	Stranger bool
	// Opened are the catalogue's reveals that an earlier visit of the page needed.
	Opened map[int]bool
	// Walks, if set, is called when the page has a list that is gone through next: that
	// takes longer than other pages.
	Walks func()
}

// NewVisit makes a visit. It does not open the page yet.
func NewVisit(e *Env, tab Tab, pw wanted.Page, purpose Purpose) *Visit {
	r, g := &rest{}, &gate{stranger: purpose.Stranger}
	l := &leap{tab: tab, pace: e.Pace, may: purpose.OnlyRead}
	view := newView(e, tab, pw, r)
	v := &Visit{Env: e, View: view, tab: tab, rest: r, leap: l, gate: g, attention: &attention{tab: tab, rest: r}, expect: purpose.Expect, walks: purpose.Walks}
	v.List = newList(listPage{view: view, tab: tab, rest: r, reload: v.Reopen}, pw, e)
	view.list = v.List
	v.DropDowns = &DropDowns{
		env: e, view: view, tab: tab, leap: l, asked: purpose.Offers, offered: map[string]offer{},
		closer: listCloser{env: e, view: view, tab: tab, lost: func() { v.doors.dialogLost() }},
	}
	v.obstacles = &obstacles{env: e, view: view, tab: tab, rest: r, gate: g}
	v.doors = &doors{
		view: view, rest: r,
		reveals: &reveals{
			ways: pw.Page.Reveal, css: view.CSS, lex: e.Lex, view: view, tab: tab, rest: r, gate: g,
			made: map[int]bool{}, needed: purpose.Opened,
		},
		sections: &sections{lex: e.Lex, view: view, list: v.List, tab: tab, rest: r},
	}
	return v
}

// Opened returns the reveals of the catalogue made since the page was loaded.
func (v *Visit) Opened() map[int]bool { return v.doors.reveals.made }

// Read opens the page and looks until its values can be believed. If the account's time
// ends first, the result is unreachable.
func (v *Visit) Read(ctx context.Context) Found {
	defer v.leap.over()
	out := v.readWithin(ctx)
	if err := outcome.Stopped(ctx); err != nil && reading.AnyTroubled(v.View.Readings) {
		return v.Halt(outcome.PageUnreachable, outcome.Join(err.Error(), v.Waits()))
	}
	return out
}

// Waits says what the visit was waiting for last.
func (v *Visit) Waits() string {
	switch {
	case v.tab.Load().Status == 0:
		return "Plex had not answered yet"
	case v.View.newest == nil:
		return "it had not let us look at it"
	case v.rest.problem == "":
		return ""
	}
	return "what it was waiting for: " + v.rest.problem
}

// readWithin reads within the time of one page. Only a list may take longer.
func (v *Visit) readWithin(ctx context.Context) Found {
	accountCtx := ctx
	pace, pg := v.Env.Pace, v.View.Page
	ctx, cancel := context.WithTimeoutCause(ctx, pace.Page, fmt.Errorf("its %s are over", pace.Page))
	defer cancel()
	if status, detail := v.open(ctx); status != "" {
		return v.Halt(status, detail)
	}
	var end *ending
	err := automation.UntilPaced(ctx, "read", "the "+pg.Title+" page", func() time.Duration { return v.rest.nextLook(pace, v.tab.Quiet()) }, func(ctx context.Context) (bool, string, error) {
		var err error
		if v.leap.pending() {
			v.rest.still = pace.poll()
			return false, v.rest.problem, nil
		}
		v.leap.work()
		if end = v.loadSpoiled(ctx); end == nil {
			end, err = v.step(ctx)
		}
		return end != nil, v.rest.problem, err
	})
	switch {
	case err == nil && end.halted:
		return v.Halt(end.conclusion.Status, end.conclusion.Detail)
	case err == nil:
		if v.walks != nil && v.List.Any() {
			v.walks()
		}
		if readings, claims, ok := v.List.Survey(accountCtx); ok {
			v.View.Readings, v.View.Claims = readings, claims
			return v.result(v.Conclude())
		}
		return v.result(end.conclusion)
	}
	v.Env.Log.Debug("page did not come to rest", "page", pg.ID, "error", err)
	if errors.Is(err, automation.ErrTooMuch) {
		return v.Halt(outcome.PageChanged, err.Error())
	}
	if v.View.Readings == nil || errors.Is(err, automation.ErrCrashed) || errors.Is(err, automation.ErrUnresponsive) {
		return v.Halt(outcome.PageUnreachable, outcome.Join(err.Error(), v.Waits()))
	}
	if v.View.shown() == 0 && v.obstacles.signedOut(v.View.Last) {
		// That is not believed before it has rested.
		return v.Halt(outcome.PageUnreachable, outcome.Join(err.Error(), v.Waits()))
	}
	for _, r := range v.View.Readings {
		for _, p := range r.Parts {
			if p.Result == "" {
				p.MarkUnreadable(fmt.Sprintf("its value did not come to rest within %s", pace.Page))
			}
		}
	}
	return v.result(v.Conclude().unrested(outcome.Join(fmt.Sprintf("the page did not come to rest within %s", pace.Page), v.Waits())))
}

// Reopen loads the page anew and waits until it has come to rest.
func (v *Visit) Reopen(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, v.Env.Pace.Page)
	defer cancel()
	if status, detail := v.open(ctx); status != "" {
		return errors.New(detail)
	}
	return v.View.Until(ctx, "read", "the "+v.View.Page.Title+" page", func(ctx context.Context) (bool, string, error) {
		end, err := v.step(ctx)
		if end != nil && end.halted {
			return false, "", errors.New(end.conclusion.Detail)
		}
		return end != nil, v.rest.problem, err
	})
}

// open loads the page from the first of its addresses at which there is something, and
// tries again after a temporary server error. It returns a status only if there is
// nothing to look at.
func (v *Visit) open(ctx context.Context) (outcome.PageStatus, string) {
	v.rest.opened = time.Now()
	for {
		load, err := v.load(ctx)
		if gone := err == nil && (load.Status == 404 || load.Status == 410); gone && v.View.ways.next(answered(load, v.View.ways)) {
			continue
		}
		return v.outcomeOf(ctx, load, err)
	}
}

func answered(load automation.Load, w *ways) string {
	return fmt.Sprintf("Plex answers %d at %s", load.Status, w.url())
}

// load loads the address that is tried now.
func (v *Visit) load(ctx context.Context) (load automation.Load, err error) {
	Retry(ctx, ShortRetry, func() (temporary bool, after time.Duration) {
		load, err = v.tab.Goto(ctx, v.View.ways.url())
		v.View.layers.reloaded()
		v.doors.reloaded()
		v.rest.reloaded()
		v.leap.reloaded()
		v.attention.reloaded()
		v.List.Reloaded()
		temporary, after = Again(load.Status, load.RetryAfter)
		return temporary || err != nil, after
	})
	return load, err
}

// outcomeOf says what a load means for the page, if it brought nothing to look at.
func (v *Visit) outcomeOf(ctx context.Context, load automation.Load, err error) (outcome.PageStatus, string) {
	switch {
	case err != nil && ctx.Err() != nil:
		return outcome.PageUnreachable, fmt.Sprintf("Plex did not answer within %s", v.Env.Pace.Page)
	case err != nil:
		return outcome.PageUnreachable, err.Error()
	case load.Status == 404 || load.Status == 410 || load.Status == 451:
		if v.View.Page.MayBeAbsent {
			return outcome.PageNotOffered, fmt.Sprintf("Plex answers %d: it does not offer this page here", load.Status)
		}
		return outcome.PageChanged, v.View.ways.explain(answered(load, v.View.ways))
	case load.Status == http.StatusUnauthorized || answer.FirewallStatus(load.Status):
		return outcome.PageBlocked, v.blocked(ctx, HostOf(v.View.ways.url()), load.Status) + lookHeaded
	case load.Status == 429 || load.Status >= 500:
		return outcome.PageUnreachable, answer.Said(load.Status)
	}
	return "", ""
}

// lookHeaded is the advice for a page that is blocked: what looks like a browser of a
// person may be let in.
const lookHeaded = "; look with --headed"

// blocked describes the page that a firewall answers with, once it is there: its title, and
// whether it wants to see that somebody is human.
func (v *Visit) blocked(ctx context.Context, host string, status int) string {
	const limit = 3 * time.Second
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	title, asks := "", ""
	_ = automation.UntilPaced(ctx, "read", "the firewall's page", func() time.Duration { return v.Env.Pace.Look }, func(ctx context.Context) (bool, string, error) {
		l, err := v.tab.Look(ctx, sight.Ask{Text: true})
		if err != nil {
			return false, err.Error(), nil
		}
		title = outcome.Clip(l.Title, 80)
		asks, _ = v.obstacles.challenge(l)
		return asks != "" || title != "" && l.Ready != sight.Loading, "", nil
	})
	return outcome.Join(answer.Block(host, status, title), asksForAHuman(asks))
}

// asksForAHuman says by which phrase a page asks for a proof of being human; "" if it does
// not.
func asksForAHuman(phrase string) string {
	if phrase == "" {
		return ""
	}
	return fmt.Sprintf("Plex asks for a proof of being human (%q)", phrase)
}
