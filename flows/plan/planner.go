package plan

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Planner compares what is with what should be.
type Planner struct {
	Lex *reading.Lexicon
	// Widen allows to set what is less private than it was.
	Widen bool
}

// Plan says what is wanted of settings and, of each control that is left as it is,
// why. The controls that differ are the changes.
func (x Planner) Plan(readings []*reading.Setting) Page {
	p := Page{Settings: SettingsOf(readings)}
	for _, s := range p.Settings {
		s.addLost()
		for _, c := range s.Controls {
			if want, ok := x.compare(c); ok {
				c.Want, c.planned = want, c.Detail
				p.Changes = append(p.Changes, c)
			}
		}
	}
	return p
}

// compare decides about one control: it differs (and what is wanted), or it has a
// result already.
func (x Planner) compare(c *Control) (string, bool) {
	w, p := c.Reading.Wish, c.Read
	if w.Skipped != "" {
		if c.Result != outcome.NotOffered {
			c.Result, c.Detail = outcome.Skipped, w.Skipped
		}
		return "", false
	}
	if w.Parts != nil && !c.Reading.Missing() && !x.setsBack(&w, c) {
		return "", false
	}
	s := w.Setting
	if s.Kind == selectors.AudienceChoice && p.Found && (c.Result == "" || c.Result == outcome.Unreadable) {
		return x.compareAudience(c, w)
	}
	if c.Result != "" {
		return "", false
	}
	want := wanted.CanonicalSwitch(s, wanted.SwitchState(s, w.Value))
	switch {
	case p.Value == want:
		c.Result = outcome.Already
		return "", false
	case w.Explicit && want == s.Values.On && !x.Widen:
		c.Result = outcome.Skipped
		c.Detail = fmt.Sprintf("%s is less private than %s; say --allow-widening to set it all the same", want, p.Value)
		return "", false
	case p.Match.Disabled:
		c.Result, c.Detail = outcome.Disabled, p.Match.String()+" cannot be changed"
		return "", false
	}
	c.Result = outcome.WouldChange
	return want, true
}

func (x Planner) compareAudience(c *Control, w wanted.Wish) (string, bool) {
	m := c.Read.Match
	c.Choice = x.ChooseAudience(m.Seen, w)
	if c.Choice.Result == outcome.Already && c.Choice.Detail != "" && len(m.Options) == 0 {
		// Nothing is known of what it offers: the list was never opened.
		c.Choice.Result, c.Choice.Detail = outcome.Unreadable, "what it offers could not be read"
		if m.Disabled {
			c.Choice.Result, c.Choice.Detail = outcome.Disabled, m.String()+" cannot be changed"
		}
	}
	switch {
	case c.Choice.Option < 0:
		c.Result, c.Detail = c.Choice.Result, c.Choice.Detail
		return "", false
	case m.Disabled:
		c.Result, c.Detail = outcome.Disabled, m.String()+" cannot be changed"
		return "", false
	}
	c.Result, c.Detail = outcome.WouldChange, c.Choice.Detail
	return x.Lex.Audience(c.Choice.Rank), true
}

// AudienceChoice is what should be chosen for an audience setting.
type AudienceChoice struct {
	// Rank and option are the choice; option is an index, -1 for "leave it".
	Rank, Option int
	Result       outcome.Result
	Detail       string
}

