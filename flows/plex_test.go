package flows

import (
	"net/url"
	"slices"
	"testing"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/judge"
)

// Plex's pages may read by POST: to a GraphQL address on a host of Plex, with an
// operation that says that it is a query.
func TestQueryEndpoints(t *testing.T) {
	o := BrowserOptions(automation.Options{}, true)
	for _, want := range []string{"https://community.plex.tv/api", "https://www.plex.tv/graphql", "https://clients.plex.tv/api/graphql"} {
		if !slices.Contains(o.Reads.QueryEndpoints, want) {
			t.Errorf("the endpoint %s is missing", want)
		}
	}
	for _, e := range o.Reads.QueryEndpoints {
		u, err := url.Parse(e)
		if err != nil || u.Scheme != "https" || u.RawQuery != "" || !o.Hosts.Allows(u.Hostname()) {
			t.Errorf("endpoint %s is not an address of Plex (%v)", e, err)
		}
	}
}

// A read-only run lets out the two writes by which one of Plex's sites learns of a sign-in
// from another, and no other write.
func TestWritesOfAReadOnlyRun(t *testing.T) {
	o := BrowserOptions(automation.Options{}, true)
	rules := judge.NewRules(judge.Config{Hosts: o.Hosts, ReadOnly: o.ReadOnly, Reads: o.Reads})
	for _, c := range []struct {
		method, address string
		passes          bool
	}{
		{"POST", "https://plex.tv/api/v2/pins", true},
		{"POST", "https://plex.tv/api/v2/pins?strong=true", true},
		{"POST", "https://clients.plex.tv/api/v2/pins", true},
		{"PUT", "https://plex.tv/api/v2/pins/link", true},
		{"PUT", "https://clients.plex.tv/api/v2/pins/link", true},
		{"POST", "https://clients.plex.tv/api/v2/pins?strong=true&X-Plex-Product=Plex%20Web&X-Plex-Client-Identifier=a&X-Plex-Token=b", true},
		{"PUT", "https://plex.tv/api/v2/pins/link?X-Plex-Product=Plex%20SSO&X-Plex-Features=external-media", true},
		{"PUT", "https://plex.tv/api/v2/pins/link?code=x", false},
		{"PUT", "https://plex.tv/api/v2/pins/link?X-Plex-Username=x", false},
		{"POST", "https://plex.tv/api/v2/pins/link", false},
		{"DELETE", "https://plex.tv/api/v2/pins", false},
		{"POST", "https://www.plex.tv/api/v2/pins", false},
		{"POST", "https://plex.tv/api/v2/users/signin", false},
		{"PUT", "https://plex.tv/api/v2/user/privacy", false},
		{"POST", "https://www.plex.tv/wp-admin/admin-ajax.php", false},
	} {
		if got := rules.Judge(judge.Request{URL: c.address, Method: c.method, HasBody: true, Body: []byte("code=x")}).Action == judge.LetThrough; got != c.passes {
			t.Errorf("%s %s passes: %v", c.method, c.address, got)
		}
	}
}
