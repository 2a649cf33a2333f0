package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// worded makes the engine report one setting with a label and a help text.
func worded(s *stage, label, help, lang string) {
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		a := accountReport(who, outcome.Already)
		a.Pages[0].Lang = lang
		a.Settings[0].Controls = []outcome.ControlReport{{ID: "watchlist", Label: label, Help: help, ShownBefore: "Private", ShownAfter: "Private"}}
		return a
	}
}

func TestChangedWordingIsToldOnce(t *testing.T) {
	s := newStage(t)
	s.store.kept["default"] = aSession("alice")
	worded(s, "My Watchlist Private", "Who may see what you plan to watch.", "en")
	s.run("check")
	if strings.Contains(s.out.String(), "otherwise") {
		t.Fatalf("the first wording was told as a change:\n%s", s.out.String())
	}
	worded(s, "My Watchlist Friends Only", "Who may see what you plan to watch.", "en")
	s.engine.report = withShown(s.engine.report, "Friends Only")
	s.run("check")
	if strings.Contains(s.out.String(), "otherwise") {
		t.Fatalf("another value was told as another wording:\n%s", s.out.String())
	}
	worded(s, "My Watchlist", "Who may see, and license, what you plan to watch.", "en")
	s.run("check", "--quiet")
	for _, want := range []string{"visibility.watchlist", "2026-03-14", "what you plan to watch.", "and license"} {
		if !strings.Contains(terminal.OneLine(s.out.String()), want) {
			t.Errorf("no %q in:\n%s", want, s.out.String())
		}
	}
	s.run("apply", "--json")
	var r outcome.Report
	if err := json.Unmarshal(s.out.Bytes(), &r); err != nil || len(r.Accounts[0].Settings[0].Reworded) != 0 {
		t.Errorf("told twice (%v):\n%s", err, s.out.String())
	}
}

// Another value in a wording is no other wording; another word in it is, and so is
// the same word where it is not the value.
func TestAnotherValueIsNoOtherWording(t *testing.T) {
	is := func(label, help string, shown ...string) wording {
		return wording{Label: label, Help: help, Shown: shown}
	}
	for _, c := range []struct {
		was, is wording
		same    bool
	}{
		{is("My Friends", "", "Friends"), is("My Friends", "", "Private"), true},
		{is("My", "", "Friends"), is("My Friends", "", "Friends"), true},
		{is("My Friends Friends", "", "Friends"), is("My Friends", "", "Private"), true},
		{is("My Watchlist: Friends Only", "", "Friends Only"), is("My Watchlist: Private", "", "Private"), true},
		{is("My Watchlist (friends only), change", "", "Friends Only"), is("My Watchlist (private), change", "", "Private"), true},
		{is("My Watchlist", "Shown to anyone.", "Anyone"), is("My Watchlist", "Shown to friends only.", "Anyone", "Friends Only"), true},
		{is("My Watchlist", "", "Friends Only"), is("My Watchlist, Private", "", "Private"), true},
		{is("メッセージ 友達のみ", "", "友達のみ"), is("メッセージ 非公開", "", "非公開"), true},

		{is("Share with Friends", "", "on"), is("Share with Anyone", "", "on"), false},
		{is("My Watchlist Private", "", "Private"), is("My Ratings Private", "", "Private"), false},
		{is("My Watchlist", "Shown to friends.", "Friends"), is("My Watchlist", "Sold to friends.", "Friends"), false},
		{is("My Watchlist", ""), is("My Watchlist", "Who may see, and license, what you watch."), false},
		{is("Do share my data", "", "on"), is("Do not share my data", "", "on"), false},
		{is("Send data on", "", "on"), is("Send data off", "", "on"), false},
		{is("Send, not sell", "", "on"), is("Send not sell", "", "on"), false},
	} {
		if c.was.same(c.is) != c.same || c.is.same(c.was) != c.same {
			t.Errorf("%+v and %+v: the same should be %v, either way round", c.was, c.is, c.same)
		}
	}
}

// The same page in another language is no change of wording.
func TestWordingByLanguage(t *testing.T) {
	s := newStage(t)
	s.store.kept["default"] = aSession("alice")
	worded(s, "My Watchlist", "", "en")
	s.run("check")
	worded(s, "Meine Merkliste", "", "de")
	s.run("check", "--json")
	var r outcome.Report
	if err := json.Unmarshal(s.out.Bytes(), &r); err != nil || len(r.Accounts[0].Settings[0].Reworded) != 0 {
		t.Errorf("another language was told as another wording (%v)", err)
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
