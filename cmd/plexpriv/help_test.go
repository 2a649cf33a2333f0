package main

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

func TestEveryCommandExplainsItself(t *testing.T) {
	s := newStage(t)
	for _, c := range newApp(s.world).Commands {
		if c.Name == "help" {
			continue // its --help is that of the program
		}
		for _, args := range [][]string{{c.Name, "--help"}, {c.Name, "-h"}, {"help", c.Name}} {
			if code := s.run(args...); code != exitOK || s.err.Len() > 0 {
				t.Errorf("%v: exit code %d, %s", args, code, s.err.String())
			}
			text := s.out.String()
			for _, want := range []string{"plexpriv " + c.Name + " - ", "Usage: plexpriv " + c.Name, "Examples:\n   ", "Exit codes:\n", "   64  "} {
				if !strings.Contains(text, want) {
					t.Errorf("%v: no %q in\n%s", args, want, text)
				}
			}
		}
	}
	s.untouched(t)
}

func TestHelp(t *testing.T) {
	s := newStage(t)
	for _, args := range [][]string{nil, {"--help"}, {"help"}} {
		if code := s.run(args...); code != exitOK || !strings.Contains(s.out.String(), "\n   apply       ") {
			t.Errorf("%v: exit code %d\n%s", args, code, s.out.String())
		}
	}
	for _, topic := range topics {
		if code := s.run("help", topic); code != exitOK || len(s.out.String()) < 300 {
			t.Errorf("%s: exit code %d\n%s", topic, code, s.out.String())
		}
	}
}

// Every variable that the program reads stands in the topic.
func TestEnvironmentTopic(t *testing.T) {
	s := newStage(t)
	s.run("help", "environment")
	for _, name := range []string{
		envLevel, envProfile, envExpect, envBrowser, envTimeout, envPassphraseFile, envPassphraseCommand,
		"PLEXPRIV_SESSION_STORE", "PLEXPRIV_NO_SANDBOX", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "NO_COLOR", "XDG_STATE_HOME", "XDG_RUNTIME_DIR",
	} {
		if !strings.Contains(s.out.String(), name) {
			t.Errorf("%s is not in the topic", name)
		}
	}
}

func TestVersion(t *testing.T) {
	s := newStage(t)
	for _, args := range [][]string{{"version"}, {"--version"}, {"-V"}} {
		if code := s.run(args...); code != exitOK || !strings.HasPrefix(s.out.String(), "plexpriv "+version) {
			t.Errorf("%v: exit code %d, %q", args, code, s.out.String())
		}
	}
}

func TestCompletionScriptsParse(t *testing.T) {
	s := newStage(t)
	for _, shell := range shells {
		if code := s.run("completion", shell); code != exitOK {
			t.Fatalf("%s: exit code %d", shell, code)
		}
		script := s.out.String()
		for _, want := range []string{"apply", "--dry-run", "visibility.watchlist", "recommended", "exit-codes"} {
			if !strings.Contains(script, want) {
				t.Errorf("%s: no %q", shell, want)
			}
		}
		path, err := exec.LookPath(shell)
		if err != nil {
			continue
		}
		cmd := exec.Command(path, "-n")
		cmd.Stdin = strings.NewReader(script)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", shell, err, out)
		}
	}
}

func TestBashCompletes(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	s := newStage(t)
	s.run("completion", "bash")
	for line, want := range map[string]string{
		"plexpriv ap":                   "apply",
		"plexpriv apply --dr":           "--dry-run",
		"plexpriv check --level st":     "strict",
		"plexpriv apply --page vis":     "visibility",
		"plexpriv settings expl":        "explain",
		"plexpriv settings explain pri": "privacy.playback-data",
		"plexpriv help exit":            "exit-codes",
	} {
		words := strings.Fields(line)
		script := s.out.String() + fmt.Sprintf("\nCOMP_WORDS=(%s); COMP_CWORD=%d; _plexpriv; echo \"${COMPREPLY[0]}\"", line, len(words)-1)
		out, err := exec.Command(bash, "-c", script).Output()
		if err != nil || strings.TrimSpace(string(out)) != want {
			t.Errorf("%q completes to %q, %v; want %q", line, out, err, want)
		}
	}
}
