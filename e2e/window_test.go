//go:build linux

package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// In these tests a person signs in, in a real window on a virtual screen, with a mouse
// and a keyboard, in Plex's own form in its frame. The positions on the screen were
// read off a picture of it.
var (
	continueWithGoogle = []string{"mousemove", "535", "412", "click", "1"}
	continueWithEmail  = []string{"mousemove", "535", "576", "click", "1"}
	googleAccountBob   = []string{"mousemove", "535", "560", "click", "1"}
)

// TestLoginWindow enters an email address, a wrong password, the right one, and the
// second factor.
func TestLoginWindow(t *testing.T) {
	w := windowWorld(t)
	p, s, ended := w.signInWindow(t)
	s.do("the form for the address", continueWithEmail...)
	s.input("type", "canary-carol@example.test")
	s.do("the form for the password", "key", "Return")
	s.input("type", "not her password")
	s.do("that it is wrong", "key", "Return")
	s.input("key", "ctrl+a", "type", "canary-pass-carol")
	s.do("the form for the second factor", "key", "Return")
	if _, over := pause(ended, 0); over {
		t.Fatal("ended before the second factor")
	}
	s.input("type", "246810\n")
	w.ends(t, p, ended, 0)
	for _, says := range []string{
		"Sign in to Plex in the window", "Ctrl-C", "Signed in. Reading what www.plex.tv and app.plex.tv have stored",
	} {
		if !strings.Contains(p.stderr.String(), says) {
			t.Errorf("the terminal does not say %q: %s", says, p.stderr.String())
		}
	}
	if n := w.signInsTried(); n != 3 {
		t.Errorf("%d sign-ins, and the person made 3: nobody else may try", n)
	}
	w.signedInAs(t, "carol")
}

// TestLoginWindowOverAnotherHost signs in by a button that leads to another host, which
// leads back.
func TestLoginWindowOverAnotherHost(t *testing.T) {
	w := windowWorld(t, "google")
	p, s, ended := w.signInWindow(t)
	s.do("the other host's accounts", continueWithGoogle...)
	s.input(googleAccountBob...)
	w.ends(t, p, ended, 0)
	w.signedInAs(t, "bob")
}

// TestLoginWindowOfTwoPeople: the website holds another account than the app. Nothing is
// stored.
func TestLoginWindowOfTwoPeople(t *testing.T) {
	w := windowWorld(t, "www-account=bob")
	p, s, ended := w.signInWindow(t)
	s.do("the form for the address", continueWithEmail...)
	s.input("type", "alice")
	s.do("the form for the password", "key", "Return")
	s.input("type", "canary-pass-alice\n")
	w.ends(t, p, ended, 4)
	if !strings.Contains(p.stderr.String(), `www.plex.tv is signed in as "bob"`) {
		t.Errorf("said %q", p.stderr.String())
	}
	w.nobodySignedIn(t)
}

// TestLoginWindowLockedOut: Plex locks the address out after wrong passwords, and the
// person interrupts the command.
func TestLoginWindowLockedOut(t *testing.T) {
	w := windowWorld(t)
	p, s, ended := w.signInWindow(t)
	s.do("the form for the address", continueWithEmail...)
	s.input("type", "alice")
	s.do("the form for the password", "key", "Return")
	for attempt := 1; attempt <= 4; attempt++ {
		s.input("key", "ctrl+a", "type", fmt.Sprintf("guess %d\n", attempt))
		w.triesSignIn(t, attempt)
	}
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	w.ends(t, p, ended, 130)
	w.nobodySignedIn(t)
}

// TestLoginWindowClosed: the person closes the window. The command ends, and nothing is
// stored.
func TestLoginWindowClosed(t *testing.T) {
	w := windowWorld(t)
	p, s, ended := w.signInWindow(t)
	s.input("mousemove", "545", "300", "click", "1", "key", "ctrl+w")
	w.ends(t, p, ended, 4)
	if !strings.Contains(p.stderr.String(), "nothing was stored") {
		t.Errorf("said %q", p.stderr.String())
	}
	w.nobodySignedIn(t)
}

