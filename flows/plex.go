package flows

import (
	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/judge"
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

// signInExchanges are the two writes by which one site of Plex learns of a sign-in from
// another one: a code is made, and approved by who is signed in already (python-plexapi;
// the sign-in frame calls itself Plex SSO). Without them a read-only run would take a
// member for a visitor. They make a token and change no setting.
var signInExchanges = []judge.Exchange{
	{Method: "POST", Address: "https://plex.tv/api/v2/pins", Parameters: append([]string{"strong"}, clientParameters...)},
	{Method: "POST", Address: "https://clients.plex.tv/api/v2/pins", Parameters: append([]string{"strong"}, clientParameters...)},
	{Method: "PUT", Address: "https://plex.tv/api/v2/pins/link", Parameters: clientParameters},
	{Method: "PUT", Address: "https://clients.plex.tv/api/v2/pins/link", Parameters: clientParameters},
}

// clientParameters say which client asks. Plex's own programs send them as headers or,
// Plex Web above all, as parameters (python-plexapi, config.py; addresses in bug reports
// about Plex Web).
var clientParameters = []string{
	"X-Plex-Client-Identifier", "X-Plex-Device", "X-Plex-Device-Name", "X-Plex-Device-Screen-Density", "X-Plex-Device-Screen-Resolution",
	"X-Plex-Drm", "X-Plex-Features", "X-Plex-Language", "X-Plex-Model", "X-Plex-Platform", "X-Plex-Platform-Version", "X-Plex-Product",
	"X-Plex-Provider-Version", "X-Plex-Session-Id", "X-Plex-Text-Format", "X-Plex-Token", "X-Plex-Version",
}

// BrowserOptions adds to a browser's options what holds for Plex: the hosts that
// may be reached and, for a read-only browser, what counts as reading.
func BrowserOptions(o automation.Options, readOnly bool) automation.Options {
	o.Hosts = judge.HostRule{Suffix: "plex.tv"}
	o.ReadOnly = readOnly
	o.Stubs = stubs()
	o.Reads = judge.Reads{QueryEndpoints: queryEndpoints, ActingWords: actingWords, Exchanges: signInExchanges}
	return o
}
