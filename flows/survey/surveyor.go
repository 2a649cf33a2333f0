package survey

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/signin"
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
	sites, err := signin.SitePages(s.Catalogue)
	if err != nil {
		return nil, err
	}
	answers := make([]Answer, 1+len(sites))
	stored := make([]automation.Stored, len(sites))
	env := &page.Env{Lex: reading.NewLexicon(s.Catalogue, "strict"), Pace: s.Pace, Log: s.Log, User: user, Refusals: s.Browser.Refusals}
	var wg sync.WaitGroup
	owners := &signin.Owners{}
	wg.Go(func() { answers[0] = askAPI(ctx, site, of, owners) })
	for i, p := range sites {
		wg.Go(func() { answers[i+1], stored[i] = askSite(ctx, env, site, p) })
	}
	wg.Wait()
	if of != nil {
		name(ctx, site, owners, answers, signin.Carried{Token: of.Token, ClientID: of.ClientID, Stored: append(stored, signin.StoredIn(state)...)})
	}
	if err := outcome.Stopped(ctx); err != nil {
		return nil, err
	}
	return &Survey{UserAgent: s.Browser.UserAgent(), Answers: answers}, nil
}

// name says whom each site holds, as far as Plex tells. A site may be signed in as somebody
// else than the account that the token belongs to.
func name(ctx context.Context, site page.Site, owners *signin.Owners, answers []Answer, of signin.Carried) {
	cookies, err := site.Cookies(ctx)
	if err != nil {
		return
	}
	of.Cookies = cookies
	is := owners.Of(ctx, site, signin.Expected{}, of)
	wrong := &outcome.WrongAccountError{}
	for i, a := range answers[1:] {
		switch {
		case errors.As(is.Err, &wrong):
			for _, h := range wrong.Holders {
				if h.Site != a.Host {
					continue
				}
				answers[i+1].Account = h.Name
				if h.Name != wrong.Want {
					answers[i+1].State, answers[i+1].Detail = Stranger, "signed in as "+h.Name+", and the session is that of "+wrong.Want
				}
			}
		case is.Err == nil && is.Shut[a.Host] == "" && (a.State == Member || a.State == Reached):
			answers[i+1].Account = is.Name()
		}
	}
}

// askAPI asks Plex's API whose the session is, and tells the owners, so that it is asked
// once.
func askAPI(ctx context.Context, site page.Site, of *session.Session, owners *signin.Owners) Answer {
	a := Answer{Host: apiHost, State: Member, Cookies: []string{}, Storage: []string{}}
	token, client := "", signin.ClientID("")
	if of != nil {
		token, client = of.Token, of.ClientID
	}
	who := signin.WhoIs(ctx, site, token, client)
	owners.Learn(token, who)
	switch {
	case who.Err == nil:
		a.Account, a.Status = who.Name(), 200
	case errors.Is(who.Err, outcome.ErrSignIn):
		a.State, a.Detail = Visitor, who.Err.Error()
	case who.Blocked:
		a.State, a.Detail = Blocked, who.Err.Error()
	default:
		a.State, a.Detail = Unreachable, who.Err.Error()
	}
	return a
}

// askSite opens a page of a site, and says what it shows and what the site has stored.
func askSite(ctx context.Context, env *page.Env, site page.Site, p signin.SitePage) (Answer, automation.Stored) {
	a := Answer{Host: p.Host, State: Unreachable, Cookies: []string{}, Storage: []string{}}
	tab, err := site.NewTab(ctx)
	if err != nil {
		a.Detail = err.Error()
		return a, automation.Stored{}
	}
	defer tab.Close()
	found := page.NewVisit(env, tab, p.Page, page.Purpose{}).Read(ctx)
	a.State, a.Detail = stateOf(&found)
	a.Status = tab.Load().Status
	a.Cookies, a.Storage = stored(ctx, site, tab, p.Host)
	held, err := tab.LocalStorage(ctx, signin.StorageKeys)
	if err != nil {
		return a, automation.Stored{}
	}
	return a, held
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
