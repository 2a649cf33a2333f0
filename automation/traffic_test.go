package automation

import (
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// WordPress says "-1" to a request without a valid nonce, with 403 and as HTML. That is no
// page, and no firewall. A body that no script reads may be one.
func TestOneWordIsNoPage(t *testing.T) {
	for length, want := range map[int64]bool{0: true, 1: false, 2: false, 900: true} {
		tr := newTraffic(&chromedp.Target{})
		const id = network.RequestID("1")
		tr.note(&network.EventRequestWillBeSent{RequestID: id, Type: network.ResourceTypeXHR, Request: &network.Request{Method: "POST", URL: "https://www.plex.tv/wp-admin/admin-ajax.php"}})
		tr.note(&network.EventResponseReceived{RequestID: id, Type: network.ResourceTypeXHR, Response: &network.Response{Status: 403, MimeType: "text/html"}})
		tr.note(&network.EventDataReceived{RequestID: id, DataLength: length})
		tr.note(&network.EventLoadingFinished{RequestID: id})
		if all := tr.Troubles(); len(all) != 1 || all[0].Page != want {
			t.Errorf("%d bytes: %+v, want a page: %t", length, all, want)
		}
	}
}

// A connection that does not count hides none that does.
func TestExpectedThatCounts(t *testing.T) {
	tr := newTraffic(&chromedp.Target{})
	const news, values = "pubsub.plex.tv/sub", "community.plex.tv/live"
	counts := func(at string) bool { return at != news }
	tr.note(&network.EventWebSocketCreated{RequestID: "1", URL: "wss://" + news})
	if got := tr.Expected(counts); got != "" {
		t.Errorf("waits for %s", got)
	}
	tr.note(&network.EventWebSocketCreated{RequestID: "2", URL: "wss://" + values + "?token=x"})
	if got := tr.Expected(counts); got != values {
		t.Errorf("waits for %q", got)
	}
}
