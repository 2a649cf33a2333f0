package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/selectors"
)

// inspected is the email page, on which one box is renamed, as inspect saves it.
func inspected(t *testing.T, change func(*inspect.SavedPage)) string {
	t.Helper()
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	saved := &inspect.SavedPage{Format: inspect.SavedFormat, Page: "email", Lang: "en-US", Taken: "2026-11-29"}
	for i := range cat.Page("email").Settings {
		for _, c := range cat.Page("email").Settings[i].Controls {
			name := c.Locators[0].Name["en"][0]
			if len(saved.Controls) == 0 {
				name = "The product letters"
			}
			saved.Controls = append(saved.Controls, sight.Seen{
				Thing: sight.Thing{Ref: sight.Ref(len(saved.Controls) + 1), Role: "checkbox", Name: []string{name}, Section: []string{"Marketing Emails"}, Landmark: "main"},
				Kind:  sight.Toggle, State: sight.On,
			})
		}
	}
	if saved.Findings, err = inspect.TryCatalogue(cat, saved, defaultLevel); err != nil {
		t.Fatal(err)
	}
	if len(numbered(saved.Findings)) == 0 {
		t.Fatalf("nothing is proposed: %+v", saved.Findings)
	}
	change(saved)
	text, err := json.Marshal(saved)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "saved.json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAcceptBelievesNothingInTheFile(t *testing.T) {
	first := func(s *inspect.SavedPage) *inspect.Finding {
		for i := range s.Findings {
			if len(s.Findings[i].Proposals) > 0 {
				return &s.Findings[i]
			}
		}
		return nil
	}
	for name, change := range map[string]func(*inspect.SavedPage){
		"the language is TOML": func(s *inspect.SavedPage) {
			first(s).Proposals[0].Language = "de = [\"x\"]\n\n[[setting]]\nid = \"email.two-factor\"\ncss = \"input#delete-account-now\"\n#"
		},
		"another language": func(s *inspect.SavedPage) { first(s).Proposals[0].Language = "de" },
		"another label":    func(s *inspect.SavedPage) { first(s).Proposals[0].Label = "Two-factor sign-in" },
		"another role":     func(s *inspect.SavedPage) { first(s).Proposals[0].Role = "button" },
		"another setting":  func(s *inspect.SavedPage) { first(s).Setting = "email.two-factor" },
		"another control":  func(s *inspect.SavedPage) { first(s).Control = "comments" },
		"a proposal more": func(s *inspect.SavedPage) {
			f := first(s)
			f.Proposals = append(f.Proposals[:0:0], inspect.Proposal{Label: "Sales & Promotions", Language: "en", Role: "checkbox"})
		},
		"no proposal": func(s *inspect.SavedPage) { s.Findings = nil },
	} {
		t.Run(name, func(t *testing.T) {
			s := newFakeWorld(t)
			s.UID = os.Getuid()
			if code := s.run("catalogue", "accept", "--yes", inspected(t, change)); code != exit.Usage {
				t.Errorf("exit code %d, want %d: %s%s", code, exit.Usage, s.out.String(), s.err.String())
			}
			if _, err := os.Stat(filepath.Join(s.Config, "catalogue")); !os.IsNotExist(err) {
				t.Errorf("something was written: %v", err)
			}
		})
	}
	s := newFakeWorld(t)
	s.UID = os.Getuid()
	if code := s.run("catalogue", "accept", "--yes", inspected(t, func(*inspect.SavedPage) {})); code != 0 {
		t.Fatalf("what inspect wrote: exit code %d: %s", code, s.err.String())
	}
	text, err := os.ReadFile(filepath.Join(s.Config, "catalogue", "email.toml"))
	if err != nil || strings.Count(string(text), "The product letters") != 1 {
		t.Errorf("the label is not there once: %v", err)
	}
}
