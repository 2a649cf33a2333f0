package automation

import (
	"time"

	"github.com/chromedp/cdproto/network"
)

// streams are the connections of a page that stay open and may bring a value at any
// time: event streams and WebSockets.
type streams struct {
	open map[network.RequestID]*stream
	// heard is when the last message arrived on any of them.
	heard time.Time
}

// stream is one open connection. spoke says that it has brought something.
type stream struct {
	url   string
	spoke bool
}

func newStreams() streams { return streams{open: map[network.RequestID]*stream{}} }

// note notes an event. It says whether a connection has spoken for the first time: a page
// that draws what it brings is not at rest.
func (s *streams) note(ev any) (first bool) {
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if ev.Type == network.ResourceTypeEventSource && ev.Request != nil {
			s.add(ev.RequestID, ev.Request.URL)
		}
	case *network.EventWebSocketCreated:
		s.add(ev.RequestID, ev.URL)
	case *network.EventEventSourceMessageReceived:
		return s.hear(ev.RequestID)
	case *network.EventWebSocketFrameReceived:
		return s.hear(ev.RequestID)
	case *network.EventLoadingFinished:
		delete(s.open, ev.RequestID)
	case *network.EventLoadingFailed:
		delete(s.open, ev.RequestID)
	case *network.EventWebSocketClosed:
		delete(s.open, ev.RequestID)
	}
	return false
}

// add notes a connection, unless a page opens them in a loop.
func (s *streams) add(id network.RequestID, url string) {
	if len(s.open) < requestsKept {
		s.open[id] = &stream{url: url}
	}
}

func (s *streams) hear(id network.RequestID) (first bool) {
	x := s.open[id]
	if x == nil {
		return false
	}
	first = !x.spoke
	x.spoke, s.heard = true, time.Now()
	return first
}

// silent returns the address of a connection that counts and has brought nothing yet, "" if
// there is none.
func (s *streams) silent(counts func(hostAndPath string) bool) string {
	for _, x := range s.open {
		if at := hostAndPath(x.url); !x.spoke && counts(at) {
			return at
		}
	}
	return ""
}

// Expected returns the address, as host and path, of a connection of the page that has
// brought nothing yet and may still bring a value: an event stream, a WebSocket, or a
// request of a script that got no answer. It is "" if there is none. counts says which
// addresses count.
func (t *traffic) Expected(counts func(hostAndPath string) bool) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, x := range t.open {
		if at := hostAndPath(x.url); x.data() && x.heard.IsZero() && counts(at) {
			return at
		}
	}
	return t.streams.silent(counts)
}
