package flows

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/selectors"
)

// openSite is the site in which the pages of an account are open, with its tabs, and who
// is signed in there.
type openSite struct {
	who     Subject
	log     *slog.Logger
	browser page.Browser
	site    page.Site
	// status is who is signed in, and called what Plex calls the account.
	status signin.Identity
	called string
	// cookies are those of the site when it was closed, for the next run. owners knows
	// whose the parts of the session are, and owned which cookies were the account's.
	cookies []automation.Cookie
	owners  signin.Owners
	owned   string
	// before are the cookies when it was last asked whose this site is, at asOf, without what
	// pages had noted by then. It is asked before anything is done on its pages.
	before []automation.Cookie
	asOf   time.Time
	// apart gives each page a process of its own, after one page stopped the others in
	// its process.
	apart bool

	mu   sync.Mutex
	tabs []page.Tab
}

func newSession(who Subject, log *slog.Logger) *openSite {
	return &openSite{who: who, log: log, called: who.Username}
}

// open opens the site.
func (s *openSite) open(ctx context.Context, browser page.Browser) error {
	s.browser = browser
	site, err := browser.NewSite(ctx, s.who.State)
	if err != nil {
		return page.StoppedOr(ctx, err)
	}
	s.site = site
	return nil
}

// close closes the site, and keeps its cookies.
func (s *openSite) close(ctx context.Context) {
	const limit = 3 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	s.cookies = s.renewed(ctx)
	s.site.Close()
}

// reopen closes the site and opens it again. It keeps nothing but the session.
func (s *openSite) reopen(ctx context.Context) error {
	s.tabs = nil
	cookies, err := s.site.Cookies(ctx)
	if err != nil {
		return page.StoppedOr(ctx, err)
	}
	state := s.who.State
	state.Cookies, state.Apart = s.withoutNotes(cookies), s.apart
	s.site.Close()
	site, err := s.browser.NewSite(ctx, state)
	if err != nil {
		return page.StoppedOr(ctx, err)
	}
	s.site, s.before = site, nil
	return nil
}

// withoutNotes leaves out of the cookies what pages have noted since it was last asked whose
// the site is. Before the first time, nothing was done that could be noted.
func (s *openSite) withoutNotes(cookies []automation.Cookie) []automation.Cookie {
	if s.before == nil {
		return cookies
	}
	return signin.WithoutNotes(s.before, cookies, func(c automation.Cookie) bool { return s.site.Received(c, s.asOf) })
}

// newTab opens a tab to read in.
func (s *openSite) newTab(ctx context.Context) (page.Tab, error) {
	tab, err := s.site.NewTab(ctx)
	if err != nil {
		return nil, err
	}
	s.add(tab)
	return tab, nil
}

func (s *openSite) add(tab page.Tab) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tabs = append(s.tabs, tab)
}

// closeTab closes a tab, if there is one.
func (s *openSite) closeTab(tab page.Tab) {
	if tab == nil {
		return
	}
	s.mu.Lock()
	s.tabs = slices.DeleteFunc(s.tabs, func(t page.Tab) bool { return t == tab })
	s.mu.Unlock()
	tab.Close()
}

// The pages of an account share a process if the browser allows it. A page that hangs or
// crashes then stops the others, too. All of them are then done again, each in a process
// of its own.

// stuck says whether a page hangs or has crashed.
func (s *openSite) stuck() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.tabs, page.Tab.Stuck)
}

// untilStuck returns a context that ends when one page is stuck, because all pages in its
// process would wait for nothing. Call done when the work in a tab is over.
func (s *openSite) untilStuck(ctx context.Context) (shared context.Context, done func(page.Tab), cancel context.CancelFunc) {
	shared, cancel = context.WithCancel(ctx)
	done = func(t page.Tab) {
		if !s.apart && t != nil && t.Stuck() {
			cancel()
		}
	}
	return shared, done, cancel
}

// keepApart opens the site again, and from now on gives each page a process of its own.
func (s *openSite) keepApart(ctx context.Context) error {
	s.log.Debug("a page is stuck, keeping the pages in processes of their own")
	s.apart = true
	return s.reopen(ctx)
}

// identify asks Plex whose session this is, and compares it with the stored account. From
// then on the account is called by the name that Plex gave: the stored name may be
// somebody else's.
func (s *openSite) identify(ctx context.Context) signin.Identity {
	got := signin.IdentifyAs(ctx, s.site, s.expected())
	s.owners.Learn(s.who.Token, got)
	if got.ID != "" || got.UUID != "" {
		s.called = got.Name()
	}
	return got
}

// sameAccountOn checks that a page is signed in as the token's account, by the answer that
// the page itself got from Plex.
func (s *openSite) sameAccountOn(ctx context.Context, tab page.Tab) error {
	for _, ans := range tab.Answers(ctx, signin.IsUserAddress) {
		u, err := signin.ReadUser([]byte(ans.Body))
		if ans.Status != 200 || err != nil {
			continue
		}
		if !s.status.SameAs(signin.Identity{ID: u.ID, UUID: u.UUID}) {
			return &outcome.WrongAccountError{Want: s.status.Name(), Got: outcome.MaskMail(u.Username)}
		}
	}
	return nil
}

// identityAt is Plex's answer to the question who is signed in, and when it was asked.
type identityAt struct {
	signin.Identity
	at time.Time
}

// witnessLimit bounds a question to Plex's API that the pages decide without, if there is
// no answer.
const witnessLimit = 10 * time.Second

// whoIsNow asks who is signed in.
func (s *openSite) whoIsNow(ctx context.Context) identityAt {
	ctx, cancel := context.WithTimeout(ctx, witnessLimit)
	defer cancel()
	at := time.Now()
	return identityAt{Identity: signin.WhoIs(ctx, s.site, s.who.Token, s.who.ClientID), at: at}
}

// lost says whether the session ended before pages were read again: a page shows what
// visitors see, or Plex rejects the token. If a page changed after Plex was asked who is
// signed in, it is asked again. If Plex does not answer, only the pages decide.
func (s *openSite) lost(ctx context.Context, read []*page.Found, known identityAt) bool {
	ask := known.at.IsZero() || known.Err != nil
	for _, f := range read {
		if f.Report.Status == outcome.PageSignedOut {
			return true
		}
		ask = ask || f.Since.After(known.at)
	}
	if ask {
		known = s.whoIsNow(ctx)
	}
	return errors.Is(known.Err, outcome.ErrSignIn) || known.Err == nil && !known.SameAs(s.status)
}

// witnesses asks Plex's API for the stored values of settings, each address once and all
// at the same time. It returns them by setting id, without those that the API does not
// know.
func (s *openSite) witnesses(ctx context.Context, settings []*selectors.Setting) map[string]string {
	ctx, cancel := context.WithTimeout(ctx, witnessLimit)
	defer cancel()
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

// ask reads an address of Plex's API. ok is false if it does not answer.
func (s *openSite) ask(ctx context.Context, at string) (body string, ok bool) {
	a, err := page.Ask(ctx, s.site, at, signin.APIHeaders(s.who.Token, s.who.ClientID))
	if err != nil || a.Meaning() != answer.Given {
		s.log.Debug("no second witness", "url", at, "status", a.Status, "error", err)
		return "", false
	}
	return string(a.Body), true
}

// personal returns the words that tell whose account this is.
func (s *openSite) personal() []string {
	var out []string
	for _, word := range []string{s.who.Username, s.who.Expect, s.status.Username, s.status.Email} {
		if word != "" && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}
