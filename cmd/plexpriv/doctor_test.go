package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/doctor"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// runDoctor runs doctor and returns its findings by check, and the exit code.
func runDoctor(t *testing.T, s *fakeWorld, args ...string) (map[string]doctor.Finding, int) {
	t.Helper()
	code := s.run(append([]string{"doctor", "--json"}, args...)...)
	var report doctor.Report
	if err := json.Unmarshal(s.out.Bytes(), &report); err != nil {
		t.Fatalf("%v: %s", err, s.out.String())
	}
	if report.Schema != outcome.Schema || report.Command != "doctor" || report.ExitCode != code {
		t.Errorf("exit code %d, report %+v", code, report)
	}
	found, checks := map[string]doctor.Finding{}, slices.Concat(doctor.Checks, []doctor.Check{scheduleCheck, ageCheck})
	for i, f := range report.Checks {
		if f.ID != checks[i].ID {
			t.Errorf("check %d is %s, want %s", i, f.ID, checks[i].ID)
		}
		found[f.ID] = f
	}
	if len(found) != len(checks) {
		t.Errorf("%d checks, want %d", len(found), len(checks))
	}
	return found, code
}

// signedInWorld is a world in which a run could work.
func signedInWorld(t *testing.T) *fakeWorld {
	t.Helper()
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession(canaryMail)
	return s
}

func TestDoctorFindsNoProblem(t *testing.T) {
	s := signedInWorld(t)
	found, code := runDoctor(t, s)
	if code != exit.OK {
		t.Errorf("exit code %d, want %d: %s", code, exit.OK, s.out.String())
	}
	for id, f := range found {
		if want := map[string]doctor.Status{"display": doctor.StatusNote}[id]; f.Status != want && (want != "" || f.Status != doctor.StatusOK) {
			t.Errorf("%s: %+v", id, f)
		}
	}
	if strings.Contains(s.out.String(), "canary") || strings.Contains(s.out.String(), "id-of") {
		t.Errorf("doctor names the account: %s", s.out.String())
	}
	if len(s.launches) != 1 || s.engine.closed != 1 || !s.launches[0].ReadOnly {
		t.Errorf("%d browsers started, %d closed, want one that is read-only and closed", len(s.launches), s.engine.closed)
	}
	for _, call := range s.store.calls {
		if call != "try" && call != "profiles" && call != "load default" {
			t.Errorf("doctor asked the store to %s", call)
		}
	}
	if _, err := os.Stat(s.State); err == nil {
		t.Errorf("doctor created %s", s.State)
	}
}

