package ui

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/selectors"
)

func newPainter(t *testing.T) *painter {
	t.Helper()
	c, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return &painter{presentation.New(locale.New("en"), c), c, "linux", func(text string) string { return text }}
}

// The page names its own buttons, not commands to type, and its addresses can be followed.
func TestAdviceIsForThePage(t *testing.T) {
	p := newPainter(t)
	a := outcome.AccountReport{Profile: "default", Account: "alice", Level: "recommended", Pages: []outcome.PageReport{{ID: "privacy", URL: "https://www.plex.tv/about/privacy-legal/", Status: outcome.PageOK}},
		Settings: []outcome.SettingReport{{ID: "privacy.playback-data", Page: "privacy", Before: "on", Wanted: "off", Result: outcome.Failed}}}
	r := &outcome.Report{Command: "apply", Accounts: []outcome.AccountReport{a}}
	r.Line.Settings = []string{"--only", "privacy.playback-data"}
	var drawn bytes.Buffer
	v := p.view(&scene{stage: done, profile: "default", level: "recommended", accounts: []Account{{Profile: "default", Name: "alice"}}, result: r})
	if err := templates.ExecuteTemplate(&drawn, "view.html", v); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Try once more: “Look again”.", `<a href="https://www.plex.tv/about/privacy-legal/"`} {
		if !strings.Contains(drawn.String(), want) {
			t.Errorf("no %q in\n%s", want, &drawn)
		}
	}
	if strings.Contains(drawn.String(), "--only") {
		t.Errorf("a command line in\n%s", &drawn)
	}
}

func TestNothingIsSaidTwice(t *testing.T) {
	p := newPainter(t)
	for _, c := range []struct{ result, note, wantResult, wantNote string }{
		{"kept", "kept; --level strict turns it off", "", "kept; Strict turns it off"},
		{"not found", "not found", "not found", ""},
		{"changed", "24 vendors", "changed", "24 vendors"},
	} {
		if got := p.clean(presentation.Row{Result: c.result, Note: c.note}); got.Result != c.wantResult || got.Note != c.wantNote {
			t.Errorf("%+v: %q, %q", c, got.Result, got.Note)
		}
	}
}

// A run is named by what it has changed, not by what it has found changed.
func TestARunIsNamedByItsChanges(t *testing.T) {
	entry := func(kind record.EntryKind, setting string) record.Entry {
		return record.Entry{Run: "run1", At: time.Now(), Command: "apply", Kind: kind, Setting: setting, From: "on", To: "off", Result: outcome.Verified}
	}
	seen := entry(record.Drifted, "privacy.playback-data")
	got := newPainter(t).past([]record.Entry{seen, entry(record.Changed, "privacy.playback-data")})
	if len(got.Runs) != 1 || got.Runs[0].What != "1 setting made private" {
		t.Errorf("%+v", got)
	}
}
