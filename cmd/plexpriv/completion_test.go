package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
)

// Peek lists the profiles without asking the person, like a real store.
func (m *memoryStore) Peek(ctx context.Context) ([]string, error) {
	if m.hangs {
		<-ctx.Done() // and even longer, as a keyring may
		select {}
	}
	return m.Profiles(ctx)
}

// complete returns what completion offers for the last word of a command line.
func (s *fakeWorld) complete(t *testing.T, line ...string) (kind string, words []string) {
	t.Helper()
	last := len(line) - 1
	args := append([]string{"__complete", "=" + line[last]}, line[:last]...)
	if code := s.run(args...); code != exit.OK || s.err.Len() > 0 {
		t.Fatalf("%q: exit code %d, %s", line, code, s.err.String())
	}
	kind, rest, _ := strings.Cut(s.out.String(), "\n")
	for l := range strings.Lines(rest) {
		word, _, ok := strings.Cut(l, "\t")
		if !ok {
			t.Errorf("%q: a line without a tab: %q", line, l)
		}
		words = append(words, word)
	}
	return kind, words
}

func TestComplete(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"], s.store.kept["partner"] = aSession("alice"), aSession("bob")
	for _, c := range []struct {
		line string
		kind string
		want string
	}{
		{"ap", manual.PlainWords, "apply"},
		{"ma", manual.PlainWords, ""}, // man is hidden
		{"__", manual.PlainWords, ""},
		{"set watchlist pr", manual.PlainWords, "private"},
		{"set email.marketing o", manual.PlainWords, "off on"},
		{"config get le", manual.PlainWords, "level"},
		{"settings explain email.marketing --js", manual.PlainWords, "--json"},
		{"apply --dr", manual.PlainWords, "--dry-run"},
		{"apply --dry-run --dr", manual.PlainWords, ""},
		{"apply --only email.marketing --only email.d", manual.PlainWords, "email.discover"},
		{"apply --only em", manual.PlainWords, "email.marketing email.discover email.library-issues email.*"},
		{"apply --page email --pa", manual.PlainWords, "--page"}, // repeatable
		{"check --level st", manual.PlainWords, "strict"},
		{"check --level=st", manual.PlainWords, "--level=strict"},
		{"apply --page vis", manual.PlainWords, "visibility"},
		{"apply --set privacy.p", manual.OpenWords, "privacy.playback-data="},
		{"apply --set privacy.playback-data=", manual.PlainWords, "privacy.playback-data=off privacy.playback-data=on"},
		{"apply --set visibility.friends=friends-", manual.PlainWords, "visibility.friends=friends-of-friends"},
		{"apply --set=visibility.watchlist=pri", manual.PlainWords, "--set=visibility.watchlist=private"},
		{"apply --set nonsense=", manual.PlainWords, ""},
		{"apply --browser ", manual.Files, ""},
		{"apply --browser=/usr/", manual.Files, ""},
		{"apply --timeout ", manual.PlainWords, ""},
		{"apply --timeout 5s --qui", manual.PlainWords, "--quiet"},
		{"apply -q --dr", manual.PlainWords, "--dry-run"},
		{"check --profile ", manual.PlainWords, "default partner"},
		{"login --profile par", manual.PlainWords, "partner"},
		{"settings expl", manual.PlainWords, "explain"},
		{"settings explain pri", manual.PlainWords, "privacy.playback-data privacy.advertising-consent privacy.library-stats privacy.state-sync"},
		{"settings explain privacy.playback-data pri", manual.PlainWords, ""}, // it takes one
		{"settings explain --js", manual.PlainWords, "--json"},
		{"history visibility.watchl", manual.PlainWords, "visibility.watchlist"},
		{"catalogue test --against x ", manual.Files, ""},
		{"completion p", manual.PlainWords, "powershell"},
		{"guide vis", manual.PlainWords, "visibility"},
		{"guide --lang ", manual.PlainWords, "de en"},
		{"guide --html ", manual.Files, ""},
		{"help exit", manual.PlainWords, "exit-codes"},
		{"help ap", manual.PlainWords, "apply"},
		{"apply --nonsense --dr", manual.PlainWords, "--dry-run"},
		{"nonsense --dr", manual.PlainWords, ""},
	} {
		kind, words := s.complete(t, strings.Split(c.line, " ")...)
		if got := strings.Join(words, " "); got != c.want || kind != c.kind {
			t.Errorf("%q: %s %q, want %s %q", c.line, kind, got, c.kind, c.want)
		}
	}
	if len(s.launches) > 0 {
		t.Error("a browser was started")
	}
}

