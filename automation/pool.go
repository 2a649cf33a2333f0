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

// Pool connects to browsers at several endpoints in turn, to spread the work over them.
// It is safe for concurrent use.
type Pool struct {
	// Patience is how long to wait for a free session; 0 does not wait.
	Patience time.Duration
	// Log gets endpoints that cannot be used.
	Log *slog.Logger

	endpoints []Endpoint
	mu        sync.Mutex
	next      int
	contexts  contexts
}

// NewPool makes a pool of at least one endpoint. It contacts nobody yet.
func NewPool(endpoints []Endpoint) *Pool {
	return &Pool{endpoints: endpoints, Log: slog.New(slog.DiscardHandler)}
}

// How long to wait before asking again, if the pool has no free session.
const (
	firstPause = time.Second
	mostPause  = 15 * time.Second
	mostAsked  = time.Minute
)

// Connect connects to a browser at the next endpoint or, if that fails, at one after
// it. The endpoint named avoid is tried last, because something went wrong with it. While
// all sessions are taken, Connect waits and tries again. The error is that of the last
// endpoint.
func (p *Pool) Connect(ctx context.Context, o Options, avoid string) (b *Browser, err error) {
	deadline := time.Now().Add(p.Patience)
	pause, wait := firstPause, time.Duration(0)
	ended := UntilPaced(ctx, "connect to", "a browser", func() time.Duration { return wait }, func(ctx context.Context) (bool, string, error) {
		b, err = p.tryAll(ctx, o, avoid)
		var busy *BusyError
		if err == nil || !errors.As(err, &busy) || ctx.Err() != nil {
			return true, "", nil
		}
		// The random part keeps clients that wait from coming back all at once.
		wait = max(pause/2+rand.N(pause/2), min(busy.After, mostAsked))
		pause = min(2*pause, mostPause)
		if time.Now().Add(wait).After(deadline) {
			return true, "", nil
		}
		p.Log.Warn("waiting for a free session", "browser", busy.Where, "because", busy.Why, "for", wait.Round(time.Second/10))
		return false, "", nil
	})
	if ended != nil {
		return nil, context.Cause(ctx)
	}
	return b, err
}

// tryAll tries each endpoint once. It prefers a BusyError to other errors, because
// waiting may help then.
func (p *Pool) tryAll(ctx context.Context, o Options, avoid string) (*Browser, error) {
	var busy *BusyError
	var last error
	for _, e := range p.order(avoid) {
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

// order returns the endpoints in the order in which to try them, starting with the next
// one in turn.
func (p *Pool) order(avoid string) []Endpoint {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.endpoints)
	out := slices.Concat(p.endpoints[p.next%n:], p.endpoints[:p.next%n])
	p.next++
	slices.SortStableFunc(out, func(a, b Endpoint) int {
		rank := map[bool]int{true: 1}
		return rank[a.String() == avoid] - rank[b.String() == avoid]
	})
	return out
}
