package flows

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
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

// windowPlex is a Plex in whose sign-in window things happen at times counted from its
// opening.
type windowPlex struct {
	// at is where the window is, by time, until the program opens an address itself.
	at map[time.Duration]string
	// cookie and token are when the sign-in cookie is there, and app.plex.tv's token; never
	// if 0. Both are "ada's" unless owner says otherwise.
	cookie, token time.Duration
	owner         string
	// www is what www.plex.tv has stored.
	www map[string]string
	// lies is the origin that documents at app.plex.tv have in truth.
	lies string

	born time.Time
	said []string
}

func (p *windowPlex) since(d time.Duration) bool { return d > 0 && time.Since(p.born) >= d }

func (p *windowPlex) say(text string) { p.said = append(p.said, text) }

func (p *windowPlex) NewSite(context.Context, automation.SiteState) (page.Site, error) { return p, nil }
func (p *windowPlex) Refusals() []automation.Refusal                                   { return nil }
func (p *windowPlex) UserAgent() string                                                { return "" }
func (p *windowPlex) Close()                                                           {}

func (p *windowPlex) NewTab(context.Context) (page.Tab, error) { return &windowTab{plex: p}, nil }

func (p *windowPlex) NewActingTab(context.Context) (page.ActingTab, error) {
	return nil, errors.New("nothing may be set in a sign-in window")
}

func (p *windowPlex) Cookies(context.Context) ([]automation.Cookie, error) {
	if !p.since(p.cookie) {
		return nil, nil
	}
	return []automation.Cookie{authCookie("ada's"), {Name: "_ga", Value: "1", Domain: ".plex.tv"}}, nil
}

// Received is always false: of what a person does in the window, no page is read again.
func (p *windowPlex) Received(automation.Cookie, time.Time) bool { return false }

func (p *windowPlex) Get(_ context.Context, _ string, headers map[string]string) (automation.Fetched, error) {
	switch headers["X-Plex-Token"] {
	case "ada's":
		return automation.Fetched{Status: 200, Body: `{"uuid":"a","username":"ada"}`}, nil
	case "bob's":
		return automation.Fetched{Status: 200, Body: `{"uuid":"b","username":"bob"}`}, nil
	}
	return automation.Fetched{Status: 401}, nil
}

// windowTab is a tab of the window. Whatever a sign-in must not do is missing.
type windowTab struct {
	page.Tab
	plex   *windowPlex
	opened string
}

func (t *windowTab) Goto(_ context.Context, at string) (automation.Load, error) {
	t.opened = at
	return automation.Load{Status: 200}, nil
}

func (t *windowTab) URL(context.Context) (string, error) {
	if !strings.HasPrefix(t.opened, page.SignInURL) {
		return t.opened, nil
	}
	at, last := t.opened, time.Duration(-1)
	for when, where := range t.plex.at {
		if t.plex.since(when) && when > last {
			at, last = where, when
		}
	}
	return at, nil
}

func (t *windowTab) LocalStorage(ctx context.Context, _ []string) (automation.Stored, error) {
	at, _ := t.URL(ctx)
	u, err := url.Parse(at)
	if err != nil {
		return automation.Stored{}, err
	}
	out := automation.Stored{Origin: "https://" + u.Host, Values: map[string]string{}}
	switch {
	case out.Origin == signin.SiteOrigin:
		out.Values = t.plex.www
	case out.Origin == signin.AppOrigin && t.plex.since(t.plex.token):
		owner := t.plex.owner
		if owner == "" {
			owner = "ada's"
		}
		out.Values = map[string]string{"myPlexAccessToken": owner, "clientID": "of-plex-web", "users": `[]`}
		if t.plex.lies != "" {
			out.Origin = t.plex.lies
		}
	}
	return out, nil
}

func (t *windowTab) Look(context.Context, sight.Ask) (*sight.Look, error) { return &sight.Look{}, nil }
func (t *windowTab) Close()                                               {}

