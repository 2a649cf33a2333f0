package main

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
)

func TestEveryCommandExplainsItself(t *testing.T) {
	s := newFakeWorld(t)
	for _, c := range newApp(s.World).Commands {
		if c.Name == "help" || c.SkipFlagParsing {
			continue // help's --help is that of the program, and __complete takes any word
		}
		for _, args := range [][]string{{c.Name, "--help"}, {c.Name, "-h"}, {"help", c.Name}} {
			if code := s.run(args...); code != exit.OK || s.err.Len() > 0 {
				t.Errorf("%v: exit code %d, %s", args, code, s.err.String())
			}
			text := s.out.String()
			for _, want := range []string{"plexpriv " + c.Name + " - ", "Usage: plexpriv " + c.Name, "Examples:\n   ", "\nExit codes: plexpriv help exit-codes\n"} {
				if !strings.Contains(text, want) {
					t.Errorf("%v: no %q in\n%s", args, want, text)
				}
			}
			if strings.Contains(text, "[ --") {
				t.Errorf("%v: a flag is shown twice in\n%s", args, text)
			}
		}
	}
	s.expectNothingOpened(t)
}

func TestHelp(t *testing.T) {
	s := newFakeWorld(t)
	for _, args := range [][]string{nil, {"--help"}, {"help"}} {
		if code := s.run(args...); code != exit.OK || !strings.Contains(s.out.String(), "\n   apply       ") {
			t.Errorf("%v: exit code %d\n%s", args, code, s.out.String())
		}
	}
	for _, topic := range manual.Topics {
		if code := s.run("help", topic); code != exit.OK || len(s.out.String()) < 300 {
			t.Errorf("%s: exit code %d\n%s", topic, code, s.out.String())
		}
	}
}

// The topic has every variable that plexpriv reads.
func TestEnvironmentTopic(t *testing.T) {
	s := newFakeWorld(t)
	s.run("help", "environment")
	for _, name := range []string{
		exit.EnvLevel, exit.EnvPolicy, exit.EnvWebhook, exit.EnvNotifyCommand, exit.EnvProfile, exit.EnvExpect, exit.EnvBrowser, exit.EnvBrowserURL, exit.EnvTimeout, exit.EnvPassphraseFile, exit.EnvPassphraseCommand,
		"PLEXPRIV_SESSION_STORE", "PLEXPRIV_NO_SANDBOX", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "NO_COLOR", "XDG_STATE_HOME", "XDG_RUNTIME_DIR",
	} {
		if !strings.Contains(s.out.String(), name) {
			t.Errorf("%s is not in the topic", name)
		}
	}
}

func TestVersion(t *testing.T) {
	s := newFakeWorld(t)
	for _, args := range [][]string{{"version"}, {"--version"}, {"-V"}} {
		if code := s.run(args...); code != exit.OK || !strings.HasPrefix(s.out.String(), "plexpriv "+s.Build.Version) {
			t.Errorf("%v: exit code %d, %q", args, code, s.out.String())
		}
	}
}
