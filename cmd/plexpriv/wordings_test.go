package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// reportWording makes the engine report one setting with a label and a help text on the
// page.
func reportWording(s *fakeWorld, label, help, lang string) {
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		a := accountReport(who, outcome.Already)
		a.Pages[0].Lang = lang
		a.Settings[0].Controls = []outcome.ControlReport{{ID: "watchlist", Label: label, Help: help, ShownBefore: "Private", ShownAfter: "Private"}}
		return a
	}
}

func TestChangedWordingIsReportedOnce(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	reportWording(s, "My Watchlist Private", "Who may see what you plan to watch.", "en")
	s.run("check")
	if strings.Contains(s.out.String(), "otherwise") {
		t.Fatalf("the first wording is reported as a change:\n%s", s.out.String())
	}
	reportWording(s, "My Watchlist Friends Only", "Who may see what you plan to watch.", "en")
	s.engine.report = withShown(s.engine.report, "Friends Only")
	s.run("check")
	if strings.Contains(s.out.String(), "otherwise") {
		t.Fatalf("another value is reported as a change of wording:\n%s", s.out.String())
	}
	reportWording(s, "My Watchlist", "Who may see, and license, what you plan to watch.", "en")
	s.run("check", "--quiet")
	for _, want := range []string{"visibility.watchlist", "2026-03-14", "what you plan to watch.", "and license"} {
		if !strings.Contains(outcome.OneLine(s.out.String()), want) {
			t.Errorf("no %q in:\n%s", want, s.out.String())
		}
	}
	s.run("apply", "--json")
	var r outcome.Report
	if err := json.Unmarshal(s.out.Bytes(), &r); err != nil || len(r.Accounts[0].Settings[0].Reworded) != 0 {
		t.Errorf("the change is reported twice (%v):\n%s", err, s.out.String())
	}
}

// The same page in another language is not a change of wording.
func TestWordingInAnotherLanguageIsNoChange(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	reportWording(s, "My Watchlist", "", "en")
	s.run("check")
	reportWording(s, "Meine Merkliste", "", "de")
	s.run("check", "--json")
	var r outcome.Report
	if err := json.Unmarshal(s.out.Bytes(), &r); err != nil || len(r.Accounts[0].Settings[0].Reworded) != 0 {
		t.Errorf("another language is reported as a change of wording (%v)", err)
	}
}

type reporting = func(context.Context, flows.Subject, flows.Request) outcome.AccountReport

func withShown(report reporting, shown string) reporting {
	return func(ctx context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		a := report(ctx, who, req)
		a.Settings[0].Controls[0].ShownBefore, a.Settings[0].Controls[0].ShownAfter = shown, shown
		return a
	}
}
