package page

import (
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// markOtherwise makes the switches unreadable of which the browser's accessibility tree
// says something else than the page's elements. It has no opinion on elements that it
// ignores, such as a hidden box behind a painted one. The rows of a list are asked about
// before they are pressed only, because there may be hundreds.
func markOtherwise(ctx context.Context, tab Tab, readings []*reading.Setting) {
	for _, r := range readings {
		if r.Wish.Skipped != "" || r.Wish.Setting.Kind == selectors.List {
			continue
		}
		for _, p := range r.Parts {
			if !p.Found || p.Value == "" || p.Match.Kind != sight.Toggle {
				continue
			}
			w, err := tab.Witness(ctx, p.Match.Ref)
			if err == nil && !w.Ignored && w.Checked != sight.NoState && w.Checked != p.Match.State {
				p.MarkUnreadable(fmt.Sprintf("%s, but the browser's accessibility tree says %s", p.Match.String(), w.Checked))
			}
		}
	}
}
