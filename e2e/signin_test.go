//go:build linux

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// signin ACCOUNT [PROFILE] signs plexpriv in. The first sign-in of a world copies what
// a real sign-in has left, because nearly every script begins with one, and a real one
// takes seconds. login.txtar tests the real one.
func cmdSignIn(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: signin ACCOUNT [PROFILE]")
	}
	w, account := worldOf(ts), args[0]
	if siteOf(ts).Token(account) == "" {
		ts.Fatalf("nobody is called %q", account)
	}
	if len(args) == 1 && w.ring == nil {
		from, err := template(account)
		ts.Check(err)
		ts.Check(os.CopyFS(w.home(), os.DirFS(from)))
		ts.Check(w.unlock())
		return
	}
	profile := "default"
	if len(args) == 2 {
		profile = args[1]
	}
	ts.Check(w.signIn(account, profile))
}

// waitcode waits until Plex was asked about the newest sign-in code.
func cmdWaitCode(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 0 {
		ts.Fatalf("usage: waitcode")
	}
	deadline := time.Now().Add(time.Minute)
	for {
		pins := siteOf(ts).PINs()
		if n := len(pins); n > 0 && pins[n-1].Polls > 0 && !pins[n-1].Approved {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("nobody has asked about a new code for a minute: %+v", pins)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// approve ACCOUNT waits until plexpriv asks about its sign-in code, and then approves
// it, as the person would in their own browser.
func cmdApprove(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: approve ACCOUNT")
	}
	cmdWaitCode(ts, false, nil)
	ts.Check(siteOf(ts).ApprovePIN("", args[0]))
}

// revoked ACCOUNT N asserts how many of the account's tokens Plex has ended.
func cmdRevoked(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 2 {
		ts.Fatalf("usage: revoked ACCOUNT N")
	}
	if got := strconv.Itoa(siteOf(ts).Revoked(args[0])); got != args[1] {
		ts.Fatalf("Plex has ended %s tokens of %s, want %s", got, args[0], args[1])
	}
}

// ssos N asserts how often the website has learned of a sign-in from the app, by a code
// that it has asked for.
func cmdSSOs(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: ssos N")
	}
	n := 0
	for _, p := range siteOf(ts).PINs() {
		if p.Product == "Plex SSO" && p.Approved {
			n++
		}
	}
	if got := strconv.Itoa(n); got != args[0] {
		ts.Fatalf("the website has learned of a sign-in %s times, want %s", got, args[0])
	}
}

// keyring lock locks the keyring. keyring ask locks it, too, and starts a prompter
// that accepts the order to ask for the password and never asks. keyring mute sets the
// address of a bus that accepts calls and never answers.
func cmdKeyring(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: keyring lock|ask|mute")
	}
	w := worldOf(ts)
	ts.Check(w.unlock())
	switch args[0] {
	case "lock":
		ts.Check(w.ring.lock())
	case "ask":
		ts.Check(w.ring.ask())
		ts.Check(w.ring.lock())
	case "mute":
		address, err := w.ring.mute(w.env["XDG_RUNTIME_DIR"])
		ts.Check(err)
		w.env["DBUS_SESSION_BUS_ADDRESS"] = address
	default:
		ts.Fatalf("unknown keyring %q", args[0])
	}
}

// signIn is a real sign-in with the account's token.
func (w *world) signIn(account, profile string) error {
	p, err := w.run(nil, []string{"login", "--token-stdin", "--profile", profile}, strings.NewReader(w.site.Token(account)+"\n"))
	if err != nil {
		return err
	}
	if p.code != 0 {
		return fmt.Errorf("sign in as %s: exit code %d\n%s%s", account, p.code, &p.stdout, &p.stderr)
	}
	return nil
}

var (
	templatesMu sync.Mutex
	templates   = map[string]func() (string, error){}
)

// template returns a HOME in which an account has signed in. It is made once for all
// tests, because tokens are the same on every fakeplex.
func template(account string) (string, error) {
	templatesMu.Lock()
	if templates[account] == nil {
		templates[account] = sync.OnceValues(func() (string, error) { return makeTemplate(account) })
	}
	get := templates[account]
	templatesMu.Unlock()
	return get()
}

func makeTemplate(account string) (string, error) {
	w, err := newWorld()
	if err != nil {
		return "", err
	}
	defer w.close()
	if err := w.open(fakeplex.Config{}); err != nil {
		return "", err
	}
	if err := w.signIn(account, "default"); err != nil {
		return "", err
	}
	// The trust store is for this site's certificates only.
	if err := os.RemoveAll(filepath.Join(w.home(), ".pki")); err != nil {
		return "", fmt.Errorf("clear the template: %w", err)
	}
	return w.home(), nil
}
