package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// familyWorld is a world in which alice is signed in and has a Plex Home.
func familyWorld(t *testing.T) (*fakeWorld, *fakeHome) {
	t.Helper()
	s, h := newFakeWorld(t), aHome()
	s.store.kept["default"] = aSession("alice")
	return h.at(s), h
}

func (s *fakeWorld) report(t *testing.T) outcome.Report {
	t.Helper()
	var doc outcome.Report
	if err := json.Unmarshal(s.out.Bytes(), &doc); err != nil {
		t.Fatalf("%v: %s%s", err, &s.out, &s.err)
	}
	return doc
}

// terminal adds a terminal at which the person gives these answers to questions for PINs.
func (s *fakeWorld) terminal(answers ...string) {
	s.Terminal.Stdin.TTY, s.Terminal.Stderr.TTY = true, true
	s.Terminal.Stdin.ReadSecret = func(_ context.Context, ask func()) (string, error) {
		ask()
		if len(answers) == 0 {
			return "", errors.New("asked too often")
		}
		text := answers[0]
		answers = answers[1:]
		return text, nil
	}
}

func TestFamilyUsersGetTheirOwnSessions(t *testing.T) {
	s, h := familyWorld(t)
	s.terminal("1234")
	if code := s.run("apply", "--family", "--i-have-consent", "--json"); code != exit.OK {
		t.Fatalf("exit code %d: %s%s", code, &s.out, &s.err)
	}
	var seen []string
	for _, who := range s.engine.whos {
		seen = append(seen, who.ID+" "+who.HomeUser+" "+strings.TrimPrefix(who.Token, "canary-"))
		if who.Ledger == nil || who.ClientID != "plexpriv-alice" {
			t.Errorf("%s: ledger %v, client %s", who.ID, who.Ledger, who.ClientID)
		}
		for _, c := range who.State.Cookies {
			if who.HomeUser != "" && !strings.Contains(c.Value, url.QueryEscape(who.Token)) {
				t.Errorf("%s has a cookie of another user", who.HomeUser)
			}
		}
	}
	slices.Sort(seen) // they are worked on side by side; the report below has their order
	want := []string{"id-of-Kid Kid switched-Kid", "id-of-Teen Teen switched-Teen", "id-of-alice  token-Zx81qQ", "id-of-bob bob switched-bob"}
	if !slices.Equal(seen, want) || len(s.launches) != 1 {
		t.Errorf("%d browsers, worked on\n %q, want\n %q", len(s.launches), seen, want)
	}
	if !slices.Equal(h.switches, []string{"Kid", "Teen 1234", "bob"}) {
		t.Errorf("switched to %q", h.switches)
	}
	for i, a := range s.report(t).Accounts {
		if a.HomeUser == nil || *a.HomeUser != []string{"alice", "Kid", "Teen", "bob"}[i] {
			t.Errorf("%d: home user %v", i, a.HomeUser)
		}
	}
	if len(s.store.kept) != 1 || s.store.kept["default"].Token != canaryToken {
		t.Error("the session of another user was stored")
	}
	if journals, _ := filepath.Glob(filepath.Join(s.State, "journal", "default.*.journal")); len(journals) != 1 {
		// It is bob's, with his consent. The fake engine records nothing.
		t.Errorf("journals: %q", journals)
	}
}

