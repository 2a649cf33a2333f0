package flows

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// badPage stands between a run and its Plex and makes one page misbehave. As in a real
// browser the tabs of a site share a process, unless they are kept apart.
type badPage struct {
	page.Browser
	url string
	// load is called when the page is loaded for the nth time, look when it is looked at.
	// An error of theirs is the end of the process that the tab is in.
	load, look func(ctx context.Context, n int) error
	// first is called at the first load of any other page, begun when one is acted on.
	begun func(url string)

	mu    sync.Mutex
	loads int
}

func (b *badPage) NewSite(ctx context.Context, s automation.SiteState) (page.Site, error) {
	site, err := b.Browser.NewSite(ctx, s)
	return &badSite{Site: site, bad: b, apart: s.Apart}, err
}

type badSite struct {
	page.Site
	bad   *badPage
	apart bool
	mu    sync.Mutex
	dead  error
}

func (s *badSite) NewTab(ctx context.Context) (page.Tab, error) { return s.NewActingTab(ctx) }

func (s *badSite) NewActingTab(ctx context.Context) (page.ActingTab, error) {
	tab, err := s.Site.NewActingTab(ctx)
	return &badTab{ActingTab: tab, site: s}, err
}

type badTab struct {
	page.ActingTab
	site *badSite
	url  string
	n    int
	own  error
	// arrived says that a page has arrived in the tab.
	arrived bool
}

// died returns why the tab's process is gone.
func (t *badTab) died() error {
	t.site.mu.Lock()
	defer t.site.mu.Unlock()
	if t.own != nil || t.site.apart {
		return t.own
	}
	return t.site.dead
}

func (t *badTab) dies(why error) error {
	t.site.mu.Lock()
	defer t.site.mu.Unlock()
	t.own, t.site.dead = why, why
	return why
}

func (t *badTab) Stuck() bool { return t.died() != nil }

func (t *badTab) bad() bool { return strings.HasPrefix(t.url, t.site.bad.url) }

func (t *badTab) Goto(ctx context.Context, url string) (automation.Load, error) {
	if err := t.died(); err != nil {
		return automation.Load{}, err
	}
	b := t.site.bad
	if t.url = url; t.bad() {
		b.mu.Lock()
		b.loads++
		t.n = b.loads
		b.mu.Unlock()
		if b.load != nil {
			if err := b.load(ctx, t.n); err != nil {
				if ctx.Err() != nil {
					return automation.Load{}, ctx.Err()
				}
				return automation.Load{}, t.dies(err)
			}
		}
	}
	t.arrived = true
	return t.ActingTab.Goto(ctx, url)
}

// LocalStorage is that of the page, if it was ever opened.
func (t *badTab) LocalStorage(ctx context.Context, keys []string) (automation.Stored, error) {
	if t.died() != nil || !t.arrived {
		return automation.Stored{}, automation.ErrUnresponsive
	}
	return t.ActingTab.LocalStorage(ctx, keys)
}

// Load says that nothing has arrived of a page that was not opened.
func (t *badTab) Load() automation.Load {
	if !t.arrived {
		return automation.Load{}
	}
	return t.ActingTab.Load()
}

func (t *badTab) Look(ctx context.Context, ask sight.Ask) (*sight.Look, error) {
	if err := t.died(); err != nil {
		return nil, err
	}
	if t.bad() && t.site.bad.look != nil {
		if err := t.site.bad.look(ctx, t.n); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, t.dies(err)
		}
	}
	return t.ActingTab.Look(ctx, ask)
}

func (t *badTab) Click(ctx context.Context, ref sight.Ref, origin, what string) error {
	if err := t.died(); err != nil {
		return err
	}
	if t.site.bad.begun != nil {
		t.site.bad.begun(t.url)
	}
	return t.ActingTab.Click(ctx, ref, origin, what)
}

func (t *badTab) Reveal(ctx context.Context, ref sight.Ref, origin, what string) error {
	if err := t.died(); err != nil {
		return err
	}
	return t.ActingTab.Reveal(ctx, ref, origin, what)
}

// forever waits until ctx ends.
func forever(ctx context.Context, _ int) error {
	<-ctx.Done()
	return ctx.Err()
}

// hangs is a page that does not answer a question. The browser asks for as long as it may.
func hangs(ctx context.Context, _ int) error {
	if !page.Pause(ctx, 8*time.Second) {
		return ctx.Err()
	}
	return automation.ErrUnresponsive
}

func crashes(context.Context, int) error { return automation.ErrCrashed }