// Completion offers every command and flag that is not hidden.
func TestCompleteOffersAllCommandsAndFlags(t *testing.T) {
	s := newFakeWorld(t)
	_, commands := s.complete(t, "")
	for _, c := range newApp(s.World).Commands {
		if offered := strings.Contains(" "+strings.Join(commands, " ")+" ", " "+c.Name+" "); offered == c.Hidden {
			t.Errorf("%s: offered %v, hidden %v", c.Name, offered, c.Hidden)
		}
		if c.SkipFlagParsing {
			continue
		}
		_, flags := s.complete(t, c.Name, "--")
		for _, f := range c.VisibleFlags() {
			if name := "--" + f.Names()[0]; !strings.Contains(" "+strings.Join(flags, " ")+" ", " "+name+" ") {
				t.Errorf("%s: %s is not offered", c.Name, name)
			}
		}
	}
}

func TestCompleteRuns(t *testing.T) {
	s := newFakeWorld(t)
	recordStart(t, s, "default", "20260314t090000-aaaaaa")
	recordStart(t, s, "partner", "20260315t090000-bbbbbb")
	for line, want := range map[string]string{
		"undo --run ":                   "20260314t090000-aaaaaa",
		"undo --profile partner --run ": "20260315t090000-bbbbbb",
		"undo --profile=partner --run=": "--run=20260315t090000-bbbbbb",
		"undo --profile nobody --run ":  "",
		"undo --profile ":               "default partner", // known from their records
	} {
		if _, words := s.complete(t, strings.Split(line, " ")...); strings.Join(words, " ") != want {
			t.Errorf("%q: %q, want %q", line, words, want)
		}
	}
}

// recordStart writes the start of a run to a profile's journal.
func recordStart(t *testing.T, s *fakeWorld, profile, run string) {
	t.Helper()
	ctx := context.Background()
	j, err := journal.Open(world.Journals(s.State), profile, "id-of-"+profile)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if err := j.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	if err := j.Append(journal.Record{Run: run, Start: &journal.Start{Command: "apply"}}); err != nil {
		t.Fatal(err)
	}
}

// A keyring that does not answer does not block the prompt.
func TestCompleteDoesNotWaitForTheKeyring(t *testing.T) {
	s := newFakeWorld(t)
	s.store.hangs = true
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.run("__complete", "=", "check", "--profile")
	}()
	<-done
	if got := s.out.String(); got != "plain\n" {
		t.Errorf("completion printed %q, want no words", got)
	}
}

// Completion never asks for the passphrase of the session file.
func TestCompleteNeverAsksForAPassphrase(t *testing.T) {
	s := newFakeWorld(t)
	s.Terminal.Stdin.TTY = true
	s.Terminal.Stdin.ReadSecret = func(_ context.Context, ask func()) (string, error) {
		ask()
		t.Error("the person was asked")
		return "", nil
	}
	s.OpenStore = session.Open
	s.env[session.EnvStore] = session.KindFile
	dir := filepath.Join(s.State, "sessions")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "session-partner.age"), []byte("sealed"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, words := s.complete(t, "check", "--profile", ""); strings.Join(words, " ") != "partner" {
		t.Errorf("the profiles are %q, want partner", words)
	}
}

func TestCompletionScripts(t *testing.T) {
	s := newFakeWorld(t)
	for _, shell := range manual.Shells {
		if code := s.run("completion", shell); code != exit.OK || !strings.Contains(s.out.String(), "__complete") {
			t.Errorf("%s: exit code %d\n%s", shell, code, s.out.String())
		}
	}
	if code := s.run("completion", "fishs"); code != exit.Usage || !strings.Contains(s.err.String(), "there are: bash, zsh, fish") {
		t.Errorf("exit code %d, %s", code, s.err.String())
	}
	s.expectNothingOpened(t)
}
