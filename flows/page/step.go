package page

import (
	"context"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// step looks once and then does at most one thing, such as refusing a banner or opening
// a section. It returns an ending once everything has rested long enough.
func (v *Visit) step(ctx context.Context) (*ending, error) {
	load := v.tab.Load()
	if load.Unseen != "" {
		return haltWith(outcome.PageBlocked, load.Unseen), nil
	}
	if load.Broken != "" {
		return v.loadWhole(ctx, load.Broken), nil
	}
	if v.rest.underWay(v.Env.Pace, v.tab.Quiet()) {
		return nil, nil
	}
	v.rest.lookedAt = time.Now()
	before := v.rest.signature
	var end *ending
	now, err := v.View.Look(ctx, LookOptions{text: true, phrases: true, rest: true, before: func(l *sight.Look) (inTheWay bool) {
		end, inTheWay = v.inTheWay(ctx, l)
		return inTheWay
	}})
	if err != nil || !now.whole() {
		return end, err
	}
	if v.leap.looked(v.rest.signature != before); v.leap.disturbed != "" {
		return nil, nil
	}
	if again, err := v.attention.pay(ctx, now.last, now.readings); again || err != nil {
		return nil, err
	}
	v.doors.reveals.sees(v.View.shown())
	v.List.ToEnd(ctx)
	rest := min(v.rest.lasted(now.at), v.tab.Quiet())
	if v.View.allComplete() {
		return v.stepComplete(ctx, now.last, rest)
	}
	v.rest.problem = fmt.Sprintf("not all controls are there (at rest for %s, busy: %v)", rest.Round(time.Second), now.last.Busy)
	return v.stepMissing(ctx, now.last, rest)
}

// inTheWay says whether something has to go away before the page can be read. If it
// does not go away, it also returns the ending.
func (v *Visit) inTheWay(ctx context.Context, l *sight.Look) (*ending, bool) {
	if phrase, ok := v.obstacles.challenge(l); ok {
		return haltWith(outcome.PageBlocked, asksForAHuman(phrase)+lookHeaded), true
	}
	if leadsToRetired(v.View.Page, l.URL) {
		return v.elsewhere(ctx, "Plex leads to "+outcome.Address(l.URL)+", a page that it has taken out of use"), true
	}
	acted, why := v.obstacles.refuseCookies(ctx, l)
	if why != "" {
		return haltWith(outcome.PageChanged, why), true
	}
	return nil, acted
}

// elsewhere opens the page's next address. If there is none, the page has changed.
func (v *Visit) elsewhere(ctx context.Context, why string) *ending {
	if !v.View.ways.next(why) {
		return haltWith(outcome.PageChanged, v.View.ways.explain(why))
	}
	return v.openAgain(ctx)
}

// openAgain opens the page anew, and returns an ending if there is nothing to look at.
func (v *Visit) openAgain(ctx context.Context) *ending {
	if status, detail := v.open(ctx); status != "" {
		return haltWith(status, detail)
	}
	return nil
}

// loadSpoiled opens a page again of which a leap through time has changed something.
func (v *Visit) loadSpoiled(ctx context.Context) *ending {
	why := v.leap.spoiled()
	if why == "" {
		return nil
	}
	v.Env.Log.Debug("page is loaded anew", "page", v.View.Page.ID, "why", why)
	clear(v.DropDowns.offered)
	return v.openAgain(ctx)
}

// loadWhole opens a page again whose load broke off: what is missing may be in the part
// that did not arrive.
func (v *Visit) loadWhole(ctx context.Context, why string) *ending {
	if !v.gate.mayReload() {
		return haltWith(outcome.PageUnreachable, "the page broke off each time it was loaded: "+why)
	}
	if end := v.openAgain(ctx); end != nil {
		return end
	}
	v.rest.problem = "the page broke off: " + why
	return nil
}

// stepComplete waits for the values to rest. Before it says that something optional is
// not there, it opens what is closed.
func (v *Visit) stepComplete(ctx context.Context, l *sight.Look, rest time.Duration) (*ending, error) {
	v.rest.problem = "values not yet at rest"
	if acted, err := v.doors.nextClosed(ctx, l, rest); acted || err != nil {
		return nil, err
	}
	if v.DropDowns.meanwhile(ctx, rest) {
		return nil, nil
	}
	if soon := v.DropDowns.opensIn(rest); soon > 0 {
		v.rest.still = soon // and no leap before, because opening one would ask for another
		return nil, nil
	}
	v.traffic = readTraffic(ctx, v.tab, v.View.Readings)
	if v.tab.Answered().After(v.rest.lookedAt) {
		return nil, nil // what has just arrived was not drawn yet when the page was looked at
	}
	now := v.circumstances(l)
	enough, why := v.traffic.window(v.Env.Pace, v.View.Readings, now)
	v.rest.problem = outcome.Join(v.rest.problem, why)
	rest = v.leap.lengthen(rest, enough, v.rest.changed, v.rest.lookedAt)
	if v.leap.why == automation.ScriptsGoOn {
		enough = max(enough, v.Env.Pace.late())
	}
	if rest < enough {
		v.rest.still = untilWorthALook(v.Env.Pace, rest, enough)
		v.leap.wait(rest, enough, v.rest.lookedAt, time.Now().Add(v.rest.still))
		return nil, nil
	}
	// A leap may have made it enough before the page had been left alone for long enough to
	// open anything.
	if acted, err := v.doors.nextClosed(ctx, l, rest); acted || err != nil {
		return nil, err
	}
	v.rest.rested = v.leap.rest(rest)
	v.traffic.markContradicted(v.View.Readings)
	v.traffic.markUnanswered(v.View.Readings, now)
	markOtherwise(ctx, v.tab, v.View.Readings)
	return v.concluded(), nil
}

// circumstances are those of the page after a look.
func (v *Visit) circumstances(l *sight.Look) circumstances {
	answered := v.tab.Answered()
	c := circumstances{asExpected: v.asExpected(), late: answered.After(v.rest.changed), none: answered.IsZero(), awaited: v.tab.Expected(bringsControls)}
	if c.none {
		c.refused = refusedData(v.tab.Troubles())
	}
	if c.awaited == "" && l.NoSocket != "" && bringsControls(l.NoSocket) {
		c.awaited = l.NoSocket // it will never answer where the guard refuses it
	}
	return c
}

// asExpected says whether every value that was set shows what it was set to.
func (v *Visit) asExpected() bool {
	for _, r := range v.View.Readings {
		for _, p := range r.Parts {
			if want, ok := v.expect[r.Wish.Setting.ID+"/"+p.Key]; ok && p.Value != want {
				return false
			}
		}
	}
	return true
}

// stepMissing goes on while something is missing: perhaps nobody is signed in, perhaps a
// section is closed, or it is really not there.
func (v *Visit) stepMissing(ctx context.Context, l *sight.Look, rest time.Duration) (*ending, error) {
	pace := v.Env.Pace
	if rest < pace.beforeRemedy() || l.Ready == sight.Loading {
		return nil, nil
	}
	if v.obstacles.signedOut(l) {
		return v.stepVisitor(ctx, l, rest)
	}
	if rest >= pace.beforePress() {
		if acted, err := v.obstacles.pickUser(ctx, l); acted || err != nil {
			return nil, err
		}
	}
	if acted, err := v.doors.next(ctx, l, rest); acted || err != nil {
		return nil, err
	}
	// A row that nobody can read keeps no other from being read. A list that takes its
	// dialog along when it closes makes the others missing, and the dialog is opened again.
	if !v.View.anyMissing() && v.DropDowns.meanwhile(ctx, rest) {
		return nil, nil
	}
	enough := pace.Patience
	if v.View.shown() == 0 {
		enough = pace.empty() // an empty page may still be filling itself
	}
	if rest < enough || l.Busy {
		return nil, nil
	}
	if v.View.shown() == 0 {
		if end := serverTrouble(v.tab.Troubles()); end != nil {
			return end, nil
		}
	}
	return v.concluded(), nil
}

// stepVisitor goes on while the page shows a visitor. That is believed only once Plex's own
// sign-in has come to its end: a busy computer and a slow Plex end no session.
func (v *Visit) stepVisitor(ctx context.Context, l *sight.Look, rest time.Duration) (*ending, error) {
	if rest < v.gate.beforeSignIn(v.Env.Pace) {
		return nil, nil
	}
	if end := firewalled(v.tab.Troubles()); end != nil {
		return end, nil
	}
	if v.gate.maySignIn() {
		return v.signInBySite(ctx, l)
	}
	if why := outcome.Join(v.gate.unfinished, plexTrouble(v.tab.Troubles())); why != "" {
		return haltWith(outcome.PageUnreachable, "Plex could not say who is signed in: "+why), nil
	}
	why := ownRefused(v.tab, l.URL, v.gate.tried, v.Env.Refusals)
	return haltWith(outcome.PageSignedOut, outcome.Join(fmt.Sprintf("Plex takes us for a visitor at %s", outcome.Address(l.URL)), why)), nil
}

// signInBySite tries the site's own sign-in and then opens the page again: one site of Plex
// may know the session that the other does not know yet.
func (v *Visit) signInBySite(ctx context.Context, l *sight.Look) (*ending, error) {
	v.Env.Log.Debug("trying the site's own sign-in", "page", v.View.Page.ID)
	v.View.Readings = nil // what a visitor sees is not the account's
	v.rest.problem = "Plex's own sign-in"
	load, err := v.tab.Goto(ctx, v.obstacles.signInAddress(l))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		v.gate.unfinished = err.Error()
	case load.Status == 429 || load.Status >= 500:
		v.gate.unfinished = answer.Said(load.Status)
	case answer.FirewallStatus(load.Status):
		return haltWith(outcome.PageBlocked, v.blocked(ctx, HostOf(SignInURL), load.Status)+lookHeaded), nil
	default:
		trip := roundTrip{env: v.Env, page: v.View.Page, tab: v.tab, home: HostOf(v.View.ways.url())}
		if v.gate.unfinished, err = trip.follow(ctx); err != nil {
			return nil, err
		}
	}
	if v.gate.unfinished != "" {
		v.Env.Log.Debug("the site's own sign-in did not come to its end", "page", v.View.Page.ID, "why", v.gate.unfinished)
	}
	if status, detail := v.open(ctx); status == outcome.PageBlocked {
		return haltWith(status, detail), nil
	}
	return nil, nil
}
