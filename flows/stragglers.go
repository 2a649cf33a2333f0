package flows

import (
	"context"
	"sync"
	"time"
)

// stragglers are the pages that are being read at the same time. When one of them is ready
// to be set, the others may take as long again as it took, but not less than patience.
// Then their reading ends with errLate, and the page that is ready goes on. Each page that
// gets ready meanwhile gives the others new time.
//
// A page with a list that is gone through is excused: that takes long on a good page, too.
type stragglers struct {
	// waiting is false if nothing is to be set, so that no page waits for another.
	waiting bool
	began   time.Time

	mu     sync.Mutex
	ending map[*pageRun]context.CancelCauseFunc
	timer  *time.Timer
}

func newStragglers(waiting bool) *stragglers {
	return &stragglers{waiting: waiting, began: time.Now(), ending: map[*pageRun]context.CancelCauseFunc{}}
}

// begin returns the context in which a page is read. Call end when that is over.
func (s *stragglers) begin(ctx context.Context, p *pageRun) context.Context {
	ctx, cancel := context.WithCancelCause(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ending[p] = cancel
	return ctx
}

// excuse gives a page all the time there is.
func (s *stragglers) excuse(p *pageRun) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.ending, p) // its context ends with that of the reading
}

// end says that a page was read, and whether something is to be set on it.
func (s *stragglers) end(p *pageRun, ready bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.ending[p]; cancel != nil {
		defer cancel(nil)
		delete(s.ending, p)
	}
	if !ready || !s.waiting {
		return
	}
	if s.timer != nil {
		s.timer.Stop()
	}
	s.timer = time.AfterFunc(max(patience, time.Since(s.began)), s.hurry)
}

// hurry ends the reading of the pages that are left.
func (s *stragglers) hurry() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, cancel := range s.ending {
		cancel(errLate)
	}
}

// stop ends the waiting.
func (s *stragglers) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.timer != nil {
		s.timer.Stop()
	}
}
