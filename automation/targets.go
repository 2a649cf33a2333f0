package automation

import (
	"fmt"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// watchTargets closes every tab that a page of ours opened (ours have no opener),
// and notes when a tab of ours has crashed.
func (b *Browser) watchTargets() error {
	ours := map[target.ID]bool{} // the listener is called by one goroutine
	err := chromedp.ListenBrowser(b.ctx, func(ev any) {
		switch ev := ev.(type) {
		case *target.EventTargetCreated:
			info := ev.TargetInfo
			if !b.owns(info) {
				return
			}
			ours[info.TargetID] = true
			if info.Type == "page" && info.OpenerID != "" {
				// The listener runs in the loop that reads answers, so the command waits elsewhere.
				go b.closePopup(info.TargetID)
			}
		case *target.EventTargetDestroyed:
			delete(ours, ev.TargetID)
		case *target.EventTargetCrashed:
			if ours[ev.TargetID] {
				b.crashed.Store(true)
			}
		}
	})
	if err != nil {
		return fmt.Errorf("listen for pop-ups: %w", err)
	}
	if _, err := chromedp.CallBrowser(b.ctx, target.SetDiscoverTargets, target.SetDiscoverTargetsParams{Discover: true}); err != nil {
		return fmt.Errorf("listen for pop-ups: %w", err)
	}
	return nil
}

func (b *Browser) closePopup(id target.ID) {
	if _, err := chromedp.CallBrowser(b.ctx, target.CloseTarget, target.CloseTargetParams{TargetID: id}); err != nil {
		b.log.Debug("close a pop-up", "error", err)
	}
}

// owns says whether a target is ours: all of a browser that we started are.
func (b *Browser) owns(info *target.Info) bool {
	return b.contexts == nil || b.contexts.has(info.BrowserContextID)
}
