package flows

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// planner compares what is with what should be.
type planner struct {
	*Lexicon
	// widen allows to set what is less private than it was.
	widen bool
}

// plan says what is wanted of settings and, of each control that is left as it is,
// why. The controls that differ are the changes.
func (x planner) plan(readings []*reading) pagePlan {
	p := pagePlan{settings: settingsOf(readings)}
	for _, s := range p.settings {
		s.addLost()
		for _, c := range s.controls {
			if want, ok := x.compare(c); ok {
				c.want, c.planned = want, c.detail
				p.changes = append(p.changes, c)
			}
		}
	}
	return p
}

// compare decides about one control: it differs (and what is wanted), or it has a
// result already.
func (x planner) compare(c *control) (string, bool) {
	w, p := c.reading.wish, c.read
	if w.Skipped != "" {
		if c.result != outcome.NotOffered {
			c.result, c.detail = outcome.Skipped, w.Skipped
		}
		return "", false
	}
	if w.Parts != nil && !c.reading.missing() && !x.setsBack(&w, c) {
		return "", false
	}
	s := w.Setting
	if s.Kind == selectors.AudienceChoice && p.found && (c.result == "" || c.result == outcome.Unreadable) {
		return x.compareAudience(c, w)
	}
	if c.result != "" {
		return "", false
	}
	want := wanted.CanonicalSwitch(s, wanted.SwitchState(s, w.Value))
	switch {
	case p.value == want:
		c.result = outcome.Already
		return "", false
	case w.Explicit && want == s.Values.On && !x.widen:
		c.result = outcome.Skipped
		c.detail = fmt.Sprintf("%s is less private than %s; say --allow-widening to set it all the same", want, p.value)
		return "", false
	case p.match.Disabled:
		c.result, c.detail = outcome.Disabled, p.match.String()+" cannot be changed"
		return "", false
	}
	c.result = outcome.WouldChange
	return want, true
}

func (x planner) compareAudience(c *control, w wanted.Wish) (string, bool) {
	m := c.read.match
	c.choice = x.chooseAudience(m.Seen, w)
	if c.choice.result == outcome.Already && c.choice.detail != "" && len(m.Options) == 0 {
		// Nothing is known of what it offers: the list was never opened.
		c.choice.result, c.choice.detail = outcome.Unreadable, "what it offers could not be read"
		if m.Disabled {
			c.choice.result, c.choice.detail = outcome.Disabled, m.String()+" cannot be changed"
		}
	}
	switch {
	case c.choice.option < 0:
		c.result, c.detail = c.choice.result, c.choice.detail
		return "", false
	case m.Disabled:
		c.result, c.detail = outcome.Disabled, m.String()+" cannot be changed"
		return "", false
	}
	c.result, c.detail = outcome.WouldChange, c.choice.detail
	return x.audience(c.choice.rank), true
}

// audienceChoice is what should be chosen for an audience setting.
type audienceChoice struct {
	// rank and option are the choice; option is an index, -1 for "leave it".
	rank, option int
	result       outcome.Result
	detail       string
}

// chooseAudience picks among what is offered: the value wanted, or where that
// is not offered the tightest known one that is strictly tighter than the
// current. An unknown option is never chosen. An unknown current value is left
// alone, except that the most private of all may always be chosen.
func (x planner) chooseAudience(s sight.Seen, w wanted.Wish) audienceChoice {
	current := x.audienceRank(s.Said())
	target := x.rankOf(w.Value)
	offered := map[int]int{}
	var strange []string
	for i, o := range s.Options {
		r := x.audienceRank(o.Text)
		if r == unknownRank && !o.Disabled && o.Text != "" {
			strange = append(strange, o.Text)
		}
		if r != unknownRank && !o.Disabled {
			if _, taken := offered[r]; !taken {
				offered[r] = i
			}
		}
	}
	if current == unknownRank {
		if i, ok := offered[0]; ok && target == 0 {
			return audienceChoice{rank: 0, option: i}
		}
		return audienceChoice{option: -1, rank: unknownRank, result: outcome.Unreadable,
			detail: fmt.Sprintf("shows %q, which is none of the known values", s.Said())}
	}
	if target < current {
		return x.tighten(current, target, offered, strange)
	}
	if target == current || !w.Explicit {
		return audienceChoice{option: -1, rank: current, result: outcome.Already}
	}
	if !x.widen {
		return audienceChoice{option: -1, rank: current, result: outcome.Skipped,
			detail: fmt.Sprintf("%s is less private than %s; say --allow-widening to set it all the same", w.Value, x.audience(current))}
	}
	if i, ok := offered[target]; ok {
		return audienceChoice{rank: target, option: i}
	}
	return audienceChoice{option: -1, rank: current, result: outcome.NotFound, detail: fmt.Sprintf("%s is not offered", w.Value)}
}

// tighten looks for the wanted value, else for the one nearest to it that is
// still tighter than the current. Options that nobody knows may be tighter than
// what is known; nothing is claimed of them, and where the current value is one of
// those that let strangers in, it is not called right because of them.
func (x planner) tighten(current, target int, offered map[int]int, strange []string) audienceChoice {
	for r := target; r >= 0; r-- {
		if i, ok := offered[r]; ok {
			return audienceChoice{rank: r, option: i}
		}
	}
	that, unknown := "that is", ""
	if len(strange) > 0 {
		that, unknown = "known", fmt.Sprintf("; not known: %q", strange)
	}
	for r := target + 1; r < current; r++ {
		if i, ok := offered[r]; ok {
			return audienceChoice{rank: r, option: i, detail: fmt.Sprintf("%s is not offered; this is the tightest %s%s", x.audience(target), that, unknown)}
		}
	}
	c := audienceChoice{option: -1, rank: current, result: outcome.Already,
		detail: fmt.Sprintf("%s is not offered; %s is the tightest %s%s", x.audience(target), x.audience(current), that, unknown)}
	if len(strange) > 0 && current > x.rankOf("friends") {
		c.result = outcome.Unreadable
	}
	return c
}

// setsBack decides whether an undo is about a control as it is now, and makes
// its former value the wished one. Where it is not, the control has its result.
func (x planner) setsBack(w *wanted.Wish, c *control) bool {
	p := c.read
	was, ours := w.Parts[p.key]
	left, known := w.Ours[p.key]
	switch {
	case !ours:
		// Not one of those that the run changed: nothing is wanted of it.
		c.result, c.detail = outcome.Already, ""
	case was == "":
		c.result, c.detail = outcome.Skipped, "its value before that run is not known"
	case !x.isValue(w.Setting, was):
		c.result, c.detail = outcome.Skipped, fmt.Sprintf("its value before that run, %q, is none that it can have now", was)
	case w.Ours == nil || p.value == was || known && p.value == left:
		w.Value = was
		return true
	case p.found && p.value != "":
		c.result, c.detail = outcome.Skipped, fmt.Sprintf("somebody changed it since: it is %s, and that run made it %s", p.value, left)
	}
	return false
}

// isValue says whether a canonical word is one of a setting's.
func (x planner) isValue(s *selectors.Setting, word string) bool {
	if s.Kind == selectors.AudienceChoice {
		return x.rankOf(word) != unknownRank
	}
	return word != "" && wanted.CanonicalSwitch(s, wanted.SwitchState(s, word)) == word
}
