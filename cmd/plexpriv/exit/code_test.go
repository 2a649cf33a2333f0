package exit_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/ownfile"
)

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		err  error
		code int
		hint string
	}{
		{nil, 0, ""},
		{errors.New("something"), 1, ""},
		{exit.Done(3), 3, ""},
		{exit.Usagef("bad").Hinting("good"), 64, "good"},
		{exit.NoSession(""), 4, "plexpriv login"},
		{exit.NoSession("default"), 4, "plexpriv login"},
		{exit.NoSession("partner"), 4, "plexpriv login --profile partner"},
		{session.ErrNotFound, 4, "plexpriv login"},
		{outcome.ErrSignIn, 4, "plexpriv login"},
		{&outcome.WrongAccountError{Want: "a", Got: "b"}, 4, "plexpriv profiles"},
		{&outcome.WrongAccountError{Want: "a", Got: "b", Holders: []outcome.Holder{{Site: "www.plex.tv", Name: "b"}}}, 4, "plexpriv login"},
		{&signin.SiteError{Site: "www.plex.tv"}, 4, "plexpriv login"},
		{session.ErrUnavailable, 77, "plexpriv login --store file"},
		{session.ErrLocked, 77, ""},
		{session.ErrNoKeyring, 77, "plexpriv login --store file"},
		{session.ErrTimeout, 77, "unlock"},
		{session.ErrDamaged, 77, ""},
		{session.ErrNewerFormat, 77, ""},
		{session.ErrPassphrase, 77, ""},
		{ownfile.ErrNotOurs, 77, ""},
		{&fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}, 77, ""},
		{session.ErrProfileName, 64, ""},
		{&automation.NoBrowserError{Tried: []string{"chrome", "chromium"}}, 69, "apt install chromium"},
		{&automation.NoBrowserError{Tried: []string{"chrome", "chromium"}}, 69, "chrome, chromium"},
		{&automation.NoBrowserError{Tried: []string{"/x"}}, 69, "--browser"},
		{&automation.RootError{}, 69, "PLEXPRIV_NO_SANDBOX=1"},
		{&automation.StartError{Path: "x", Err: errors.New("y"), Output: "No usable sandbox!"}, 69, "AppArmor"},
		{&automation.ProxyError{Proxy: "http://p"}, 75, "HTTPS_PROXY"},
		{world.ErrBusy, 75, "wait"},
		{journal.ErrLocked, 75, "wait"},
		{outcome.ErrTryLater, 75, ""},
		{&outcome.LaterError{What: "x"}, 75, ""},
		{context.DeadlineExceeded, 75, ""},
		{outcome.ErrInterrupted, 130, ""},
		{exit.WithHint(world.ErrBusy, "mine"), 75, "mine"},
		{world.ErrNoPassphrase, 77, "names a file that holds it"},
		{exit.NewCause(77, "shut", "open it"), 77, "open it"},
		{&automation.BusyError{Where: "wss://a", Why: "429"}, 75, "--jobs"},
		{&outcome.HomeUserError{User: "Kid", Err: errors.New("x")}, 3, ""},
		{&outcome.HomeUserError{User: "Kid", Err: outcome.ErrSignIn}, 4, "plexpriv login"},
		// Of several causes the most urgent decides, also about the hints.
		{errors.Join(&automation.BusyError{}, outcome.ErrSignIn), 4, "plexpriv login"},
		{errors.Join(&automation.EndpointError{}, session.ErrLocked), 77, ""},
		{errors.Join(outcome.ErrTryLater, outcome.ErrSignIn), 4, ""},
		{errors.Join(outcome.ErrSignIn, session.ErrLocked), 77, ""},
		{errors.Join(session.ErrLocked, outcome.ErrInterrupted), 130, ""},
		// A wrong command line is not one cause of several.
		{errors.Join(world.ErrBusy, exit.NoSession(""), exit.Usagef("bad").Hinting("good")), 64, "good"},
		{errors.Join(exit.Usagef("bad"), outcome.ErrInterrupted), 130, ""},
	} {
		t.Run(fmt.Sprint(c.err), func(t *testing.T) {
			wrapped := c.err
			if wrapped != nil {
				wrapped = fmt.Errorf("while testing: %w", c.err)
			}
			if code := exit.Code(wrapped); code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			if hints := strings.Join(exit.Hints("linux", wrapped), "\n"); !strings.Contains(hints, c.hint) {
				t.Errorf("hints %q, want %q among them", hints, c.hint)
			}
		})
	}
}

func TestInstallHintsFitTheSystem(t *testing.T) {
	for goos, want := range map[string]string{"darwin": "brew", "windows": "winget", "linux": "apt"} {
		if got := strings.Join(exit.Hints(goos, &automation.NoBrowserError{Tried: []string{"a", "b"}}), "\n"); !strings.Contains(got, want) {
			t.Errorf("%s: hints %q, want %q among them", goos, got, want)
		}
	}
}

func TestWorstExitCode(t *testing.T) {
	order := []int{130, 77, 69, 4, 75, 3, 5, 2}
	for i := range order {
		if got := exit.Worst(append([]int{0, 1, 2}, order[i:]...)...); got != order[i] {
			t.Errorf("worst of %v is %d, want %d", order[i:], got, order[i])
		}
	}
	// Doctor, whose problems have nothing to do with one another, ends with 64 last.
	if got := exit.Worst(64, 4); got != 4 {
		t.Errorf("worst of 64 and 4 is %d, want 4", got)
	}
	for _, code := range exit.Codes {
		if got := exit.Worst(code); got != code {
			t.Errorf("%d has no place in the order of codes: alone it becomes %d", code, got)
		}
	}
	if exit.Worst() != 0 || exit.Worst(0, 0) != 0 || exit.Worst(0, 1) != 1 {
		t.Error("without codes and for 0 alone it should be 0, and 1 should win over 0")
	}
}
