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
		{Time: began, URL: "https://analytics.plex.tv/collect", Method: "POST", ResourceType: "Fetch", Reason: judge.ReasonWrite},
		{Time: began, URL: "http://192.168.1.20:32400/identity", Method: "GET", ResourceType: "Fetch", Reason: judge.ReasonScheme},
		{Time: began, URL: "http://www.plex.tv:81/x", Method: "GET", ResourceType: "Fetch", Reason: judge.ReasonScheme},
		{Time: began, URL: "https://plex.tv/another-tab", Method: "POST", ResourceType: "XHR", Reason: judge.ReasonWrite},
	}
	const mine = "mine"
	for i := range all[:len(all)-1] {
		all[i].FrameID = mine
	}
	tab := sender{frame: mine}
	refusals := func() []automation.Refusal { return all }
	const want = "not let through, because nothing may be changed: POST www.plex.tv/wp-admin/admin-ajax.php, POST community.plex.tv/api (operation Save)"
	if got := ownRefused(tab, "https://www.plex.tv/", began, refusals); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := ownRefused(tab, "https://www.plex.tv/", began.Add(time.Second), refusals) + ownRefused(tab, "https://www.plex.tv/", began, nil); got != "" {
		t.Errorf("nothing was refused since, but %q", got)
	}
}
