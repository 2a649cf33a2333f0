package flows

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

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
func chooseAudience(x *reading.Lexicon, s sight.Seen, w wanted.Wish, widen bool) audienceChoice {
	current := x.AudienceRank(s.Said())
	target := x.RankOf(w.Value)
	offered := map[int]int{}
	var strange []string
	for i, o := range s.Options {
		r := x.AudienceRank(o.Text)
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
			return audienceChoice{rank: 0, option: i}
		}
		return audienceChoice{option: -1, rank: reading.UnknownRank, result: outcome.Unreadable,
			detail: fmt.Sprintf("shows %q, which is none of the known values", s.Said())}
	}
	if target < current {
		return tighten(x, current, target, offered, strange)
	}
	if target == current || !w.Explicit {
		return audienceChoice{option: -1, rank: current, result: outcome.Already}
	}
	if !widen {
		return audienceChoice{option: -1, rank: current, result: outcome.Skipped,
			detail: fmt.Sprintf("%s is less private than %s; say --allow-widening to set it all the same", w.Value, x.Audience(current))}
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
func tighten(x *reading.Lexicon, current, target int, offered map[int]int, strange []string) audienceChoice {
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
			return audienceChoice{rank: r, option: i, detail: fmt.Sprintf("%s is not offered; this is the tightest %s%s", x.Audience(target), that, unknown)}
		}
	}
	c := audienceChoice{option: -1, rank: current, result: outcome.Already,
		detail: fmt.Sprintf("%s is not offered; %s is the tightest %s%s", x.Audience(target), x.Audience(current), that, unknown)}
	if len(strange) > 0 && current > x.RankOf("friends") {
		c.result = outcome.Unreadable
	}
	return c
}
