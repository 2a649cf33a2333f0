package automation

import (
	"context"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
)

// stubbed counts the scripts that were answered in the place of other hosts. They are
// no refusals: the page got an answer, and nothing that can show a control is missing.
type stubbed struct {
	mu sync.Mutex
	by map[string]int // by address, without its query
}

func (s *stubbed) add(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by == nil {
		s.by = map[string]int{}
	}
	if _, known := s.by[address]; known || len(s.by) < refusalsKept {
		s.by[address]++
	}
}

// total returns how many there were.
func (s *stubbed) total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, times := range s.by {
		n += times
	}
	return n
}

// answerStub answers a script in the place of its host. The headers let a page run it
// that asks with CORS, or isolates itself from other origins.
func (g *guard) answerStub(ctx context.Context, s cdp.Session, ev *fetch.EventRequestPaused, script []byte) error {
	address := bareURL(ev.Request.URL)
	g.stubbed.add(address)
	g.log.Debug("script answered here", "url", address)
	headers := []*fetch.HeaderEntry{
		{Name: "Content-Type", Value: "application/javascript; charset=utf-8"},
		{Name: "Cross-Origin-Resource-Policy", Value: "cross-origin"},
		{Name: "Cache-Control", Value: "no-store"},
	}
	origin := "*"
	for name, raw := range ev.Request.Headers {
		if value, ok := raw.(string); ok && (name == "Origin" || name == "origin") {
			// A request with credentials does not take "*".
			origin = value
			headers = append(headers, &fetch.HeaderEntry{Name: "Access-Control-Allow-Credentials", Value: "true"})
		}
	}
	headers = append(headers, &fetch.HeaderEntry{Name: "Access-Control-Allow-Origin", Value: origin})
	if len(script) == 0 {
		script = []byte("\n") // the browser could take no body for no answer
	}
	_, err := cdp.Call(ctx, s, fetch.FulfillRequest, fetch.FulfillRequestParams{
		RequestID: ev.RequestID, ResponseCode: 200, ResponsePhrase: "OK", ResponseHeaders: headers, Body: script,
	})
	return err
}
