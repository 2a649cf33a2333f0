package flows

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"net/url"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

const testUser = "a1b2c3d4e5f60718"

// englishCatalogue is the embedded catalogue with English only. All languages would
// take ten times as long per look, and add nothing to these tests.
var englishCatalogue = sync.OnceValues(func() (*selectors.Catalogue, error) {
	c, err := selectors.Embedded()
	if err == nil {
		keepEnglish(reflect.ValueOf(c))
	}
	return c, err
})

func keepEnglish(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			keepEnglish(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			keepEnglish(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			keepEnglish(v.Index(i))
		}
	case reflect.Map:
		switch phrases := v.Interface().(type) {
		case selectors.Phrases:
			maps.DeleteFunc(phrases, func(tag string, _ []string) bool { return tag != "en" })
		case map[string][][]string:
			maps.DeleteFunc(phrases, func(tag string, _ [][]string) bool { return tag != "en" })
		}
	}
}

// The labels are those of the catalogue, whose own tests make sure that they stay.
var emailControls = []*fakeControl{
	{key: "email.marketing/newsletters", label: "Newsletters & Product News"},
	{key: "email.marketing/recommendations", label: "Recommended Movies & Live TV"},
	{key: "email.marketing/promotions", label: "Sales & Promotions"},
	{key: "email.marketing/surveys", label: "Surveys & Research"},
	{key: "email.discover/messages", label: "Email me when someone sends me a message"},
	{key: "email.discover/friend-requests", label: "Email me when I receive a friend request"},
	{key: "email.discover/friend-accepts", label: "Email me when someone accepts my friend request"},
	{key: "email.discover/comments", label: "Email me when someone comments on my activity or replies to me"},
	{key: "email.discover/friends-activity", label: "Email me a summary of my friends activity"},
	{key: "email.library-issues/library-issues", label: "Email me when someone reports an issue with my library or replies to an existing issue"},
}

var audienceTexts = []string{"Private", "Friends Only", "Friends of Friends", "Anyone"}

var visibilityControls = []*fakeControl{
	{key: "visibility.watch-history/watch-history", label: "My Watch History", options: audienceTexts, popup: true},
	{key: "visibility.watchlist/watchlist", label: "My Watchlist", options: audienceTexts},
	{key: "visibility.ratings/ratings", label: "My Ratings", options: audienceTexts},
	{key: "visibility.friends/friends", label: "My Friends", options: audienceTexts},
	{key: "visibility.account/account", label: "Account Visibility", options: audienceTexts[1:], popup: true},
}

// The vendors are invented.
var vendorControls = []*fakeControl{
	{key: "vendors.data-sale/sale", label: "Allow the sale of my personal data"},
	{key: "vendors.personalized-ads/Acme Ads", label: "Acme Ads", section: "Vendors"},
	{key: "vendors.personalized-ads/Bidder One", label: "Bidder One", section: "Vendors"},
	{key: "vendors.personalized-ads/Clicky", label: "Clicky", section: "Vendors"},
}

// world is an account, its Plex, and the state directory on the person's machine.
type world struct {
	t       *testing.T
	cat     *selectors.Catalogue
	plex    *fakePlex
	browser *fakeBrowser
	dir     string
	runs    int
	// state is the session of the account.
	state automation.SiteState
	// cookies are those that the last run has returned.
	cookies []automation.Cookie
	// observer, if set, hears of the progress of runs.
	observer Observer
	// stop is that of the runs that bring none.
	stop chan struct{}
	// log, if set, gets the log of the run.
	log io.Writer
	// front, if set, wraps the browser.
	front page.Browser
	// lend, if set, lends browsers to the run.
	lend Lender
	// limit, if set, is the time for a run that names none.
	limit time.Duration
	// wrap, if set, wraps the ledger.
	wrap func(record.Ledger) record.Ledger
}

// newWorld returns an account on which every setting is as open as Plex allows.
func newWorld(t *testing.T) *world {
	t.Helper()
	cat, err := englishCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	p := &fakePlex{user: testUser, stored: map[string]string{}, one: make(chan struct{}, 1)}
	p.pages = []*fakePage{
		{url: "https://www.plex.tv/email-preferences/", origin: "https://www.plex.tv", title: "Email Preferences",
			headings: []string{"Marketing Emails"}, save: "Update Preferences", controls: copyControls(emailControls)},
		{url: "https://www.plex.tv/vendors-us/", origin: "https://www.plex.tv", title: "Your Privacy Choices",
			headings: []string{"Your Privacy Choices"}, bulk: "All No", controls: copyControls(vendorControls)},
		{url: "https://app.plex.tv/desktop/#!/settings/account", origin: "https://app.plex.tv", title: "Plex",
			headings: []string{"Account"}, row: "Account Visibility & Activity Sharing", dialog: "You're in control", save: "Save", controls: copyControls(visibilityControls)},
	}
	for _, page := range p.pages {
		for _, c := range page.controls {
			p.stored[c.key] = "on"
			if c.options != nil {
				p.stored[c.key] = "Anyone"
			}
		}
	}
	return &world{t: t, cat: cat, plex: p, browser: newFakeBrowser(t, p, true), dir: t.TempDir(), state: stateOf("ada's")}
}

