package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// TestUsageErrors has wrong command lines, and a part of each error.
func TestUsageErrors(t *testing.T) {
	for _, c := range []struct{ args, says string }{
		{"aply", "did you mean apply?"},
		{"get nosuchthing", "hint: plexpriv settings lists them\n"},
		{"apply --only nosuchthing", "hint: plexpriv settings --wide lists them\n"},
		{"explain watchlist", "did you mean plexpriv settings explain?"},
		{"verify", "did you mean plexpriv receipt verify?"},
		{"apply pick", "to pick from the changes: plexpriv apply --ask"},
		{"open nosuch", "there are: email, vendors, privacy, visibility, server, sources; or a setting, as plexpriv settings lists them\n"},
		{"config set level strong", "level: unknown level \"strong\"; want one of minimal, recommended, strict\nhint: the configuration was not changed"},
		{"--frobnicate", "no flag --frobnicate"},
		{"--json", "flags stand after the command"},
		{"apply --frobnicate", "no flag --frobnicate"},
		{"apply --dryrun", "did you mean --dry-run?"},
		{"apply email", "takes no argument"},
		{"apply h", "takes no argument"},
		{"apply help", "takes no argument"},
		{"apply email --dry-run", "takes no argument"},
		{"apply -- --dry-run", "is no argument"},
		{"apply -", "is no argument"},
		{"apply --dry-run -- email", "takes no argument"},
		{"history visibility.watchlist --nope", "no flag --nope"},
		{"history -- --run", "is no argument"},
		{"apply -x", "has no flag -x\nhint: see"},
		{"apply -qx", "has no flag"},
		{"-v", "no flag -v\nhint: flags stand after the command"},
		{"policy check -", "there is no policy -"},
		{"check email --level strict", "takes no argument"},
		{"apply --level", "--level needs a value"},
		{"apply --report", "--report needs a value"},
		{"apply --dry-run=maybe", "--dry-run takes no value"},
		{"apply --jobs abc", "--jobs: \"abc\" is not a whole number"},
		{"apply --timeout 5", "it is like 90s or 3m"},
		{"apply --level stric", "did you mean strict?"},
		{"apply --level=", "no level"},
		{"apply --page e-mail", "did you mean email?"},
		{"apply --page email,,vendors", "empty value"},
		{"apply --page=", "empty value"},
		{"apply --only email.marketting", "did you mean email.marketing?"},
		{"apply --only email", "'email.*'"},
		{"apply --only nothing.*", "no setting is like"},
		{"apply --skip [", "not a pattern"},
		{"apply --skip email.x", "no setting"},
		{"apply --set email.marketing", "not ID=VALUE"},
		{"apply --set =off", "not ID=VALUE"},
		{"apply --set nothing.*=off", "no setting is like"},
		{"apply --set visibility.*=off", "has no value \"off\""},
		{"apply --set visibility.watchlist=frends", "did you mean friends?"},
		{"apply --set visibility.watchlst=friends", "did you mean visibility.watchlist or"},
		{"apply --set visibility.watchlist=friends --set visibility.watchlist=private", "cannot be both"},
		{"apply --set visibility.watchlist=friends --skip visibility.*", "can't be used together"},
		{"apply --set visibility.watchlist=friends --only email.*", "not among"},
		{"apply --set visibility.watchlist=friends --page email", "not on a page"},
		{"apply --page email --only privacy.*", "leave no setting"},
		{"apply --skip *", "leave no setting"},
		{"apply --profile a --all-profiles", "can't be used together"},
		{"apply --profile Mrs/Smith", "not a profile name"},
		{"apply --profile a --profile b --expect-account alice", "several accounts"},
		{"apply --all-profiles --expect-account alice", "several accounts"},
		{"apply --expect-account " + canaryMail, "PLEXPRIV_EXPECT_ACCOUNT"},
		{"apply --quiet --verbose", "can't be used together"},
		{"apply --timeout 0s", "must be positive"},
		{"apply --timeout soon", "--timeout: \"soon\" is not a duration"},
		{"apply --settle 31s", "from 0s to 30s"},
		{"apply --settle=-1s", "from 0s to 30s"},
		{"undo --settle now", "is not a duration"},
		{"check --settle 1s", "no flag --settle"},
		{"apply --jobs 0", "from 1 to 8"},
		{"apply --jobs 9", "from 1 to 8"},
		{"apply --headed", "no display"},
		{"check --dry-run", "no flag --dry-run"},
		{"check --yes", "no flag --yes"},
		{"login --window", "no display"},
		{"login --window", "plexpriv login --link"},
		{"login --window --token-stdin", "can't be used together"},
		{"login --link --token-stdin", "can't be used together"},
		{"login --window --link", "can't be used together"},
		{"login --token abcdef", "did you mean --token-stdin?"},
		{"login --token-stdin token", "takes no argument"},
		{"login --token-stdin --profile ../x", "not a profile name"},
		{"login --token-stdin --timeout 0s", "must be positive"},
		{"logout --all --profile a", "can't be used together"},
		{"logout default", "takes no argument"},
		{"profiles default", "takes no argument"},
		{"settings explane", "did you mean explain?"},
		{"settings explain", "which setting?"},
		{"settings explain email.marketing email.discover", "takes 1 argument"},
		{"settings explain playback", "or privacy.playback-data?"},
		{"settings explain email.marketing --jsn", "did you mean --json?"},
		{"completion", "which shell?"},
		{"completion klingon", "bash, zsh, fish"},
		{"completion tcsh", "bash, zsh, fish"},
		{"catalogue show", "which page?"},
		{"catalogue accept", "which page? accept takes a file"},
		{"receipt verify nosuch.json", "there is no file nosuch.json"},
		{"help schedule nonsense", "has no subcommand \"nonsense\""},
		{"help apply x", "has no subcommands"},
		{"help aply", "did you mean apply?"},
		{"version 1", "takes no argument"},
	} {
		t.Run(c.args, func(t *testing.T) {
			s := newFakeWorld(t)
			if code := s.run(strings.Split(c.args, " ")...); code != exit.Usage {
				t.Errorf("exit code %d, want %d", code, exit.Usage)
			}
			if said := s.err.String() + s.out.String(); !strings.Contains(said, c.says) {
				t.Errorf("said %q, want %q in it", said, c.says)
			}
			if strings.Contains(c.args, "--json") {
				return
			}
			if s.out.Len() > 0 {
				t.Errorf("printed on standard output: %q", s.out.String())
			}
			if s.expectNothingOpened(t); !strings.HasPrefix(s.err.String(), "plexpriv: ") {
				t.Errorf("the error does not begin with the program's name: %q", s.err.String())
			}
		})
	}
}

