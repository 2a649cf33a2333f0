package ownserver

import (
	"context"
	"errors"
	"net/url"
	"time"
)

// headStart is how long an address is tried alone before the next one is tried beside it.
// At home a server answers within it; an address that leads nowhere takes seconds.
const headStart = 250 * time.Millisecond

// firstOf tries addresses, the best first, until one leads to a reader. The others are
// given up then. The error is that of the best address at which something answered, else
// that of the best one.
func firstOf(ctx context.Context, ways []*url.URL, try func(context.Context, *url.URL) (*Reader, error)) (*Reader, error) {
	type result struct {
		way int
		r   *Reader
		err error
		// panicked is what the try panicked with; the caller cleans up then.
		panicked any
	}
	all, giveUp := context.WithCancel(ctx)
	defer giveUp()
	results := make(chan result, len(ways))
	errs := make([]error, len(ways))
	begun, ended := 0, 0
	begin := func() {
		way := begun
		begun++
		go func() {
			x := result{way: way}
			defer func() {
				x.panicked = recover()
				results <- x
			}()
			x.r, x.err = try(all, ways[way])
		}()
	}
	// What arrives too late is closed.
	defer func() {
		late := begun - ended
		go func() {
			for range late {
				if x := <-results; x.r != nil {
					x.r.Close()
				}
			}
		}()
	}()
	begin()
	for ended < len(ways) {
		var next <-chan time.Time
		if begun < len(ways) {
			t := time.NewTimer(headStart)
			defer t.Stop()
			next = t.C
		}
		select {
		case <-next:
			begin()
		case x := <-results:
			ended++
			if x.panicked != nil {
				panic(x.panicked)
			}
			if x.err == nil {
				return x.r, nil
			}
			if !errors.As(x.err, new(*Trouble)) {
				return nil, x.err // the run is over
			}
			errs[x.way] = x.err
			if begun < len(ways) && begun == ended {
				begin()
			}
		}
	}
	return nil, tellingOf(errs)
}

// tellingOf is the first error that says more than that nothing answers.
func tellingOf(errs []error) error {
	for _, err := range errs {
		var t *Trouble
		if errors.As(err, &t) && t.Kind != Unreachable {
			return err
		}
	}
	return errs[0]
}
