package presentation

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// rowOf shows one setting.
func rowOf(v *Vocabulary, command string, a *outcome.AccountReport, s *outcome.SettingReport) Row {
	r := Row{ID: s.ID, Name: v.Name(s.ID), Was: v.Value(s.ID, s.Before), Tone: ToneOf(s.Result), Result: v.SettingResult(command, s)}
	becomes := ""
	switch s.Result {
	case outcome.WouldChange:
		becomes = s.Wanted
	case outcome.Verified:
		becomes = s.After
	}
	if becomes != "" {
		r.Was, r.Becomes = v.Value(s.ID, cmp.Or(s.Before, "mixed")), v.Value(s.ID, becomes)
	}
	if s.Result == outcome.NotOffered {
		r.Was = "" // there is none
	}
	r.Note = noteOf(v, command, a, s, r)
	return r
}

// pageRow shows a page that could not be read, of which no setting has more to say.
func pageRow(v *Vocabulary, a *outcome.AccountReport, id string) (Row, bool) {
	unread := true
	for _, s := range a.Settings {
		if s.Page != id {
			continue
		}
		if decided(s.Result) {
			return Row{}, false
		}
		unread = unread && (s.Result == outcome.Unreadable || s.Result == outcome.Skipped)
	}
	for _, p := range a.Pages {
		changed := p.Status == outcome.PageChanged && unread && p.Detail != ""
		if p.ID != id || !shut(p.Status) && !changed {
			continue
		}
		status, tone := v.Status(p.Status)
		note := status
		if p.Detail != "" && p.Status != outcome.PageSignedOut {
			note += ": " + outcome.Clip(pageCause(p), longestReason)
		}
		return Row{ID: id, Name: v.Page(id), Tone: tone, Result: status, Note: note}, true
	}
	return Row{}, false
}

// noteOf is what a person should know about a setting beyond its values.
func noteOf(v *Vocabulary, command string, a *outcome.AccountReport, s *outcome.SettingReport, r Row) string {
	var notes []string
	add := func(text string) {
		if text != "" {
			notes = append(notes, text)
		}
	}
	switch {
	case s.Reason.Misnamed():
		add(v.Say("reason."+string(s.Reason), locale.Data{"Servers": serversOf(a)}))
	case s.Result.Trouble():
		add(troubleOf(v, command, s, r))
	case s.Reason == outcome.KeptByLevel:
		add(keptOf(v, a, s))
	case s.Reason == outcome.Strictest && command != "apply" && sinceOf(v, a, s) != "":
		// What it was before is worth the room on the row.
	case s.Reason != "":
		add(v.word("reason."+string(s.Reason), ""))
	case s.Result == outcome.Skipped, s.Result == outcome.NotOffered:
		add(r.Result)
	}
	if r.Becomes != "" && command != "undo" {
		// Before a change the person has to know what they lose. A check changes nothing.
		since, effect := sinceOf(v, a, s), ""
		if !widens(v, s) {
			effect = v.Effect(s.ID)
		}
		if command != "apply" {
			since, effect = cmp.Or(since, effect), ""
		}
		add(cmp.Or(effect, since))
		add(vendorsOf(v, s))
	}
	return strings.Join(notes, "; ")
}

// serversOf are the names of an account's servers, with the keys that tell them apart.
func serversOf(a *outcome.AccountReport) string {
	var all []string
	for _, key := range slices.Sorted(maps.Keys(a.Places)) {
		all = append(all, strings.TrimSpace(outcome.OneLine(a.Places[key])+" ("+key+")"))
	}
	return cmp.Or(strings.Join(all, ", "), "–")
}

// widens reports whether a change makes a setting less private, by which nothing is lost.
func widens(v *Vocabulary, s *outcome.SettingReport) bool {
	def := v.catalogue.Setting(s.ID)
	if def == nil {
		return false
	}
	becomes := cmp.Or(s.After, s.Wanted)
	if def.Kind != selectors.AudienceChoice {
		return becomes == def.Values.On
	}
	rank := func(value string) int {
		return slices.IndexFunc(v.catalogue.Words.Audiences, func(a selectors.Audience) bool { return a.Value == value })
	}
	return rank(s.Before) >= 0 && rank(becomes) > rank(s.Before)
}

// troubleOf says what went wrong: for one control the result, for several how many of them
// were changed, and the name of the first one that was not.
func troubleOf(v *Vocabulary, command string, s *outcome.SettingReport, r Row) string {
	changed, first := 0, -1
	for i, c := range s.Controls {
		if c.Result == outcome.Verified {
			changed++
		} else if first < 0 && c.Result.Trouble() {
			first = i
		}
	}
	if len(s.Controls) < 2 || first < 0 {
		return r.Result
	}
	c := s.Controls[first]
	text := v.Say("row.which", locale.Data{"Name": outcome.Clip(cmp.Or(c.Label, c.ID), longestLabel), "Result": v.Result(command, c.Result)})
	if changed > 0 {
		text = v.Say("row.partly", locale.Data{"N": changed, "All": len(s.Controls)}) + "; " + text
	}
	return text
}

// longestLabel is how much of the name of a control stands on a row.
const longestLabel = 30

// keptOf says that the level leaves a setting alone, and which level would change it.
func keptOf(v *Vocabulary, a *outcome.AccountReport, s *outcome.SettingReport) string {
	def := v.catalogue.Setting(s.ID)
	if def == nil {
		return v.Say("reason.kept-by-level")
	}
	names := v.catalogue.LevelNames()
	for _, level := range names[slices.Index(names, a.Level)+1:] {
		if wanted := def.Levels[level]; wanted != selectors.Keep && wanted != "" && wanted != s.Before {
			return v.Say("row.kept-stricter", locale.Data{"Level": level})
		}
	}
	return v.Say("reason.kept-by-level")
}

// sinceOf says when a setting was last seen as wanted, if it differs now.
func sinceOf(v *Vocabulary, a *outcome.AccountReport, s *outcome.SettingReport) string {
	was := s.Former
	if s.Drifted && s.LastKnown != nil {
		was = s.LastKnown
	}
	if was == nil || s.Result != outcome.WouldChange || was.Value != s.Wanted {
		return ""
	}
	layout := "row.time"
	for _, p := range a.Pages {
		if p.ID == s.Page && p.ReadAt.Local().Year() == was.Time.Local().Year() {
			layout = "row.time-this-year"
		}
	}
	return v.Say("row.since", locale.Data{"Value": v.Value(s.ID, was.Value), "Time": was.Time.Local().Format(v.Say(layout))})
}

// vendorsOf counts the rows of a list.
func vendorsOf(v *Vocabulary, s *outcome.SettingReport) string {
	def := v.catalogue.Setting(s.ID)
	if def == nil || def.Kind != selectors.List {
		return ""
	}
	n := 0
	for _, c := range s.Controls {
		if c.Result == s.Result {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return v.Count("row.vendors", n)
}
