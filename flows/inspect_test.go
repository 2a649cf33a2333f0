package flows

import (
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// inspect looks at a page of the world as the inspect command does.
func (w *world) inspect(page string) *inspect.SavedPage {
	w.t.Helper()
	r := &inspect.Inspector{Catalogue: w.cat, Browser: w.browser, Pace: testPace(), Log: slog.New(slog.DiscardHandler)}
	saved, err := r.Inspect(w.t.Context(), &session.Session{Token: "ada's", Account: session.Account{ID: testUser, Username: "ada"}}, w.cat.Page(page), "recommended", time.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	return saved
}

// A setting that only some accounts have is not reported as missing.
func TestInspectReportsWhatIsNotOffered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.withPrivacy(0, 0)
		saved := w.inspect("privacy")
		if saved.Status != outcome.PageOK {
			t.Errorf("page status %s: %s", saved.Status, saved.Detail)
		}
		got := map[string]outcome.Result{}
		for _, f := range saved.Findings {
			got[f.Setting] = f.Result
			if f.Result == outcome.NotOffered && len(f.Proposals) > 0 {
				t.Errorf("%s is not offered, but has proposals: %+v", f.Setting, f.Proposals)
			}
		}
		for _, s := range w.cat.Page("privacy").Settings {
			want := outcome.Result("")
			if s.MayBeAbsent {
				want = outcome.NotOffered
			}
			if got[s.ID] != want {
				t.Errorf("%s is %q, want %q", s.ID, got[s.ID], want)
			}
		}
	})
}

// A setting that only some accounts have may also have been renamed.
func TestInspectProposesForOptionalSettings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		page := w.withPrivacy(0, 0)
		page.controls = append(page.controls, &fakeControl{key: "privacy.advertising-consent/advertising-consent", label: "Ad Consent"})
		w.plex.stored["privacy.advertising-consent/advertising-consent"] = "on"
		for _, f := range w.inspect("privacy").Findings {
			if f.Setting == "privacy.advertising-consent" && (f.Result != outcome.NotFound || len(f.Proposals) == 0 || f.Proposals[0].Label != "Ad Consent") {
				t.Errorf("no proposal for the renamed control: %+v", f)
			}
		}
	})
}
