package automation

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// stuckAfter is how long a request may take and still keep the page from being
// quiet: long polls must not be waited for.
const stuckAfter = 15 * time.Second

// pollsAfter is how often the very same request may be made before it is taken
// for a page that keeps asking, which is never quiet.
const pollsAfter = 3

// How long a response that has begun keeps the page from being quiet after its last
// bytes. Chrome reports the end of a response only when the page's script has read it,
// and a script that saves something often never does. A script that asks for something
// will read it, so it gets more time.
const (
	savedAfter  = time.Second
	stalledRead = 5 * time.Second
)

// traffic follows what a tab asks of its servers.
type traffic struct {
	conn *chromedp.Target

	mu      sync.Mutex
	open    map[network.RequestID]*exchange
	done    []*exchange
	idle    time.Time
	started time.Time
	loaded  Load
	// document is the request of the tab's present document.
	document network.RequestID
	// asked counts how often each request was made, by method, address and body.
	asked map[string]int
}

// exchange is one request and what became of it.
type exchange struct {
	id     network.RequestID
	method string
	url    string
	kind   network.ResourceType
	at     time.Time
	// heard is when the answer, or more of it, arrived.
	heard time.Time
	// ended is when the answer was complete, or the request failed.
	ended      time.Time
	status     int
	mime       string
	retryAfter string
	failed     string
	body       string
	gotBody    bool
}

func newTraffic(conn *chromedp.Target) *traffic {
	t := &traffic{conn: conn}
	t.reset()
	return t
}

// reset begins a new document: requests of the old one no longer count.
func (t *traffic) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open = map[network.RequestID]*exchange{}
	t.done = nil
	t.idle = time.Now()
	t.started = t.idle
	t.loaded = Load{}
	t.asked = map[string]int{}
}

// polls says whether the very same request has been made so often that the page is
// polling.
func (t *traffic) polls(r *network.Request) bool {
	key := r.Method + " " + r.URL
	for _, e := range r.PostDataEntries {
		key += " " + string(e.Bytes)
	}
	t.asked[key]++
	return t.asked[key] > pollsAfter
}

// counts says which requests a page may need to show its true values.
func counts(kind network.ResourceType) bool {
	switch kind {
	case network.ResourceTypeDocument, network.ResourceTypeXHR, network.ResourceTypeFetch, network.ResourceTypeScript:
		return true
	}
	return false
}

func (t *traffic) note(ev any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if !counts(ev.Type) || ev.Request == nil || t.polls(ev.Request) {
			return
		}
		t.open[ev.RequestID] = &exchange{id: ev.RequestID, method: ev.Request.Method, url: ev.Request.URL, kind: ev.Type, at: time.Now()}
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
		}
	case *network.EventDataReceived:
		if x := t.open[ev.RequestID]; x != nil {
			x.heard = time.Now()
		}
	case *network.EventLoadingFinished:
		t.finish(ev.RequestID, "")
	case *network.EventLoadingFailed:
		t.finish(ev.RequestID, ev.ErrorText)
	}
}

func (t *traffic) finish(id network.RequestID, failed string) {
	x := t.open[id]
	if x == nil {
		return
	}
	delete(t.open, id)
	// A document that is left for another one before its end is aborted.
	if failed != "" && failed != aborted && id == t.document && x.status > 0 {
		t.loaded.Broken = failed
	}
	x.failed, x.ended = failed, time.Now()
	t.done = append(t.done, x)
	t.idle = x.ended
}

// Quiet is how long the page has had no request in flight; 0 while it has one.
func (t *traffic) Quiet() time.Duration {
	now := time.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
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

// unread says whether the response has arrived and no script seems to read it to its
// end.
func (x *exchange) unread(now time.Time) bool {
	limit := savedAfter
	if !x.changes() {
		limit = stalledRead
	}
	return !x.heard.IsZero() && now.Sub(x.heard) >= limit
}

// changes says whether it may change something at the server.
func (x *exchange) changes() bool {
	return x.method != "GET" && x.method != "HEAD" && x.method != "OPTIONS"
}

// Load is how the tab's present document arrived.
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

// Write is a state-changing request of the page and its answer.
type Write struct {
	Method string
	// URL is host and path; a query may be private.
	URL string
	// Status is 0 while no answer has come.
	Status int
	// Failed is the browser's error for a request that got no answer.
	Failed string
	// RetryAfter is the answer's Retry-After header, as it came.
	RetryAfter string
	// At is when it was answered, or sent while no answer has come.
	At time.Time
}

func (x *exchange) write() Write {
	w := Write{Method: x.method, URL: hostAndPath(x.url), Status: x.status, Failed: x.failed, RetryAfter: x.retryAfter, At: x.ended}
	if w.At.IsZero() {
		w.At = x.at
	}
	if w.Status > 0 && w.Failed == aborted {
		w.Failed = "" // it was answered, and the page did not read the rest
	}
	return w
}

// aborted is Chrome's error for a request that the page canceled, or that ended with
// the page.
const aborted = "net::ERR_ABORTED"

// data says whether the page's scripts asked for it.
func (x *exchange) data() bool {
	return x.kind == network.ResourceTypeXHR || x.kind == network.ResourceTypeFetch
}

// Bad says whether the request failed or was refused.
func (w Write) Bad() bool { return w.Failed != "" || w.Status >= 400 }

// Refused says whether the network guard kept it back. The browser names it so.
func (w Write) Refused() bool { return strings.Contains(w.Failed, "BLOCKED_BY_CLIENT") }

// Writes lists the state-changing requests sent since a moment.
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

// Troubles lists the page's own requests for data that were refused or failed.
func (t *traffic) Troubles() []Write {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []Write
	for _, x := range t.done {
		if w := x.write(); x.data() && w.Bad() && w.Failed != aborted {
			out = append(out, w)
		}
	}
	return out
}

// Answered is when the page's scripts last received a JSON answer that was no
// refusal; zero if they never did.
func (t *traffic) Answered() time.Time {
	t.mu.Lock()
	defer t.mu.Unlock()
	var last time.Time
	for _, x := range t.done {
		if x.data() && x.failed == "" && x.status < 300 && strings.Contains(x.mime, "json") && x.ended.After(last) {
			last = x.ended
		}
	}
	return last
}

// Answer is a JSON answer that the page itself received.
type Answer struct {
	// URL is host and path.
	URL    string
	Status int
	Body   string
}

// Answers gives the JSON answers the page has received so far from addresses
// that match wants (host and path). Bodies the browser no longer holds are left out.
func (t *traffic) Answers(ctx context.Context, wants func(hostAndPath string) bool) []Answer {
	t.mu.Lock()
	var pick []*exchange
	for _, x := range t.done {
		if x.failed == "" && strings.Contains(x.mime, "json") && wants(hostAndPath(x.url)) {
			pick = append(pick, x)
		}
	}
	t.mu.Unlock()
	var out []Answer
	for _, x := range pick {
		if !x.gotBody {
			res, err := cdp.Call(ctx, t.conn, network.GetResponseBody, network.GetResponseBodyParams{RequestID: x.id})
			x.gotBody = true
			if err == nil && !res.Base64encoded {
				x.body = string(res.Body)
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
