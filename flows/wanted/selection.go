package wanted

import (
	"fmt"
	"path"
	"slices"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// Selection says which settings a run covers and what they should be.
type Selection struct {
	// Level is the named set of values to start from.
	Level string
	// Set holds explicit values by setting id; they win over the level.
	Set map[string]string
	// Keep holds the settings that are never changed, by id, with the reason. It wins
	// over everything else.
	Keep map[string]string
	// Pages, Only and Skip narrow the run: page ids, and setting ids or globs.
	Pages, Only, Skip []string
	// AllowWidening lets an explicit value be less private than the current one.
	AllowWidening bool
	// Restore, if not nil, replaces the level: each control should be what it was
	// before an earlier run.
	Restore Restore
}

// Covers says whether the selection is about a setting of one of its pages.
func (s Selection) Covers(id string) bool {
	s = s.everywhere()
	id, _ = selectors.CutPlace(id)
	return (len(s.Only) == 0 || matches(s.Only, id)) && !matches(s.Skip, id)
}

// Wishes returns the wishes for each selected page. Settings of such a page that are
// not selected are included as skipped; otherwise their controls would be reported as
// unknown.
func (s Selection) Wishes(c *selectors.Catalogue) []Page {
	var out []Page
	asked := s.AsksFor
	s = s.everywhere()
	for i := range c.Pages {
		p := &c.Pages[i]
		if len(s.Pages) > 0 && !slices.Contains(s.Pages, p.ID) || !asked(p) {
			continue
		}
		pw := Page{Page: p}
		any := false
		for j := range p.Settings {
			w := s.wish(&p.Settings[j])
			any = any || w.Skipped == ""
			pw.Wishes = append(pw.Wishes, w)
		}
		// A page with no selected setting is not opened. A page whose settings the
		// level keeps is opened and read, because their values are reported.
		if any || s.Restore == nil && s.shows(p) {
			out = append(out, pw)
		}
	}
	return out
}

func (s Selection) wish(set *selectors.Setting) Wish {
	w := Wish{Setting: set, Value: set.Levels[s.Level]}
	if s.Restore != nil {
		w = s.Restore.wish(set)
	}
	if v, ok := s.Set[set.ID]; ok {
		w.Value, w.Explicit = v, true
	}
	switch {
	case w.Skipped != "":
	case len(s.Only) > 0 && !matches(s.Only, set.ID):
		w.Skipped, w.Reason = "not selected (--only)", outcome.NotSelected
	case matches(s.Skip, set.ID):
		w.Skipped, w.Reason = "left out (--skip)", outcome.LeftOut
	case s.Keep[set.ID] != "":
		w.Value, w.Explicit, w.Skipped, w.Reason = selectors.Keep, false, s.Keep[set.ID], outcome.KeptByPolicy
	case set.Stored != nil && set.Stored.ReadOnly:
		w.Value, w.Explicit, w.Skipped, w.Reason = selectors.Keep, false, "it is shown, and set elsewhere", outcome.SetElsewhere
	case s.Restore == nil && (w.Value == selectors.Keep || w.Value == ""):
		w.Value, w.Reason = selectors.Keep, outcome.KeptByLevel
		w.Skipped = fmt.Sprintf("level %s leaves it as it is", s.Level)
	}
	return w
}

// Selects says whether a setting is within the narrowed selection.
func (s Selection) Selects(c *selectors.Catalogue, id string) bool {
	s = s.everywhere()
	if p := c.PageOf(id); p != nil && len(s.Pages) > 0 && !slices.Contains(s.Pages, p.ID) {
		return false
	}
	return (len(s.Only) == 0 || matches(s.Only, id)) && !matches(s.Skip, id)
}

// shows says whether a page has selected settings, even if all of them are kept.
func (s Selection) shows(p *selectors.Page) bool {
	for i := range p.Settings {
		id := p.Settings[i].ID
		if (len(s.Only) == 0 || matches(s.Only, id)) && !matches(s.Skip, id) {
			return true
		}
	}
	return false
}

// matches tests an id against a list of ids and globs ("email.*").
func matches(patterns []string, id string) bool {
	for _, p := range patterns {
		if p == id {
			return true
		}
		if ok, err := path.Match(p, id); err == nil && ok {
			return true
		}
	}
	return false
}

// NotDone reports on the selected settings of an account whose pages were never read:
// each has the given result, or is skipped if the selection leaves it out.
func (s Selection) NotDone(c *selectors.Catalogue, r outcome.Result, why string) []outcome.SettingReport {
	out := []outcome.SettingReport{}
	for _, p := range s.Wishes(c) {
		for _, w := range p.Wishes {
			n := outcome.SettingReport{ID: w.Setting.ID, Page: p.Page.ID, Wanted: w.Canonical(), Result: r, Detail: why, Controls: []outcome.ControlReport{}}
			if w.Skipped != "" {
				n.Result, n.Detail, n.Reason = outcome.Skipped, w.Skipped, w.Reason
			}
			out = append(out, n)
		}
	}
	return out
}
