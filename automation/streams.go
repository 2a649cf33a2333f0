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

func (s *streams) note(ev any) {
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if ev.Type == network.ResourceTypeEventSource && ev.Request != nil {
			s.open[ev.RequestID] = &stream{url: ev.Request.URL}
		}
	case *network.EventWebSocketCreated:
		s.open[ev.RequestID] = &stream{url: ev.URL}
	case *network.EventEventSourceMessageReceived:
		s.hear(ev.RequestID)
	case *network.EventWebSocketFrameReceived:
		s.hear(ev.RequestID)
	case *network.EventLoadingFinished:
		delete(s.open, ev.RequestID)
	case *network.EventLoadingFailed:
		delete(s.open, ev.RequestID)
	case *network.EventWebSocketClosed:
		delete(s.open, ev.RequestID)
	}
}

func (s *streams) hear(id network.RequestID) {
	if x := s.open[id]; x != nil {
		x.spoke, s.heard = true, time.Now()
	}
}

// silent returns the address of a connection that has brought nothing yet, "" if there is
// none.
func (s *streams) silent() string {
	for _, x := range s.open {
		if !x.spoke {
			return hostAndPath(x.url)
		}
	}
	return ""
}

// Expected returns the address, as host and path, of a connection of the page that has
// brought nothing yet and may still bring a value: an event stream, a WebSocket, or a
// request of a script that got no answer. It is "" if there is none.
func (t *traffic) Expected() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, x := range t.open {
		if x.data() && x.heard.IsZero() {
			return hostAndPath(x.url)
		}
	}
	return t.streams.silent()
}
