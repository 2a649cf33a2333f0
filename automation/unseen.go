package automation

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/plexpriv/plexpriv/automation/judge"
)

// unseen finds out what a tab does past the guard. The browser reports more than it asks
// about: what speculation rules fetch, what a site asks for in early hints, and documents
// that were fetched in advance (Chromium 156). What the guard would have let through
// harms nothing; anything else makes the tab one whose page cannot be believed.
type unseen struct {
	guard *guard // nil: nothing is guarded

	mu sync.Mutex
	// pending are requests that the guard has not seen so far. It may hear of one later
	// than the tab.
	pending map[network.RequestID]judge.Request
	// documents are those that were shown, and not known to the guard at the time.
	documents map[network.RequestID]string
	why       string
}

func newUnseen(g *guard) *unseen {
	return &unseen{guard: g, pending: map[network.RequestID]judge.Request{}, documents: map[network.RequestID]string{}}
}

// note notes an event. It asks nobody, because it runs in the loop that reads the
// browser's messages.
func (u *unseen) note(ev any) {
	if u.guard == nil || u.guard.openNet {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.why != "" {
		return
	}
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		u.sent(ev)
	case *network.EventResponseReceived:
		if ev.Response != nil {
			u.settle(ev.RequestID)
		}
	case *network.EventLoadingFailed:
		if u.pending[ev.RequestID].Kind != string(network.ResourceTypePrefetch) || ev.BlockedReason != "" {
			delete(u.pending, ev.RequestID) // a policy refused it, or it never left
		}
	case *network.EventRequestServedFromCache:
		delete(u.pending, ev.RequestID)
	case *network.EventResponseReceivedEarlyHints:
		u.hinted(ev)
	case *page.EventFrameNavigated:
		if f := ev.Frame; f != nil && overNetwork(f.URL) {
			u.shown(network.RequestID(f.LoaderID), f.URL)
		}
	}
}

func (u *unseen) sent(ev *network.EventRequestWillBeSent) {
	// Whether a preflight is sent is decided with the request that it is for.
	if ev.Request == nil || !overNetwork(ev.Request.URL) || ev.Type == network.ResourceTypePreflight {
		return
	}
	u.settle(ev.RequestID) // the step before this one, if it is redirected
	if len(u.pending) >= requestsKept && !u.makeRoom() {
		return
	}
	u.pending[ev.RequestID] = judge.Request{
		URL: ev.Request.URL, Method: ev.Request.Method, Kind: string(ev.Type), Headers: map[string]string{}, HasBody: ev.Request.HasPostData,
	}
}

// makeRoom forgets the requests that the guard has seen by now, so that a page cannot hide
// one that it has not by sending many. Loads of documents stay: early hints are read by
// their addresses. It returns false, and says so, if there is no room even then.
func (u *unseen) makeRoom() bool {
	maps.DeleteFunc(u.pending, func(id network.RequestID, req judge.Request) bool {
		return req.Kind != string(network.ResourceTypeDocument) && u.guard.seen.request(asked{id, req.URL})
	})
	return u.room(len(u.pending), "requests")
}

// shown notes a document that is shown. If the guard has seen its load, it is none of ours.
func (u *unseen) shown(id network.RequestID, address string) {
	if len(u.documents) >= requestsKept {
		maps.DeleteFunc(u.documents, func(id network.RequestID, _ string) bool { return u.guard.seen.document(id) })
		if !u.room(len(u.documents), "documents") {
			return
		}
	}
	u.documents[id] = address
}

// room says whether there is room for more. Half of it must be free, or the next ones would
// cost as much again.
func (u *unseen) room(used int, of string) bool {
	if used <= requestsKept/2 {
		return true
	}
	u.found(fmt.Sprintf("the page has more %s under way than plexpriv can follow", of))
	return false
}

// settle decides about a request that got an answer, so that the guard must have seen it.
func (u *unseen) settle(id network.RequestID) {
	req, ok := u.pending[id]
	if !ok {
		return
	}
	delete(u.pending, id)
	if !u.guard.seen.request(asked{id, req.URL}) {
		u.judge(req, "")
	}
}

// judge judges a request that nobody asked about.
func (u *unseen) judge(req judge.Request, how string) {
	v := u.guard.rules.Judge(req)
	if !u.guard.remote && (v.Reason == judge.ReasonHost || v.Reason == judge.ReasonScheme) {
		return // there is no way to another host
	}
	if v.Action == judge.Refuse {
		u.found(fmt.Sprintf("the browser sent a request%s that plexpriv could not stop: %s %s (%s)", how, req.Method, bareURL(req.URL), v.Reason))
	}
}

func (u *unseen) found(why string) {
	if u.why == "" {
		u.why = why
		u.guard.log.Debug("past the guard", "what", why)
	}
}

// hint is a Link in early hints. What stands in quotes begins no other one.
var hint = regexp.MustCompile(`<([^<>]*)>((?:"(?:[^"\\]|\\.)*"|[^<])*)`)

// hintKinds are the kinds of requests that early hints can ask for, by their "as".
var hintKinds = map[string]string{"script": "Script", "style": "Stylesheet", "image": "Image", "font": "Font"}

// advance matches the relations by which a Link makes the browser send a request. To
// connect is none: sites do it for fonts, and no page is worse for it.
var advance = regexp.MustCompile(`(?i)\b(preload|modulepreload|prefetch|prerender)\b`)

// hinted decides about early hints: the browser follows them before the document is
// there, and does not ask.
func (u *unseen) hinted(ev *network.EventResponseReceivedEarlyHints) {
	base, err := url.Parse(u.pending[ev.RequestID].URL)
	if err != nil {
		base = &url.URL{}
	}
	for _, link := range hint.FindAllStringSubmatch(header(ev.Headers, "link"), -1) {
		to, err := base.Parse(strings.TrimSpace(link[1]))
		if err != nil || !advance.MatchString(link[2]) || !overNetwork(to.String()) {
			continue
		}
		kind := "Other"
		for as, name := range hintKinds {
			if strings.Contains(strings.ToLower(link[2]), "as="+as) || strings.Contains(strings.ToLower(link[2]), `as="`+as) {
				kind = name
			}
		}
		u.judge(judge.Request{URL: to.String(), Method: "GET", Kind: kind, Headers: map[string]string{}}, ", as the site had asked in advance,")
	}
}

// report says what went past the guard, "" if nothing did.
func (u *unseen) report() string {
	if u.guard == nil {
		return ""
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	for id, address := range u.documents {
		delete(u.documents, id)
		if !u.guard.seen.document(id) {
			u.found("the browser shows a document that it had fetched without asking plexpriv: " + bareURL(address))
		}
	}
	for id, req := range u.pending {
		// These are sent by the browser itself, and may get their answer when the
		// document that asked for them is gone.
		if req.Kind == string(network.ResourceTypePrefetch) {
			u.settle(id)
		}
	}
	return u.why
}

// overNetwork says whether an address is one of the network, and not of the browser.
func overNetwork(address string) bool {
	return strings.HasPrefix(address, "https:") || strings.HasPrefix(address, "http:")
}
