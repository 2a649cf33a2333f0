package ui

import (
	"context"
	"net"
	"net/http"
	"slices"
	"sync"
)

// mostConnections is how many connections are open at a time. A browser needs about six
// for a tab.
const mostConnections = 128

// crowd is a listener that keeps the number of connections bounded. One too many costs the
// oldest of those that have not shown the key: whoever else can reach the port can neither
// use up what the program has, nor keep the tab out.
type crowd struct {
	net.Listener

	mu sync.Mutex
	// strangers have not shown the key yet, the oldest first.
	strangers []*guest
	// known is the number of those that have.
	known int
}

// guest is a connection.
type guest struct {
	net.Conn
	crowd *crowd
	once  sync.Once
	// known says that a request on it had the key. The crowd's lock is for it, too.
	known bool
}

// Accept returns the next connection that there is room for.
func (c *crowd) Accept() (net.Conn, error) {
	for {
		conn, err := c.Listener.Accept()
		if err != nil {
			return nil, err
		}
		g := &guest{Conn: conn, crowd: c}
		if one := c.admit(g); one != nil {
			_ = one.Close()
			if one == g {
				continue
			}
		}
		return g, nil
	}
}

// admit takes a connection in, and returns the one that has to go for it.
func (c *crowd) admit(g *guest) *guest {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.strangers = append(c.strangers, g)
	if len(c.strangers)+c.known > mostConnections {
		return c.strangers[0]
	}
	return nil
}

// Close closes the connection.
func (g *guest) Close() error {
	g.once.Do(func() {
		g.crowd.mu.Lock()
		defer g.crowd.mu.Unlock()
		if g.known {
			g.crowd.known--
			return
		}
		g.crowd.strangers = slices.DeleteFunc(g.crowd.strangers, func(s *guest) bool { return s == g })
	})
	return g.Conn.Close()
}

// guestKey is where the context of a request has its connection.
type guestKey struct{}

// remember puts a connection into the context of its requests.
func remember(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, guestKey{}, c)
}

// recognize notes that a request has shown the key.
func recognize(r *http.Request) {
	g, ok := r.Context().Value(guestKey{}).(*guest)
	if !ok {
		return
	}
	g.crowd.mu.Lock()
	defer g.crowd.mu.Unlock()
	i := slices.Index(g.crowd.strangers, g)
	if i < 0 {
		return // it is known already, or closed
	}
	g.known = true
	g.crowd.strangers = slices.Delete(g.crowd.strangers, i, i+1)
	g.crowd.known++
}
