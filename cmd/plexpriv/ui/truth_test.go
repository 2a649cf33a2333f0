package ui

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
)

// drawn is what the page shows of a scene of alice.
func drawn(t *testing.T, s *scene) string {
	t.Helper()
	p := newPainter(t)
	s.profile, s.level, s.accounts = "default", "recommended", []Account{{Profile: "default", Name: "alice"}}
	var out bytes.Buffer
	if err := templates.ExecuteTemplate(&out, "view.html", p.view(s)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func reportOf(command string, cause error, settings ...outcome.SettingReport) *outcome.Report {
	a := outcome.AccountReport{Profile: "default", Account: "alice", Level: "recommended", Cause: cause, Settings: settings,
		Pages: []outcome.PageReport{{ID: "email", Status: outcome.PageOK}, {ID: "visibility", Status: outcome.PageOK}}}
	return &outcome.Report{Command: command, Accounts: []outcome.AccountReport{a}}
}

func setting(id string, result outcome.Result, reason outcome.Reason) outcome.SettingReport {
	page, _, _ := strings.Cut(id, ".")
	return outcome.SettingReport{ID: id, Page: page, Before: "unsubscribed", After: "unsubscribed", Wanted: "unsubscribed", Result: result, Reason: reason}
}

// "Everything" is said only if everything was read, and the week only recommended if it was.
func TestEverythingIsSaidOfEverything(t *testing.T) {
	const everything, week = "Everything is as private as you chose", "schedule install"
	already, verified := setting("email.marketing", outcome.Already, ""), setting("email.marketing", outcome.Verified, "")
	notReached, notChosen := setting("visibility.watchlist", outcome.Skipped, outcome.NotReached), setting("visibility.watchlist", outcome.Skipped, outcome.NotSelected)
	signedOut := errors.Join(outcome.ErrSignIn)
	for name, x := range map[string]struct {
		scene scene
		not   string
	}{
		"reading was stopped":           {scene{stage: planned, plan: reportOf("apply", outcome.ErrInterrupted, already, notReached)}, everything},
		"a page was not read":           {scene{stage: planned, plan: reportOf("apply", nil, already, notReached)}, everything},
		"the others were not picked":    {scene{stage: done, only: []string{"email.marketing"}, result: reportOf("apply", nil, already, notChosen)}, everything},
		"what was undone was so before": {scene{stage: done, result: reportOf("undo", nil, already)}, everything},
		"the session ended":             {scene{stage: done, result: reportOf("apply", signedOut, verified, notReached)}, week},
		"a change was not reached":      {scene{stage: done, result: reportOf("apply", nil, verified, notReached)}, week},
	} {
		if got := drawn(t, &x.scene); strings.Contains(got, x.not) {
			t.Errorf("%s: the page says %q", name, x.not)
		}
	}
	if got := drawn(t, &scene{stage: planned, plan: reportOf("apply", nil, already)}); !strings.Contains(got, everything) {
		t.Error("with everything private the page does not say so")
	}
	if got := drawn(t, &scene{stage: done, result: reportOf("apply", nil, verified)}); !strings.Contains(got, week) {
		t.Error("with everything changed the page does not say how to keep it so")
	}
}

// What was to be changed and was not reached stays on the page.
func TestWhatWasNotReachedIsShown(t *testing.T) {
	chosen := []string{"email.marketing", "visibility.watchlist"}
	got := drawn(t, &scene{stage: done, only: chosen, result: reportOf("apply", outcome.ErrInterrupted,
		setting("email.marketing", outcome.Verified, ""), setting("visibility.watchlist", outcome.Skipped, outcome.NotReached))})
	if !strings.Contains(got, "Watchlist") {
		t.Errorf("the watchlist, which was not reached, is not in\n%s", got)
	}
}

// forgetful cannot read its record.
type forgetful struct{ fakeWork }

func (*forgetful) History(context.Context, string) ([]record.Entry, error) {
	return nil, errors.New("open the journal: permission denied")
}

// A record that cannot be read is not an empty one.
func TestUnreadableRecordIsNotAnEmptyOne(t *testing.T) {
	work := &forgetful{fakeWork{name: "alice", report: planReport(), began: make(chan Order, 8)}}
	s := serve(t, work)
	s.begin()
	<-work.began
	s.planned()
	_, view := s.ask(http.MethodGet, pathView, nil)
	if strings.Contains(view, "Nothing was changed so far") || !strings.Contains(view, "Open the journal: permission denied.") {
		t.Errorf("of its record the page says\n%s", view)
	}
	s.finish()
}

// The first letter of an error is a capital, whatever its alphabet.
func TestProblemBeginsWithACapital(t *testing.T) {
	for text, want := range map[string]string{"école: no session": "École: no session.", "no session": "No session.", "": "."} {
		if got := newPainter(t).problem(errors.New(text)).Text; got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
