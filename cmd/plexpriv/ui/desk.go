package ui

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// errBusy means that something is being done already, for this tab or for another one.
var errBusy = errors.New("plexpriv is at work already")

// errStale means that the person saw something else than what is shown now.
var errStale = errors.New("the page shows something else by now")

// stage is what the page shows.
type stage string

// The stages.
const (
	opening  stage = "opening"
	atSignIn stage = "sign-in" // nobody is signed in
	inviting stage = "inviting"
	looking  stage = "looking"
	planned  stage = "planned"
	changing stage = "changing"
	undoing  stage = "undoing"
	done     stage = "done"
	failed   stage = "failed"
)

// scene is what the page shows, as values. It is copied whole.
type scene struct {
	stage stage
	// turn counts what was begun. What is changed must have been seen in this turn.
	turn           int
	profile, level string
	accounts       []Account
	// plan is what was read last, and result what was done last.
	plan, result *outcome.Report
	// only are the settings that are being changed, or were.
	only  []string
	steps map[string]flows.Step
	// invitation is how to sign in, until a time.
	invitation *signin.Invitation
	until      time.Time
	err        error
	lines      []string
	// stopping means that the person has asked the run to end.
	stopping bool
}

// busy reports whether something is being done.
func (s *scene) busy() bool {
	return s.stage == opening || s.stage == inviting || s.stage == looking || s.stage == changing || s.stage == undoing
}

// offers reports whether the plan that is shown has a check box for each of some settings.
func (s *scene) offers(ids []string) bool {
	if s.stage != planned || s.plan == nil || len(s.plan.Accounts) != 1 {
		return false
	}
	for _, id := range ids {
		if !slices.ContainsFunc(s.plan.Accounts[0].Settings, func(x outcome.SettingReport) bool {
			return x.ID == id && x.Result == outcome.WouldChange
		}) {
			return false
		}
	}
	return true
}

// desk does one thing at a time, and knows what is shown of it.
type desk struct {
	// ctx outlives the requests of the page. It ends with the command.
	ctx    context.Context
	work   Work
	now    func() time.Time
	life   *lifeline
	notify func(event)

	mu    sync.Mutex
	shown scene
	// stop ends a run as the first Ctrl-C does, and cancel ends a sign-in.
	stop   func()
	cancel context.CancelFunc
	// closed means that nothing may begin any more, and all are the things that have.
	closed bool
	all    sync.WaitGroup
}

// open finds out who is signed in, and begins with what follows from it. It does not wait:
// the keyring may have to be unlocked first.
func (d *desk) open(profile, level string) error {
	end, err := d.begin(opening, func(s *scene) error {
		s.profile, s.level = profile, level
		return nil
	})
	if err != nil {
		return err
	}
	go func() {
		accounts, err := d.work.Accounts(d.ctx)
		usable := false
		d.change(func(s *scene) {
			s.stage, s.accounts, s.err = atSignIn, accounts, err
			known := s.stored(profile)
			if known == nil && len(accounts) > 0 && profile == exit.DefaultProfile {
				known, s.profile = &accounts[0], accounts[0].Profile
			}
			usable = known != nil && known.Err == nil
			if known != nil && s.err == nil {
				s.err = known.Err
			}
		})
		end()
		if usable {
			_ = d.order(Order{Kind: Look})
		}
	}()
	return nil
}

// stored is the stored session of a profile, or nil.
func (s *scene) stored(profile string) *Account {
	i := slices.IndexFunc(s.accounts, func(a Account) bool { return a.Profile == profile })
	if i < 0 {
		return nil
	}
	return &s.accounts[i]
}

// knows reports whether a profile has a session.
func (d *desk) knows(profile string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.shown.stored(profile) != nil || d.shown.profile == profile
}

// scene is what is shown now.
func (d *desk) scene() scene {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.shown
	s.steps = maps.Clone(s.steps)
	return s
}

// change changes what is shown, and tells the tabs.
func (d *desk) change(do func(*scene)) {
	d.mu.Lock()
	do(&d.shown)
	d.mu.Unlock()
	d.notify(event{Kind: "view"})
}