// TestDoctorFindsEachProblem breaks one thing at a time.
func TestDoctorFindsEachProblem(t *testing.T) {
	unreached := func(err error) func(*fakeWorld) {
		return func(s *fakeWorld) {
			s.api.reach = func(string) (plexapi.Answer, error) { return plexapi.Answer{}, err }
		}
	}
	says := func(status int) func(*fakeWorld) {
		return func(s *fakeWorld) {
			s.api.reach = func(string) (plexapi.Answer, error) { return plexapi.Answer{Status: status}, nil }
		}
	}
	stored := func(err error) func(*fakeWorld) { return func(s *fakeWorld) { s.store.err = err } }
	launched := func(err error) func(*fakeWorld) { return func(s *fakeWorld) { s.launchErr = err } }
	set := func(name, value string) func(*fakeWorld) { return func(s *fakeWorld) { s.env[name] = value } }
	for name, c := range map[string]struct {
		fail  func(*fakeWorld)
		check string
		code  int
		next  string
	}{
		"no browser":         {launched(&automation.NoBrowserError{Tried: []string{"a", "b"}}), "browser", 69, "install one: apt install"},
		"browser that fails": {launched(&automation.StartError{Path: "/x", Err: errors.New("no"), Output: "error while loading shared libraries"}), "browser", 69, "package manager"},
		"slow browser":       {launched(&automation.StartError{Path: "/x", Err: context.DeadlineExceeded}), "browser", 69, "less busy"},
		"no sandbox":         {launched(&automation.StartError{Path: "/x", Err: errors.New("no"), Output: "No usable sandbox!"}), "sandbox", 69, "AppArmor"},
		"no chroot":          {launched(&automation.StartError{Path: "/x", Err: errors.New("no"), Output: "FATAL:zygote_host_impl_linux.cc: Failed to receive hello message from zygote"}), "sandbox", 69, "container"},
		"root":               {launched(&automation.RootError{}), "sandbox", 69, "ordinary user"},
		"locked keyring":     {stored(session.ErrLocked), "store", 77, "unlock"},
		"no default keyring": {stored(session.ErrNoKeyring), "store", 77, "plexpriv login --store file"},
		"unanswered prompt":  {stored(session.ErrTimeout), "store", 77, "window"},
		"no keyring":         {stored(session.ErrUnavailable), "sessions", 77, "plexpriv login --store file"},
		"wrong passphrase":   {stored(session.ErrPassphrase), "sessions", 77, "right passphrase"},
		"damaged session":    {stored(session.ErrDamaged), "sessions", 77, "plexpriv login"},
		"newer session":      {stored(session.ErrNewerFormat), "store", 77, "update"},
		"no such store":      {set(session.EnvStore, "vault"), "store", 64, "it is keyring or file"},
		"nobody signed in":   {func(s *fakeWorld) { clear(s.store.kept) }, "sessions", 4, "plexpriv login"},
		"revoked":            {func(s *fakeWorld) { s.api.revoked = []string{canaryToken} }, "sessions", 4, "plexpriv login"},
		"no network":         {unreached(&plexapi.NetworkError{What: "reach", Err: &net.DNSError{Err: "no such host", Name: "plex.tv"}}), "www.plex.tv", 75, "names do not resolve"},
		"proxy says no":      {unreached(&plexapi.NetworkError{What: "reach", Err: errors.New("Forbidden")}), "plex.tv", 75, "HTTPS_PROXY"},
		"company CA":         {unreached(&plexapi.TrustError{What: "reach", Err: x509.UnknownAuthorityError{}}), "app.plex.tv", 75, "SSL_CERT_FILE"},
		"clock of the past":  {unreached(&plexapi.TrustError{What: "reach", Err: x509.CertificateInvalidError{Reason: x509.Expired}}), "plex.tv", 75, "clock"},
		"rate limit":         {says(429), "plex.tv", 75, "later"},
		"broken down":        {says(503), "plex.tv", 75, "later"},
		"no certificates":    {func(s *fakeWorld) { s.api.openErr = errors.New("read SSL_CERT_FILE: there is none") }, "plex.tv", 1, "SSL_CERT_FILE"},
		"proxy gone":         {set("HTTPS_PROXY", "http://canary:canary@127.0.0.1:1"), "proxy", 75, "HTTPS_PROXY"},
		"no proxy address":   {set("HTTPS_PROXY", "http://canary:canary@[:1"), "proxy", 64, "HTTPS_PROXY"},
		"socks":              {set("HTTPS_PROXY", "socks5://canary:canary@127.0.0.1:1"), "proxy", 64, "HTTPS_PROXY"},
		"no catalogue":       {set(exit.EnvCatalogue, "/nonexistent"), "catalogue", 64, ""},
		"state is a file": {func(s *fakeWorld) {
			if err := os.WriteFile(s.State, nil, 0o600); err != nil {
				panic(err)
			}
		}, "state", 77, "XDG_STATE_HOME"},
	} {
		s := signedInWorld(t)
		c.fail(s)
		found, code := runDoctor(t, s)
		if f := found[c.check]; f.Status != doctor.StatusProblem || code != c.code || !strings.Contains(f.Next, c.next) {
			t.Errorf("%s: exit code %d, want %d; finding of %s %+v, want %q as the next thing to do", name, code, c.code, c.check, f, c.next)
		}
		if out := s.out.String() + s.err.String(); strings.Contains(out, "canary") {
			t.Errorf("%s: the output contains a secret: %s", name, out)
		}
	}
}