// A failure of one user does not affect the others.
func TestOneFamilyUserFails(t *testing.T) {
	s, h := familyWorld(t)
	h.users = append(h.users, fakeUser{name: "Gone", managed: true, status: 404}, fakeUser{name: "Last", managed: true})
	s.terminal("0000", "9999", "1234")
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		if who.HomeUser == "Kid" {
			a := accountReport(who, outcome.Unreadable)
			a.Pages[0].Status, a.Pages[0].Detail = outcome.PageChanged, "broken"
			return a
		}
		return accountReport(who, outcome.Verified)
	}
	if code := s.run("apply", "--family", "--json"); code != outcome.ExitPartly {
		t.Errorf("exit code %d, want %d", code, outcome.ExitPartly)
	}
	if want := []string{"Kid", "Teen 0000", "Teen 9999", "Gone", "Last"}; !slices.Equal(h.switches, want) {
		t.Errorf("switched to %q, want %q", h.switches, want)
	}
	got := map[string]outcome.Result{}
	for _, a := range s.report(t).Accounts {
		for _, x := range a.Settings {
			if x.ID == "visibility.watchlist" {
				got[*a.HomeUser] = x.Result
			}
		}
	}
	for user, want := range map[string]outcome.Result{"alice": outcome.Verified, "Kid": outcome.Unreadable, "Teen": outcome.Failed, "bob": outcome.Skipped, "Gone": outcome.Failed, "Last": outcome.Verified} {
		if got[user] != want {
			t.Errorf("%s: %q, want %q", user, got[user], want)
		}
	}
	s.terminal("0000", "9999", "1234")
	s.run("apply", "--family")
	all := s.out.String() + s.err.String()
	for _, pin := range []string{"0000", "9999", "switched-"} {
		if strings.Contains(all, pin) {
			t.Errorf("the output contains %s: %s", pin, all)
		}
	}
	rows := strings.Split(s.out.String(), "\n")
	if !strings.HasPrefix(rows[1], "Teen") || !strings.HasPrefix(rows[3], "Kid") || !strings.HasPrefix(rows[6], "bob") {
		t.Errorf("the accounts with problems are not listed first:\n%s", &s.out)
	}
}

func TestFamilyListCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		home fakeHome
		code int
	}{
		"no network":  {fakeHome{networkErr: errors.New("no route")}, outcome.ExitTryLater},
		"signed out":  {fakeHome{status: 401}, outcome.ExitSignIn},
		"rate limit":  {fakeHome{status: 503}, outcome.ExitTryLater},
		"not a list":  {fakeHome{status: 200}, outcome.ExitTryLater},
		"no such API": {fakeHome{status: 404}, outcome.ExitError},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // requests are retried after a pause
			s := newFakeWorld(t)
			s.store.kept["default"] = aSession("alice")
			c.home.at(s)
			if code := s.run("check", "--family"); code != c.code || len(s.launches) > 0 {
				t.Errorf("exit code %d, want %d: %s", code, c.code, &s.err)
			}
			if strings.Contains(s.err.String(), "Token") {
				t.Errorf("%s", &s.err)
			}
		})
	}
}

func TestConsentIsAskedOnce(t *testing.T) {
	s, h := familyWorld(t)
	if code := s.run("apply", "--home-user", "bob"); code != outcome.ExitPartly || len(h.switches) > 0 || len(s.launches) > 0 || !strings.Contains(s.out.String(), "--i-have-consent") {
		t.Errorf("without: exit code %d, switched to %q: %s", code, h.switches, &s.out)
	}
	for _, args := range []string{"check --home-user bob --i-have-consent", "check --home-user bob", "apply --home-user BOB"} {
		h.switches = nil
		if code := s.run(strings.Fields(args)...); code != exit.OK || len(h.switches) != 1 {
			t.Errorf("%s: exit code %d, switched to %q: %s", args, code, h.switches, &s.err)
		}
	}
	// The consent was given to alice. It does not count for the admin of another Home.
	s.store.kept["other"] = aSession("carol")
	h.users[0].name = "carol"
	h.switches = nil
	if s.run("check", "--profile", "other", "--home-user", "bob"); len(h.switches) > 0 {
		t.Errorf("switched to %q", h.switches)
	}
}