// begin takes the desk for something, unless it is taken or prepare refuses.
func (d *desk) begin(s stage, prepare func(*scene) error) (end func(), err error) {
	d.mu.Lock()
	if d.shown.busy() || d.closed {
		d.mu.Unlock()
		return nil, errBusy
	}
	if err := prepare(&d.shown); err != nil {
		d.mu.Unlock()
		return nil, err
	}
	d.shown.turn++
	d.shown.stage, d.shown.err, d.shown.lines, d.shown.stopping = s, nil, nil, false
	d.shown.steps = map[string]flows.Step{}
	rest := d.life.work()
	d.all.Add(1)
	d.mu.Unlock()
	d.notify(event{Kind: "view"})
	return func() {
		rest()
		d.all.Done()
	}, nil
}

// order begins a run. Profile and level are those that are shown, unless the order names
// others.
func (d *desk) order(o Order) error {
	stages := map[Kind]stage{Look: looking, Change: changing, Undo: undoing}
	o.Stop = make(chan struct{})
	end, err := d.begin(stages[o.Kind], func(s *scene) error {
		if o.Kind != Look && o.Turn != s.turn || o.Kind == Change && !s.offers(o.Only) {
			return errStale
		}
		if o.Profile != "" {
			s.profile = o.Profile
		}
		if o.Level != "" {
			s.level = o.Level
		}
		o.Profile, o.Level, s.only = s.profile, s.level, o.Only
		if o.Kind == Look {
			s.plan, s.result = nil, nil
		}
		d.stop = sync.OnceFunc(func() { close(o.Stop) })
		return nil
	})
	if err != nil {
		return err
	}
	o.Observer = d
	go func() {
		defer end()
		report, lines, err := d.work.Run(d.ctx, o)
		d.change(func(s *scene) { s.conclude(o.Kind, report, lines, err) })

	}()
	return nil
}

// conclude shows what a run came to.
func (s *scene) conclude(kind Kind, report *outcome.Report, lines []string, err error) {
	s.lines, s.err, s.stage = lines, err, done
	switch {
	case report == nil:
		s.stage = failed
	case kind == Look:
		s.stage, s.plan = planned, report
	default:
		s.result = report
	}
	if report != nil && len(report.Accounts) == 1 && len(report.Accounts[0].Pages) == 0 && report.Accounts[0].Cause != nil {
		s.stage, s.err = failed, report.Accounts[0].Cause
	}
}

// signIn begins a sign-in by a link.
func (d *desk) signIn(profile string) error {
	ctx, cancel := context.WithCancel(d.ctx)
	end, err := d.begin(inviting, func(s *scene) error {
		if profile != "" {
			s.profile = profile
		}
		profile, s.invitation, d.cancel = s.profile, nil, cancel
		return nil
	})
	if err != nil {
		cancel()
		return err
	}
	go func() {
		defer cancel()
		lines, err := d.work.SignIn(ctx, profile, func(i signin.Invitation) {
			d.change(func(s *scene) { s.invitation, s.until = &i, d.now().Add(i.Life) })
		})
		canceled := ctx.Err() != nil
		accounts, listed := d.work.Accounts(d.ctx)
		d.change(func(s *scene) {
			s.stage, s.invitation, s.lines = atSignIn, nil, lines
			if listed == nil {
				s.accounts = accounts
			}
			if err != nil && !canceled {
				s.err = err
			}
		})
		end()
		// A site that does not accept the session is reported with an error that has been
		// told. The others can be worked on.
		if err == nil || exit.IsA[*exit.Reported](err) {
			_ = d.order(Order{Kind: Look})
		}
	}()
	return nil
}

// halt ends what is being done: a sign-in at once, a run when the pages in work are
// finished.
func (d *desk) halt() {
	d.mu.Lock()
	stage, stop, cancel := d.shown.stage, d.stop, d.cancel
	d.shown.stopping = d.shown.busy()
	d.mu.Unlock()
	switch stage {
	case inviting:
		cancel()
	case looking, changing, undoing:
		stop()
		d.notify(event{Kind: "view"})
	}
}

// close lets nothing begin any more, ends what is being done as halt does, and waits for it.
func (d *desk) close() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.halt()
	d.all.Wait()
}

// Step shows that a page of Plex has come a step further.
func (d *desk) Step(_, page string, now flows.Step) {
	d.mu.Lock()
	d.shown.steps[page] = now
	d.mu.Unlock()
	d.notify(event{Kind: "page", Page: page, Tone: string(now)})
}

// Rows is no news for the page: that a list is long shows in what is read.
func (d *desk) Rows(string, int, time.Duration) {}
