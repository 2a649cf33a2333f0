package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// configure writes the configuration of a world.
func (s *fakeWorld) configure(t *testing.T, text string) string {
	t.Helper()
	if err := os.MkdirAll(s.Config, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(s.Config, "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A flag wins over a variable, and a variable over the configuration.
func TestConfigurationIsTheLastToBeAsked(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"], s.store.kept["partner"] = aSession("alice"), aSession("bob")
	s.configure(t, "level = \"strict\"\nprofile = \"partner\"\n")
	for _, c := range []struct{ variable, args, level, who string }{
		{"", "check", "strict", "bob"},
		{"minimal", "check", "minimal", "bob"},
		{"minimal", "check --level recommended --profile default", "recommended", "alice"},
	} {
		s.env[exit.EnvLevel] = c.variable
		s.engine.requests, s.engine.whos = nil, nil
		if s.run(strings.Fields(c.args)...); len(s.engine.requests) == 0 {
			t.Fatalf("%s: %s", c.args, s.err.String())
		}
		if got := s.engine.requests[0].Selection.Level; got != c.level || s.engine.whos[0].Username != c.who {
			t.Errorf("%s with %q: level %s for %s", c.args, c.variable, got, s.engine.whos[0].Username)
		}
	}
}

func TestMistakesInTheConfiguration(t *testing.T) {
	for text, says := range map[string]string{
		"levl = \"strict\"":        "config.toml:1:1: unknown key \"levl\"",
		"\n\nlevel = \"stric\"":    "config.toml:3:9: ",
		"level = 5":                "config.toml:1:",
		"level = \"\"":             "level is empty",
		"store = \"disk\"":         "config.toml:1:9: ",
		"profile = \"Mary Ann\"":   "mary-ann",
		"policy = \"family.toml\"": "has to begin with / or ~/",
		"lang = \"fr\"":            "config.toml:1:8: ",
		"[level]\nx = 1":           "config.toml:1:",
		"level: strict":            "not TOML",
		"passphrase-file = \"/a\"\npassphrase-command = \"b\"": "cannot be used together",
	} {
		s := newFakeWorld(t)
		s.configure(t, text)
		if code := s.run("check"); code != exit.Usage || !strings.Contains(s.err.String(), says) {
			t.Errorf("%q: exit code %d, %s", text, code, s.err.String())
		}
		if len(s.store.calls)+len(s.launches) > 0 {
			t.Errorf("%q: something was opened", text)
		}
		for _, line := range []string{"version", "help configuration", "config path", "config unset levl", "check --help"} {
			want := exit.OK
			if strings.HasPrefix(line, "config unset") {
				want = exit.Usage
			}
			if code := s.run(strings.Fields(line)...); code != want {
				t.Errorf("%q: %s: exit code %d, %s", text, line, code, s.err.String())
			}
		}
	}
}

// Whoever can write the file can have commands run.
func TestConfigurationOfOthersIsRefused(t *testing.T) {
	s := newFakeWorld(t)
	path := s.configure(t, "level = \"strict\"\n")
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
	if code := s.run("check"); code != exit.NoAccess || len(s.launches) > 0 {
		t.Errorf("exit code %d, %s", code, s.err.String())
	}
	if code := s.run("config", "set", "level", "minimal"); code != exit.NoAccess {
		t.Errorf("set: exit code %d, %s", code, s.err.String())
	}
}

func TestConfigSet(t *testing.T) {
	s := newFakeWorld(t)
	path := s.configure(t, "\ufeff# mine\r\nlevel = \"strict\" # for now\n\n# the end")
	for _, line := range []string{"config set level minimal", "config set profile kid", "config set profile partner", "config unset lang", "config set policy /p.toml", "config unset policy"} {
		if code := s.run(strings.Fields(line)...); code != exit.OK {
			t.Fatalf("%s: exit code %d, %s", line, code, s.err.String())
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := "# mine\r\nlevel = 'minimal'\n\n# the end\nprofile = 'partner'\n"; string(got) != want {
		t.Errorf("the file is %q, want %q", got, want)
	}
	s.run("config", "list")
	if !strings.Contains(s.out.String(), "minimal") || !strings.Contains(s.out.String(), "config.toml") {
		t.Errorf("listed: %s", s.out.String())
	}
	s.env[exit.EnvLevel] = "strict"
	if s.run("config", "get", "level"); s.out.String() != "strict\n" {
		t.Errorf("got %q", s.out.String())
	}
	if code := s.run("config", "get", "lang"); code != 1 || s.out.Len() > 0 {
		t.Errorf("exit code %d, %q", code, s.out.String())
	}
}

// What the file would not accept is not written.
func TestConfigSetRefusesNonsense(t *testing.T) {
	s := newFakeWorld(t)
	for _, line := range []string{"config set levl strict", "config set level stric", "config set level", "config set", "config get x", "config set store disk"} {
		if code := s.run(strings.Fields(line)...); code != exit.Usage {
			t.Errorf("%s: exit code %d, %s", line, code, s.err.String())
		}
	}
	if _, err := os.Stat(world.ConfigFile(s.World)); err == nil {
		t.Error("a file was written")
	}
}

func TestConfigurationNamesTheStore(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.configure(t, "store = \"file\"\npassphrase-command = \"echo from-the-file\"\n")
	open := s.OpenStore
	var kind string
	s.OpenStore = func(o session.Options) (session.Store, error) {
		kind = o.Env(session.EnvStore)
		return open(o)
	}
	s.run("check")
	if text, err := s.passphrase(t.Context()); text != "from-the-file" || kind != session.KindFile {
		t.Errorf("store %q, passphrase %q, %v", kind, text, err)
	}
	// A variable that says the same in another way wins.
	file := filepath.Join(t.TempDir(), "passphrase")
	if err := os.WriteFile(file, []byte("\ufefffrom-the-variable\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.env[exit.EnvPassphraseFile] = file
	s.run("check")
	if text, err := s.passphrase(t.Context()); text != "from-the-variable" {
		t.Errorf("passphrase %q, %v", text, err)
	}
}
