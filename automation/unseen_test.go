package automation

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/plexpriv/plexpriv/automation/judge"
)

// watched is what a read-only tab tells, without a browser.
func watched() *unseen {
	return newUnseen(newGuard(Options{
		Hosts: judge.HostRule{Suffix: "plex.tv"}, ReadOnly: true, Reads: judge.Reads{ActingWords: []string{"sign-out"}}, Logger: slog.New(slog.DiscardHandler),
	}, true))
}

func (u *unseen) sends(id, address string, kind network.ResourceType) {
	u.note(&network.EventRequestWillBeSent{RequestID: network.RequestID(id), Type: kind, Request: &network.Request{URL: address, Method: "GET"}})
}

// asks is a request that the browser asks the guard about.
func (u *unseen) asks(id, address string, kind network.ResourceType) {
	u.guard.seen.add(&fetch.EventRequestPaused{NetworkID: network.RequestID(id), ResourceType: kind, Request: &network.Request{URL: address}})
}

// flood sends more requests at once than are kept. The guard sees them, if it is asked.
func (u *unseen) flood(asked bool) {
	for i := range requestsKept + 10 {
		id, address := fmt.Sprint("flood", i), fmt.Sprintf("https://www.plex.tv/x/%d", i)
		if asked {
			u.asks(id, address, network.ResourceTypeFetch)
		}
		u.sends(id, address, network.ResourceTypeFetch)
	}
}

// TestAFloodHidesNothing: requests that nobody was asked about are told, however many others
// a page sends, and a flood alone ends no page.
func TestAFloodHidesNothing(t *testing.T) {
	const away = "https://www.plex.tv/users/sign_out"
	for name, c := range map[string]struct {
		do   func(u *unseen)
		want string
	}{
		"a flood": {func(u *unseen) { u.flood(true) }, ""},
		"a prefetch before it": {func(u *unseen) {
			u.sends("ahead", away, network.ResourceTypePrefetch)
			u.flood(true)
			u.note(&network.EventResponseReceived{RequestID: "ahead", Response: &network.Response{}})
		}, "/users/sign_out"},
		"early hints after it": {func(u *unseen) {
			u.asks("document", "https://www.plex.tv/", network.ResourceTypeDocument)
			u.sends("document", "https://www.plex.tv/", network.ResourceTypeDocument)
			u.flood(true)
			u.note(&network.EventResponseReceivedEarlyHints{RequestID: "document", Headers: network.Headers{"link": "</users/sign_out>; rel=preload"}})
		}, "/users/sign_out"},
		"one that nobody was asked about": {func(u *unseen) { u.flood(false) }, "more requests"},
		"a document among many": {func(u *unseen) {
			for i := range requestsKept + 10 {
				id, address := fmt.Sprint("frame", i), "https://www.plex.tv/frame"
				u.asks(id, address, network.ResourceTypeDocument)
				u.shows(id, address)
			}
			u.shows("ahead", "https://www.plex.tv/ahead")
		}, "/ahead"},
	} {
		t.Run(name, func(t *testing.T) {
			u := watched()
			c.do(u)
			if got := u.report(); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("told: %q, want %q in it", got, c.want)
			}
		})
	}
}

func (u *unseen) shows(id, address string) {
	u.note(&page.EventFrameNavigated{Frame: &cdp.Frame{LoaderID: cdp.LoaderID(id), URL: address}})
}

// What stands in quotes in a Link is no other Link, and keeps none from being told.
func TestEarlyHintsAreReadAsLinks(t *testing.T) {
	for link, told := range map[string]bool{
		`</users/sign_out>; rel=preload`:                            true,
		`</a.css>; rel=preload, </users/sign_out>; rel="prefetch"`:  true,
		`</users/sign_out>; title="<x>"; rel=preload; as=fetch`:     true,
		`</users/sign_out>; title="\"<x>"; rel=preload`:             true,
		`</users/sign_out>; title="; rel=preload`:                   true,
		`</users/sign_out>; rel=help, </a.css>; rel=preload`:        false,
		`</users/sign_out>; rel=help; title="x", </a>; rel=preload`: false,
	} {
		u := watched()
		u.sends("document", "https://www.plex.tv/", network.ResourceTypeDocument)
		u.note(&network.EventResponseReceivedEarlyHints{RequestID: "document", Headers: network.Headers{"link": link}})
		if got := strings.Contains(u.report(), "/users/sign_out"); got != told {
			t.Errorf("%s: told is %v", link, got)
		}
	}
}
