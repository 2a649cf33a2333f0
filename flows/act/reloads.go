package act

import (
	"context"
	"errors"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/page"
)

// errLoadedAnew says that the page loaded itself anew after a press, and still shows the
// value from before it: the press met a document that was about to go.
var errLoadedAnew = errors.New("the page loaded itself anew, and shows the value from before")

// reloads watches for pages that load themselves anew after a change.
type reloads struct {
	env  *page.Env
	view *page.View
	tab  actingTab
	// does says that this page has done so. pressed is the document in which was pressed
	// last; anew is since when another one shows.
	does    bool
	pressed sight.Document
	anew    time.Time
}

// pressing notes in which document the next press is.
func (r *reloads) pressing() { r.pressed, r.anew = r.view.Last.Document, time.Time{} }

// look heeds the last look at the page. arrived says that another document shows than that
// in which was pressed, and settled that it has what it needs to show true values.
func (r *reloads) look() (arrived, settled bool) {
	if r.pressed == 0 || r.view.Last.Document == r.pressed {
		return false, false
	}
	if r.anew.IsZero() {
		r.does, r.anew = true, time.Now()
	}
	pace := r.env.Pace
	quiet := min(time.Since(r.anew), r.tab.Quiet())
	return true, r.view.Last.Ready != sight.Loading && quiet >= pace.ShortRest
}

// lost says that a value has been the same for as long as values have to rest in a
// document that came after the press.
func (r *reloads) lost() bool {
	return min(time.Since(r.anew), r.tab.Quiet()) >= r.env.Pace.Rest
}

// await waits, on a page that loads itself anew after each change, until it has done so for
// the last press. It does not wait for ever: not every change makes it do so.
func (r *reloads) await(ctx context.Context, look func(context.Context)) {
	if !r.does || r.pressed == 0 {
		return
	}
	limit, cancel := context.WithTimeout(ctx, r.env.Pace.Soon())
	defer cancel()
	_ = r.view.Until(limit, "wait for", r.view.Page.Title, func(ctx context.Context) (bool, string, error) {
		look(ctx)
		_, settled := r.look()
		return settled, "the document of before", nil
	})
}
