package flows

import (
	"context"
	"regexp"
	"sync"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// shownFor is what the page shows for a control, in its own words.
func shownFor(p *part) string {
	if !p.found {
		return ""
	}
	return clip(maskMails(p.match.Said()), 80)
}

// helpText is what a page says to explain a control.
func helpText(s sight.Seen) string { return clip(maskMails(oneLine(s.Description)), 400) }

var mailAddress = regexp.MustCompile(`[^\s@<>()"',;]+@[^\s@<>()"',;]+\.[^\s@<>()"',;]+`)

// maskMails leaves of the e-mail addresses in a page's words the first letter.
func maskMails(text string) string { return mailAddress.ReplaceAllStringFunc(text, maskMail) }

// photographAll takes a picture of every page as it was read.
func (a *account) photographAll(ctx context.Context) {
	var wg sync.WaitGroup
	for _, p := range a.pages {
		wg.Go(func() { p.before = a.photograph(ctx, p.open.tab, p.wishes.Page.ID, p.found.readings) })
	}
	wg.Wait()
}

// photograph takes a picture of the controls that were found on a page, if pictures
// are asked for. A run goes on without one.
func (a *account) photograph(ctx context.Context, tab Tab, page string, readings []*reading) *outcome.Picture {
	if !a.req.Pictures {
		return nil
	}
	var of []automation.Subject
	for _, r := range readings {
		for _, q := range r.parts {
			if q.found {
				of = append(of, subject(q.match.Seen))
			}
		}
	}
	if len(of) == 0 {
		return nil
	}
	shot, err := tab.Picture(ctx, of, a.session.personal())
	if err != nil {
		a.env.log.Debug("no picture", "page", page, "error", err)
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