func TestDoctorNotes(t *testing.T) {
	now := time.Date(2026, 3, 14, 15, 9, 26, 0, time.UTC)
	clock := func(d time.Duration) func(*fakeWorld) {
		return func(s *fakeWorld) {
			s.api.reach = func(string) (plexapi.Answer, error) { return plexapi.Answer{Status: 200, Date: now.Add(d)}, nil }
		}
	}
	for name, c := range map[string]struct {
		fail  func(*fakeWorld)
		check string
		is    doctor.Status
		says  string
	}{
		"right clock": {clock(110 * time.Second), "clock", doctor.StatusOK, "right"},
		"slow clock":  {clock(time.Hour), "clock", doctor.StatusNote, "1h0m0s behind"},
		"fast clock":  {clock(-3 * time.Minute), "clock", doctor.StatusNote, "3m0s ahead"},
		"no clock": {func(s *fakeWorld) {
			s.api.reach = func(string) (plexapi.Answer, error) { return plexapi.Answer{Status: 403}, nil }
		}, "clock", doctor.StatusNote, "not known"},
		"refusal": {func(s *fakeWorld) {
			s.api.reach = func(string) (plexapi.Answer, error) { return plexapi.Answer{Status: 403}, nil }
		}, "plex.tv", doctor.StatusOK, "answers"},
		"no sandbox wanted": {func(s *fakeWorld) { s.env[exit.EnvNoSandbox] = "1" }, "sandbox", doctor.StatusNote, "not root"},
		"no sandbox, root":  {func(s *fakeWorld) { s.env[exit.EnvNoSandbox] = "1"; s.UID = 0 }, "sandbox", doctor.StatusNote, "this is root"},
		"other profile": {func(s *fakeWorld) { s.store.kept = map[string]*session.Session{"partner": aSession("bob")} },
			"sessions", doctor.StatusNote, "nobody under the profile default"},
		"profile by variable": {func(s *fakeWorld) {
			s.store.kept["partner"], s.env[exit.EnvProfile] = aSession("bob"), "Partner"
		}, "sessions", doctor.StatusOK, "partner (signed in 13 days ago, used 13 days ago; Plex accepts it)"},
		"nobody to ask":   {func(s *fakeWorld) { s.api.acceptErr = errors.New("no") }, "sessions", doctor.StatusOK, "not known"},
		"stale display":   {func(s *fakeWorld) { s.env["DISPLAY"] = ":9876" }, "display", doctor.StatusNote, "does not answer"},
		"stale wayland":   {func(s *fakeWorld) { s.env["WAYLAND_DISPLAY"] = "wayland-9" }, "display", doctor.StatusNote, "does not answer"},
		"not for Plex":    {func(s *fakeWorld) { s.env["HTTPS_PROXY"], s.env["NO_PROXY"] = "http://127.0.0.1:1", "plex.tv" }, "proxy", doctor.StatusOK, "NO_PROXY"},
		"file store":      {func(s *fakeWorld) { s.store.kind, s.env[exit.EnvPassphraseFile] = session.KindFile, "/dev/null" }, "store", doctor.StatusNote, "others may read"},
		"command":         {func(s *fakeWorld) { s.store.kind, s.env[exit.EnvPassphraseCommand] = session.KindFile, "true" }, "store", doctor.StatusOK, "from " + exit.EnvPassphraseCommand},
		"interrupted run": {leaveUnverifiedChange, "journal", doctor.StatusNote, "email.marketing"},
	} {
		s := signedInWorld(t)
		c.fail(s)
		found, code := runDoctor(t, s)
		if f := found[c.check]; f.Status != c.is || code != exit.OK || !strings.Contains(f.Detail, c.says) {
			t.Errorf("%s: exit code %d, want 0; finding %+v, want %s with %q", name, code, f, c.is, c.says)
		}
	}
}

// leaveUnverifiedChange records a change whose outcome is not known.
func leaveUnverifiedChange(s *fakeWorld) {
	j, err := journal.Open(world.Journals(s.State), "default", s.store.kept["default"].Account.ID)
	panicOnError(err)
	panicOnError(j.Lock(context.Background()))
	panicOnError(j.Append(
		journal.Record{Run: "one", At: s.Now(), Start: &journal.Start{Command: "apply"}},
		journal.Record{Run: "one", At: s.Now(), Intent: &journal.Intent{Setting: "email.marketing", Control: "news", Before: "on", Wanted: "off"}},
	))
	panicOnError(j.Close())
}

func panicOnError(err error) {
	if err != nil {
		panic(err)
	}
}

func TestDoctorWithOwnPages(t *testing.T) {
	s := signedInWorld(t)
	s.UID = os.Getuid()
	writePage(t, filepath.Join(s.Config, "catalogue"), "email")
	found, code := runDoctor(t, s)
	if f := found["catalogue"]; f.Status != doctor.StatusNote || code != exit.OK || !strings.Contains(f.Detail, "description of email is in use") {
		t.Errorf("exit code %d, %+v", code, f)
	}
}

func TestDoctorReachesProxyAndDisplay(t *testing.T) {
	proxy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	dir, err := os.MkdirTemp("", "pp") // t.TempDir is too long for the path of a socket
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	display, err := net.Listen("unix", filepath.Join(dir, "wayland-7"))
	if err != nil {
		t.Fatal(err)
	}
	defer display.Close()
	s := signedInWorld(t)
	s.env["HTTPS_PROXY"] = "http://canary:canary@" + proxy.Addr().String()
	s.env["NO_PROXY"] = "app.plex.tv"
	s.env["WAYLAND_DISPLAY"], s.env["XDG_RUNTIME_DIR"], s.env["DISPLAY"] = "wayland-7", dir, ":9876"
	found, code := runDoctor(t, s, "--browser", "/opt/google/chrome/chrome")
	if f := found["proxy"]; code != exit.OK || f.Status != doctor.StatusOK || !strings.Contains(f.Detail, "a user name; NO_PROXY leaves out app.plex.tv") {
		t.Errorf("exit code %d, %+v", code, f)
	}
	if f := found["display"]; f.Status != doctor.StatusOK {
		t.Errorf("%+v", f)
	}
	if strings.Contains(s.out.String(), "canary") {
		t.Errorf("the output contains a secret: %s", s.out.String())
	}
}

