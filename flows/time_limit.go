package flows

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// rowsIncluded is how many rows of lists are in the time that an account has anyway.
const rowsIncluded = 100

// limit returns a context that ends when the time for an account is over, and who is told
// how many rows its lists have. That tells the observer each time they have doubled.
func (r *Runner) limit(ctx context.Context, who Subject, req Request) (context.Context, func(page string, rows int), context.CancelFunc) {
	if req.Limit <= 0 {
		return ctx, nil, func() {}
	}
	l, cancel := newTimeLimit(ctx, req.Limit, req.PerRow)
	var told atomic.Int64
	return l, func(page string, rows int) {
		limit, all := l.found(page, rows)
		last := told.Load()
		if limit == 0 || int64(all) < 2*last || !told.CompareAndSwap(last, int64(all)) {
			return
		}
		r.Log.Debug("the time for the account grows", "rows", all, "limit", limit)
		if r.Observer != nil {
			r.Observer.Rows(who.label(), all, limit)
		}
	}, cancel
}

// timeLimit is a context that ends when the time for an account is over. The time grows
// with the rows of the lists that are found: nobody knows before how long a list is.
type timeLimit struct {
	context.Context // the parent
	began           time.Time
	base, perRow    time.Duration
	done            chan struct{}

	mu   sync.Mutex
	end  time.Time
	err  error
	rows map[string]int
	over *time.Timer
}

// newTimeLimit begins to count the time. Without perRow it does not grow.
func newTimeLimit(parent context.Context, base, perRow time.Duration) (*timeLimit, context.CancelFunc) {
	now := time.Now()
	l := &timeLimit{Context: parent, began: now, base: base, perRow: perRow, done: make(chan struct{}), end: now.Add(base), rows: map[string]int{}}
	l.mu.Lock()
	l.over = time.AfterFunc(base, func() { l.finish(context.DeadlineExceeded) })
	l.mu.Unlock()
	stop := context.AfterFunc(parent, func() { l.finish(parent.Err()) })
	return l, func() {
		stop()
		l.finish(context.Canceled)
	}
}

func (l *timeLimit) finish(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
		l.over.Stop()
		close(l.done)
	}
}

// found notes how many rows the lists of a page have. It returns the time for the account
// if that has grown, and how many rows there are in all; 0 if it has not.
func (l *timeLimit) found(page string, rows int) (limit time.Duration, all int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.perRow == 0 || l.err != nil || rows <= l.rows[page] {
		return 0, 0
	}
	l.rows[page] = rows
	for _, n := range l.rows {
		all += n
	}
	if all <= rowsIncluded {
		return 0, 0
	}
	limit = l.base + time.Duration(all-rowsIncluded)*l.perRow
	l.end = l.began.Add(limit)
	l.over.Reset(time.Until(l.end))
	return limit, all
}

// Deadline returns when the time is over, as far as is known now.
func (l *timeLimit) Deadline() (time.Time, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.end, true
}

// Done returns a channel that is closed at the end.
func (l *timeLimit) Done() <-chan struct{} { return l.done }

// Err returns why it ended; nil while it has not.
func (l *timeLimit) Err() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}
