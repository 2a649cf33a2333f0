package main

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// loopWorld is a world whose clock is that of the test. It notes when a run was made, and
// is ended by SIGTERM some time later.
func loopWorld(t *testing.T, life time.Duration) (*fakeWorld, *[]time.Time) {
	t.Helper()
	s := newFakeWorld(t)
	s.Now = time.Now
	s.store.kept["default"] = aSession("alice")
	s.env[exit.EnvNotifyCommand] = "true"
	var runs []time.Time
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		runs = append(runs, time.Now())
		r := accountReport(who, outcome.Already)
		if len(runs) == 2 {
			r.Settings, r.Cause, r.Error = nil, outcome.ErrSignIn, outcome.ErrSignIn.Error()
		}
		return r
	}
	go func() {
		time.Sleep(life)
		s.signal <- syscall.SIGTERM
	}()
	return s, &runs
}

// The loop runs at once, then each day; a run that fails does not end it; SIGTERM does, at
// once.
func TestJobInALoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const life = 75 * time.Hour
		s, runs := loopWorld(t, life)
		began := time.Now()
		if code := s.run("schedule", "run", "--every", "day"); code != outcome.ExitInterrupted {
			t.Errorf("exit code %d, want %d: %s", code, outcome.ExitInterrupted, &s.err)
		}
		if took := time.Since(began); took < life || took > life+time.Second {
			t.Errorf("it ended after %s, and the signal came after %s", took, life)
		}
		if len(*runs) < 4 || len(*runs) > 5 {
			t.Fatalf("%d runs in three days: %v", len(*runs), *runs)
		}
		for i, at := range *runs {
			if i == 0 && at.Sub(began) > time.Minute || i > 0 && (at.Hour() != 9 || at.Minute() != 0) {
				t.Errorf("run %d is at %s", i, at)
			}
		}
	})
}

// A restart does not run it twice, and makes up for a run that was missed.
func TestLoopGoesOnAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, runs := loopWorld(t, time.Hour)
		s.run("schedule", "run", "--every", "day")
		first := len(*runs)
		go func() {
			time.Sleep(10 * time.Minute)
			s.signal <- os.Interrupt
		}()
		s.run("schedule", "run", "--every", "day")
		if first != 1 || len(*runs) != 1 {
			t.Fatalf("%d runs, %d after a restart", first, len(*runs))
		}
		time.Sleep(48 * time.Hour) // off for two days
		go func() {
			time.Sleep(10 * time.Minute)
			s.signal <- os.Interrupt
		}()
		if s.run("schedule", "run", "--every", "day"); len(*runs) != 2 {
			t.Errorf("%d runs after two days: %s", len(*runs), &s.err)
		}
	})
}

func TestLoopRefusesMistakes(t *testing.T) {
	for _, args := range [][]string{
		{"--every", "hour"}, {"--at", "09:00"}, {"--every", "day", "--json"}, {"--every", "day", "--level", "nonsense"},
		{"--every", "day", "--webhook", "http://x.example"}, {"--every=day", "--policy", filepath.Join(t.TempDir(), "none")},
	} {
		s := newFakeWorld(t)
		if code := s.run(append([]string{"schedule", "run"}, args...)...); code != exit.Usage {
			t.Errorf("%v: exit code %d, want %d: %s", args, code, exit.Usage, &s.err)
		}
	}
}
