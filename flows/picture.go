package flows

import (
	"context"
	"sync"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// photographAll takes a picture of every page before the changes.
func (s *openSite) photographAll(ctx context.Context, all pages) {
	var wg sync.WaitGroup
	for _, p := range all {
		wg.Go(func() { p.before = s.photograph(ctx, p.open.tab, p.wishes.Page.ID, p.found.Readings) })
	}
	wg.Wait()
}

// photograph takes a picture of the controls found on a page, without the words that tell
// whose account it is. If that fails, the run goes on without the picture.
func (s *openSite) photograph(ctx context.Context, tab page.Tab, page string, readings []*reading.Setting) *outcome.Picture {
	var of []automation.Subject
	for _, r := range readings {
		for _, q := range r.Parts {
			if q.Found {
				of = append(of, subject(q.Match.Seen))
			}
		}
	}
	if len(of) == 0 {
		return nil
	}
	shot, err := tab.Picture(ctx, of, s.personal())
	if err != nil {
		s.log.Debug("no picture", "page", page, "error", err)
		return nil
	}
	return &outcome.Picture{PNG: shot.PNG, Width: shot.Width, Height: shot.Height, Shown: shot.Shown, Of: len(of)}
}

func subject(s sight.Seen) automation.Subject {
	out := automation.Subject{Refs: []sight.Ref{s.Ref}, Title: s.Title()}
	if s.Kind == sight.Radios || s.Kind == sight.Buttons {
		out.Refs = nil
		for _, o := range s.Options {
			out.Refs = append(out.Refs, o.Ref)
		}
	}
	return out
}
