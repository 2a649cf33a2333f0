package automation

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// stuckAfter is how long a request keeps the page from being quiet. A longer one is
// probably a long poll.
const stuckAfter = 15 * time.Second

// pollsAfter is how often a page may repeat exactly the same request before the request
// counts as polling. A page that polls would never be quiet otherwise.
const pollsAfter = 3

// requestsKept bounds the memory that a page can use up by sending requests in a loop.
// Of more, the newest are kept.
const requestsKept = 4000

// How long a response keeps the page from being quiet after its last bytes. Chrome
// reports the end of a response only when the page's script has read it. A script that
// saves something often never reads the response, but one that asks for data will, so
// the latter gets more time.
const (
	savedAfter  = time.Second
	stalledRead = 5 * time.Second
)

// traffic records the requests of a tab.
type traffic struct {
	conn *chromedp.Target
	// bodyOf asks the browser for the body of a response. ok is false if it has none that
	// is text.
	bodyOf func(context.Context, network.RequestID) (body string, ok bool)

	mu      sync.Mutex
	open    map[network.RequestID]*exchange
	done    []*exchange
	idle    time.Time
	started time.Time
	loaded  Load
	// document is the request for the tab's current document.
	document network.RequestID
	// asked counts equal requests, by a hash of method, address and body.
	asked   map[[sha256.Size]byte]int
	streams streams
	// stirred is when the page last sent or received anything, what it polls included.
	stirred time.Time
	// looking is how many bodies are being looked at to see whether they are data.
	looking int
}

func newTraffic(conn *chromedp.Target) *traffic {
	t := &traffic{conn: conn, bodyOf: func(ctx context.Context, id network.RequestID) (string, bool) {
		res, err := cdp.Call(ctx, conn, network.GetResponseBody, network.GetResponseBodyParams{RequestID: id})
		return string(res.Body), err == nil && !res.Base64encoded
	}}
	t.reset()
	return t
}

// reset starts a new document: requests of the old one no longer count.
func (t *traffic) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open = map[network.RequestID]*exchange{}
	t.done = nil
	t.idle = time.Now()
	t.started = t.idle
	t.loaded = Load{}
	t.asked = map[[sha256.Size]byte]int{}
	t.streams = newStreams()
}

// polls says whether the same request has been sent so often that it is polling.
func (t *traffic) polls(r *network.Request) bool {
	hash := sha256.New()
	fmt.Fprintf(hash, "%q %q", r.Method, r.URL)
	for _, e := range r.PostDataEntries {
		fmt.Fprintf(hash, " %q", string(e.Bytes))
	}
	if len(t.asked) >= requestsKept {
		clear(t.asked)
	}
	key := [sha256.Size]byte(hash.Sum(nil))
	t.asked[key]++
	return t.asked[key] > pollsAfter
}

// counts says whether a page may need a request to show its true values.
func counts(kind network.ResourceType) bool {
	switch kind {
	case network.ResourceTypeDocument, network.ResourceTypeXHR, network.ResourceTypeFetch, network.ResourceTypeScript:
		return true
	}
	return false
}

// fromMemory says whether an address is one of the page's own memory. The end of such a
// request is not always reported: a worker's script ends in the worker.
func fromMemory(url string) bool {
	return strings.HasPrefix(url, "blob:") || strings.HasPrefix(url, "data:")
}

func (t *traffic) note(ev any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if stirs(ev) {
		t.stirred = time.Now()
	}
	if t.streams.note(ev) {
		t.idle = time.Now()
	}
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if !counts(ev.Type) || ev.Request == nil || fromMemory(ev.Request.URL) || t.polls(ev.Request) {
			return
		}
		x := &exchange{id: ev.RequestID, method: ev.Request.Method, url: ev.Request.URL, kind: ev.Type, at: time.Now()}
		x.aside = x.data() && x.changes() && saysOnly(ev.Request)
		t.open[ev.RequestID] = x
	case *network.EventResponseReceived:
		x := t.open[ev.RequestID]
		if x == nil || ev.Response == nil {
			return
		}
		x.heard = time.Now()
		x.status, x.mime = int(ev.Response.Status), ev.Response.MimeType
		x.retryAfter = header(ev.Response.Headers, "retry-after")
		if ev.Type == network.ResourceTypeDocument && ev.FrameID == cdp.FrameID(t.conn.TargetID) {
			t.loaded, t.document = Load{Status: x.status, RetryAfter: x.retryAfter}, ev.RequestID
			t.leave(ev.RequestID)
		}
	case *network.EventDataReceived:
		if x := t.open[ev.RequestID]; x != nil {
			x.heard = time.Now()
			x.length += ev.DataLength
		}
	case *network.EventLoadingFinished:
		if x := t.open[ev.RequestID]; x != nil && x.untold() && t.looking < mostLooks {
			t.looking++
			go t.lookInto(x)
		}
		t.finish(ev.RequestID, "")
	case *network.EventLoadingFailed:
		t.finish(ev.RequestID, ev.ErrorText)
	}
}

// noContent are the statuses of answers that leave a tab at the document that it shows
// (https://fetch.spec.whatwg.org/#null-body-status).
var noContent = []int{204, 205}

