package ui

import (
	"errors"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// connect opens connections that say nothing, or begin a request and never end it.
func connect(t *testing.T, base string, n int, says string) []net.Conn {
	t.Helper()
	var all []net.Conn
	for range n {
		c, err := net.Dial("tcp4", strings.TrimPrefix(base, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		if _, err := c.Write([]byte(says)); err != nil && says != "" {
			t.Log(err) // it was closed already
		}
		all = append(all, c)
	}
	return all
}

// stillOpen counts the connections that the server has not closed.
func stillOpen(t *testing.T, all []net.Conn) (n int) {
	t.Helper()
	deadline := time.Now().Add(time.Second)
	for _, c := range all {
		if err := c.SetReadDeadline(deadline); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Read(make([]byte, 1)); errors.Is(err, os.ErrDeadlineExceeded) {
			n++
		}
	}
	return n
}

// Whoever can reach the port can open connections. They take no more of the program than
// it has to give, and the tab with the key goes on.
func TestCrowd(t *testing.T) {
	for name, says := range map[string]string{"silent": "", "halfway": "GET / HTTP/1.1\r\nHost: "} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, &fakeWork{name: "alice", report: planReport(), began: make(chan Order, 8)})
			s.begin()
			r, err := http.NewRequest(http.MethodGet, s.base+pathEvents, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set(keyHeader, s.key)
			stream, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer stream.Body.Close()
			// What the client has kept open for later must not be what is asked with.
			http.DefaultClient.CloseIdleConnections()
			if n := stillOpen(t, connect(t, s.base, 3*mostConnections, says)); n > mostConnections {
				t.Errorf("%d connections are open, want %d at most", n, mostConnections)
			}
			hello := make([]byte, 1)
			if _, err := stream.Body.Read(hello); err != nil {
				t.Errorf("the stream of the tab has ended: %v", err)
			}
			if code, _ := s.ask(http.MethodGet, pathView, nil); code != http.StatusOK {
				t.Errorf("the view: %d", code)
			}
			stream.Body.Close()
			s.signals <- os.Interrupt
			s.end(nil)
		})
	}
}
