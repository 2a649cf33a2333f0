package flows

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

var (
	soakRuns = flag.Int("soak", 30, "how many seeds TestSoak tries")
	soakSeed = flag.Uint64("seed", 1, "the first of them")
)

// TestSoak makes calls of a run fail at random, and ends the run at a random point in a
// random way. No matter what happens,
//
//  1. what is called verified is what Plex has at that moment;
//  2. nothing outside the plan changes;
//  3. nothing is set to anything but what was wanted;
//  4. the snapshot is what Plex had before the first write, and each write is on
//     the disk, with the old value, before it is made;
//  5. exit code 0 means that Plex has all that was wanted;
//  6. nothing personal is in the journal, the log or the report;
//  7. nothing is left open;
//  8. the session that would be kept is the old one or the new one, whole.
//
// The next run records the outcome of what this one left open, and both can be undone.
// Other tests check that a real browser leaves no processes and directories
// (TestNoTraces in e2e) and that a store survives a kill (package session).
func TestSoak(t *testing.T) {
	happened := map[string]int{}
	for seed := *soakSeed; seed < *soakSeed+uint64(*soakRuns); seed++ {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for what, n := range soak(t, seed) {
					happened[what] += n
				}
			})
			if t.Failed() {
				t.Logf("to repeat it: go test ./flows -run TestSoak -args -seed %d -soak 1", seed)
			}
		})
	}
	for _, what := range slices.Sorted(maps.Keys(happened)) {
		t.Logf("%6d × %s", happened[what], what)
	}
	if len(happened) < 10 && *soakRuns >= 30 {
		t.Errorf("only %d kinds of fault happened", len(happened))
	}
}

// soak does one run with faults, and checks it. It returns the faults by kind.
func soak(t *testing.T, seed uint64) map[string]int {
	w, sel, plan := crashWorld(t)
	w.state.Cookies = append(w.state.Cookies, automation.Cookie{Name: "session", Value: testCookie}, automation.Cookie{Name: "device", Value: testCookie})
	var log bytes.Buffer
	w.log = &log
	n := newFaults(w.browser, seed, 1+int(seed%4))
	w.front = n
	n.spoil(w.plex)
	n.out = n.pick(20) == 0
	ctx, cancel := context.WithTimeoutCause(t.Context(), page.DefaultPace.Page*3, context.DeadlineExceeded)
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
		n.count([]string{"killed", "interrupted twice", "interrupted once"}[how])
		switch how {
		case 0:
			panic(errKilled)
		case 1:
			interrupt(outcome.ErrInterrupted)
		default:
			close(finish)
		}
	}
	w.wrap = func(l record.Ledger) record.Ledger { c.Ledger = n.ledger(l); return c }
	w.plex.written = c.written
	w.plex.acting = func(string) { c.pass() }
	report, killed := runUntilKilled(ctx, w, Request{Command: "apply", Selection: sel, Stop: finish})
	c.at, c.dead = 0, false
	check(t, w, c, report, killed)
	nothingLeft(t, w, report, killed)
	noSecrets(t, w.dir, log.Bytes(), report)

	// The faults stop, and the next run finishes the work.
	n.mu.Lock()
	n.off, n.out = true, false
	n.mu.Unlock()
	w.plex.mu.Lock()
	w.plex.fail, w.plex.drop, w.plex.revert, w.plex.lateRevert = 0, 0, false, 0
	w.plex.mu.Unlock()
	time.Sleep(5 * time.Second) // until every late revert is over
	next := w.apply(sel)
	check(t, w, c, next, false)
	if next.ExitCode != outcome.ExitOK {
		t.Errorf("the next run ends with exit code %d: %+v", next.ExitCode, next.Accounts[0])
	}
	if open := w.journal().Left(); len(open) > 0 {
		t.Errorf("after the next run %d changes are still open, the first %+v", len(open), open[0])
	}
	w.plex.written, w.wrap = nil, nil
	runs := w.journal().Runs()
	for i := len(runs) - 1; i >= 0; i-- {
		if runs[i].Changed(nil) {
			w.undo(runs[i].ID, wanted.Selection{}, true)
		}
	}
	if got := w.plex.state(); !maps.Equal(got, c.start) {
		t.Errorf("undo did not restore the account: after undoing both runs\n%v\nat the start\n%v", got, c.start)
	}
	return n.did
}

// nothingLeft checks what a run leaves behind: no open site, and a session that is
// wholly the old one or wholly the renewed one.
func nothingLeft(t *testing.T, w *world, r outcome.Report, killed bool) {
	t.Helper()
	if w.browser.open != 0 {
		t.Errorf("%d sites were not closed", w.browser.open)
	}
	if killed || w.cookies == nil {
		return // the session is not changed
	}
	got := w.cookies
	if len(got) != len(w.state.Cookies) {
		t.Errorf("the session would be saved with the wrong cookies %+v", got)
	}
	for i, c := range got {
		was := w.state.Cookies[i]
		if c.Name == signin.AuthCookie && c == was {
			continue // Plex renews the others
		}
		if c.Name != was.Name || strings.TrimRight(c.Value, "+") != was.Value || c.Value != got[len(got)-1].Value {
			t.Errorf("the session would be saved half renewed, with %s=%s", c.Name, c.Value)
		}
	}
}

const testCookie = "cookie-of-the-session"

// noSecrets looks for the person's email address, number and cookies in the files, the
// log and the report.
func noSecrets(t *testing.T, dir string, log []byte, r outcome.Report) {
	t.Helper()
	report, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string][]byte{"the log": log, "the report": report}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		texts[filepath.Base(path)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	for where, text := range texts {
		for _, secret := range []string{testUser, "ada@example.org", testCookie} {
			if bytes.Contains(text, []byte(secret)) || strings.Contains(where, secret) {
				t.Errorf("the secret %s is in %s", secret, where)
			}
		}
	}
}
