package flows

import (
	"fmt"
	"maps"
	"slices"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/selectors"
)

// summary has all that the report on an account is made of.
type summary struct {
	req    Request
	who    Subject
	called string
	pages  pages
	lex    *reading.Lexicon
	known  *record.UnknownControls
	// named are the names of servers that are not among the pages, by their keys.
	named map[string]string
}

// report makes the report. It changes nothing.
func (s summary) report(err error) outcome.AccountReport {
	out := outcome.AccountReport{
		Profile: s.who.Profile, Account: s.called,
		Pages: []outcome.PageReport{}, Settings: []outcome.SettingReport{}, Unknown: []outcome.UnknownControl{},
	}
	if err != nil {
		out.Error, out.Cause = err.Error(), err
	}
	if len(s.named) > 0 {
		out.Places = maps.Clone(s.named)
	}
	for _, p := range s.pages {
		out.Pages = append(out.Pages, p.report())
		out.Settings = append(out.Settings, s.settings(p)...)
		if p.place != nil && p.place.At() != "" {
			if out.Places == nil {
				out.Places = map[string]string{}
			}
			out.Places[p.place.At()] = p.place.Name()
		}
		if p.found != nil {
			out.Unknown = append(out.Unknown, s.news(p.found.Unknown)...)
		}
	}
	return out
}

// report makes the report on a page.
func (p *pageRun) report() outcome.PageReport {
	if p.found == nil {
		return outcome.PageReport{ID: p.wishes.Page.ID, URL: p.wishes.Page.URL, Status: outcome.PageUnreachable, Detail: "not opened"}
	}
	out := p.found.Report
	out.Wrote = p.wrote
	out.ReadAt, out.Before, out.After = p.found.At, p.before, p.after
	if p.proof != nil {
		out.ProvedAt, out.Rest = p.proof.At, p.proof.Report.Rest
	}
	if p.proof != nil && p.proof.Report.Status != outcome.PageOK && out.Status == outcome.PageOK {
		out.Detail = outcome.Join(out.Detail, "when read back: "+string(p.proof.Report.Status)+" "+p.proof.Report.Detail)
	}
	return out
}

// settings reports a page's settings as planned or, if the run ended before there was a
// plan, as they were read.
func (s summary) settings(p *pageRun) []outcome.SettingReport {
	var out []outcome.SettingReport
	if p.found == nil {
		for _, w := range p.wishes.Wishes {
			out = append(out, outcome.SettingReport{ID: p.id(w.Setting.ID), Page: p.wishes.Page.ID, Wanted: w.Canonical(), Result: outcome.Skipped, Detail: "not opened", Reason: outcome.NotReached, Controls: []outcome.ControlReport{}})
		}
		return out
	}
	all, memory := p.plan.Settings, s.who.Memory
	if all == nil {
		all, memory = plan.SettingsOf(p.found.Readings), nil
	}
	for _, of := range all {
		out = append(out, s.setting(p, of, memory))
	}
	return out
}

// setting reports one setting, with what earlier runs read of it.
func (s summary) setting(p *pageRun, of *plan.Setting, memory *record.Memory) outcome.SettingReport {
	out := outcome.SettingReport{
		ID: p.id(of.Wish.Setting.ID), Page: p.wishes.Page.ID, Before: of.Before, After: of.Before, Wanted: s.wanted(of), Candidate: of.Candidate(),
		Controls: []outcome.ControlReport{},
	}
	if p.proof != nil {
		out.After = of.Value()
	}
	for _, c := range of.Controls {
		if c.Result.Worse(out.Result) {
			out.Result = c.Result
		}
		out.Controls = append(out.Controls, s.control(of.Wish.Setting, c, p.proof))
	}
	out.Reason = reasonOf(of, out.Result)
	told := ""
	out.LastKnown, out.Drift, told = recall(memory, of, s.req.readOnly())
	out.Drifted = len(out.Drift) > 0
	out.Former = former(memory, of)
	if s.req.Command == "undo" {
		told = "" // an undo says itself what somebody has changed since
	}
	out.Detail = outcome.Join(told, of.Detail())
	if out.Result == "" {
		out.Result, out.Detail, out.Reason = outcome.Skipped, outcome.Join(out.Detail, undecided), outcome.NotReached
	}
	if out.Candidate > 1 {
		out.Detail = outcome.Join(out.Detail, fmt.Sprintf("found by candidate %d", out.Candidate))
	}
	return out
}

// reasonOf is why a setting has its result, as far as that was decided before anything
// was set.
func reasonOf(of *plan.Setting, result outcome.Result) outcome.Reason {
	if of.Wish.Reason != "" {
		return of.Wish.Reason
	}
	for _, c := range of.Controls {
		switch {
		case c.NotReached() && result == outcome.Skipped:
			return outcome.NotReached
		case of.Wish.Parts != nil && c.Result == outcome.Skipped:
			return reasonNotRestored(of, c)
		case c.Choice.Tightest && !result.Trouble():
			return outcome.Strictest
		case result == outcome.Skipped && c.Result == outcome.Skipped && of.Wish.Explicit:
			return outcome.Widening
		}
	}
	return ""
}

// reasonNotRestored is why an undo leaves a control as it is.
func reasonNotRestored(of *plan.Setting, c *plan.Control) outcome.Reason {
	was, left := of.Wish.Parts[c.Read.Key], of.Wish.Ours[c.Read.Key]
	if was == "" || left == c.Read.Value {
		return outcome.FormerUnknown
	}
	return outcome.ChangedSince
}

// undecided is the detail of a control that the run did not get to.
const undecided = "the run ended before anything was decided"

// wanted returns the value wanted for a setting. For an audience it is the one that was
// chosen among those that Plex offers, if there is one.
func (s summary) wanted(of *plan.Setting) string {
	out := of.Wish.Canonical()
	if of.Wish.Setting.Kind != selectors.AudienceChoice || of.Wish.Skipped != "" {
		return out
	}
	for _, c := range of.Controls {
		if c.Choice.Option >= 0 && c.Choice.Rank != reading.UnknownRank && c.Read.Found {
			out = s.lex.Audience(c.Choice.Rank)
		}
	}
	return out
}

// control reports one control, which was read again if there is a proof.
func (s summary) control(of *selectors.Setting, c *plan.Control, proof *page.Found) outcome.ControlReport {
	out := outcome.ControlReport{ID: c.Read.Key, Result: c.Result, Detail: c.Detail, API: c.Api}
	if out.Result == "" {
		out.Result, out.Detail = outcome.Skipped, undecided
	}
	if c.Read.Found {
		out.Label = outcome.Clip(outcome.MaskMails(s.lex.Label(of, c.Read)), 160)
		out.Help = reading.HelpText(c.Read.Match.Seen)
	}
	if c.First != nil {
		out.Before, out.ShownBefore = c.First.Value, reading.ShownFor(c.First)
	}
	out.After, out.ShownAfter = out.Before, out.ShownBefore
	if proof != nil {
		out.After, out.ShownAfter = c.Now(), ""
		if now := c.In(proof.Readings); now != nil && now.Value == c.Now() {
			out.ShownAfter = reading.ShownFor(now)
		}
	}
	return out
}

// news marks the strangers nobody was told of before.
func (s summary) news(in []outcome.UnknownControl) []outcome.UnknownControl {
	out := slices.Clone(in)
	for i := range out {
		out[i].News = !s.known.Seen(s.who.key(), out[i])
	}
	return out
}