func TestDoctorExitCodeOfSeveralProblems(t *testing.T) {
	s := newFakeWorld(t) // nobody is signed in: 4
	s.env["HTTPS_PROXY"] = "http://127.0.0.1:1"
	if _, code := runDoctor(t, s); code != outcome.ExitSignIn {
		t.Errorf("4 and 75: exit code %d, want %d", code, outcome.ExitSignIn)
	}
	s.launchErr = &automation.NoBrowserError{}
	if _, code := runDoctor(t, s); code != exit.NoBrowser {
		t.Errorf("4, 75 and 69: exit code %d, want %d", code, exit.NoBrowser)
	}
	s.store.err = session.ErrLocked
	if _, code := runDoctor(t, s); code != exit.NoAccess {
		t.Errorf("75, 69 and 77: exit code %d, want %d", code, exit.NoAccess)
	}
}

func TestDoctorPrintsFindings(t *testing.T) {
	s := signedInWorld(t)
	if code := s.run("doctor"); code != exit.OK || !strings.Contains(s.out.String(), "\nok       sessions     default (signed in") ||
		!strings.Contains(s.out.String(), "A run could work.") {
		t.Errorf("exit code %d\n%s", code, s.out.String())
	}
	s.store.err = session.ErrLocked
	s.Terminal.Stdout.Width = 60
	if code := s.run("doctor", "--quiet"); code != exit.NoAccess || strings.Contains(s.out.String(), "note ") ||
		!strings.Contains(s.out.String(), "\n                      next: unlock the keyring") || !strings.Contains(s.out.String(), "2 problems") {
		t.Errorf("exit code %d\n%s", code, s.out.String())
	}
	for _, line := range strings.Split(s.out.String(), "\n") {
		if len(line) > s.Terminal.Stdout.Width {
			t.Errorf("%d characters: %s", len(line), line)
		}
	}
}

// A check that never finishes is a problem, and the other checks are not affected.
func TestDoctorDoesNotWaitForAHangingCheck(t *testing.T) {
	s := signedInWorld(t)
	s.Terminal.Secrets = &terminal.Redactor{}
	env := doctor.NewEnv(t.Context(), s.World, terminal.Output{}, world.BrowserChoice{}, false)
	env.Limit = 50 * time.Millisecond
	never := make(chan struct{})
	defer close(never)
	found := doctor.RunChecks(t.Context(), env, []doctor.Check{
		{ID: "stuck", Code: exit.NoBrowser, Run: func(context.Context, *doctor.Env) doctor.Finding { <-never; return doctor.OK("") }},
		{ID: "quick", Code: exit.NoAccess, Run: func(context.Context, *doctor.Env) doctor.Finding { return doctor.OK("done") }},
	})
	if f := found[0]; f.Status != doctor.StatusProblem || f.Code != exit.NoBrowser || !strings.Contains(f.Detail, "no answer within 50ms") {
		t.Errorf("%+v", f)
	}
	if found[1].Status != doctor.StatusOK {
		t.Errorf("%+v", found[1])
	}
}

func TestCtrlCDuringDoctor(t *testing.T) {
	s := signedInWorld(t)
	s.api.reach = func(string) (plexapi.Answer, error) {
		select {
		case s.signal <- os.Interrupt:
		case <-time.After(time.Minute): // the check of another host has sent the signal
		}
		return plexapi.Answer{}, errors.New("interrupted")
	}
	if code := s.run("doctor"); code != outcome.ExitInterrupted {
		t.Errorf("exit code %d, want %d", code, outcome.ExitInterrupted)
	}
}

func TestNamespaceRestriction(t *testing.T) {
	read := func(files map[string]string) func(string) ([]byte, error) {
		return func(path string) ([]byte, error) {
			if text, ok := files[path]; ok {
				return []byte(text), nil
			}
			return nil, os.ErrNotExist
		}
	}
	for value, want := range map[string]string{"1\n": "kernel.apparmor_restrict_unprivileged_userns is 1", "0\n": ""} {
		got := doctor.NamespaceRestriction(read(map[string]string{"/proc/sys/kernel/apparmor_restrict_unprivileged_userns": value}))
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q", value, got)
		}
	}
}
