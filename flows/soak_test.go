package flows

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

var (
	soakRuns = flag.Int("soak", 30, "how many seeds TestSoak tries")
	soakSeed = flag.Uint64("seed", 1, "the first of them")
)

// TestSoak lets a run meet faults at random, and ends it at a random moment in a
// random way. Whatever happens: nothing is called verified that Plex does not
// have, nothing is changed that was not to be, every write is on the disk before
// it is made, and the next run settles what this one left open and can be taken
// back together with it.
func TestSoak(t *testing.T) {
	met := map[string]int{}
	for seed := *soakSeed; seed < *soakSeed+uint64(*soakRuns); seed++ {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for what, n := range soak(t, seed) {
					met[what] += n
				}
			})
			if t.Failed() {
				t.Logf("again: go test ./flows -run TestSoak -args -seed %d -soak 1", seed)
			}
		})
	}
	for _, what := range sortedKeys(met) {
		t.Logf("%6d × %s", met[what], what)
	}
	if len(met) < 10 && *soakRuns >= 30 {
		t.Errorf("only %d kinds of fault were met", len(met))
	}
}

// soak is one run with its faults, and what must be so afterwards.
func soak(t *testing.T, seed uint64) map[string]int {
	w, sel, plan := crashWorld(t)
	n := newNemesis(w.browser, seed, 1+int(seed%4))
	w.front = n
	n.spoil(w.plex)
	n.out = n.pick(20) == 0
	ctx, cancel := context.WithTimeoutCause(t.Context(), DefaultPace.Page*3, context.DeadlineExceeded)
	defer cancel()
	ctx, interrupt := context.WithCancelCause(ctx)
	defer interrupt(nil)
	finish := make(chan struct{})
	c := &crasher{w: w, plan: plan, start: w.plex.state()}
	if n.pick(2) == 0 {
		c.at = 1 + n.pick(40)
	}
	how := n.pick(3)
	c.kills = how == 0
	c.stop = func() {
		n.did[[]string{"killed", "interrupted twice", "interrupted once"}[how]]++
		switch how {
		case 0:
			panic(errKilled)
		case 1:
			interrupt(ErrInterrupted)
		default:
			close(finish)
		}
	}
	w.wrap = func(l Ledger) Ledger { c.Ledger = n.ledger(l); return c }
	w.plex.written = c.written
	w.plex.acting = func(string) { c.pass() }
	report, killed := runToDeath(ctx, w, Request{Command: "apply", Selection: sel, Stop: finish})
	c.at, c.dead = 0, false
	check(t, w, c, report, killed)
	noSecrets(t, w.dir)

	// The weather clears, and the next run finds what there is to find.
	n.mu.Lock()
	n.off, n.out = true, false
	n.mu.Unlock()
	w.plex.mu.Lock()
	w.plex.fail, w.plex.drop, w.plex.revert, w.plex.lateRevert = 0, 0, false, 0
	w.plex.mu.Unlock()
	time.Sleep(5 * time.Second) // what was to go back late has gone back
	next := w.apply(sel)
	check(t, w, c, next, false)
	if next.ExitCode != ExitOK {
		t.Errorf("the next run ends with %d: %+v", next.ExitCode, next.Accounts[0])
	}
	if open := w.journal().Left(); len(open) > 0 {
		t.Errorf("after the next run %d changes are still open, the first %+v", len(open), open[0])
	}
	w.plex.written, w.wrap = nil, nil
	runs := w.journal().Runs()
	for i := len(runs) - 1; i >= 0; i-- {
		if runs[i].Changed(nil) {
			w.undo(runs[i].ID, Selection{}, true)
		}
	}
	if got := w.plex.state(); !maps.Equal(got, c.start) {
		t.Errorf("after undoing both runs\n%v\nat the start\n%v", got, c.start)
	}
	return n.did
}

// noSecrets looks for the person's address and number in what was written.
func noSecrets(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for _, secret := range []string{testUser, "ada@example.org"} {
			if bytes.Contains(text, []byte(secret)) {
				t.Errorf("%s is in %s", secret, filepath.Base(path))
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