func TestUsageErrorsInVariables(t *testing.T) {
	for _, c := range []struct{ name, value, args, says string }{
		{exit.EnvLevel, "stric", "apply", "PLEXPRIV_LEVEL: there is no level"},
		{exit.EnvProfile, "a b", "apply", "not a profile name"},
		{exit.EnvTimeout, "soon", "check", "PLEXPRIV_TIMEOUT"},
		{exit.EnvTimeout, "-1s", "check", "PLEXPRIV_TIMEOUT must be"},
		{exit.EnvSettle, "soon", "apply", "PLEXPRIV_SETTLE"},
		{exit.EnvSettle, "2m", "undo --yes", "PLEXPRIV_SETTLE is from"},
		{exit.EnvExpect, "alice", "check --all-profiles", "PLEXPRIV_EXPECT_ACCOUNT names one account"},
		{"PLEXPRIV_SESSION_STORE", "disk", "check", "it is keyring or file"},
	} {
		t.Run(c.name+"="+c.value, func(t *testing.T) {
			s := newFakeWorld(t)
			s.env[c.name] = c.value
			if code := s.run(strings.Fields(c.args)...); code != exit.Usage || !strings.Contains(s.err.String(), c.says) {
				t.Errorf("exit code %d, said %q", code, s.err.String())
			}
			s.expectNothingOpened(t)
		})
	}
}

// Flags win over variables, and variables over defaults.
func TestFlagsWinOverVariables(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"], s.store.kept["partner"] = aSession("alice"), aSession("bob")
	s.env[exit.EnvLevel], s.env[exit.EnvProfile] = "strict", "partner"
	s.run("check")
	if got := s.engine.requests[0].Selection.Level; got != "strict" || s.engine.whos[0].Username != "bob" {
		t.Errorf("variables: level %s for %s", got, s.engine.whos[0].Username)
	}
	s.run("check", "--level", "minimal", "--profile", "Default")
	if got := s.engine.requests[1].Selection.Level; got != "minimal" || s.engine.whos[1].Username != "alice" {
		t.Errorf("flags: level %s for %s", got, s.engine.whos[1].Username)
	}
}

func TestSelection(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.run("apply", "--set", "visibility.watchlist=Friends Only,email.discover=ON", "--set", "visibility.watchlist=friends", "--page", "visibility,email", "--skip", "visibility.a*", "--allow-widening", "--yes")
	if len(s.engine.requests) == 0 {
		t.Fatal(s.err.String())
	}
	got := s.engine.requests[0].Selection
	if fmt.Sprint(got.Set) != "map[email.discover:subscribed visibility.watchlist:friends]" || fmt.Sprint(got.Pages) != "[visibility email]" ||
		fmt.Sprint(got.Skip) != "[visibility.a*]" || !got.AllowWidening || got.Level != "recommended" {
		t.Errorf("selection %+v", got)
	}
}