// proving applies something to the second load of a page, and those after it.
func proving(do func(context.Context, int) error) func(context.Context, int) error {
	return func(ctx context.Context, n int) error {
		if n == 1 {
			return nil
		}
		return do(ctx, n)
	}
}

const vendorsURL, emailURL = "https://www.plex.tv/vendors-us/", "https://www.plex.tv/email-preferences/"

// badPages are the ways in which a page may be bad.
var badPages = map[string]struct {
	load, look func(context.Context, int) error
	// spoil changes the Plex in memory.
	spoil func(w *world)
	// proof says that the page is bad only when it is read back.
	proof bool
}{
	"crashes at each load": {look: crashes},
	"hangs at each load":   {look: hangs},
	"never answers":        {load: forever},
	"is never looked at":   {look: forever},
	"never rests": {spoil: func(w *world) {
		p := w.plex.page(emailURL)
		p.restless = true
	}},
	"has a list without an end": {spoil: func(w *world) {
		p := w.plex.page(vendorsURL)
		p.perPage, p.endless = 1, true
	}},
	"crashes in its proof":       {look: proving(crashes), proof: true},
	"hangs in its proof":         {look: proving(hangs), proof: true},
	"never answers in its proof": {load: proving(forever), proof: true},
}

// run runs a command in the world with one bad page, and returns the report and which
// controls are those of the page.
func runWithBadPage(t *testing.T, w *world, bad *badPage, req Request) outcome.Report {
	t.Helper()
	bad.Browser, bad.loads = w.browser, 0
	w.front = bad
	defer func() { w.front = nil }()
	began := time.Now()
	r := w.run(t.Context(), req)
	if took := time.Since(began); took > req.Limit+5*time.Second { // the site is closed after its time
		t.Errorf("the run took %s, longer than %s", took, req.Limit)
	}
	return r
}

// A page that is bad in any way keeps no other page from being planned, set, proved and
// undone, however little time there is.
func TestOneBadPageTakesNoOtherAlong(t *testing.T) {
	for name, c := range badPages {
		for _, limit := range []time.Duration{90 * time.Second, 45 * time.Second} {
			t.Run(name+" "+limit.String(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t)
					w.withPrivacy(0, 0)
					bad := &badPage{url: vendorsURL, load: c.load, look: c.look}
					if c.spoil != nil {
						c.spoil(w)
						if w.plex.page(emailURL).restless {
							bad.url = emailURL
						}
					}
					sel := recommended()
					sel.Pages = []string{"email", "vendors", "visibility", "privacy"}
					open := w.plex.state()

					for _, req := range []Request{{Command: "check"}, {Command: "apply", DryRun: true}} {
						req.Selection, req.Limit = sel, limit
						r := runWithBadPage(t, w, bad, req)
						if c.proof {
							continue
						}
						told(t, r, bad, false)
						for _, s := range goodOnes(r, bad) {
							if s.Result != outcome.WouldChange {
								t.Errorf("%s: %s is %s (%s)", req.Command, s.ID, s.Result, s.Detail)
							}
						}
					}

					r := runWithBadPage(t, w, bad, Request{Command: "apply", Selection: sel, Limit: limit})
					told(t, r, bad, c.proof)
					for _, s := range goodOnes(r, bad) {
						if s.Result != outcome.Verified {
							t.Errorf("%s is %s (%s)", s.ID, s.Result, s.Detail)
						}
					}
					closed := w.plex.state()
					for _, s := range goodOnes(r, bad) {
						for _, x := range s.Controls {
							if key := s.ID + "/" + x.ID; s.Result == outcome.Verified && closed[key] == open[key] {
								t.Errorf("%s is still %s at Plex", key, closed[key])
							}
						}
					}

					u := undoWithBadPage(t, w, bad, limit)
					if !c.proof && u.ExitCode != outcome.ExitOK && u.ExitCode != outcome.ExitTryLater {
						t.Errorf("undo: exit code %d: %+v", u.ExitCode, u.Accounts)
					}
					now := w.plex.state()
					for _, s := range goodOnes(r, bad) {
						for _, x := range s.Controls {
							if key := s.ID + "/" + x.ID; now[key] != open[key] {
								t.Errorf("after the undo %s is %s at Plex, and was %s", key, now[key], open[key])
							}
						}
					}
				})
			})
		}
	}
}

// goodOnes are the settings of the other pages, without those that nobody asks for and
// those that this Plex does not have.
func goodOnes(r outcome.Report, bad *badPage) []outcome.SettingReport {
	return slices.DeleteFunc(slices.Clone(r.Accounts[0].Settings), func(s outcome.SettingReport) bool {
		return strings.Contains(bad.url, s.Page) || s.ID == "email.library-issues" || s.Page == "privacy" && s.ID != "privacy.playback-data"
	})
}