// windowWorld is a world in which somebody can sign in. In the window any host may be
// contacted, so the pages ask for none but Plex's: the test would not be clean else.
func windowWorld(t *testing.T, quirks ...string) *world {
	t.Helper()
	w := quietWorld(t)
	quirks = append(quirks, "no-transifex", "no-trackers", "no-plex-direct")
	if err := w.open(fakeplex.Config{Quirks: quirks}); err != nil {
		t.Fatal(err)
	}
	if err := w.unlock(); err != nil {
		t.Fatal(err)
	}
	return w
}

// quietWorld is a world for a test that is no script. Like that of a script, it must be
// clean at the end.
func quietWorld(t *testing.T) *world {
	t.Helper()
	if testing.Short() {
		t.Skip("starts browsers")
	}
	t.Parallel()
	if _, err := binary(); err != nil {
		t.Fatal(err)
	}
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		defer w.close()
		if t.Failed() {
			w.tell(t)
			return
		}
		for _, complaint := range w.leftovers() {
			t.Errorf("not clean: %s", complaint)
		}
	})
	return w
}

// signInWindow starts login --window and waits for the form.
func (w *world) signInWindow(t *testing.T) (*process, *screen, <-chan int) {
	t.Helper()
	s := newScreen(t, t.TempDir())
	dark := s.picture()
	p, err := w.launch([]string{"DISPLAY=" + s.display}, []string{"login", "--window"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ended := w.ending(p)
	s.gone = func() bool { return len(ended) > 0 }
	w.await(t, "the sign-in form is asked for", func() bool {
		return w.asked("app.plex.tv", "/auth") > 0 || s.gone()
	})
	s.settles("the sign-in form", dark)
	return p, s, ended
}

// ends fails unless plexpriv ends by itself, with a code.
func (w *world) ends(t *testing.T, p *process, ended <-chan int, want int) {
	t.Helper()
	code, done := pause(ended, time.Minute)
	if !done || code != want {
		t.Fatalf("ended: %t, code %d, want %d: %s", done, code, want, p.stderr.String())
	}
}

func (w *world) signedInAs(t *testing.T, account string) {
	t.Helper()
	p, err := w.run(nil, []string{"profiles"}, nil)
	if err != nil || p.code != 0 || !strings.Contains(p.stdout.String(), account) {
		t.Errorf("signed in as somebody else than %s: %v: %s", account, err, &p.stdout)
	}
}

func (w *world) nobodySignedIn(t *testing.T) {
	t.Helper()
	p, err := w.run(nil, []string{"profiles", "--json"}, nil)
	if err != nil || p.code != 0 || strings.Contains(p.stdout.String(), "default") {
		t.Errorf("something is stored: %v: %s", err, &p.stdout)
	}
}

// ending sends the exit code when the process has ended.
func (w *world) ending(p *process) <-chan int {
	ended := make(chan int, 1)
	go func() {
		code, err := w.wait(p)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		ended <- code
	}()
	return ended
}

// pause waits for the end of the process, and no longer than d.
func pause(ended <-chan int, d time.Duration) (code int, done bool) {
	select {
	case code := <-ended:
		return code, true
	case <-time.After(d):
		return 0, false
	}
}

// await waits until the site has seen something.
func (w *world) await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(screenPatience); !ok(); time.Sleep(screenLook) {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", screenPatience, what)
		}
	}
}

// triesSignIn waits until the site was given n passwords.
func (w *world) triesSignIn(t *testing.T, n int) {
	t.Helper()
	w.await(t, fmt.Sprintf("password %d is tried", n), func() bool { return w.signInsTried() >= n })
}

func (w *world) signInsTried() int { return w.asked("plex.tv", "/api/v2/users/signin") }

// asked counts the requests for an address, by the beginning of its path.
func (w *world) asked(host, path string) int {
	n := 0
	for _, e := range w.site.Log() {
		if e.Host == host && e.Method != "OPTIONS" && strings.HasPrefix(e.Path, path) {
			n++
		}
	}
	return n
}
