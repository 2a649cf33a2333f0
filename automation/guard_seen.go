package automation

import (
	"sync"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
)

// seen holds the requests that the browser has asked us about, so that a tab can tell
// which it did not. What is kept is bounded: the oldest are forgotten.
type seen struct {
	mu        sync.Mutex
	requests  recent[asked]
	documents recent[network.RequestID]
}

// asked is one request, or one step of a redirected one.
type asked struct {
	id  network.RequestID
	url string
}

// seenKept is how many requests, and how many documents, are kept.
const seenKept = 20_000

func (s *seen) add(ev *fetch.EventRequestPaused) {
	if ev.NetworkID == "" || ev.Request == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests.add(asked{ev.NetworkID, ev.Request.URL})
	if ev.ResourceType == network.ResourceTypeDocument {
		s.documents.add(ev.NetworkID)
	}
}

// request says whether the browser has asked about a request.
func (s *seen) request(a asked) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests.has(a)
}

// document says whether the browser has asked about the load of a document.
func (s *seen) document(id network.RequestID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.documents.has(id)
}

// recent is a set of the values that were added last: at least seenKept of them, and less
// than twice as many.
type recent[T comparable] struct{ now, before map[T]bool }

func (r *recent[T]) add(x T) {
	if r.now == nil || len(r.now) >= seenKept {
		r.now, r.before = map[T]bool{}, r.now
	}
	r.now[x] = true
}

func (r *recent[T]) has(x T) bool { return r.now[x] || r.before[x] }
