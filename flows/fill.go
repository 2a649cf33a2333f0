package flows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// outcome sums up a visit that ended with the page looked at.
func (v *visit) outcome(c conclusion) found {
	c.explain(v.readings)
	o := found{report: v.pageReport(c.status, c.detail), readings: v.readings, at: time.Now()}
	o.since = o.at
	if v.list.walk == nil && !v.rest.changed.IsZero() {
		o.since = v.rest.changed // a list does not show all of it at once
	}
	o.unknown = v.strangers()
	if v.list.walk != nil {
		o.unknown = v.list.walk.unknown
	}
	return o
}

// halted sums up a visit that something stood in the way of.
func (v *visit) halted(status outcome.PageStatus, detail string) found {
	result := outcome.Unreadable
	if status == outcome.PageNotOffered {
		result = outcome.NotOffered
	}
	v.readings = nil
	for _, w := range v.wishes {
		v.readings = append(v.readings, &reading.Setting{Wish: w, Parts: []*reading.Part{{Key: "page", Result: result, Detail: detail}}})
	}
	return found{report: v.pageReport(status, detail), readings: v.readings, at: time.Now()}
}

func (v *visit) pageReport(status outcome.PageStatus, detail string) outcome.PageReport {
	at, lang := v.page.URL, ""
	if v.last != nil {
		lang = v.last.Lang
		at = "https://" + address(v.last.URL)
	}
	for _, d := range v.tab.Dialogs() {
		detail = outcome.Join(detail, "the page opened a message box, which was dismissed: "+outcome.Clip(d, 80))
	}
	return outcome.PageReport{ID: v.page.ID, URL: at, Lang: lang, Status: status, Detail: detail}
}

// strangers are the controls that could be switched and that nothing in the
// catalogue claims.
func (v *visit) strangers() []outcome.UnknownControl {
	var out []outcome.UnknownControl
	for _, s := range v.last.Controls {
		if v.claims[s.Ref] || !v.mine(s) || s.Landmark == "search" || s.Landmark == "contentinfo" || s.Landmark == "banner" || s.Landmark == "navigation" {
			continue
		}
		state := string(s.StateBy(v.lex.Words))
		if s.Kind != sight.Toggle && state == "" {
			rank := v.lex.AudienceRank(s.Said())
			if rank == reading.UnknownRank {
				continue // a language or sort order, not a privacy choice
			}
			state = v.lex.Audience(rank)
		}
		u := outcome.UnknownControl{Page: v.page.ID, Role: s.Role, Name: outcome.Clip(s.Title(), 120), State: state, Help: helpText(s)}
		if len(s.Section) > 0 {
			u.Section = outcome.Clip(s.Section[0], 120)
		}
		out = append(out, u)
	}
	return out
}

// leave says of what was to be set and was not that it was not reached.
func (a *account) leave() {
	if a.req.readOnly() {
		return
	}
	for _, p := range a.visits {
		for _, s := range p.plan {
			for _, c := range s.controls {
				if c.result == outcome.WouldChange {
					c.result, c.detail = outcome.Skipped, "not reached: the run was stopped"
				}
			}
		}
	}
}

// fill writes the account's report.
func (a *account) fill(err error) {
	if err != nil {
		a.report.Error, a.report.Cause = err.Error(), err
	}
	for _, p := range a.visits {
		if p.visit == nil {
			a.unvisited(p)
			continue
		}
		page := p.out.report
		page.Wrote = p.wrote || p.wroteFormerly
		page.ReadAt, page.Before, page.After = p.out.at, p.pictureBefore, p.pictureAfter
		switch {
		case p.proof != nil:
			page.ProvedAt = p.proof.at
		case p.wroteFormerly:
			page.ProvedAt = p.out.at
		}
		if p.proof != nil && p.proof.report.Status != outcome.PageOK && page.Status == outcome.PageOK {
			page.Detail = outcome.Join(page.Detail, "when read back: "+string(p.proof.report.Status)+" "+p.proof.report.Detail)
		}
		a.report.Pages = append(a.report.Pages, page)
		for _, s := range p.settings() {
			a.report.Settings = append(a.report.Settings, a.setting(p, s))
		}
		a.report.Unknown = append(a.report.Unknown, a.news(p.out.unknown)...)
	}
}

