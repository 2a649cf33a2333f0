package automation

import (
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
)

// frames are the frames that a tab has had since it was opened: its own, and all below
// it. A frame that a page has removed since still counts, because it may have asked for
// something that the page then went without.
type frames struct {
	mu  sync.Mutex
	ids map[cdp.FrameID]bool
	// others are what the page has in other threads and processes: workers, and frames.
	others map[target.SessionID]bool
}

func newFrames(top cdp.FrameID) *frames {
	return &frames{ids: map[cdp.FrameID]bool{top: true}, others: map[target.SessionID]bool{}}
}

func (f *frames) note(ev *page.EventFrameAttached) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.ids) < refusalsKept {
		f.ids[ev.FrameID] = true
	}
}

func (f *frames) attached(ev *target.EventAttachedToTarget) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.others) < refusalsKept {
		f.others[ev.SessionID] = true
	}
}

func (f *frames) detached(ev *target.EventDetachedFromTarget) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.others, ev.SessionID)
}

// apart says whether the page has a worker, or a frame in another process.
func (f *frames) apart() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.others) > 0
}

func (f *frames) has(id string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ids[cdp.FrameID(id)]
}
