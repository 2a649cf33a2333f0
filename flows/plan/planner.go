package plan

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Planner compares what was read with what is wanted.
type Planner struct {
	Lex *reading.Lexicon
	// Widen allows values that are less private than the current ones.
	Widen bool
}

// Plan returns the plan of a page. Controls that differ from what is wanted become
// changes; all others get a result that says why they are left alone.
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

// compare returns what is wanted of a control that differs. Otherwise it gives the
// control its result.
func (x Planner) compare(c *Control) (string, bool) {
	w, p := c.Reading.Wish, c.Read
	if w.Skipped != "" {
		// What plexpriv only shows is missed if it cannot be shown.
		unshown := w.Reason == outcome.SetElsewhere && c.Result.Trouble()
		if c.Result != outcome.NotOffered && !unshown {
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
	want := wanted.Canonical(s, w.Value)
	switch {
	case p.Value == want:
		c.Result = outcome.Already
		return "", false
	case want == s.Values.On && !x.mayWiden(w) && !w.Explicit:
		c.Result = outcome.Already // a level asks for this value at most
		return "", false
	case want == s.Values.On && !x.mayWiden(w):
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

// mayWiden says whether a wish may make a setting less private than it is: only an undo
// may, and what the person asked for by name and allowed. A level, which may come from
// a file that somebody sent, never may.
func (x Planner) mayWiden(w wanted.Wish) bool { return w.Parts != nil || w.Explicit && x.Widen }

func (x Planner) compareAudience(c *Control, w wanted.Wish) (string, bool) {
	m := c.Read.Match
	if m.Conflict != "" {
		return "", false
	}
	c.Choice = x.ChooseAudience(m.Seen, w)
	if c.Choice.Tightest {
		x.doubt(&c.Choice, m.Seen)
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

// doubt corrects the claim that a choice is the tightest that is offered, where the whole
// list was not seen or cannot be chosen from.
func (x Planner) doubt(c *AudienceChoice, s sight.Seen) {
	why := ""
	switch {
	case s.Disabled:
		c.Option, c.Result, c.Detail = -1, outcome.Disabled, s.String()+" cannot be changed"
		return
	case !s.Offers():
		why = "what it offers could not be read"
	case len(s.Options) < 2:
		why = "a list that offers only what it shows is none"
	default:
		for _, o := range s.Options {
			if o.Disabled && x.Lex.AudienceRank(o.Text) < c.Rank && x.Lex.AudienceRank(o.Text) != reading.UnknownRank {
				why = fmt.Sprintf("option %q cannot be chosen", o.Text)
			}
		}
		if why != "" && c.Option < 0 {
			c.Result, c.Detail = outcome.Disabled, why
			return
		}
	}
	switch {
	case why == "":
	case c.Option < 0:
		c.Result, c.Detail = outcome.Unreadable, why
	default:
		c.Detail = why // it is tighter than what shows, and more is not claimed
	}
}

// AudienceChoice is the option to choose for an audience setting.
type AudienceChoice struct {
	// Option is an index into the control's options, -1 to leave it; Rank is its rank.
	Rank, Option int
	Result       outcome.Result
	Detail       string
	// Tightest says that it is chosen, or left, because nothing tighter is offered. That
	// holds only if the whole list was seen.
	Tightest bool
}

// ChooseAudience picks one of the offered options: the wanted value or, if that is not
// offered, the tightest known one that is tighter than the current value. It never
// picks an option that the catalogue does not know. If the current value is unknown it
// picks nothing, except the most private audience of all if that is wanted.
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
	if target == current || !x.mayWiden(w) && !w.Explicit {
		return AudienceChoice{Option: -1, Rank: current, Result: outcome.Already}
	}
	if !x.mayWiden(w) {
		return AudienceChoice{Option: -1, Rank: current, Result: outcome.Skipped,
			Detail: fmt.Sprintf("%s is less private than %s; say --allow-widening to set it all the same", w.Value, x.Lex.Audience(current))}
	}
	if i, ok := offered[target]; ok {
		return AudienceChoice{Rank: target, Option: i}
	}
	return AudienceChoice{Option: -1, Rank: current, Result: outcome.NotFound, Detail: fmt.Sprintf("%s is not offered", w.Value)}
}

// tighten picks the wanted value, or else the nearest one that is still tighter than
// the current value. Options that the catalogue does not know may be tighter than all
// that it knows. So if strangers can see the current value and there are such options,
// the result is "unreadable" and not "already".
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
			return AudienceChoice{Rank: r, Option: i, Tightest: true, Detail: fmt.Sprintf("%s is not offered; this is the tightest %s%s", x.Lex.Audience(target), that, unknown)}
		}
	}
	c := AudienceChoice{Option: -1, Rank: current, Result: outcome.Already, Tightest: true,
		Detail: fmt.Sprintf("%s is not offered; %s is the tightest %s%s", x.Lex.Audience(target), x.Lex.Audience(current), that, unknown)}
	if len(strange) > 0 && current > x.Lex.RankOf("friends") {
		c.Result = outcome.Unreadable
	}
	return c
}

// setsBack decides whether an undo changes a control. If so, the value before the run
// becomes the wished one; if not, the control gets its result.
func (x Planner) setsBack(w *wanted.Wish, c *Control) bool {
	p := c.Read
	was, ours := w.Parts[p.Key]
	left, known := w.Ours[p.Key]
	switch {
	case !ours:
		// The run did not change this control, so nothing is wanted of it.
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

// isValue says whether a word is a canonical value of a setting.
func (x Planner) isValue(s *selectors.Setting, word string) bool {
	if s.Kind == selectors.AudienceChoice {
		return x.Lex.RankOf(word) != reading.UnknownRank
	}
	return word != "" && wanted.Canonical(s, word) == word
}
