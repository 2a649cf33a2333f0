package flows

import (
	"slices"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/judge"
	"github.com/plexpriv/plexpriv/automation/session"
)

// queryEndpoints are the addresses to which Plex's pages POST their reads
// (seen in third-party clients: the web app asks community.plex.tv/api in GraphQL;
// the others go by the usual name of such an address). What is posted there must
// be a query all the same.
var queryEndpoints = graphQLAddresses("plex.tv", "www.plex.tv", "app.plex.tv", "clients.plex.tv", "community.plex.tv", "account.plex.tv")

func graphQLAddresses(hosts ...string) []string {
	out := []string{"https://community.plex.tv/api"}
	for _, h := range hosts {
		out = append(out, "https://"+h+"/graphql", "https://"+h+"/api/graphql")
	}
	return out
}

// actingWords tell, in the path of a GET, that it changes something (Plex's
// www pages name admin-ajax.php; e-mails link to an unsubscribe address).
var actingWords = []string{
	"unsubscribe", "subscribe", "signout", "sign-out", "logout", "log-out", "admin-ajax", "delete", "remove", "deactivate",
}

// BrowserOptions adds to a browser's options what holds for Plex: the hosts that
// may be reached and, for a read-only browser, what counts as reading.
func BrowserOptions(o automation.Options, readOnly bool) automation.Options {
	o.Hosts = judge.HostRule{Suffix: "plex.tv"}
	o.ReadOnly = readOnly
	o.QueryEndpoints = queryEndpoints
	o.ActingPathWords = actingWords
	return o
}

// Refresh puts the cookies that Plex's sites have changed in the course of a run
// into a session, and says whether it did. A jar without the sign-in that the
// session had is not taken over: it would sign the person out.
func Refresh(s *session.Session, cookies []automation.Cookie) bool {
	var now []session.Cookie
	for _, c := range cookies {
		now = append(now, session.Cookie(c))
	}
	now = session.Reduce(now)
	signsIn := func(c session.Cookie) bool { return c.Name == authCookie }
	if slices.ContainsFunc(s.Cookies, signsIn) && !slices.ContainsFunc(now, signsIn) {
		return false
	}
	same := slices.EqualFunc(s.Cookies, now, func(a, b session.Cookie) bool {
		return a.Name == b.Name && a.Value == b.Value && a.Domain == b.Domain && a.Path == b.Path
	})
	if same || len(now) == 0 {
		return false
	}
	s.Cookies = now
	return true
}
