package presentation

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// advised are all the commands that a person is told for an account.
func advised(t *testing.T, r *outcome.Report, a *outcome.AccountReport) string {
	t.Helper()
	v, _ := vocabulary(t, "en")
	lines := v.Commands(r, a)
	for _, next := range v.Next(r, a, true) {
		lines = append(lines, next.Plain())
	}
	return strings.Join(lines, "\n")
}

// "plexpriv undo" by itself would take back what the undo has restored so far.
func TestAnUndoIsContinuedByItsRun(t *testing.T) {
	setting := func(r outcome.Result, why outcome.Reason) outcome.SettingReport {
		return outcome.SettingReport{ID: "email.marketing", Page: "email", Result: r, Reason: why}
	}
	restored := outcome.SettingReport{ID: "visibility.watchlist", Page: "visibility", Result: outcome.Verified}
	email := func(s outcome.PageStatus) []outcome.PageReport {
		return []outcome.PageReport{{ID: "email", Status: s}}
	}
	for name, a := range map[string]outcome.AccountReport{
		"interrupted": {Cause: outcome.ErrInterrupted, Settings: []outcome.SettingReport{restored, setting(outcome.Skipped, outcome.NotReached)}},
		"try later":   {Cause: outcome.ErrTryLater, Settings: []outcome.SettingReport{restored, setting(outcome.Unreadable, "")}},
		"a late page": {Pages: email(outcome.PageUnreachable), Settings: []outcome.SettingReport{restored, setting(outcome.Unreadable, "")}},
		"blocked":     {Pages: email(outcome.PageBlocked), Settings: []outcome.SettingReport{restored, setting(outcome.Unreadable, "")}},
		"plan":        {Settings: []outcome.SettingReport{setting(outcome.WouldChange, "")}},
	} {
		a.Profile, a.Undoes = "ada", "run-1"
		r := &outcome.Report{Command: "undo", DryRun: name == "plan"}
		if got := advised(t, r, &a); !strings.Contains(got, "plexpriv undo --run run-1") || !strings.Contains(got, "--profile ada") {
			t.Errorf("%s: %s", name, got)
		}
	}
	done := outcome.AccountReport{Profile: "ada", Undoes: "run-1", Settings: []outcome.SettingReport{restored}}
	if got := advised(t, &outcome.Report{Command: "undo"}, &done); got != "Undo: plexpriv undo --profile ada" {
		t.Errorf("an undo is undone by: %s", got)
	}
}

// Ctrl-C may come when all is done but the end. Then nothing is left to continue.
func TestNothingIsLeftAfterAnInterruption(t *testing.T) {
	s := func(r outcome.Result, why outcome.Reason) outcome.SettingReport {
		return outcome.SettingReport{ID: "email.marketing", Page: "email", Result: r, Reason: why}
	}
	for name, c := range map[string]struct {
		command  string
		settings []outcome.SettingReport
		more     bool
	}{
		"all changed":        {"apply", []outcome.SettingReport{s(outcome.Verified, ""), s(outcome.NotOffered, ""), s(outcome.Skipped, outcome.KeptByLevel)}, false},
		"all read":           {"check", []outcome.SettingReport{s(outcome.WouldChange, ""), s(outcome.Already, "")}, false},
		"one not reached":    {"apply", []outcome.SettingReport{s(outcome.Verified, ""), s(outcome.Skipped, outcome.NotReached)}, true},
		"one not changed":    {"apply", []outcome.SettingReport{s(outcome.Verified, ""), s(outcome.WouldChange, "")}, true},
		"one not confirmed":  {"apply", []outcome.SettingReport{s(outcome.Verified, ""), s(outcome.Unverified, "")}, true},
		"nothing was begun":  {"apply", nil, true},
		"nothing to be done": {"check", []outcome.SettingReport{s(outcome.Skipped, outcome.KeptByLevel)}, true},
	} {
		a := &outcome.AccountReport{Error: "interrupted", Cause: outcome.ErrInterrupted, Settings: c.settings}
		if got := advised(t, &outcome.Report{Command: c.command}, a); strings.Contains(got, "before the end") != c.more {
			t.Errorf("%s: %s", name, got)
		}
	}
}
