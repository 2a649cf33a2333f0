package flows

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// crasher counts the points at which a run can be stopped: before and after each record
// of the journal, and before each click. It stops the run at one of them. All the time
// it checks what must hold no matter when the run stops.
type crasher struct {
	record.Ledger
	w *world
	// mu is needed because pages are changed concurrently.
	mu    sync.Mutex
	dead  bool
	point int
	at    int
	stop  func()
	// kills says that stop ends the process.
	kills bool
	plan  map[string]string
	start map[string]string
	// wrong collects what must not happen.
	wrong []string
}

func (c *crasher) pass() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dead {
		panic(errKilled) // a dead process does nothing any more
	}
	c.point++
	if c.point == c.at {
		c.dead = c.kills
		c.stop()
	}
}

func (c *crasher) complain(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

func (c *crasher) Begin(read []journal.Value) error {
	c.pass()
	// The snapshot must be what Plex had before the first write.
	for _, v := range read {
		if got := c.canonical(v.Setting, v.Control); got != v.Value {
			c.complain("the snapshot has a wrong value: %s/%s is %s, but Plex has %s", v.Setting, v.Control, v.Value, got)
		}
	}
	err := c.Ledger.Begin(read)
	c.pass()
	return err
}

func (c *crasher) Intend(changes []journal.Intent) error {
	c.pass()
	err := c.Ledger.Intend(changes)
	c.pass()
	return err
}

func (c *crasher) RecordOutcomes(outcomes []journal.Outcome) error {
	c.pass()
	// What is recorded as verified must be true.
	for _, o := range outcomes {
		if got := c.canonical(o.Setting, o.Control); o.Result == string(outcome.Verified) && got != o.After {
			c.complain("recorded as verified, but not true: %s/%s is %s, but Plex has %s", o.Setting, o.Control, o.After, got)
		}
	}
	err := c.Ledger.RecordOutcomes(outcomes)
	c.pass()
	return err
}

func (c *crasher) End(how journal.How) error {
	c.pass()
	err := c.Ledger.End(how)
	c.pass()
	return err
}

// canonical returns the canonical word for what Plex has stored.
func (c *crasher) canonical(setting, control string) string {
	s := c.w.cat.Setting(setting)
	return canonicalOf(c.w, s.ID+"/"+control, c.w.plex.state()[s.ID+"/"+control])
}

func canonicalOf(w *world, key, stored string) string {
	s := w.cat.Setting(settingOf(key))
	if w.plex.control(key).options == nil {
		return wanted.CanonicalSwitch(s, wanted.SwitchState(s, stored))
	}
	word, _ := s.Canonical(stored, &w.cat.Words)
	return word
}

func settingOf(key string) string {
	for i := range key {
		if key[i] == '/' {
			return key[:i]
		}
	}
	return key
}

// written checks each write that arrives at Plex.
func (c *crasher) written(key, from, to string) {
	if c.plan[key] != to {
		c.complain("%s was set from %s to %s, which nobody asked for", key, from, to)
	}
	j, err := journal.Open(c.w.dir, "default", testUser)
	if err != nil {
		c.complain("the journal cannot be read during a write: %v", err)
		return
	}
	defer j.Close()
	for _, r := range j.Records() {
		if i := r.Intent; i != nil && i.Setting+"/"+i.Control == key && i.Before == canonicalOf(c.w, key, from) {
			return
		}
	}
	c.complain("%s was set to %s before an intent with the old value %s was on disk", key, to, from)
}

// crashWorld returns a world in which there is something to change on three pages.
func crashWorld(t *testing.T) (*world, wanted.Selection, map[string]string) {
	w := newWorld(t)
	w.plex.stored["email.marketing/surveys"] = "off"
	s := wanted.Selection{Level: "recommended", Only: []string{"email.marketing", "vendors.data-sale", "visibility.watchlist"}}
	return w, s, map[string]string{
		"email.marketing/newsletters": "off", "email.marketing/recommendations": "off", "email.marketing/promotions": "off",
		"vendors.data-sale/sale": "off", "visibility.watchlist/watchlist": "Private",
	}
}

var errKilled = errors.New("killed")

// TestStoppedAtEveryPoint stops an apply at every point, in three ways. The next run
// must find and finish what was left.
func TestStoppedAtEveryPoint(t *testing.T) {
	for name, stop := range map[string]func(cancel context.CancelCauseFunc, finish chan struct{}){
		// The process is gone at once.
		"killed": func(context.CancelCauseFunc, chan struct{}) { panic(errKilled) },
		// The second Ctrl-C.
		"cancelled": func(cancel context.CancelCauseFunc, _ chan struct{}) { cancel(outcome.ErrInterrupted) },
		// The first Ctrl-C.
		"asked to stop": func(_ context.CancelCauseFunc, finish chan struct{}) { close(finish) },
	} {
		t.Run(name, func(t *testing.T) {
			points := 0
			for at := 1; points == 0 || at <= points; at++ {
				synctest.Test(t, func(t *testing.T) {
					points = max(points, stopAt(t, at, stop, name == "killed"))
				})
				if t.Failed() {
					t.Fatalf("failed with the run stopped at point %d", at)
				}
				if at > 200 {
					t.Fatal("the run does not end")
				}
				if at > points {
					break
				}
			}
			t.Logf("stopped at each of %d points", points)
			if points < 15 {
				t.Errorf("the run reached only %d points", points)
			}
		})
	}
}

// stopAt stops a run at a point and checks what is left. It returns the number of
// points that the run reached.
func stopAt(t *testing.T, at int, stop func(context.CancelCauseFunc, chan struct{}), kills bool) int {
	w, sel, plan := crashWorld(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	finish := make(chan struct{})
	c := &crasher{w: w, at: at, plan: plan, start: w.plex.state(), stop: func() { stop(cancel, finish) }}
	w.wrap = func(l record.Ledger) record.Ledger { c.Ledger = l; return c }
	w.plex.written = c.written
	w.plex.acting = func(string) { c.pass() }
	c.kills = kills
	report, killed := runUntilKilled(ctx, w, Request{Command: "apply", Selection: sel, Stop: finish})
	if reached := c.point; reached < at {
		return reached // the run was over before that point
	}
	c.at, c.dead = 0, false
	check(t, w, c, report, killed)

	// The next run reports what was left open, records its outcome and does the rest.
	left := w.journal().Left()
	for _, ch := range left {
		if plan[ch.Setting+"/"+ch.Control] == "" {
			t.Errorf("%s/%s is reported as unfinished, but was not to be changed", ch.Setting, ch.Control)
		}
	}
	next := w.apply(sel)
	check(t, w, c, next, false)
	if next.ExitCode != outcome.ExitOK {
		t.Errorf("the next run ends with exit code %d: %+v", next.ExitCode, next.Accounts[0])
	}
	if open := w.journal().Left(); len(open) > 0 {
		t.Errorf("after the next run %d changes are still open, the first %+v", len(open), open[0])
	}
	// Both runs together can be undone.
	w.plex.written, w.wrap = nil, nil
	runs := w.journal().Runs()
	for i := len(runs) - 1; i >= 0; i-- {
		if runs[i].Changed(nil) {
			w.undo(runs[i].ID, wanted.Selection{}, false)
		}
	}
	if got := w.plex.state(); !maps.Equal(got, c.start) {
		t.Errorf("undo did not restore the account: after undoing both runs\n%v\nat the start\n%v", got, c.start)
	}
	return c.point
}

// check checks what must hold after a run, no matter how it ended.
func check(t *testing.T, w *world, c *crasher, r outcome.Report, killed bool) {
	t.Helper()
	for _, what := range c.wrong {
		t.Error(what)
	}
	c.wrong = nil
	state := w.plex.state()
	for key, was := range c.start {
		if got := state[key]; got != was && got != c.plan[key] {
			t.Errorf("%s was changed from %s to %s, which nobody asked for", key, was, got)
		}
	}
	if killed {
		return
	}
	if r.ExitCode == outcome.ExitOK {
		for key, want := range c.plan {
			if state[key] != want {
				t.Errorf("exit code 0, but %s is %s", key, state[key])
			}
		}
	}
	for _, s := range r.Accounts[0].Settings {
		if s.Result == outcome.Verified && canonicalOf(w, anyKey(c.plan, s.ID), state[anyKey(c.plan, s.ID)]) != s.After {
			t.Errorf("%s is reported as verified at %s, but Plex has %s", s.ID, s.After, state[anyKey(c.plan, s.ID)])
		}
		if s.Result == outcome.Skipped && c.plan[anyKey(c.plan, s.ID)] != "" && state[anyKey(c.plan, s.ID)] != c.start[anyKey(c.plan, s.ID)] {
			t.Errorf("%s was changed, but is reported as skipped (%s)", s.ID, s.Detail)
		}
		if s.Result == outcome.WouldChange {
			t.Errorf("%s has no final result", s.ID)
		}
	}
}

func anyKey(plan map[string]string, setting string) string {
	for _, key := range slices.Sorted(maps.Keys(plan)) {
		if settingOf(key) == setting {
			return key
		}
	}
	return ""
}

// runUntilKilled runs until the run ends or is killed.
func runUntilKilled(ctx context.Context, w *world, req Request) (r outcome.Report, killed bool) {
	defer func() {
		if p := recover(); p != nil {
			if p != errKilled {
				panic(p)
			}
			killed = true
		}
	}()
	return w.run(ctx, req), false
}

// TestNothingIsChangedThatCannotBeRecorded makes each write of the journal fail.
func TestNothingIsChangedThatCannotBeRecorded(t *testing.T) {
	full := errors.New("no space left on device")
	for name, tc := range map[string]struct {
		failing string
		changed bool
		exit    int
	}{
		"the beginning": {"begin", false, outcome.ExitError},
		"an intent":     {"intend", false, outcome.ExitPartly},
		// The change is made and proved. The next run will record the outcome.
		"an outcome": {"settle", true, outcome.ExitOK},
		"the end":    {"end", true, outcome.ExitOK},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, sel, _ := crashWorld(t)
				before := w.plex.state()
				w.wrap = func(l record.Ledger) record.Ledger { return &fullDisk{Ledger: l, failing: tc.failing, err: full} }
				r := w.apply(sel)
				if changed := !maps.Equal(before, w.plex.state()); changed != tc.changed {
					t.Errorf("settings changed: %v, want %v", changed, tc.changed)
				}
				if r.ExitCode != tc.exit {
					t.Errorf("exit code %d, want %d: %+v", r.ExitCode, tc.exit, r.Accounts[0])
				}
				if !tc.changed && !errors.Is(r.Accounts[0].Cause, full) {
					t.Errorf("the report does not give the full disk as the reason: %q", r.Accounts[0].Error)
				}
			})
		})
	}
}

type fullDisk struct {
	record.Ledger
	failing string
	err     error
}

func (f *fullDisk) fails(what string) error {
	if f.failing == what {
		return f.err
	}
	return nil
}

func (f *fullDisk) Begin(read []journal.Value) error {
	return errors.Join(f.fails("begin"), f.Ledger.Begin(read))
}

func (f *fullDisk) Intend(changes []journal.Intent) error {
	return errors.Join(f.fails("intend"), f.Ledger.Intend(changes))
}

func (f *fullDisk) RecordOutcomes(outcomes []journal.Outcome) error {
	return errors.Join(f.fails("settle"), f.Ledger.RecordOutcomes(outcomes))
}

func (f *fullDisk) End(how journal.How) error {
	return errors.Join(f.fails("end"), f.Ledger.End(how))
}
