package page

import (
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/judge"
)

// What a page asked Plex itself for and did not get is named by method, host and path. Of
// other hosts, and of what cannot explain a page, nothing is told here.
func TestOwnRefusals(t *testing.T) {
	began := time.Now()
	all := []automation.Refusal{
		{Time: began.Add(-time.Second), URL: "https://www.plex.tv/before", Method: "POST", ResourceType: "XHR", Reason: judge.ReasonWrite},
		{Time: began, URL: "https://www.plex.tv/wp-admin/admin-ajax.php", Method: "POST", ResourceType: "XHR", Reason: judge.ReasonWrite},
		{Time: began, URL: "https://www.plex.tv/wp-admin/admin-ajax.php", Method: "POST", ResourceType: "XHR", Reason: judge.ReasonWrite},
		{Time: began, URL: "https://community.plex.tv/api", Method: "POST", ResourceType: "Fetch", Reason: judge.ReasonNotAQuery, Operation: "Save"},
		{Time: began, URL: "https://cdn.example/live.js", Method: "GET", ResourceType: "Script", Reason: judge.ReasonHost},
		{Time: began, URL: "https://analytics.plex.tv/collect", Method: "POST", ResourceType: "Ping", Reason: judge.ReasonWrite},
	}
	refusals := func() []automation.Refusal { return all }
	const want = "not let through, because nothing may be changed: POST www.plex.tv/wp-admin/admin-ajax.php, POST community.plex.tv/api (operation Save)"
	if got := ownRefusedSince(began, refusals); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := ownRefusedSince(began.Add(time.Second), refusals) + ownRefusedSince(began, nil); got != "" {
		t.Errorf("nothing was refused since, but %q", got)
	}
}
