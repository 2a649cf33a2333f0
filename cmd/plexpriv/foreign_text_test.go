package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// forged is a name that writes a line of its own, and hides what comes after it.
const forged = "x\x1b[2K\r\nOK: 3 receipts, unaltered, the one you kept the hash of among them.\n\x1b[8m\u202e\u0085y"

// expectHarmless fails the test if a text has anything in it that a terminal obeys, or
// a line that begins as the forged one does.
func expectHarmless(t *testing.T, printed string) {
	t.Helper()
	for _, r := range printed {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r <= 0x9f || r == '\u202e' {
			t.Errorf("the terminal gets %U:\n%q", r, printed)
			break
		}
	}
	for _, line := range strings.Split(printed, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "OK: 3 receipts") {
			t.Errorf("a line is forged:\n%s", printed)
		}
	}
	if !strings.Contains(printed, "OK: 3 receipts") {
		t.Errorf("the name is not there at all, so nothing was tested:\n%s", printed)
	}
}

func TestForgedReceiptCannotForgeAVerdict(t *testing.T) {
	path := filepath.Join(t.TempDir(), "receipts.json")
	receipt, err := json.Marshal(map[string]any{
		"format": 1, "n": 1, "run": forged, "command": forged, "ending": forged, "changes": []any{map[string]string{"label": forged, "setting": forged}},
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]any{"receipts": []any{map[string]any{"receipt": json.RawMessage(receipt), "sha256": forged}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	s := newFakeWorld(t)
	if code := s.run("receipt", "verify", path); code != outcome.ExitError {
		t.Errorf("exit code %d, want %d", code, outcome.ExitError)
	}
	expectHarmless(t, s.out.String())
}

func TestForgedInspectFileIsShownAsText(t *testing.T) {
	saved := inspected(t, func(p *inspect.SavedPage) {
		for i := range p.Controls {
			p.Controls[i].Name = append(p.Controls[i].Name, forged)
		}
		p.Controls = append(p.Controls, sight.Seen{Thing: sight.Thing{Ref: 99, Role: forged, Name: []string{forged}, Landmark: "main"}, Kind: sight.Toggle, State: sight.On})
	})
	s := newFakeWorld(t)
	s.run("catalogue", "test", "--against", saved, writePage(t, t.TempDir(), "email"))
	expectHarmless(t, s.out.String())
}

func TestHomeUserCannotForgeAQuestion(t *testing.T) {
	s := newFakeWorld(t)
	h := aHome()
	h.users = append(h.users, fakeUser{name: "eve", title: forged, managed: true, pin: "1234"})
	h.at(s)
	s.store.kept["default"] = aSession("alice")
	s.Terminal.Stdin.TTY, s.Terminal.Stderr.TTY = true, true
	asked := false
	s.Terminal.Stdin.ReadSecret = func(_ context.Context, ask func()) (string, error) {
		asked = true
		ask()
		return "9999", nil
	}
	s.run("check", "--family")
	if !asked {
		t.Fatalf("nobody was asked for a PIN: %s", s.err.String())
	}
	expectHarmless(t, s.err.String())
	expectHarmless(t, s.out.String())
}

func TestPageLabelsAreShownAsText(t *testing.T) {
	for name, args := range map[string][]string{"check": {"check"}, "apply": {"apply"}, "verbose": {"check", "--verbose"}} {
		t.Run(name, func(t *testing.T) {
			s := newFakeWorld(t)
			s.store.kept["default"] = aSession("alice")
			s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
				s.engine.options.Log.Debug(forged, "label", forged)
				r := accountReport(who, outcome.Unreadable)
				r.Account, r.Note = forged, forged
				r.Settings[0].Detail, r.Settings[0].Before = forged, forged
				r.Settings[0].Reworded = []outcome.Reworded{{Old: forged, New: forged, Since: "x"}}
				r.Pages[0].Detail, r.Pages[0].Status = forged, outcome.PageChanged
				r.Unknown = []outcome.UnknownControl{{Page: "visibility", Role: "switch", Name: forged, Section: forged, Help: forged, State: "on", News: true}}
				return r
			}
			report := filepath.Join(t.TempDir(), "report.html")
			s.run(append(args, "--report", report)...)
			expectHarmless(t, s.out.String())
			if name == "verbose" {
				expectHarmless(t, s.err.String())
			}
			text, err := os.ReadFile(report)
			if err != nil {
				t.Fatal(err)
			}
			if i := bytes.IndexAny(text, "\x1b\r\u202e\u0085"); i >= 0 {
				t.Errorf("the report has %q in it", text[max(0, i-20):min(len(text), i+20)])
			}
		})
	}
	if s := newFakeWorld(t); s.run("check", forged) != exit.Usage {
		t.Error("an argument too many was taken")
	} else {
		expectHarmless(t, s.err.String())
	}
}

// What a policy, a catalogue file or a saved page holds is quoted in a usage error on the
// line of the error.
func TestFilesCannotForgeALineOfAnError(t *testing.T) {
	key := strings.NewReplacer("\x1b", `\u001b`, "\r", `\r`, "\n", `\n`, "\u202e", `\u202e`, "\u0085", `\u0085`).Replace(forged)
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	policy := file("p.toml", "level = \"recommended\"\n[set]\n\""+key+"\" = \""+key+"\"\n")
	page := file("email.toml", "\""+key+"\" = 1\n")
	saved := file("saved.json", `{"schema": 1, "page": "`+key+`"}`)
	for name, args := range map[string][]string{
		"policy":         {"policy", "check", policy},
		"policy of runs": {"check", "--policy", policy},
		"page":           {"catalogue", "test", "--against", inspected(t, func(*inspect.SavedPage) {}), page},
		"word":           {"settings", "explain", forged},
		"value":          {"policy", "check", file("v.toml", "[set]\n\"visibility.watchlist\" = \""+key+"\"\n")},
		"level":          {"policy", "check", file("l.toml", "level = \""+key+"\"\n")},
		"keep":           {"policy", "check", file("k.toml", "keep = [\""+key+"\"]\n")},
		"user":           {"policy", "check", file("u.toml", "[home-user.\""+key+"\"]\nlevel = \""+key+"\"\n")},
	} {
		t.Run(name, func(t *testing.T) {
			s := newFakeWorld(t)
			if code := s.run(args...); code != exit.Usage {
				t.Errorf("exit code %d, want %d", code, exit.Usage)
			}
			expectHarmless(t, s.out.String()+s.err.String())
		})
	}
	for _, args := range [][]string{{"catalogue", "test", "--against", saved, page}, {"policy", "check", forged}, {"receipt", "verify", forged}} {
		s := newFakeWorld(t)
		if s.run(args...); strings.Contains("\n"+s.err.String(), "\nOK: 3 receipts") {
			t.Errorf("%q: a line is forged: %s", args, &s.err)
		}
	}
}
