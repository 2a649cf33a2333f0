package flows

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// controlReports tells of each control of a setting.
func (p *pageVisit) controlReports(s *plannedSetting) []outcome.ControlReport {
	out := []outcome.ControlReport{}
	for _, c := range s.controls {
		r := outcome.ControlReport{ID: c.read.Key, Result: c.result, Detail: c.detail, API: c.api}
		if c.read.Found {
			r.Label = outcome.Clip(outcome.MaskMails(p.visit.label(s.Wish.Setting, c.read)), 160)
			r.Help = helpText(c.read.Match.Seen)
		}
		if c.first != nil {
			r.Before, r.ShownBefore = c.first.Value, c.first.Shown()
		}
		r.After, r.ShownAfter = r.Before, r.ShownBefore
		if p.proof != nil {
			r.After, r.ShownAfter = c.now(), ""
			if now := p.proof.of(c); now != nil && now.Value == c.now() {
				r.ShownAfter = now.Shown()
			}
		} else if p.wroteFormerly {
			r.After, r.ShownAfter = c.now(), c.read.Shown()
		}
		out = append(out, r)
	}
	return out
}

// label is what the page calls a control. A button that opens a list bears its
// value behind its name; but "My Friends", shown to friends, is the name alone, so
// nothing is cut off that the control is known by.
func (e *env) label(s *selectors.Setting, q *reading.Part) string {
	title, value := q.Match.Title(), q.Match.Said()
	rest, ok := strings.CutSuffix(title, " "+value)
	if value == "" || !ok || e.calls(s, q.Key, title) && !e.calls(s, q.Key, rest) {
		return title
	}
	return rest
}

// calls says whether a title is one that the catalogue knows a control by.
func (e *env) calls(s *selectors.Setting, control, title string) bool {
	for i := range s.Controls {
		if s.Controls[i].ID != control {
			continue
		}
		for _, l := range e.lex.Locators(s.Controls[i].Locators) {
			if l.Calls(title) {
				return true
			}
		}
	}
	return false
}

// helpText is what a page says to explain a control.
func helpText(s sight.Seen) string {
	return outcome.Clip(outcome.MaskMails(oneLine(s.Description)), 400)
}

// photographAll takes a picture of every page as it was read.
func (a *account) photographAll(ctx context.Context) {
	if !a.req.Pictures {
		return
	}
	var wg sync.WaitGroup
	for _, p := range a.visits {
		wg.Go(func() {
			switch shot := a.photograph(ctx, p.visit); {
			case p.pictureBefore == nil:
				p.pictureBefore = shot
			case p.wroteFormerly:
				p.pictureAfter = shot
			}
		})
	}
	wg.Wait()
}

// photograph takes a picture of the controls that a visit has found. A run goes
// on without one.
func (a *account) photograph(ctx context.Context, v *visit) *outcome.Picture {
	if !a.req.Pictures {
		return nil
	}
	var of []automation.Subject
	for _, r := range v.readings {
		for _, q := range r.Parts {
			if q.Found {
				of = append(of, subject(q.Match.Seen))
			}
		}
	}
	if len(of) == 0 {
		return nil
	}
	shot, err := v.tab.Picture(ctx, of, a.personal())
	if err != nil {
		a.log.Debug("no picture", "page", v.page.ID, "error", err)
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

// personal are the words that say whose account this is.
func (a *account) personal() []string {
	var out []string
	for _, s := range []string{a.who.Username, a.who.Expect, a.session.status.username, a.session.status.email} {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
