package flows

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// visit is one page in one tab, from the address to values that can be believed.
type visit struct {
	*env
	page   *selectors.Page
	wishes []wanted.Wish
	tab    Tab
	css    []string

	// trusted are the dialogs that our own click opened; strange those that
	// were there before anybody asked.
	trusted, strange map[sight.Ref]bool
	expecting        bool
	revealed         map[int]bool
	// hidden are the reveals that were needed when the page was read before.
	hidden map[int]bool
	// unfolded are the titles that were opened without the catalogue knowing them.
	unfolded []*unfolded
	// opener is the last reveal.
	opener   *opener
	declined int
	escaped  bool
	picked   bool
	signIn   int
	// refusals are what the network guard refused, to explain an empty page.
	refusals func() []automation.Refusal
	opened   time.Time
	// broke counts the loads that broke off.
	broke int

	// expect holds the values that were set, by setting and control, when the
	// visit is to prove them.
	expect map[string]string

	// lastSave is when the last save was answered, or when the page was done with
	// where none was seen; asked is how long Plex asked to wait with another.
	lastSave time.Time
	asked    time.Duration
	// took is how long it was read for.
	took time.Duration
	// leaveOff is when no other control is to be set, so that time is left to read
	// everything back; zero for any time.
	leaveOff time.Time

	// lists says that what drop-downs offer is asked for, and offered is what they
	// do, by setting and control.
	lists   bool
	offered map[string]offer

	// heard holds what the page's own traffic says is stored, by setting.
	heard map[string]string

	// walk is what a page with a list showed at all its places, where it does not
	// show everything at once; here is the place that shows.
	walk *walk
	here place
	// exclusive says that of the panels of a list one is open at a time.
	exclusive bool
	// atEnd are the rows that showed when the list was scrolled to its end.
	atEnd string

	// sight is what was seen last.
	snapshot
	// looked is when a look was taken that may be acted on.
	looked time.Time
	// glanced is when step looked last.
	glanced   time.Time
	signature string
	changed   time.Time
	// still is how long nothing is expected to happen; rested is how long the
	// values had to rest to be believed.
	still   time.Duration
	rested  time.Duration
	problem string
}

func newVisit(e *env, tab Tab, pw wanted.Page) *visit {
	return &visit{
		env: e, page: pw.Page, wishes: pw.Wishes, tab: tab, css: css(pw.Page),
		trusted: map[sight.Ref]bool{}, strange: map[sight.Ref]bool{}, revealed: map[int]bool{},
		offered: map[string]offer{},
	}
}

// found is what a visit found.
type found struct {
	report   outcome.PageReport
	readings []*reading
	unknown  []outcome.UnknownControl
	// at is when that was found, and since is from when on the page has shown it.
	at, since time.Time
}

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
	err := automation.UntilPaced(ctx, "read", "the "+v.page.Title+" page", v.nextLook, func(ctx context.Context) (bool, string, error) {
		var err error
		end, err = v.step(ctx)
		return end != nil, v.problem, err
	})
	switch {
	case err == nil && end.halted:
		return v.halted(end.status, end.detail)
	case err == nil:
		v.survey(whole)
		if v.walk != nil {
			return v.outcome(v.status())
		}
		return v.outcome(end.conclusion)
	}
	v.log.Debug("page did not come to rest", "page", v.page.ID, "error", err)
	if v.last == nil || v.readings == nil || errors.Is(err, automation.ErrCrashed) || errors.Is(err, automation.ErrUnresponsive) {
		return v.halted(outcome.PageUnreachable, err.Error())
	}
	for _, r := range v.readings {
		for _, p := range r.parts {
			if p.result == "" {
				p.value, p.result = "", outcome.Unreadable
				p.detail = fmt.Sprintf("its value did not come to rest within %s", v.pace.Page)
			}
		}
	}
	return v.outcome(v.status())
}

// nextLook is the pause before the next look. Looking costs, so a page that is
// complete and still is left alone for longer and longer, but is looked at in the
// moment in which it may be believed.
func (v *visit) nextLook() time.Duration {
	still := v.still
	v.still = 0
	switch {
	case still > 0:
		return still
	case v.tab.Quiet() == 0:
		return v.pace.Look / 3 // asks for the end of the requests, and seldom looks
	}
	return v.pace.Look
}

// untilWorthALook is the pause after a look at values that have rested for some
// time and are believed after enough: as long as they have rested already, at
// most half a window, and no shorter one for the last.
func (v *visit) untilWorthALook(rest, enough time.Duration) time.Duration {
	pause := max(rest, v.pace.Look)
	if 2*pause > enough-rest {
		pause = enough - rest
	}
	return min(pause, v.pace.Settle/2+v.pace.Look)
}

// underWay says that a look is not worth its while yet: the last one is not long
// ago, and requests are under way, which bring what the page will show.
func (v *visit) underWay() bool {
	return !v.glanced.IsZero() && time.Since(v.glanced) < 4*v.pace.Look && v.tab.Quiet() == 0
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
	inTheWay := c.status == outcome.PageBlocked || (v.shown() == 0 && v.strangerOver(v.last) != "")
	return &ending{conclusion: c, halted: inTheWay}
}

