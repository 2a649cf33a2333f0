package flows

import (
	"net/url"
	"slices"
	"testing"

	"github.com/plexpriv/plexpriv/automation"
)

// Plex's pages may read by POST: to a GraphQL address on a host of Plex, with an
// operation that says that it is a query.
func TestQueryEndpoints(t *testing.T) {
	o := BrowserOptions(automation.Options{}, true)
	for _, want := range []string{"https://community.plex.tv/api", "https://www.plex.tv/graphql", "https://clients.plex.tv/api/graphql"} {
		if !slices.Contains(o.QueryEndpoints, want) {
			t.Errorf("the endpoint %s is missing", want)
		}
	}
	for _, e := range o.QueryEndpoints {
		u, err := url.Parse(e)
		if err != nil || u.Scheme != "https" || u.RawQuery != "" || !o.Hosts.Allows(u.Hostname()) {
			t.Errorf("endpoint %s is not an address of Plex (%v)", e, err)
		}
	}
}
