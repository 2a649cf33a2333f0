package automation

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// WordPress says "-1" to a request without a valid nonce, with 403 and as HTML. That is no
// page, and no firewall. A body that no script reads may be one.
func TestOneWordIsNoPage(t *testing.T) {
	for length, want := range map[int64]bool{0: true, 1: false, 2: false, 900: true} {
		tr := newTraffic(&chromedp.Target{})
		tr.bodyOf = func(context.Context, network.RequestID) (string, bool) { return "", false }
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

// TestADocumentThatWasLeftKeepsNobodyWaiting: a tab goes on to another page, and of what
// the former one asked for Chrome reports no end. A save of it is still under way.
func TestADocumentThatWasLeftKeepsNobodyWaiting(t *testing.T) {
	const tab = "tab"
	document := func(tr *traffic, id network.RequestID, status int64) {
		tr.note(&network.EventRequestWillBeSent{RequestID: id, Type: network.ResourceTypeDocument, FrameID: tab, Request: &network.Request{Method: "GET", URL: "https://www.plex.tv/" + string(id)}})
		tr.note(&network.EventResponseReceived{RequestID: id, Type: network.ResourceTypeDocument, FrameID: tab, Response: &network.Response{Status: status, MimeType: "text/html"}})
		tr.note(&network.EventLoadingFinished{RequestID: id})
	}
	for name, c := range map[string]struct {
		method string
		status int64
		quiet  bool
	}{
		"another page":            {"GET", 200, true},
		"a save goes on":          {"PUT", 200, false},
		"the page stays (204)":    {"GET", 204, false},
		"an error page, and left": {"GET", 404, true},
	} {
		tr := newTraffic(&chromedp.Target{TargetID: tab})
		document(tr, "first", 200)
		tr.note(&network.EventRequestWillBeSent{RequestID: "asked", Type: network.ResourceTypeFetch, Request: &network.Request{Method: c.method, URL: "https://plex.tv/api/v2/user/privacy"}})
		document(tr, "second", c.status)
		if quiet := tr.Quiet() > 0; quiet != c.quiet {
			t.Errorf("%s: quiet %t, want %t", name, quiet, c.quiet)
		}
	}
}

// What a body is decides, not what it is said to be: WordPress calls JSON a page.
func TestIsDataBody(t *testing.T) {
	for body, want := range map[string]bool{
		`{"optOutPlayback":true}`:                            true,
		"\ufeff  [{\"id\":1}]\n":                             true,
		`<?xml version="1.0"?><privacy optOutPlayback="1"/>`: true,
		`<?xml version="1.0" encoding="UTF-8"?><MediaContainer size="1"><User id="1">a &amp; b</User></MediaContainer>`: true,
		`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`:                                false,
		`<?xml version="1.0"?><user>`:                 false,
		`{"optOutPlayback":true`:                      false,
		`{"a":1}{"b":2}`:                              false,
		`{{template}}`:                                false,
		"<!DOCTYPE html><html><body>{}</body></html>": false,
		"<html><body><p>Sign in</p></body></html>":    false,
		`<div class="card"><p>Newsletters</p></div>`:  false,
		"<p>one<p>two":                                false,
		"-1":                                          false, "": false, "<!-- nothing -->": false, "Not found": false,
	} {
		if got := isDataBody(body); got != want {
			t.Errorf("%q: data %t, want %t", body, got, want)
		}
	}
	for mime, want := range map[string]bool{"application/json": true, "text/xml": true, "application/problem+xml": true, "application/xhtml+xml": false, "text/html": false, "image/svg+xml": false} {
		if got := isDataType(mime); got != want {
			t.Errorf("%s: data %t, want %t", mime, got, want)
		}
	}
}