// told asserts that the report says what is wrong with the bad page, or with its settings,
// and nothing is with the others.
func told(t *testing.T, r outcome.Report, bad *badPage, proof bool) {
	t.Helper()
	if r.ExitCode != outcome.ExitTryLater && r.ExitCode != outcome.ExitPageChanged && !proof {
		t.Errorf("%s: exit code %d: %q", r.Command, r.ExitCode, r.Accounts[0].Error)
	}
	said := ""
	for _, s := range r.Accounts[0].Settings {
		if strings.Contains(bad.url, s.Page) && s.Result != outcome.Skipped {
			said = outcome.Join(said, s.Detail)
		}
	}
	for _, p := range r.Accounts[0].Pages {
		switch {
		case !strings.HasPrefix(bad.url, p.URL) && p.Status != outcome.PageOK:
			t.Errorf("%s: the page %s is %s: %s", r.Command, p.ID, p.Status, p.Detail)
		case strings.HasPrefix(bad.url, p.URL) && p.Detail == "" && said == "":
			t.Errorf("%s: nothing is told of the page %s", r.Command, p.ID)
		case strings.HasPrefix(bad.url, p.URL):
			t.Logf("%s: %s is %s: %s; %s", r.Command, p.ID, p.Status, p.Detail, outcome.Clip(said, 200))
		}
	}
}

func undoWithBadPage(t *testing.T, w *world, bad *badPage, limit time.Duration) outcome.Report {
	t.Helper()
	bad.Browser, bad.loads = w.browser, 0
	w.front = bad
	defer func() { w.front = nil }()
	w.limit = limit
	defer func() { w.limit = 0 }()
	return w.undo("", wanted.Selection{Pages: []string{"email", "vendors", "visibility", "privacy"}}, false)
}

// What is ready is set while the bad page is still bad, not when its time is over, and
// nothing is set before it was asked whose each part of the session is.
func TestReadyPagesDoNotWaitForABadOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		began, first := time.Now(), time.Duration(0)
		var mu sync.Mutex
		bad := &badPage{url: vendorsURL, load: func(ctx context.Context, n int) error {
			if n == 1 {
				return forever(ctx, n)
			}
			return nil
		}, begun: func(string) {
			mu.Lock()
			defer mu.Unlock()
			if first == 0 {
				first = time.Since(began)
			}
		}}
		r := runWithBadPage(t, w, bad, Request{Command: "apply", Selection: recommended(), Limit: 90 * time.Second})
		if first == 0 || first > 20*time.Second {
			t.Errorf("the first control was set after %s", first)
		}
		// It answers the second time, so that all is well at the end.
		if r.ExitCode != outcome.ExitOK {
			t.Errorf("exit code %d: %+v", r.ExitCode, r.Accounts[0])
		}
		for key, value := range w.plex.state() {
			if value == "on" && !strings.Contains(key, "library-issues") {
				t.Errorf("%s is still on", key)
			}
		}
		if left := w.journal().Left(); len(left) > 0 {
			t.Errorf("%d changes are open in the journal", len(left))
		}
		runs := w.journal().Runs()
		values := map[string]string{}
		for _, v := range runs[len(runs)-1].Snapshot {
			values[v.Setting+"/"+v.Control] = v.Value
		}
		if len(runs) != 1 || values["vendors.data-sale/sale"] == "" || values["email.marketing/newsletters"] == "" {
			t.Errorf("%d runs, with the values %v", len(runs), slices.Sorted(maps.Keys(values)))
		}
	})
}

// A page that was late is asked whose it is like any other: nothing is set on it for
// somebody else.
func TestLatePageIsNotSetForSomebodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.owners = map[string]string{"bob's": `{"uuid":"0000000000000000","username":"bob"}`}
		bad := &badPage{url: vendorsURL, load: func(ctx context.Context, n int) error {
			if n == 1 {
				return forever(ctx, n)
			}
			w.browser.renew(authCookie("bob's"))
			return nil
		}}
		r := runWithBadPage(t, w, bad, Request{Command: "apply", Selection: recommended(), Limit: 90 * time.Second})
		if r.ExitCode != outcome.ExitSignIn {
			t.Errorf("exit code %d: %q", r.ExitCode, r.Accounts[0].Error)
		}
		if got := w.plex.state()["vendors.data-sale/sale"]; got != "on" {
			t.Errorf("the late page was set to %s", got)
		}
		if got := setting(t, r, "email.marketing"); got.Result != outcome.Verified {
			t.Errorf("email.marketing is %s (%s)", got.Result, got.Detail)
		}
	})
}
