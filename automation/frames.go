package automation

import (
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
)

// frames are the frames that a tab has had since it was opened: its own, and all below
// it. A frame that a page has removed since still counts, because it may have asked for
// something that the page then went without.
type frames struct {
	mu  sync.Mutex
	ids map[cdp.FrameID]bool
}

func newFrames(top cdp.FrameID) *frames { return &frames{ids: map[cdp.FrameID]bool{top: true}} }

func (f *frames) note(ev *page.EventFrameAttached) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.ids) < refusalsKept {
		f.ids[ev.FrameID] = true
	}
}

func (f *frames) has(id string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ids[cdp.FrameID(id)]
}
