package automation

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// Pool connects to browsers at one or more endpoints, each in its turn, so that the
// work is spread over them. It may be used by several goroutines.
type Pool struct {
	// Patience is how long to wait for a free session; 0: not at all.
	Patience time.Duration
	// Log gets endpoints that cannot be used.
	Log *slog.Logger

	endpoints []Endpoint
	mu        sync.Mutex
	next      int
	contexts  contexts
}

// NewPool makes a pool of at least one endpoint. Nothing is contacted yet.
func NewPool(endpoints []Endpoint) *Pool {
	return &Pool{endpoints: endpoints, Log: slog.New(slog.DiscardHandler)}
}

// How long to wait before a pool without a free session is asked again.
const (
	firstPause = time.Second
	mostPause  = 15 * time.Second
	mostAsked  = time.Minute
)

// Connect connects to a browser at the next endpoint, or, where that fails, at the one
// after it. The endpoint that not names is tried last, because something went wrong
// with it. While all sessions are taken, Connect waits and asks again. The error is
// that of the last endpoint.
func (p *Pool) Connect(ctx context.Context, o Options, not string) (*Browser, error) {
	deadline := time.Now().Add(p.Patience)
	for pause := firstPause; ; pause = min(2*pause, mostPause) {
		b, err := p.tryAll(ctx, o, not)
		var busy *BusyError
		if err == nil || !errors.As(err, &busy) || ctx.Err() != nil {
			return b, err
		}
		// A random part keeps those who wait from coming back all at once.
		wait := pause/2 + rand.N(pause/2)
		wait = max(wait, min(busy.After, mostAsked))
		if time.Now().Add(wait).After(deadline) {
			return nil, err
		}
		p.Log.Warn("waiting for a free session", "browser", busy.Where, "because", busy.Why, "for", wait.Round(time.Second/10))
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-time.After(wait):
		}
	}
}

// tryAll tries each endpoint once. A BusyError goes before other errors, because
// waiting may help.
func (p *Pool) tryAll(ctx context.Context, o Options, not string) (*Browser, error) {
	var busy *BusyError
	var last error
	for _, e := range p.order(not) {
		b, err := attach(ctx, e, o, &p.contexts)
		if err == nil {
			return b, nil
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if last = err; !errors.As(err, &busy) && len(p.endpoints) > 1 {
			p.Log.Warn("passing over a remote browser", "error", err)
		}
	}
	if busy != nil {
		return nil, busy
	}
	return nil, last
}

// order is that in which the endpoints are tried, beginning with the one whose
// turn it is.
func (p *Pool) order(not string) []Endpoint {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.endpoints)
	out := slices.Concat(p.endpoints[p.next%n:], p.endpoints[:p.next%n])
	p.next++
	slices.SortStableFunc(out, func(a, b Endpoint) int {
		rank := map[bool]int{true: 1}
		return rank[a.String() == not] - rank[b.String() == not]
	})
	return out
}