// settings are those of the page as planned, or, where the run ended before there was
// a plan, as they were found.
func (p *pageVisit) settings() []*plannedSetting {
	if p.plan != nil {
		return p.plan
	}
	return settingsOf(p.out.readings)
}

func (a *account) unvisited(p *pageVisit) {
	a.report.Pages = append(a.report.Pages, outcome.PageReport{ID: p.wishes.Page.ID, URL: p.wishes.Page.URL, Status: outcome.PageUnreachable, Detail: "not opened"})
	for _, w := range p.wishes.Wishes {
		a.report.Settings = append(a.report.Settings, outcome.SettingReport{ID: w.Setting.ID, Page: p.wishes.Page.ID, Wanted: w.Canonical(), Result: outcome.Skipped, Detail: "not opened", Controls: []outcome.ControlReport{}})
	}
}

func (a *account) setting(p *pageVisit, of *plannedSetting) outcome.SettingReport {
	s := outcome.SettingReport{
		ID: of.Wish.Setting.ID, Page: p.wishes.Page.ID, Before: of.before, Wanted: of.Wish.Canonical(), Candidate: of.candidate(),
	}
	s.After = s.Before
	if p.proof != nil || p.wroteFormerly {
		s.After = of.value()
	}
	for _, c := range of.controls {
		if c.result.Worse(s.Result) {
			s.Result = c.result
		}
		if of.Wish.Setting.Kind == selectors.AudienceChoice && c.choice.option >= 0 && c.choice.rank != reading.UnknownRank && of.Wish.Skipped == "" && c.read.Found {
			s.Wanted = a.lex.Audience(c.choice.rank)
		}
	}
	s.Detail = of.detail()
	s.Controls = p.controlReports(of)
	told := ""
	s.LastKnown, s.Drift, told = a.recall(p, of)
	if s.Drifted = len(s.Drift) > 0; a.req.Command != "undo" {
		// An undo says itself what somebody has changed since.
		s.Detail = outcome.Join(told, s.Detail)
	}
	if s.Result == "" {
		s.Result, s.Detail = outcome.Skipped, outcome.Join(s.Detail, "the run ended before anything was decided")
	}
	for i := range s.Controls {
		if c := &s.Controls[i]; c.Result == "" {
			c.Result, c.Detail = outcome.Skipped, "the run ended before anything was decided"
		}
	}
	if s.Candidate > 1 {
		s.Detail = outcome.Join(s.Detail, fmt.Sprintf("found by candidate %d", s.Candidate))
	}
	return s
}

// detail tells of each control, where there is something to tell.
func (s *plannedSetting) detail() string {
	if s.alike() {
		return s.controls[0].detail
	}
	byResult := map[outcome.Result][]string{}
	var saw []string
	for _, c := range s.controls {
		text := c.read.Key
		if c.detail != "" && c.result != outcome.Already {
			text += " (" + strings.TrimSuffix(c.detail, c.read.Saw) + ")"
		}
		if end := strings.TrimPrefix(c.read.Saw, "; "); c.read.Saw != "" && strings.HasSuffix(c.detail, c.read.Saw) && !slices.Contains(saw, end) {
			saw = append(saw, end)
		}
		byResult[c.result] = append(byResult[c.result], text)
	}
	var out []string
	for _, res := range outcome.Results() {
		if list := byResult[res]; len(list) > 0 {
			out = append(out, string(res)+": "+outcome.SomeOf(list))
		}
	}
	return strings.Join(append(out, saw...), "; ")
}

// alike says whether all controls of a setting fared the same.
func (s *plannedSetting) alike() bool {
	for _, c := range s.controls {
		if c.result != s.controls[0].result || c.detail != s.controls[0].detail {
			return false
		}
	}
	return len(s.controls) > 0
}
