package automation

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// targets keeps track of the tabs of a browser.
type targets struct {
	// contexts are our contexts in a browser that we did not start; nil if all of them
	// are ours.
	contexts *contexts
	// crashed says that one of our tabs has crashed.
	crashed atomic.Bool
	log     *slog.Logger
}

// watch closes every tab that one of our pages opens (our own have no opener), and
// records when one of our tabs crashes. ctx holds the browser.
func (t *targets) watch(ctx context.Context) error {
	ours := map[target.ID]bool{} // only the listener's goroutine uses it
	err := chromedp.ListenBrowser(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *target.EventTargetCreated:
			info := ev.TargetInfo
			if !t.owns(info) {
				return
			}
			ours[info.TargetID] = true
			if info.Type == "page" && info.OpenerID != "" {
				// The listener runs in the loop that reads answers, so another
				// goroutine sends the command.
				go t.closePopup(ctx, info.TargetID)
			}
		case *target.EventTargetDestroyed:
			delete(ours, ev.TargetID)
		case *target.EventTargetCrashed:
			if ours[ev.TargetID] {
				t.crashed.Store(true)
			}
		}
	})
	if err != nil {
		return fmt.Errorf("listen for pop-ups: %w", err)
	}
	if _, err := chromedp.CallBrowser(ctx, target.SetDiscoverTargets, target.SetDiscoverTargetsParams{Discover: true}); err != nil {
		return fmt.Errorf("listen for pop-ups: %w", err)
	}
	return nil
}

func (t *targets) closePopup(ctx context.Context, id target.ID) {
	if _, err := chromedp.CallBrowser(ctx, target.CloseTarget, target.CloseTargetParams{TargetID: id}); err != nil {
		t.log.Debug("close a pop-up", "error", err)
	}
}

// owns says whether a target is ours. In a browser that we started, all are.
func (t *targets) owns(info *target.Info) bool {
	return t.contexts == nil || t.contexts.has(info.BrowserContextID)
}
