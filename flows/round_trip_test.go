package flows

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// fakeTrip is Plex's own sign-in for www.plex.tv, which does not know the session yet.
type fakeTrip struct {
	// takes is how long its requests take together. form says that it then asks who is
	// there, and fails at how many tries Plex answers 500.
	takes time.Duration
	form  bool
	fails int
	// paints is how long the site shows a visitor after the trip, although it knows better.
	paints time.Duration

	known bool
	tries int
}

// opens notes that a tab opens a page.
func (f *fakeTrip) opens(p *fakePage) {
	if f != nil && f.signsIn(p) {
		f.tries++
	}
}

func (f *fakeTrip) signsIn(p *fakePage) bool { return strings.HasPrefix(p.url, page.SignInURL) }

func (f *fakeTrip) done(t *fakeTab) bool { return time.Since(t.loaded) >= f.takes }

func (f *fakeTrip) failed(t *fakeTab) bool { return f.done(t) && f.tries <= f.fails }

// leads returns where the sign-in leads now, "" if it stays.
func (f *fakeTrip) leads(t *fakeTab) string {
	if f == nil || !f.signsIn(t.page) || !f.done(t) || f.form || f.failed(t) {
		return ""
	}
	f.known = true
	return "https://www.plex.tv/vendors-us/"
}

// at returns the address of what a tab shows that is not the account's page, "" if it shows
// that.
func (f *fakeTrip) at(t *fakeTab) string {
	switch {
	case f == nil || t.page.origin != signin.SiteOrigin:
		return ""
	case f.signsIn(t.page):
		return page.SignInURL
	case !f.known || time.Since(t.loaded) < f.paints:
		return t.page.url
	}
	return ""
}

func (f *fakeTrip) buttons(at string) []sight.Press {
	if at == page.SignInURL {
		return nil
	}
	return []sight.Press{{Thing: sight.Thing{Ref: 1, Role: "link", Name: []string{"Sign In"}, Path: []sight.Ref{1}}}}
}

func (f *fakeTrip) troubles(t *fakeTab) []automation.Write {
	if f == nil || !f.signsIn(t.page) || !f.failed(t) {
		return nil
	}
	return []automation.Write{{Method: "POST", URL: "plex.tv/api/v2/pins", Status: 500}}
}

func (f *fakeTrip) pending(t *fakeTab) string {
	if f == nil || t.page == nil || !f.signsIn(t.page) || f.done(t) {
		return ""
	}
	return "plex.tv/api/v2/pins"
}

// A busy computer and a slow Plex end no session: the site's own sign-in has as long as the
// page, and what did not come to its end is a reason to try later. Only a sign-in that asks
// who is there says that nobody is.
func TestSignedOutIsSaidOnlyAfterTheSignInHasEnded(t *testing.T) {
	const now, later, shut = "accepted", "later", "signed out"
	for name, c := range map[string]struct {
		trip fakeTrip
		want string
	}{
		"at once":                       {fakeTrip{}, now},
		"slow":                          {fakeTrip{takes: 10 * time.Second}, now},
		"a busy computer":               {fakeTrip{takes: 14 * time.Second}, now},
		"no answer":                     {fakeTrip{takes: time.Hour}, later},
		"an error, then not":            {fakeTrip{fails: 1}, now},
		"an error each time":            {fakeTrip{fails: 9}, later},
		"asks who is there":             {fakeTrip{form: true}, shut},
		"asks slowly":                   {fakeTrip{takes: 10 * time.Second, form: true}, shut},
		"back, and drawn as to a guest": {fakeTrip{paints: time.Second}, now},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.plex.trip = &c.trip
				w.plex.pages = append([]*fakePage{{url: page.SignInURL, origin: signin.SiteOrigin, title: "Plex"}}, w.plex.pages...)
				p, err := w.authenticator().SignInToken(t.Context(), "the-token", "plexpriv-mine")
				got := now
				switch {
				case errors.As(err, new(*outcome.LaterError)):
					got = later
				case err != nil:
					t.Fatal(err)
				case len(p.Shut) > 0:
					got = shut
				}
				if c.want == shut && c.trip.tries != 1 {
					t.Errorf("tried %d times, although the first try has said it", c.trip.tries)
				}
				if got != c.want {
					t.Errorf("%s, want %s: %v %v", got, c.want, err, p.Shut)
				}
			})
		})
	}
}