// The tests below are about what urfave/cli does by default and must not do here.

func TestFlagAfterArgumentIsNotIgnored(t *testing.T) { // U1
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	if code := s.run("apply", "email", "--dry-run"); code != exit.Usage || len(s.engine.requests) > 0 {
		t.Errorf("exit code %d after %d runs", code, len(s.engine.requests))
	}
	for _, line := range []string{
		"settings explain email.marketing --json",
		"settings explain --json email.marketing",
		"settings --json explain email.marketing",
		"settings explain marketing --json",
		"--json settings explain email.marketing",
		"history visibility.watchlist --json --profile default",
		"history --profile default visibility.watchlist --json",
	} {
		if code := s.run(strings.Fields(line)...); code != exit.OK || !strings.HasPrefix(s.out.String(), "{") {
			t.Errorf("%s: exit code %d, printed %s%s", line, code, s.out.String(), s.err.String())
		}
	}
}

func TestShortFlags(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	for _, line := range []string{"apply -n", "apply -qn", "-n apply", "undo -ny --run x"} {
		s.run(strings.Fields(line)...)
	}
	for i, r := range s.engine.requests {
		if !r.DryRun {
			t.Errorf("run %d may write", i)
		}
	}
	if len(s.engine.requests) != 3 {
		t.Errorf("%d runs, want 3", len(s.engine.requests))
	}
}

func TestSetTakesPatterns(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.run("apply", "--set", "email.*=off", "--yes")
	if len(s.engine.requests) == 0 {
		t.Fatal(s.err.String())
	}
	if got := s.engine.requests[0].Selection.Set; len(got) != 3 || got["email.discover"] != "unsubscribed" {
		t.Errorf("set %v", got)
	}
}

func TestSharedFlagsAreOnEveryCommand(t *testing.T) { // U2
	s := newFakeWorld(t)
	for _, c := range newApp(s.World).Commands {
		// ui shows a page; catalogue does nothing itself; the hidden ones are for packages
		// and shells.
		if !slices.Contains([]string{"completion", "help", "ui", "catalogue"}, c.Name) && !c.Hidden && !hasFlag(c, "json") {
			t.Errorf("%s has no --json", c.Name)
		}
	}
	s.store.kept["default"] = aSession("alice")
	for _, command := range []string{"apply", "check"} {
		args := strings.Fields(command + " --level strict --page email --only email.* --skip email.discover --profile default" +
			" --expect-account alice --json --quiet --browser /x --timeout 5s --jobs 2")
		if code := s.run(args...); code != exit.OK {
			t.Errorf("%s: exit code %d, want %d: %s", command, code, exit.OK, s.out.String())
		}
	}
}

func TestErrorsDoNotExitBeforeCleanup(t *testing.T) { // U3
	s := newFakeWorld(t)
	app := newApp(s.World)
	cleaned := false
	app.Commands = append(app.Commands, &cli.Command{
		Name:   "fail",
		Action: func(*cli.Context) error { return cli.Exit("over", 7) },
		After:  func(*cli.Context) error { cleaned = true; return nil },
	})
	if err := app.RunContext(context.Background(), []string{"plexpriv", "fail"}); err == nil || !cleaned {
		t.Errorf("error %v, cleaned up: %v", err, cleaned)
	}
}

func TestWrappedErrorsKeepTheirExitCode(t *testing.T) { // U4
	s := newFakeWorld(t)
	err := fmt.Errorf("outer: %w", errors.Join(errors.New("other"), fmt.Errorf("inner: %w", exit.Usagef("bad"))))
	if code := finish(s.World, err, []string{"plexpriv"}); code != exit.Usage {
		t.Errorf("exit code %d, want %d", code, exit.Usage)
	}
}

// The commands for those who mend the description of a page are below dev. Their former
// names go on working, and their documents have the same name either way.
func TestDevCommands(t *testing.T) {
	s := newFakeWorld(t)
	for _, line := range []string{"dev catalogue show email", "catalogue show email"} {
		if code := s.run(strings.Fields(line)...); code != exit.OK || !strings.Contains(s.out.String(), "[[setting]]") {
			t.Errorf("%s: exit code %d, %s%.80s", line, code, &s.err, &s.out)
		}
	}
	for _, line := range []string{"dev inspect --json --page nosuch", "inspect --json --page nosuch"} {
		if code := s.run(strings.Fields(line)...); code != exit.Usage || !strings.Contains(s.out.String(), `"command": "inspect"`) {
			t.Errorf("%s: exit code %d, %s", line, code, &s.out)
		}
	}
	if s.run("--help"); strings.Contains(s.out.String(), "\n   dev ") {
		t.Errorf("dev is among the commands:\n%s", &s.out)
	}
}
