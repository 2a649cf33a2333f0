package flows

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// The report has each control in Plex's words: its label, what it showed before and
// after, and when the page was read and read again.
func TestReportHasEachControlInPlexsWords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.stored["email.marketing/surveys"] = "off"
		w.plex.control("vendors.data-sale/sale").label = "Allow the sale of my data (ada@example.org)"
		r := w.apply(recommended())
		for id, want := range map[string]outcome.ControlReport{
			"email.marketing/newsletters": {ID: "newsletters", Label: "Newsletters & Product News", Before: "subscribed", After: "unsubscribed", ShownBefore: "on", ShownAfter: "off", Result: outcome.Verified},
			"email.marketing/surveys":     {ID: "surveys", Label: "Surveys & Research", Before: "unsubscribed", After: "unsubscribed", ShownBefore: "off", ShownAfter: "off", Result: outcome.Already},
			"visibility.account/account": {ID: "account", Label: "Account Visibility", Before: "anyone", After: "friends", ShownBefore: "Anyone", ShownAfter: "Friends Only", Result: outcome.Verified,
				Detail: "private is not offered; this is the tightest that is"},
			"vendors.data-sale/sale": {ID: "sale", Label: "Allow the sale of my data (a…@…)", Before: "on", After: "off", ShownBefore: "on", ShownAfter: "off", Result: outcome.Verified},
		} {
			set, key, _ := strings.Cut(id, "/")
			s := setting(t, r, set)
			i := slices.IndexFunc(s.Controls, func(c outcome.ControlReport) bool { return c.ID == key })
			if i < 0 {
				t.Errorf("%s is missing in the report: %+v", id, s.Controls)
				continue
			}
			if got := s.Controls[i]; got != want {
				t.Errorf("%s:\n got %+v\nwant %+v", id, got, want)
			}
		}
		for _, p := range r.Accounts[0].Pages {
			if p.ReadAt.IsZero() || !p.ProvedAt.After(p.ReadAt) {
				t.Errorf("page %s: read at %v, proved at %v", p.ID, p.ReadAt, p.ProvedAt)
			}
		}
		if len(w.plex.pictures) > 0 {
			t.Errorf("%d pictures were taken that nobody asked for", len(w.plex.pictures))
		}
	})
}

// The first picture shows what Plex had before the run, the second what it has after
// it.
func TestPicturesBeforeAndAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		r := w.run(t.Context(), Request{Command: "apply", Selection: recommended(), Pictures: true})
		before, after := 0, 0
		for _, p := range w.plex.pictures {
			switch p.saved["email.marketing/newsletters"] {
			case "on":
				before++
			case "off":
				after++
			}
			if !slices.Contains(p.hide, "ada") || !slices.Contains(p.hide, "ada@example.org") {
				t.Errorf("picture of %s: only %q is hidden", p.url, p.hide)
			}
		}
		if before != 3 || after != 3 {
			t.Errorf("%d pictures before and %d after, want 3 and 3", before, after)
		}
		for _, p := range r.Accounts[0].Pages {
			if p.Before == nil || p.After == nil || p.Before.Shown != p.Before.Of {
				t.Errorf("page %s: pictures before %+v and after %+v", p.ID, p.Before, p.After)
			}
		}
		r = w.run(t.Context(), Request{Command: "check", Selection: recommended(), Pictures: true})
		for _, p := range r.Accounts[0].Pages {
			if p.Before == nil || p.After != nil || !p.ProvedAt.IsZero() {
				t.Errorf("check of page %s: pictures before %+v and after %+v", p.ID, p.Before, p.After)
			}
		}
	})
}

// If several controls of a setting are missing, the detail lists only once what the
// page has instead.
func TestMissingControlsSayOnceWhatThePageHas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.plex.page("https://www.plex.tv/email-preferences/")
		p.controls[0].label, p.controls[1].label = "Tidings", "Picks"
		got := setting(t, w.run(t.Context(), Request{Command: "check", Selection: wanted.Selection{Level: "recommended", Only: []string{"email.marketing"}}}), "email.marketing")
		for _, want := range []string{`newsletters (expected a `, `recommendations (expected a `, `found these controls: switch "Tidings" (on), switch "Picks" (on)`} {
			if n := strings.Count(got.Detail, want); n != 1 {
				t.Errorf("%q must be in the detail once, but is there %d times: %s", want, n, got.Detail)
			}
		}
		if c := got.Controls[0]; c.Result != outcome.NotFound || !strings.Contains(c.Detail, "Tidings") {
			t.Errorf("the missing control has the result %s: %s", c.Result, c.Detail)
		}
	})
}

// A button that opens a list may have its value after its name. The report cuts the
// value off the label, but not from a name that the catalogue knows: "My Friends" may
// be shown to "Friends" and is still called "My Friends".
func TestLabelsAreReportedWithoutTheirValue(t *testing.T) {
	for _, c := range []struct{ label, value, want string }{
		{"My Friends", "Friends", "My Friends"},
		{"My Friends", "Private", "My Friends"},
		{"My Friends Friends", "Friends", "My Friends"},
		{"My Friends Private", "Private", "My Friends"},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			const key = "visibility.friends/friends"
			f := w.plex.control(key)
			f.label, f.popup, f.options = c.label, true, []string{"Private", "Friends", "Anyone"}
			w.plex.stored[key] = c.value
			got := setting(t, w.run(t.Context(), Request{Command: "check", Selection: recommended()}), "visibility.friends").Controls[0]
			if got.Label != c.want || got.ShownBefore != c.value {
				t.Errorf("a button %q with the value %q is reported as %q with the value %q, want %q", c.label, c.value, got.Label, got.ShownBefore, c.want)
			}
		})
	}
}