// The window ends wherever Plex leads a person who has signed in, and says what it waits
// for if that takes long.
func TestSignInWindowEnds(t *testing.T) {
	const s = time.Second
	for name, c := range map[string]struct {
		plex windowPlex
		// after is when it ends at the latest, 0 for never. says and saysNot are what it
		// tells after the greeting.
		after         time.Duration
		says, saysNot []string
	}{
		"back at www":      {windowPlex{at: map[time.Duration]string{5 * s: "https://www.plex.tv/"}, cookie: 4 * s, token: 4 * s}, 7 * s, nil, []string{"Still waiting"}},
		"at watch":         {windowPlex{at: map[time.Duration]string{5 * s: "https://watch.plex.tv/me"}, cookie: 4 * s, token: 4 * s}, 7 * s, nil, nil},
		"at account":       {windowPlex{at: map[time.Duration]string{5 * s: "https://account.plex.tv/en-GB/"}, cookie: 4 * s, token: 4 * s}, 7 * s, nil, nil},
		"at the app":       {windowPlex{at: map[time.Duration]string{5 * s: "https://app.plex.tv/desktop/"}, token: 6 * s}, 8 * s, nil, nil},
		"no cookie at all": {windowPlex{at: map[time.Duration]string{5 * s: "https://watch.plex.tv/me"}, token: 4 * s}, 16 * s, nil, nil},
		"a form that stays": {windowPlex{at: map[time.Duration]string{3 * s: "https://app.plex.tv/auth#?x"}, cookie: 30 * s, token: 30 * s}, 37 * s,
			[]string{"nobody has signed in yet; the window is at app.plex.tv/auth"}, nil},
		"elsewhere": {windowPlex{at: map[time.Duration]string{3 * s: "https://accounts.example/o?code=secret", 60 * s: "https://www.plex.tv/"}, cookie: 60 * s, token: 60 * s}, 62 * s,
			[]string{"nobody has come back to Plex yet; the window is at accounts.example"}, []string{"secret"}},
		"the app is late": {windowPlex{at: map[time.Duration]string{5 * s: "https://www.plex.tv/"}, cookie: 5 * s, token: 50 * s}, 52 * s,
			[]string{"app.plex.tv does not know of the sign-in yet"}, nil},
		"nobody": {windowPlex{at: map[time.Duration]string{5 * s: "https://watch.plex.tv/"}}, 0,
			[]string{"neither a cookie of Plex nor app.plex.tv says that somebody is signed in"}, nil},
		"another origin":     {windowPlex{at: map[time.Duration]string{5 * s: "https://www.plex.tv/"}, cookie: 5 * s, token: 5 * s, lies: "https://evil.example"}, 0, nil, nil},
		"an address like it": {windowPlex{at: map[time.Duration]string{5 * s: "https://www.plex.tv.evil.example/"}, cookie: 5 * s, token: 5 * s}, 0, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := &c.plex
				p.born = time.Now()
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
				defer cancel()
				got, err := windowAuthenticator(t, p).SignInWindow(ctx, p.say)
				if c.after == 0 {
					if err == nil {
						t.Errorf("signed in after %s", time.Since(p.born))
					}
				} else if err != nil || got.Token != "ada's" || got.Account.Username != "ada" || time.Since(p.born) > c.after {
					t.Errorf("after %s: %v, %v", time.Since(p.born), got, err)
				}
				told := strings.Join(p.said, "\n")
				for _, want := range c.says {
					if strings.Count(told, want) != 1 {
						t.Errorf("%q is not said once:\n%s", want, told)
					}
				}
				for _, not := range c.saysNot {
					if strings.Contains(told, not) {
						t.Errorf("%q is said:\n%s", not, told)
					}
				}
			})
		})
	}
}

// What the sites have stored is kept as it is. Only what is absent is made up, and nothing
// of the app's is written to the website.
func TestSignInWindowKeepsWhatIsReal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &windowPlex{born: time.Now(), at: map[time.Duration]string{time.Second: "https://www.plex.tv/"}, cookie: time.Second, token: time.Second,
			www: map[string]string{"clientID": "of-www"}}
		s, err := windowAuthenticator(t, p).SignInWindow(t.Context(), p.say)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Cookies) != 1 || s.Cookies[0].Value != authCookie("ada's").Value {
			t.Errorf("cookies: %v", s.Cookies)
		}
		app, www := s.Storage[signin.AppOrigin], s.Storage[signin.SiteOrigin]
		if app["myPlexAccessToken"] != "ada's" || app["clientID"] != "of-plex-web" || app["users"] != "[]" || app["plex_tv_auth"] == "" || s.ClientID != "of-plex-web" {
			t.Errorf("app: %v", app)
		}
		if fmt.Sprint(www) != "map[clientID:of-www]" {
			t.Errorf("www: %v", www)
		}
	})
}

// Who signs in at the website and who is picked in the app may differ. Then nothing is
// kept.
func TestSignInWindowOfTwoPeople(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &windowPlex{born: time.Now(), at: map[time.Duration]string{time.Second: "https://www.plex.tv/"}, cookie: time.Second, token: time.Second, owner: "bob's"}
		s, err := windowAuthenticator(t, p).SignInWindow(t.Context(), p.say)
		if !errors.As(err, new(*outcome.WrongAccountError)) || s != nil || !strings.Contains(err.Error(), `app.plex.tv is signed in as "bob", www.plex.tv is signed in as "ada"`) {
			t.Errorf("%v, %v", s, err)
		}
	})
}

func windowAuthenticator(t *testing.T, p *windowPlex) *signin.Authenticator {
	t.Helper()
	cat, err := englishCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	return &signin.Authenticator{Catalogue: cat, Browser: p, Pace: testPace(), Log: slog.New(slog.DiscardHandler)}
}