func TestHomeUsersByName(t *testing.T) {
	for args, want := range map[string]string{
		"apply --home-user Kit":                           "did you mean Kid? there are: alice, Kid, Teen, bob",
		"check --home-user nobody-at-all":                 "run it themselves",
		"history --home-user nobody-at-all":               "there are: alice, Kid",
		"undo --yes --home-user visitor":                  "no user",
		"check --home-user x@example.test":                "no email address",
		"check --family --home-user Kid":                  "can't be used together",
		"check --pin-file x":                              "--family",
		"check --i-have-consent":                          "--home-user",
		"check --family --pin-file x --pin-command y":     "can't be used together",
		"check --family --expect-account alice":           "several",
		"check --home-user Twin":                          "2 users",
		"check --home-user Kid --profile bob":             "admin",
		"check --family --profile bob":                    "admin",
		"check --home-user Kid,Teen":                      "--home-user Kid --home-user Teen",
		"apply --home-user Kid --profile default,missing": "",
	} {
		s, h := familyWorld(t)
		h.users = append(h.users, fakeUser{name: "Twin", managed: true}, fakeUser{name: "twin", managed: true})
		s.store.kept["bob"] = aSession("bob")
		code := s.run(strings.Fields(args)...)
		if want == "" {
			if code != exit.OK {
				t.Errorf("%s: exit code %d: %s%s", args, code, &s.out, &s.err)
			}
			continue
		}
		if code != exit.Usage || !strings.Contains(s.err.String(), want) || len(h.switches) > 0 || len(s.launches) > 0 {
			t.Errorf("%s: exit code %d, want %q in %s", args, code, want, &s.err)
		}
	}
}

// A name is taken whole: people put commas, spaces and pictures into theirs.
func TestHomeUserWithAComma(t *testing.T) {
	for _, name := range []string{"Smith, John", "Kid,Teen", "Mary Ann 🦄", "O'Neill \"Bo\" $HOME", "-x"} {
		s, h := familyWorld(t)
		h.users = append(h.users, fakeUser{name: "odd", title: name, managed: true})
		if code := s.run("check", "--home-user", name, "--home-user", "Kid", "--json"); code != exit.OK {
			t.Errorf("%q: exit code %d: %s", name, code, &s.err)
			continue
		}
		if want := []string{"odd", "Kid"}; !slices.Equal(h.switches, want) {
			t.Errorf("%q: switched to %q, want %q", name, h.switches, want)
		}
	}
}

// A Home user who has a profile of their own is worked on once, without a switch.
func TestAccountInTwoPlacesRunsOnce(t *testing.T) {
	s, h := familyWorld(t)
	s.store.kept["bob"] = aSession("bob")
	if code := s.run("check", "--family", "--all-profiles", "--json"); code != outcome.ExitPartly {
		t.Errorf("exit code %d, want %d", code, outcome.ExitPartly) // nobody has Teen's PIN
	}
	var names []string
	for _, a := range s.report(t).Accounts {
		names = append(names, a.Account)
	}
	if !slices.Equal(names, []string{"bob", "alice", "Kid", "Teen"}) || !slices.Equal(h.switches, []string{"Kid"}) {
		t.Errorf("worked on %q, switched to %q", names, h.switches)
	}
}

