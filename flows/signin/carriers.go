package signin

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
)

// StorageKeys are the entries of local storage that sign in to Plex's sites, or say who
// may.
var StorageKeys = []string{tokenKey, clientKey, AuthCookie, usersKey}

// Carried is everything of a session that may sign somebody in.
type Carried struct {
	// Token is the one that reads of Plex's API are authorized with, ClientID the client
	// identifier that goes with it.
	Token, ClientID string
	Cookies         []automation.Cookie
	// Stored is the local storage of the sites.
	Stored []automation.Stored
}

// Ownership says whose a session is.
type Ownership struct {
	// Identity is who the token belongs to. Err says that Plex does not answer, or that
	// another account holds a part of the session.
	Identity
	// Shut are the hosts that nothing in the session opens as far as Plex tells, with the
	// reason.
	Shut map[string]string
}

// Owners asks Plex whose the parts of a session are. It remembers whose a token is, so
// that it asks once for each. The zero value is ready.
type Owners struct {
	mu    sync.Mutex
	known map[string]Identity
}

// Learn remembers whose a token is.
func (o *Owners) Learn(token string, is Identity) {
	if is.UUID == "" && is.ID == "" {
		return
	}
	is.Err = nil
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.known == nil {
		o.known = map[string]Identity{}
	}
	o.known[token] = is
}

// whose asks whose a token is, unless that is known.
func (o *Owners) whose(ctx context.Context, site page.Site, token, clientID string) Identity {
	o.mu.Lock()
	is, ok := o.known[token]
	o.mu.Unlock()
	if ok {
		return is
	}
	is = WhoIs(ctx, site, token, clientID)
	o.Learn(token, is)
	return is
}

// Of asks for each part of a session whose it is: for the token, for the cookies, and for
// the token that each site has stored. They are the account's that is wanted, all of them,
// or the error says which site holds whom.
//
// www.plex.tv acts by the cookies. Whether Plex's API takes those is not known, so a "no"
// to them alone is no answer, whatever form it has: a status, a sign-in page or the way to
// one. Then the token in the shared cookie is asked for.
// app.plex.tv acts by the token that it has stored.
func (o *Owners) Of(ctx context.Context, site page.Site, want Expected, c Carried) Ownership {
	me := o.whose(ctx, site, c.Token, c.ClientID)
	if me.Err == nil {
		me.Err = want.compare(me)
	}
	if me.Err != nil {
		return Ownership{Identity: me}
	}
	holds, opened := map[string]Identity{}, map[string]bool{} // by host, of those that answered
	for _, x := range c.carriers() {
		var is Identity
		if x.token == "" {
			is = WhoIs(ctx, site, "", c.ClientID)
		} else {
			is = o.whose(ctx, site, x.token, c.ClientID)
		}
		switch {
		case errors.Is(is.Err, outcome.ErrSignIn), x.token == "" && is.nobody:
			continue
		case is.Err != nil:
			me.Err = is.Err
			return Ownership{Identity: me}
		}
		opened[x.host] = opened[x.host] || x.opens
		if was, ok := holds[x.host]; !ok || was.SameAs(me) {
			holds[x.host] = is
		}
	}
	me.Err = strangers(me, holds)
	return Ownership{Identity: me, Shut: c.shut(opened)}
}

// strangers returns the error if a site holds another account.
func strangers(me Identity, holds map[string]Identity) error {
	e := &outcome.WrongAccountError{Want: me.Name()}
	for _, host := range slices.Sorted(maps.Keys(holds)) {
		e.Holders = append(e.Holders, outcome.Holder{Site: host, Name: holds[host].Name()})
		if !holds[host].SameAs(me) {
			e.Got = holds[host].Name()
		}
	}
	if !slices.ContainsFunc(slices.Collect(maps.Values(holds)), func(is Identity) bool { return !is.SameAs(me) }) {
		return nil
	}
	return e
}

// shut returns the hosts that a session does not open. A site that has no document among
// the stored ones was not asked.
func (c Carried) shut(opened map[string]bool) map[string]string {
	out := map[string]string{}
	if !opened[HostWWW] {
		out[HostWWW] = "no cookie of the session says whose it is"
	}
	for _, s := range c.Stored {
		if s.Origin == AppOrigin && !opened[HostApp] {
			out[HostApp] = "it has stored no token that says whose it is"
		}
	}
	return out
}

// carrier is a token that a site acts with, or all cookies if the token is empty. It opens
// the site if the site is known to act by it.
type carrier struct {
	host, token string
	opens       bool
}

// carriers returns what the sites act with.
func (c Carried) carriers() []carrier {
	out := []carrier{{HostWWW, "", true}}
	add := func(host string, opens bool, tokens ...string) {
		for _, t := range tokens {
			if x := (carrier{host, t, opens}); t != "" && !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	for _, k := range c.Cookies {
		if isAuthCookie(k) {
			add(HostWWW, true, tokensIn(k.Value)...)
		}
	}
	for _, s := range c.Stored {
		host, ok := strings.CutPrefix(s.Origin, "https://")
		if ok && strings.HasSuffix("."+host, cookieDomain) {
			add(host, s.Origin == AppOrigin, s.Values[tokenKey])
			add(host, false, tokensIn(s.Values[AuthCookie])...)
		}
	}
	return out
}

// isAuthCookie says whether a cookie is the one by which Plex's sites share a sign-in.
func isAuthCookie(c automation.Cookie) bool {
	return c.Name == AuthCookie && strings.HasSuffix("."+c.Domain, cookieDomain)
}

// tokensIn returns the tokens in the value of a plex_tv_auth, which is JSON and in a
// cookie URL-encoded.
func tokensIn(value string) []string {
	var auth struct {
		AuthenticationToken string `json:"authentication_token"`
		AuthToken           string `json:"authToken"`
	}
	if text, err := url.QueryUnescape(value); err != nil || json.Unmarshal([]byte(text), &auth) != nil {
		if json.Unmarshal([]byte(value), &auth) != nil {
			return nil
		}
	}
	return []string{auth.AuthenticationToken, auth.AuthToken}
}

// StoredIn returns the local storage that a browser starts with.
func StoredIn(s automation.SiteState) []automation.Stored {
	var out []automation.Stored
	for _, origin := range slices.Sorted(maps.Keys(s.Storage)) {
		out = append(out, automation.Stored{Origin: origin, Values: s.Storage[origin]})
	}
	return out
}

// SameAs says whether two answers of Plex are about the same account.
func (i Identity) SameAs(other Identity) bool {
	if i.UUID != "" && other.UUID != "" {
		return i.UUID == other.UUID
	}
	return i.ID != "" && i.ID == other.ID
}

// compare returns the error if an account is not the one that is expected.
func (e Expected) compare(got Identity) error {
	if e.Expect != "" && !strings.EqualFold(e.Expect, got.Username) && !strings.EqualFold(e.Expect, got.Email) {
		return &outcome.WrongAccountError{Want: outcome.MaskMail(e.Expect), Got: got.Name()}
	}
	if e.ID != "" && e.ID != got.UUID && e.ID != got.ID {
		return &outcome.WrongAccountError{Want: e.Username, Got: got.Name()}
	}
	return nil
}