// leave ends what the documents before this one were asking for, as a tab comes to another
// document. Nobody will read it, and Chrome does not always report its end: a request that
// the guard was looking at just then stays open for good. A save goes on.
func (t *traffic) leave(document network.RequestID) {
	if slices.Contains(noContent, t.loaded.Status) {
		return
	}
	for id, x := range t.open {
		if id != document && !x.changes() {
			t.finish(id, aborted)
		}
	}
}

// stirs says whether an event means that a page sent or received something.
func stirs(ev any) bool {
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		return counts(ev.Type)
	case *network.EventResponseReceived:
		return counts(ev.Type)
	case *network.EventLoadingFinished, *network.EventEventSourceMessageReceived, *network.EventWebSocketFrameReceived:
		return true
	}
	return false
}

// StirredSince says whether the page has sent or received anything since a moment.
func (t *traffic) StirredSince(at time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !t.stirred.Before(at)
}

// Streams says whether a connection is open that may bring something at any time.
func (t *traffic) Streams() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.streams.open) > 0
}

func (t *traffic) finish(id network.RequestID, failed string) {
	x := t.open[id]
	if x == nil {
		return
	}
	delete(t.open, id)
	// A document that is replaced by another before its end is aborted, not broken.
	if failed != "" && failed != aborted && id == t.document && x.status > 0 {
		t.loaded.Broken = failed
	}
	x.failed, x.ended = failed, time.Now()
	if len(t.done) >= requestsKept {
		t.done = append(t.done[:0:0], t.done[requestsKept/2:]...)
	}
	t.done = append(t.done, x)
	t.idle = x.ended
}

// Quiet returns how long the page has had no request in flight; 0 while it has one.
func (t *traffic) Quiet() time.Duration {
	now := time.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.looking > 0 {
		return 0
	}
	last := t.idle
	for _, x := range t.open {
		if x.unread(now) {
			if x.heard.After(last) {
				last = x.heard
			}
			continue
		}
		if now.Sub(x.at) < stuckAfter {
			return 0
		}
	}
	return now.Sub(last)
}

// Load says how the load of the tab's current document went.
func (t *traffic) Load() Load {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.loaded
}

func header(h network.Headers, name string) string {
	for k, v := range h {
		if strings.EqualFold(k, name) {
			return strings.Trim(fmt.Sprint(v), `"`)
		}
	}
	return ""
}

// Writes returns the requests since a moment that may change something.
func (t *traffic) Writes(since time.Time) []Write {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []Write
	add := func(x *exchange) {
		if x.at.Before(since) || !x.changes() {
			return
		}
		out = append(out, x.write())
	}
	for _, x := range t.done {
		add(x)
	}
	for _, x := range t.open {
		add(x)
	}
	return out
}

// Troubles returns the page's own requests for data that failed or were refused. A page
// with the status 202 refuses, too: it asks for a proof first.
func (t *traffic) Troubles() []Write {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []Write
	for _, x := range t.done {
		if w := x.write(); x.data() && !x.aside && (w.Bad() || w.Page && w.Status == 202) && w.Failed != aborted {
			out = append(out, w)
		}
	}
	return out
}

// Answered returns when the page's scripts last received data and no refusal, or a message;
// zero if they never did.
func (t *traffic) Answered() time.Time {
	t.mu.Lock()
	defer t.mu.Unlock()
	last := t.streams.heard
	for _, x := range t.done {
		if x.data() && x.failed == "" && x.status < 300 && x.isData() && x.ended.After(last) {
			last = x.ended
		}
	}
	return last
}

// Pending returns the address of the oldest request that counts and has no answer yet, ""
// if there is none. Unlike Quiet, it never takes one for a long poll.
func (t *traffic) Pending(counts func(hostAndPath string) bool) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var oldest *exchange
	for _, x := range t.open {
		if x.status == 0 && !x.aside && counts(hostAndPath(x.url)) && (oldest == nil || x.at.Before(oldest.at)) {
			oldest = x
		}
	}
	if oldest == nil {
		return ""
	}
	return hostAndPath(oldest.url)
}

// Answer is a JSON or XML response that the page received.
type Answer struct {
	// URL is host and path.
	URL    string
	Status int
	Body   string
}

// Answers returns the JSON and XML responses that the page has received so far from addresses
// (host and path) for which wants returns true. Bodies that the browser no longer has
// are left out.
func (t *traffic) Answers(ctx context.Context, wants func(hostAndPath string) bool) []Answer {
	t.mu.Lock()
	var pick []*exchange
	for _, x := range t.done {
		if x.failed == "" && x.isData() && wants(hostAndPath(x.url)) {
			pick = append(pick, x)
		}
	}
	t.mu.Unlock()
	var out []Answer
	for _, x := range pick {
		if !x.gotBody {
			x.gotBody = true
			if body, ok := t.bodyOf(ctx, x.id); ok {
				x.body = body
			}
		}
		if x.body != "" {
			out = append(out, Answer{URL: hostAndPath(x.url), Status: x.status, Body: x.body})
		}
	}
	return out
}

func hostAndPath(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Host + u.Path
}
