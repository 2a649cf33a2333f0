package page

import (
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// sender is a tab with one frame of its own.
type sender struct {
	Tab
	frame string
}

func (s sender) Sent(r automation.Refusal, at string) bool {
	return r.FrameID == s.frame || r.FrameID == "" && r.Initiator == at
}

// TestRefused: only what this tab asked of a host that may bring controls explains an
// empty page. What was asked of Plex is named by method and path.
func TestRefused(t *testing.T) {
	const at, opened = "https://www.plex.tv/vendors-us/", "mine"
	began := time.Now()
	request := func(change func(*automation.Refusal)) automation.Refusal {
		r := automation.Refusal{Time: began.Add(time.Second), URL: "https://controls.example/list.js", Method: "GET", ResourceType: "Script", FrameID: opened}
		change(&r)
		return r
	}
	address := func(url string) automation.Refusal {
		return request(func(r *automation.Refusal) { r.URL, r.ResourceType = url, "Fetch" })
	}
	for name, c := range map[string]struct {
		refusal automation.Refusal
		names   string // "" is no reason
	}{
		"a script of another host": {request(func(*automation.Refusal) {}), "controls.example"},
		"before the page":          {request(func(r *automation.Refusal) { r.Time = began.Add(-time.Second) }), ""},
		"another tab":              {request(func(r *automation.Refusal) { r.FrameID = "other" }), ""},
		"a worker of the page":     {request(func(r *automation.Refusal) { r.FrameID, r.Initiator = "", at }), "controls.example"},
		"a worker of nobody knows": {request(func(r *automation.Refusal) { r.FrameID = "" }), ""},
		"a beacon":                 {request(func(r *automation.Refusal) { r.ResourceType = "Ping" }), ""},
		"a style sheet":            {request(func(r *automation.Refusal) { r.ResourceType = "Stylesheet" }), ""},
		"a frame":                  {request(func(r *automation.Refusal) { r.URL, r.ResourceType = "https://controls.example/", "Document" }), "controls.example"},
		"Transifex":                {address("https://cdn.transifex.com/live.js"), ""},
		"a tag manager":            {address("https://www.googletagmanager.com/gtm.js"), ""},
		"analytics of Plex":        {address("https://analytics.plex.tv/collect"), ""},
		"a server":                 {address("https://192-168-1-20.0123456789abcdef0123456789abcdef.plex.direct:32400/identity"), ""},
		"a server by number":       {address("https://192.168.1.20:8443/identity"), outcome.OwnServer},
		"looks like a bystander":   {address("https://notransifex.com/x"), "notransifex.com"},
		"a post to Plex": {request(func(r *automation.Refusal) {
			r.URL, r.Method, r.ResourceType = "https://www.plex.tv/wp-admin/admin-ajax.php", "POST", "XHR"
		}), "POST www.plex.tv/wp-admin/admin-ajax.php"},
		"a query of Plex": {request(func(r *automation.Refusal) {
			r.URL, r.Method, r.ResourceType, r.Operation = "https://community.plex.tv/api", "POST", "Fetch", "GetFeed"
		}), "POST community.plex.tv/api (operation GetFeed)"},
	} {
		got := refused(sender{frame: opened}, at, began, func() []automation.Refusal { return []automation.Refusal{c.refusal, c.refusal} })
		if c.names == "" && got != "" || c.names != "" && !strings.Contains(got, ": "+c.names+"; ") {
			t.Errorf("%s: %q, want %q in it", name, got, c.names)
		}
		if strings.Contains(got, "192") {
			t.Errorf("%s: the address of a server is in %q", name, got)
		}
	}
}

// TestTroublesOfBystanders: a network that blocks Plex's analytics does not make a page
// unreachable.
func TestTroublesOfBystanders(t *testing.T) {
	for host, want := range map[string]bool{"analytics.plex.tv": false, "192-168-1-20.0123.plex.direct:32400": false, "plex.tv": true} {
		for _, trouble := range []automation.Write{
			{Method: "POST", URL: host + "/x", Failed: "net::ERR_NAME_NOT_RESOLVED"},
			{Method: "GET", URL: host + "/x", Status: 403, Page: true}, // the page of a filter
		} {
			if end := serverTrouble([]automation.Write{trouble}); (end != nil) != want {
				t.Errorf("%s, %+v: ends the visit: %t, want %t", host, trouble, end != nil, want)
			}
		}
	}
}

// awaiting is a tab whose page waits for one address.
type awaiting struct {
	Tab
	at string
}

func (awaiting) Troubles() []automation.Write { return nil }

func (awaiting) Answered() time.Time { return time.Time{} }

func (a awaiting) Expected(counts func(string) bool) string {
	if counts(a.at) {
		return a.at
	}
	return ""
}

// Plex's app keeps a connection for news open, which may be silent for ever. No value waits
// for it, whether the guard let it be opened or not.
func TestNewsAreNotAwaited(t *testing.T) {
	for at, want := range map[string]bool{"pubsub.plex.tv/sub/websockets": false, "community.plex.tv/live": true} {
		v := &Visit{tab: awaiting{at: at}, rest: &rest{}, View: &View{}}
		if got := v.circumstances(&sight.Look{}); got.unanswered() != want {
			t.Errorf("%s: %+v", at, got)
		}
		v.tab = awaiting{at: "pubsub.plex.tv"}
		if got := v.circumstances(&sight.Look{Part: sight.Part{NoSocket: at}}); got.unanswered() != want {
			t.Errorf("%s, refused: %+v", at, got)
		}
	}
}

// TestRefusedData: what a page draws proves nothing if Plex refused it what it asked for. What
// is not there, what only counts visitors, and what our own guard refuses, says nothing.
func TestRefusedData(t *testing.T) {
	for name, c := range map[string]struct {
		trouble automation.Write
		refused bool
	}{
		"forbidden":       {automation.Write{Method: "GET", URL: "www.plex.tv/state", Status: 403}, true},
		"server error":    {automation.Write{Method: "POST", URL: "community.plex.tv/api", Status: 502}, true},
		"no answer":       {automation.Write{Method: "GET", URL: "plex.tv/api/v2/user/privacy", Failed: "net::ERR_CONNECTION_RESET"}, true},
		"not there":       {automation.Write{Method: "GET", URL: "www.plex.tv/wp-json/x", Status: 404}, false},
		"analytics":       {automation.Write{Method: "POST", URL: "analytics.plex.tv/collect", Status: 403}, false},
		"our own refusal": {automation.Write{Method: "GET", URL: "www.plex.tv/state", Failed: "net::ERR_BLOCKED_BY_CLIENT"}, false},
	} {
		if got := refusedData([]automation.Write{c.trouble}); (got != "") != c.refused {
			t.Errorf("%s: %q, want refused: %t", name, got, c.refused)
		}
	}
}