// stateOf is what a session with a token puts into a browser.
func stateOf(token string) automation.SiteState {
	return automation.SiteState{
		Cookies: []automation.Cookie{authCookie(token)},
		Storage: map[string]map[string]string{signin.AppOrigin: {"myPlexAccessToken": token}},
	}
}

func authCookie(token string) automation.Cookie {
	return automation.Cookie{Name: signin.AuthCookie, Value: url.QueryEscape(`{"authentication_token":"` + token + `"}`), Domain: ".plex.tv", Path: "/"}
}

var privacyControls = []*fakeControl{
	{key: "privacy.playback-data/playback-data", label: "Send playback data to Plex"},
}

// withPrivacy adds the page whose values Plex's API knows. After its load, its scripts
// get their answer in the time told, and draw the values in the time late.
func (w *world) withPrivacy(told, late time.Duration) *fakePage {
	p := &fakePage{url: privacyURL, origin: "https://www.plex.tv", title: "Privacy Policy", headings: []string{"Optional Playback Data"},
		controls: copyControls(privacyControls), told: told, late: late, source: "plex.tv/api/v2/user/privacy"}
	w.plex.pages = append(w.plex.pages, p)
	w.plex.stored[p.controls[0].key] = "on"
	return p
}

var onlyPrivacy = wanted.Selection{Level: "recommended", Pages: []string{"privacy"}, Only: []string{"privacy.playback-data"}}

func copyControls(in []*fakeControl) []*fakeControl {
	out := make([]*fakeControl, len(in))
	for i, c := range in {
		d := *c
		out[i] = &d
	}
	return out
}

// threePages leaves out the page that the fake does not have.
func threePages(s wanted.Selection) wanted.Selection {
	if s.Pages == nil {
		s.Pages = []string{"email", "vendors", "visibility"}
	}
	return s
}

func (w *world) journal() *journal.Journal {
	w.t.Helper()
	j, err := journal.Open(w.dir, "default", testUser)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { j.Close() })
	return j
}

// testPace looks less often: waiting costs nothing in a bubble, but looks do.
func testPace() page.Pace {
	p := page.DefaultPace
	p.Look = 450 * time.Millisecond
	return p
}

// run does what the program does for a command. It returns the report with its exit
// code.
func (w *world) run(ctx context.Context, req Request) outcome.Report {
	w.t.Helper()
	who := Subject{Profile: "default", ID: testUser, Username: "ada", State: w.state, Token: "ada's"}
	w.browser.mayAct = !req.readOnly()
	if req.Stop == nil {
		req.Stop = w.stop
	}
	if req.Command == "check" {
		j := w.journal()
		defer j.Close()
		req.Run = "check"
		who.Memory = record.Recall(j, req.Run, journal.Start{Command: "check", Catalogue: w.cat.Version, Version: "test"})
	}
	if !req.readOnly() {
		w.runs++
		if req.Run == "" {
			req.Run = "run" + string(rune('0'+w.runs))
		}
		j := w.journal()
		defer j.Close()
		ledger, err := record.NewLedger(ctx, j, req.Run, journal.Start{Command: req.Command, Level: req.Selection.Level, Catalogue: w.cat.Version, Version: "test"})
		if err != nil {
			w.t.Fatal(err)
		}
		if who.Ledger = ledger; w.wrap != nil {
			who.Ledger = w.wrap(ledger)
		}
	}
	var browser page.Browser = w.browser
	if w.front != nil {
		browser = w.front
	}
	log := slog.New(slog.DiscardHandler)
	if w.log != nil {
		log = slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	r := &Runner{Catalogue: w.cat, Browser: browser, Pace: testPace(), Log: log, Observer: w.observer}
	req.Selection = threePages(req.Selection)
	if req.Settle == 0 {
		req.Settle = 2 * time.Second
	}
	if req.Limit == 0 {
		req.Limit = w.limit
	}
	report := outcome.Report{Command: req.Command, DryRun: req.DryRun, Run: req.Run}
	var one outcome.AccountReport
	if w.lend != nil {
		one, w.cookies = r.LentAccount(ctx, who, req, w.lend)
	} else {
		one, w.cookies = r.Account(ctx, who, req)
	}
	report.Accounts = []outcome.AccountReport{one}
	report.ExitCode = report.Code(outcome.CodeOf)
	return report
}

func (w *world) apply(s wanted.Selection) outcome.Report {
	w.t.Helper()
	return w.run(w.t.Context(), Request{Command: "apply", Selection: s})
}

// undo takes back a run; without an id, the last one that changed something.
func (w *world) undo(run string, s wanted.Selection, force bool) outcome.Report {
	w.t.Helper()
	u, ok, err := record.PlanUndo(w.cat, w.journal(), run, s, force)
	if err != nil {
		w.t.Fatal(err)
	}
	if !ok {
		return outcome.Report{Command: "undo"}
	}
	s.Restore, s.AllowWidening = u.Restore, true
	return w.run(w.t.Context(), Request{Command: "undo", Selection: s})
}

// setting returns the report on one setting.
func setting(t *testing.T, r outcome.Report, id string) outcome.SettingReport {
	t.Helper()
	for _, s := range r.Accounts[0].Settings {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("%s is missing in the report: %+v", id, r.Accounts[0])
	return outcome.SettingReport{}
}

func recommended() wanted.Selection { return wanted.Selection{Level: "recommended"} }