func TestPINs(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	toml := file("toml", "# mine\n[pins]\n\"teen\" = \"1234\" # the big one\n", 0o600)
	plain := file("plain", "Kid=7\r\nTeen=1234\r\n", 0o400)
	for name, c := range map[string]struct {
		args     []string
		env      map[string]string
		terminal []string
		code     int
		said     string
		tries    int
	}{
		"a TOML file":          {args: []string{"--pin-file", toml}, tries: 1},
		"a file of lines":      {env: map[string]string{exit.EnvPINFile: plain}, tries: 1},
		"a command":            {args: []string{"--pin-command", `test "$PLEXPRIV_HOME_USER" = Teen && echo 1234`}, tries: 1},
		"a command, by name":   {env: map[string]string{exit.EnvPINCommand: "echo 1234"}, tries: 1},
		"a person":             {terminal: []string{"1234"}, tries: 1},
		"a person, corrected":  {terminal: []string{"4321", "1234"}, tries: 2},
		"a person, twice":      {terminal: []string{"4321", "4322", "1234"}, tries: 2, code: outcome.ExitPartly, said: "2 times"},
		"a person says naught": {terminal: []string{""}, code: outcome.ExitPartly, said: "none was given"},
		"not a number":         {terminal: []string{"secret-word"}, code: outcome.ExitPartly, said: "digits"},
		"nobody":               {code: outcome.ExitPartly, said: "--pin-file"},
		"a wrong file":         {args: []string{"--pin-file", file("wrong", "Teen=9876", 0o600)}, code: outcome.ExitPartly, said: "once", tries: 1},
		"another's file":       {args: []string{"--pin-file", file("other", "Kid=9876", 0o600)}, code: outcome.ExitPartly, said: "no line"},
		"an open file":         {args: []string{"--pin-file", file("open", "Teen=9876", 0o644)}, code: exit.NoAccess, said: "chmod 600"},
		"no file":              {args: []string{"--pin-file", filepath.Join(dir, "none")}, code: outcome.ExitError, said: "read the PIN file"},
		"not such a file":      {args: []string{"--pin-file", file("prose", "Kid=1\nTeen 9876", 0o600)}, code: exit.Usage, said: "prose:2"},
		"two names of one":     {args: []string{"--pin-file", file("both", "Teen=1234\nid-of-Teen=4321", 0o600)}, code: outcome.ExitPartly, said: "both fit"},
		"twice in the file":    {args: []string{"--pin-file", file("twice", "Teen=9876\nteen=9875", 0o600)}, code: exit.Usage, said: "twice:2"},
		"a command that fails": {args: []string{"--pin-command", "echo 9876; exit 3"}, code: outcome.ExitPartly, said: "exit status 3"},
		"a quiet command":      {args: []string{"--pin-command", "true"}, code: outcome.ExitPartly, said: "none was given"},
	} {
		s, h := familyWorld(t)
		if s.env = c.env; c.terminal != nil {
			s.terminal(c.terminal...)
		}
		code := s.run(append([]string{"check", "--home-user", "Teen"}, c.args...)...)
		said := s.out.String() + s.err.String()
		if code != c.code || !strings.Contains(said, c.said) || len(h.switches) != c.tries {
			t.Errorf("%s: exit code %d, want %d; %d switches, want %d; want %q in\n%s", name, code, c.code, len(h.switches), c.tries, c.said, said)
		}
		for _, pin := range []string{"9876", "4321", "4322", "secret-word"} {
			if strings.Contains(said, pin) {
				t.Errorf("%s: the output contains the PIN %s: %s", name, pin, said)
			}
		}
	}
}

// A password manager may leave a process running that keeps its output open. The run
// does not wait for that process.
func TestPINCommandThatLeavesAProcess(t *testing.T) {
	s, h := familyWorld(t)
	ended := make(chan int, 1)
	go func() {
		ended <- s.run("check", "--home-user", "Teen", "--pin-command", "sleep 20 & echo 1234")
	}()
	select {
	case code := <-ended:
		if code != exit.OK || len(h.switches) != 1 {
			t.Errorf("exit code %d, %d switches: %s%s", code, len(h.switches), &s.out, &s.err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the run waits for the process that the PIN command has left")
	}
}

// Ctrl-C at the question for a PIN ends the run before any account is opened.
func TestCtrlCAtThePINQuestion(t *testing.T) {
	s, _ := familyWorld(t)
	s.Terminal.Stdin.TTY = true
	s.Terminal.Stdin.ReadSecret = func(ctx context.Context, ask func()) (string, error) {
		ask()
		s.signal <- os.Interrupt
		<-ctx.Done()
		return "", ctx.Err()
	}
	if code := s.run("apply", "--family"); code != outcome.ExitInterrupted || len(s.launches) > 0 {
		t.Errorf("exit code %d, %d browsers", code, len(s.launches))
	}
}
