package automation

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/io"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
)

// Fetched is the answer to a plain request made in an isolate.
type Fetched struct {
	Status int
	// RetryAfter and ContentType are headers of the response, unparsed.
	RetryAfter, ContentType string
	// Body is the response as it was sent, decompressed.
	Body string
}

// mostFetched is how much of an answer is read, in bytes. A longer one is an error.
const mostFetched = 4 << 20

// Get asks for an address with the given request headers and returns the answer, whatever
// its status and type. The browser sends the request, with the isolate's cookies and
// through the same guard as all others, and without a Referer. It is redirected only on
// the same host, so that no other one gets the headers or can answer in its place.
func (i *Isolate) Get(ctx context.Context, url string, headers map[string]string) (Fetched, error) {
	i.asking.Lock()
	defer i.asking.Unlock()
	if i.asker == nil {
		t, err := i.newTab(ctx)
		if err != nil {
			return Fetched{}, err
		}
		i.asker = t
	}
	out, err := i.browser.guard.asks.get(ctx, i.asker, url, headers)
	if err != nil {
		// The request may have left the tab hanging, so the next one gets a new tab.
		go i.asker.Close()
		i.asker = nil
	}
	return out, err
}

// plainRequests are those under way, by the frame that makes them.
//
// A tab makes a plain request by going to its address. The guard adds the headers: Chrome
// sends its own Accept with a navigation, whatever extra headers a tab has
// (Chromium 156), and extra headers would go with a redirect to another host. It also
// takes the answer away before the tab sees it: Chrome shows XML as a document of its own
// making, and a firewall's page has scripts.
type plainRequests struct {
	mu sync.Mutex
	by map[cdp.FrameID]*plainRequest
}

type plainRequest struct {
	host     string
	headers  map[string]string
	answered chan plainAnswer // has room for one
}

type plainAnswer struct {
	Fetched
	err error
}

// get makes a plain request in a tab.
func (p *plainRequests) get(ctx context.Context, t *Tab, address string, headers map[string]string) (Fetched, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Fetched{}, fmt.Errorf("ask for an address: %w", err)
	}
	r := &plainRequest{host: u.Host, headers: headers, answered: make(chan plainAnswer, 1)}
	p.set(t.document.frame, r)
	defer p.set(t.document.frame, nil)
	// It returns when the answer was taken away: there is no document then.
	res, err := cdp.Call(ctx, t.document.target, page.Navigate, page.NavigateParams{URL: address})
	select {
	case a := <-r.answered:
		if a.err != nil {
			return Fetched{}, &LoadError{URL: withoutQuery(address), Text: a.err.Error()}
		}
		return a.Fetched, nil
	default:
	}
	if err != nil {
		return Fetched{}, fmt.Errorf("ask %s: %w", withoutQuery(address), t.document.explain(err))
	}
	text := res.ErrorText
	if text == "" {
		text = "there is no answer"
	}
	return Fetched{}, &LoadError{URL: withoutQuery(address), Text: text}
}

func (p *plainRequests) set(frame cdp.FrameID, r *plainRequest) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.by == nil {
		p.by = map[cdp.FrameID]*plainRequest{}
	}
	if p.by[frame] = r; r == nil {
		delete(p.by, frame)
	}
}

// of returns the plain request that a paused one belongs to, or nil.
func (p *plainRequests) of(ev *fetch.EventRequestPaused) *plainRequest {
	if ev.ResourceType != network.ResourceTypeDocument {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.by[ev.FrameID]
}

// goesTo says whether the request may go to an address, which a redirect may have named.
func (r *plainRequest) goesTo(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Host == r.host
}

// prepare replaces the browser's headers by those that were asked for. A cached answer
// would prove nothing, so it asks for a fresh one.
func (r *plainRequest) prepare(params *fetch.ContinueRequestParams, ev *fetch.EventRequestPaused) {
	params.InterceptResponse = new(true)
	ours := map[string]string{"cache-control": "no-cache"}
	for name, value := range r.headers {
		ours[strings.ToLower(name)] = value
	}
	for name, raw := range ev.Request.Headers {
		value, isText := raw.(string)
		if lower := strings.ToLower(name); isText && lower != "referer" && ours[lower] == "" {
			params.Headers = append(params.Headers, &fetch.HeaderEntry{Name: name, Value: value})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(ours)) {
		params.Headers = append(params.Headers, &fetch.HeaderEntry{Name: name, Value: ours[name]})
	}
}

// take reads a response, and then ends the request, so that the tab gets nothing. It
// lets redirects and network errors pass.
func (r *plainRequest) take(ctx context.Context, s cdp.Session, ev *fetch.EventRequestPaused) error {
	if ev.ResponseErrorReason != "" || (ev.ResponseStatusCode/100 == 3 && headerOf(ev, "Location") != "") {
		_, err := cdp.Call(ctx, s, fetch.ContinueResponse, fetch.ContinueResponseParams{RequestID: ev.RequestID})
		return err
	}
	body, err := readBody(ctx, s, ev)
	// The answer is there before the tab's navigation ends. A second one, after a
	// connection that broke, is nobody's.
	select {
	case r.answered <- plainAnswer{Fetched{
		Status: int(ev.ResponseStatusCode), RetryAfter: headerOf(ev, "Retry-After"),
		ContentType: headerOf(ev, "Content-Type"), Body: string(body),
	}, err}:
	default:
	}
	_, err = cdp.Call(ctx, s, fetch.FailRequest, fetch.FailRequestParams{RequestID: ev.RequestID, ErrorReason: network.ErrorReasonAborted})
	return err
}

var (
	errTooLong  = errors.New("the answer is too long")
	errBrokeOff = errors.New("the answer broke off")
)

// readBody reads the body of a paused response, as a stream, because nobody knows how
// long it is.
func readBody(ctx context.Context, s cdp.Session, ev *fetch.EventRequestPaused) ([]byte, error) {
	taken, err := cdp.Call(ctx, s, fetch.TakeResponseBodyAsStream, fetch.TakeResponseBodyAsStreamParams{RequestID: ev.RequestID})
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	defer func() { _, _ = cdp.Call(ctx, s, io.Close, io.CloseParams{Handle: taken.Stream}) }()
	var body []byte
	for {
		part, err := cdp.Call(ctx, s, io.Read, io.ReadParams{Handle: taken.Stream})
		if err != nil {
			return nil, fmt.Errorf("read the answer: %w", err)
		}
		if body = append(body, part.Data...); len(body) > mostFetched {
			return nil, errTooLong
		}
		if !part.EOF {
			continue
		}
		// The browser ends the stream of a response that broke off as if it were complete.
		said, err := strconv.Atoi(headerOf(ev, "Content-Length"))
		if err == nil && said > len(body) && headerOf(ev, "Content-Encoding") == "" {
			return nil, errBrokeOff
		}
		return body, nil
	}
}

// headerOf returns a header of a paused response, "" if it has none of that name.
func headerOf(ev *fetch.EventRequestPaused, name string) string {
	for _, h := range ev.ResponseHeaders {
		if strings.EqualFold(h.Name, name) {
			return strings.TrimSpace(h.Value)
		}
	}
	return ""
}
