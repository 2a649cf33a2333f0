package flows

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/selectors"
)

// openSession is where the pages of an account are open: a site, its tabs, and who is
// signed in there.
type openSession struct {
	who     Subject
	log     *slog.Logger
	browser page.Browser
	site    page.Site
	// status is who is signed in, and called what Plex calls the account.
	status signin.Identity
	called string
	// cookies are what the sites have made of the session, for the next run.
	cookies []automation.Cookie
	// apart keeps the pages in processes of their own, since one of them took others along.
	apart bool

	mu   sync.Mutex
	tabs []page.Tab
}

func newSession(who Subject, log *slog.Logger) *openSession {
	return &openSession{who: who, log: log, called: who.Username}
}

// open opens the site.
func (s *openSession) open(ctx context.Context, browser page.Browser) error {
	s.browser = browser
	site, err := browser.NewSite(ctx, s.who.State)
	if err != nil {
		return page.StoppedOr(ctx, err)
	}
	s.site = site
	return nil
}

// close closes the site, and keeps its cookies.
func (s *openSession) close(ctx context.Context) {
	const limit = 2 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	if c, err := s.site.Cookies(ctx); err == nil {
		s.cookies = c
	}
	s.site.Close()
}

// anew closes the site and opens it again, with nothing of it but its session.
func (s *openSession) anew(ctx context.Context) error {
	s.tabs = nil
	cookies, err := s.site.Cookies(ctx)
	if err != nil {
		return page.StoppedOr(ctx, err)
	}
	s.site.Close()
	state := s.who.State
	state.Cookies, state.Apart = cookies, s.apart
	site, err := s.browser.NewSite(ctx, state)
	if err != nil {
		return page.StoppedOr(ctx, err)
	}
	s.site = site
	return nil
}

// newTab opens a tab to read in.
func (s *openSession) newTab(ctx context.Context) (page.Tab, error) {
	tab, err := s.site.NewTab(ctx)
	if err != nil {
		return nil, err
	}
	s.add(tab)
	return tab, nil
}

func (s *openSession) add(tab page.Tab) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tabs = append(s.tabs, tab)
}

// closeTab closes a tab, if there is one.
func (s *openSession) closeTab(tab page.Tab) {
	if tab == nil {
		return
	}
	s.mu.Lock()
	s.tabs = slices.DeleteFunc(s.tabs, func(t page.Tab) bool { return t == tab })
	s.mu.Unlock()
	tab.Close()
}

// The pages of an account share a process where the browser can have them share
// one. A page that hangs or crashes then takes the others along, so what was done
// beside it is done again, with every page in a process of its own.

// stuck says whether a page hangs or has crashed.
func (s *openSession) stuck() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.tabs, page.Tab.Stuck)
}

// untilStuck is a context that ends for all pages that share a process when one of
// them is stuck: each of them would wait for its own answer in vain. done is to be
// called when the work in a tab is over.
func (s *openSession) untilStuck(ctx context.Context) (shared context.Context, done func(page.Tab), cancel context.CancelFunc) {
	shared, cancel = context.WithCancel(ctx)
	done = func(t page.Tab) {
		if !s.apart && t != nil && t.Stuck() {
			cancel()
		}
	}
	return shared, done, cancel
}

// keepApart begins the site anew, with its pages apart from now on.
func (s *openSession) keepApart(ctx context.Context) error {
	s.log.Debug("a page is stuck, keeping the pages in processes of their own")
	s.apart = true
	return s.anew(ctx)
}

// identify asks Plex whose session this is, and compares. Whoever it is, is called by
// the name that Plex has for them from then on: the stored one may be another's.
func (s *openSession) identify(ctx context.Context) signin.Identity {
	w := s.who
	got := signin.IdentifyAs(ctx, s.site, signin.Expected{Token: w.Token, ClientID: w.ClientID, ID: w.ID, Username: w.Username, Expect: w.Expect})
	if got.ID != "" || got.UUID != "" {
		s.called = got.Name()
	}
	return got
}

// sameAccountOn makes sure that a page is signed in as the same account as the token: where
// it asked Plex who it is, the answer was overheard.
func (s *openSession) sameAccountOn(ctx context.Context, tab page.Tab) error {
	for _, ans := range tab.Answers(ctx, signin.IsUserAddress) {
		var u signin.User
		if ans.Status != 200 || json.Unmarshal([]byte(ans.Body), &u) != nil || (u.UUID == "" && u.ID == "") {
			continue
		}
		if (u.UUID != "" && u.UUID != s.status.UUID) || (u.UUID == "" && u.ID.String() != s.status.ID) {
			return &outcome.WrongAccountError{Want: s.status.Name(), Got: outcome.MaskMail(u.Username)}
		}
	}
	return nil
}

// knownAt is Plex's answer to the question who is signed in, and when it was asked.
type knownAt struct {
	signin.Identity
	at time.Time
}

// now asks who is signed in.
func (s *openSession) now(ctx context.Context) knownAt {
	at := time.Now()
	return knownAt{Identity: signin.WhoIs(ctx, s.site, s.who.Token, s.who.ClientID), at: at}
}

// lost says whether the session was over when pages were read again: one of them takes
// us for a visitor, or Plex does not know the token any more. What a page has shown
// unchanged since before the question is an answer to the account, whatever became of
// the session later; else it is asked again. Where Plex does not answer, the pages are
// all there is to go by.
func (s *openSession) lost(ctx context.Context, read []*page.Found, known knownAt) bool {
	ask := known.at.IsZero() || known.Err != nil
	for _, f := range read {
		if f.Report.Status == outcome.PageSignedOut {
			return true
		}
		ask = ask || f.Since.After(known.at)
	}
	if ask {
		known = s.now(ctx)
	}
	return errors.Is(known.Err, outcome.ErrSignIn) || known.Err == nil && (known.UUID != s.status.UUID || known.ID != s.status.ID)
}

// witnesses asks Plex's API what it has stored for settings, by setting, each
// address once and all at the same time. Those it does not know are left out.
func (s *openSession) witnesses(ctx context.Context, settings []*selectors.Setting) map[string]string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	said := map[string]string{}
	asked := map[string]bool{}
	for _, x := range settings {
		if x.Readback == nil || asked[x.Readback.URL] {
			continue
		}
		at := x.Readback.URL
		asked[at] = true
		wg.Go(func() {
			body, ok := s.ask(ctx, at)
			mu.Lock()
			defer mu.Unlock()
			for _, x := range settings {
				if ok && x.Readback != nil && x.Readback.URL == at {
					if word, ok := reading.ValueIn(x.Readback, body); ok {
						said[x.ID] = word
					}
				}
			}
		})
	}
	wg.Wait()
	return said
}

// ask reads an address of Plex's API. ok is false where it does not answer.
func (s *openSession) ask(ctx context.Context, at string) (body string, ok bool) {
	f, err := s.site.Get(ctx, at, signin.APIHeaders(s.who.Token, s.who.ClientID))
	if err != nil || f.Status != 200 {
		s.log.Debug("no second witness", "url", at, "status", f.Status, "error", err)
		return "", false
	}
	return f.Body, true
}

// personal are the words that say whose account this is.
func (s *openSession) personal() []string {
	var out []string
	for _, word := range []string{s.who.Username, s.who.Expect, s.status.Username, s.status.Email} {
		if word != "" && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}
