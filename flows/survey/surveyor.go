package survey

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// apiHost is the host of Plex's API, which has no page.
const apiHost = "plex.tv"

// Surveyor asks Plex's sites.
type Surveyor struct {
	Catalogue *selectors.Catalogue
	Browser   page.Browser
	Pace      page.Pace
	Log       *slog.Logger
}

// Survey is what Plex's sites say to us, and what we call ourselves to them.
type Survey struct {
	UserAgent string   `json:"user_agent"`
	Answers   []Answer `json:"answers"`
}

// Survey asks Plex's API and opens one page of each site, with a session or, if of is nil,
// as a visitor. The API comes first, then the sites in the order of their names. An error
// means that nothing could be asked at all.
func (s *Surveyor) Survey(ctx context.Context, of *session.Session) (*Survey, error) {
	var state automation.SiteState
	user := ""
	if of != nil {
		state, user = signin.StateOf(of), of.Account.Username
	}
	site, err := s.Browser.NewSite(ctx, state)
	if err != nil {
		return nil, page.StoppedOr(ctx, err)
	}
	defer site.Close()
	pages, err := s.pages()
	if err != nil {
		return nil, err
	}
	hosts := slices.Sorted(maps.Keys(pages))
	answers := make([]Answer, 1+len(hosts))
	env := &page.Env{Lex: reading.NewLexicon(s.Catalogue, "strict"), Pace: s.Pace, Log: s.Log, User: user, Refusals: s.Browser.Refusals}
	var wg sync.WaitGroup
	wg.Go(func() { answers[0] = askAPI(ctx, site, of) })
	for i, host := range hosts {
		wg.Go(func() { answers[i+1] = askSite(ctx, env, site, host, pages[host]) })
	}
	wg.Wait()
	if err := outcome.Stopped(ctx); err != nil {
		return nil, err
	}
	return &Survey{UserAgent: s.Browser.UserAgent(), Answers: answers}, nil
}

// pages returns a page of each site, by host: the one that shows best whether somebody
// is signed in.
func (s *Surveyor) pages() (map[string]wanted.Page, error) {
	out := map[string]wanted.Page{}
	for _, w := range (wanted.Selection{Level: "strict"}).Wishes(s.Catalogue) {
		u, err := url.Parse(w.Page.URL)
		if err != nil {
			return nil, err
		}
		if old, ok := out[u.Host]; !ok || len(w.Page.SignedOut) > len(old.Page.SignedOut) {
			out[u.Host] = w
		}
	}
	return out, nil
}

// askAPI asks Plex's API whose the session is.
func askAPI(ctx context.Context, site page.Site, of *session.Session) Answer {
	a := Answer{Host: apiHost, State: Member, Cookies: []string{}, Storage: []string{}}
	token, client := "", signin.ClientID("")
	if of != nil {
		token, client = of.Token, of.ClientID
	}
	who := signin.WhoIs(ctx, site, token, client)
	switch {
	case who.Err == nil:
		a.Account, a.Status = who.Name(), 200
	case errors.Is(who.Err, outcome.ErrSignIn):
		a.State, a.Detail = Visitor, who.Err.Error()
	default:
		a.State, a.Detail = Unreachable, who.Err.Error()
	}
	return a
}

// askSite opens a page of a site, and says what it shows.
func askSite(ctx context.Context, env *page.Env, site page.Site, host string, w wanted.Page) Answer {
	a := Answer{Host: host, State: Unreachable, Cookies: []string{}, Storage: []string{}}
	tab, err := site.NewTab(ctx)
	if err != nil {
		a.Detail = err.Error()
		return a
	}
	defer tab.Close()
	found := page.NewVisit(env, tab, w, page.Purpose{}).Read(ctx)
	a.State, a.Detail = stateOf(&found)
	a.Status = tab.Load().Status
	a.Cookies, a.Storage = stored(ctx, site, tab, host)
	return a
}

// stateOf says what a visit of a page means for its site. Only the person's own settings
// show that the site knows them.
func stateOf(found *page.Found) (State, string) {
	r := found.Report
	switch {
	case r.Status == outcome.PageSignedOut:
		return Visitor, r.Detail
	case r.Status == outcome.PageBlocked:
		return Blocked, r.Detail
	case r.Status == outcome.PageUnreachable:
		return Unreachable, r.Detail
	case found.Settings() == 0:
		return Reached, r.Detail
	}
	return Member, ""
}

// stored returns the names of the cookies that a site is sent, and of the entries in its
// storage.
func stored(ctx context.Context, site page.Site, tab page.Tab, host string) (cookies, storage []string) {
	all, err := site.Cookies(ctx)
	if err == nil {
		for _, c := range all {
			if domain := strings.TrimPrefix(c.Domain, "."); host == domain || strings.HasSuffix(host, "."+domain) {
				cookies = append(cookies, c.Name)
			}
		}
	}
	if names, err := tab.StorageNames(ctx); err == nil {
		storage = names
	}
	return sorted(cookies), sorted(storage)
}

func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(append([]string{}, names...))
}