// ChooseAudience picks among what is offered: the value wanted, or where that
// is not offered the tightest known one that is strictly tighter than the
// current. An unknown option is never chosen. An unknown current value is left
// alone, except that the most private of all may always be chosen.
func (x Planner) ChooseAudience(s sight.Seen, w wanted.Wish) AudienceChoice {
	current := x.Lex.AudienceRank(s.Said())
	target := x.Lex.RankOf(w.Value)
	offered := map[int]int{}
	var strange []string
	for i, o := range s.Options {
		r := x.Lex.AudienceRank(o.Text)
		if r == reading.UnknownRank && !o.Disabled && o.Text != "" {
			strange = append(strange, o.Text)
		}
		if r != reading.UnknownRank && !o.Disabled {
			if _, taken := offered[r]; !taken {
				offered[r] = i
			}
		}
	}
	if current == reading.UnknownRank {
		if i, ok := offered[0]; ok && target == 0 {
			return AudienceChoice{Rank: 0, Option: i}
		}
		return AudienceChoice{Option: -1, Rank: reading.UnknownRank, Result: outcome.Unreadable,
			Detail: fmt.Sprintf("shows %q, which is none of the known values", s.Said())}
	}
	if target < current {
		return x.tighten(current, target, offered, strange)
	}
	if target == current || !w.Explicit {
		return AudienceChoice{Option: -1, Rank: current, Result: outcome.Already}
	}
	if !x.Widen {
		return AudienceChoice{Option: -1, Rank: current, Result: outcome.Skipped,
			Detail: fmt.Sprintf("%s is less private than %s; say --allow-widening to set it all the same", w.Value, x.Lex.Audience(current))}
	}
	if i, ok := offered[target]; ok {
		return AudienceChoice{Rank: target, Option: i}
	}
	return AudienceChoice{Option: -1, Rank: current, Result: outcome.NotFound, Detail: fmt.Sprintf("%s is not offered", w.Value)}
}

// tighten looks for the wanted value, else for the one nearest to it that is
// still tighter than the current. Options that nobody knows may be tighter than
// what is known; nothing is claimed of them, and where the current value is one of
// those that let strangers in, it is not called right because of them.
func (x Planner) tighten(current, target int, offered map[int]int, strange []string) AudienceChoice {
	for r := target; r >= 0; r-- {
		if i, ok := offered[r]; ok {
			return AudienceChoice{Rank: r, Option: i}
		}
	}
	that, unknown := "that is", ""
	if len(strange) > 0 {
		that, unknown = "known", fmt.Sprintf("; not known: %q", strange)
	}
	for r := target + 1; r < current; r++ {
		if i, ok := offered[r]; ok {
			return AudienceChoice{Rank: r, Option: i, Detail: fmt.Sprintf("%s is not offered; this is the tightest %s%s", x.Lex.Audience(target), that, unknown)}
		}
	}
	c := AudienceChoice{Option: -1, Rank: current, Result: outcome.Already,
		Detail: fmt.Sprintf("%s is not offered; %s is the tightest %s%s", x.Lex.Audience(target), x.Lex.Audience(current), that, unknown)}
	if len(strange) > 0 && current > x.Lex.RankOf("friends") {
		c.Result = outcome.Unreadable
	}
	return c
}

// setsBack decides whether an undo is about a control as it is now, and makes
// its former value the wished one. Where it is not, the control has its result.
func (x Planner) setsBack(w *wanted.Wish, c *Control) bool {
	p := c.Read
	was, ours := w.Parts[p.Key]
	left, known := w.Ours[p.Key]
	switch {
	case !ours:
		// Not one of those that the run changed: nothing is wanted of it.
		c.Result, c.Detail = outcome.Already, ""
	case was == "":
		c.Result, c.Detail = outcome.Skipped, "its value before that run is not known"
	case !x.isValue(w.Setting, was):
		c.Result, c.Detail = outcome.Skipped, fmt.Sprintf("its value before that run, %q, is none that it can have now", was)
	case w.Ours == nil || p.Value == was || known && p.Value == left:
		w.Value = was
		return true
	case p.Found && p.Value != "":
		c.Result, c.Detail = outcome.Skipped, fmt.Sprintf("somebody changed it since: it is %s, and that run made it %s", p.Value, left)
	}
	return false
}

// isValue says whether a canonical word is one of a setting's.
func (x Planner) isValue(s *selectors.Setting, word string) bool {
	if s.Kind == selectors.AudienceChoice {
		return x.Lex.RankOf(word) != reading.UnknownRank
	}
	return word != "" && wanted.CanonicalSwitch(s, wanted.SwitchState(s, word)) == word
}
