package flows

import (
	"net/url"
	"slices"
	"testing"

	"github.com/plexpriv/plexpriv/automation"
)

// A page of any of Plex's hosts may read by POST, at an address of Plex and by a
// name that says what is asked there.
func TestQueryEndpoints(t *testing.T) {
	o := BrowserOptions(automation.Options{}, true)
	for _, want := range []string{"https://community.plex.tv/api", "https://www.plex.tv/graphql", "https://clients.plex.tv/api/graphql"} {
		if !slices.Contains(o.QueryEndpoints, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for _, e := range o.QueryEndpoints {
		u, err := url.Parse(e)
		if err != nil || u.Scheme != "https" || u.RawQuery != "" || !o.Hosts.Allows(u.Hostname()) {
			t.Errorf("%s: not an address of Plex (%v)", e, err)
		}
	}
}