// open loads an address, once more after a passing trouble of the server. It
// answers with a status only where there is nothing to look at.
func (v *visit) open(ctx context.Context, address string) (outcome.PageStatus, string) {
	const tries = 3
	var load automation.Load
	var err error
	v.opened = time.Now()
	for try := 1; ; try++ {
		load, err = v.tab.Goto(ctx, address)
		v.trusted, v.strange = map[sight.Ref]bool{}, map[sight.Ref]bool{}
		v.revealed, v.changed, v.signature = map[int]bool{}, time.Now(), ""
		v.atEnd, v.unfolded = "", nil
		transient := err != nil || load.Status == 429 || load.Status >= 500
		if !transient || try == tries {
			break
		}
		if !pause(ctx, retryAfter(load.RetryAfter, time.Duration(try)*500*time.Millisecond)) {
			break
		}
	}
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
	if v.underWay() {
		return nil, nil
	}
	v.glanced = time.Now()
	var end *ending
	now, err := v.look(ctx, glance{text: true, phrases: true, rest: true, before: func(l *sight.Look) (inTheWay bool) {
		end, inTheWay = v.inTheWay(ctx, l)
		return inTheWay
	}})
	if err != nil || !now.whole() {
		return end, err
	}
	if v.opener != nil {
		v.opener.shown = max(v.opener.shown, v.shown())
	}
	v.toEnd(ctx)
	rest := min(now.at.Sub(v.changed), v.tab.Quiet())
	if v.allComplete() {
		return v.stepComplete(ctx, now.last, rest)
	}
	v.problem = fmt.Sprintf("not all controls are there (at rest for %s, busy: %v)", rest.Round(time.Second), now.last.Busy)
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
	const most = 2
	if v.broke++; v.broke > most {
		return halt(outcome.PageUnreachable, "the page broke off each time it was loaded: "+why)
	}
	if status, detail := v.open(ctx, v.page.URL); status != "" {
		return halt(status, detail)
	}
	v.problem = "the page broke off: " + why
	return nil
}

// stepComplete waits for the values to rest, and opens what is closed before
// anything is said not to be there.
func (v *visit) stepComplete(ctx context.Context, l *sight.Look, rest time.Duration) (*ending, error) {
	v.problem = "values not yet at rest"
	if acted, err := v.revealClosed(ctx, l, rest); acted || err != nil {
		return nil, err
	}
	if v.meanwhile(ctx, rest) {
		return nil, nil
	}
	v.hear(ctx)
	enough, why := v.window()
	v.problem = outcome.Join(v.problem, why)
	if rest < enough {
		v.still = v.untilWorthALook(rest, enough)
		return nil, nil
	}
	v.rested = enough
	v.disbelieve()
	return v.concluded(), nil
}

// asExpected says whether every value that was set shows what it was set to.
func (v *visit) asExpected() bool {
	for _, r := range v.readings {
		for _, p := range r.parts {
			if want, ok := v.expect[r.wish.Setting.ID+"/"+p.key]; ok && p.value != want {
				return false
			}
		}
	}
	return true
}

// stepMissing goes on while something is missing: it may be that nobody is
// signed in, that a section is closed, or that it is not there.
func (v *visit) stepMissing(ctx context.Context, l *sight.Look, rest time.Duration) (*ending, error) {
	const first = calm / 2
	if rest < first || l.Ready == "loading" {
		return nil, nil
	}
	if v.signedOut(l) {
		if rest < v.pace.Settle/2 {
			return nil, nil
		}
		if v.signIn < maxSignIns {
			v.signIn++
			return nil, v.roundTrip(ctx, l)
		}
		return halt(outcome.PageSignedOut, fmt.Sprintf("Plex takes us for a visitor at %s", address(l.URL))), nil
	}
	if rest >= calm {
		if acted, err := v.pickUser(ctx, l); acted || err != nil {
			return nil, err
		}
	}
	if acted, err := v.reveal(ctx, l, rest); acted || err != nil {
		return nil, err
	}
	enough := v.pace.Patience
	if v.shown() == 0 && !(v.managed && v.fingerprint(l)) {
		enough *= 2 // an empty page may still be filling itself
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
		case t.Failed != "" && !strings.Contains(t.Failed, "BLOCKED_BY_CLIENT"):
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
	return sight.FindPhrase(strings.Join(append([]string{l.Title}, l.Text...), "\n"), v.cat.Words.Challenge.All())
}

func (v *visit) sign() string {
	var b strings.Builder
	for _, r := range v.readings {
		b.WriteString(r.signature())
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
		if r.complete() {
			any = true
			continue
		}
		if r.wish.Setting.MayBeAbsent && r.missing() && v.headingShows() {
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
		if r.complete() {
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

// mine leaves out of the reading what stands in a dialog that nobody asked for,
// and the menus of the site's frame.
func (v *visit) mine(s sight.Seen) bool {
	if s.Kind == sight.Popup && (s.Landmark == "banner" || s.Landmark == "navigation" || s.Landmark == "contentinfo") {
		return false
	}
	for ref := s.Layer; ref != 0; ref = v.last.Layer(ref).Inside {
		if v.strange[ref] {
			return false
		}
	}
	return true
}

// sortLayers tells the dialogs our own click opened from those that came by
// themselves. A dialog with the page's known title is no stranger.
func (v *visit) sortLayers(l *sight.Look) {
	for _, x := range l.Layers {
		if x.Kind == "bar" || v.trusted[x.Ref] || v.strange[x.Ref] {
			continue
		}
		titled := sight.HasPhrase(x.Name, v.page.Dialog.All()) || sight.HasPhrase(firstLines(x.Text, 3), v.page.Dialog.All())
		switch {
		case titled, v.trusted[x.Inside]:
			v.trusted[x.Ref] = true
		case v.expecting:
			v.trusted[x.Ref], v.expecting = true, false
		default:
			v.strange[x.Ref] = true
		}
	}
}

func firstLines(s string, n int) string {
	lines := strings.SplitN(s, "\n", n+1)
	return strings.Join(lines[:min(len(lines), n)], "\n")
}
