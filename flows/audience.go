package flows

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// unknownRank stands for words that are in no list.
const unknownRank = -1

// audienceRank gives the rank of what a page shows, 0 for the most private, and
// unknownRank for wording that nobody has described.
func (e *env) audienceRank(text string) int {
	if text == "" {
		return unknownRank
	}
	for i, names := range e.audiences {
		if sight.IsPhrase(text, names) {
			return i
		}
	}
	// A value with more around it ("Friends Only ▾ visible to …"): the longest
	// known phrase in it, unless two ranks claim it equally.
	best, length, tie := unknownRank, 0, false
	for i, names := range e.audiences {
		p, ok := sight.FindPhrase(text, names)
		switch {
		case !ok:
		case len(p) > length:
			best, length, tie = i, len(p), false
		case len(p) == length && best != i:
			tie = true
		}
	}
	if tie {
		return unknownRank
	}
	return best
}

// rankOf gives the rank of a canonical word.
func (e *env) rankOf(value string) int {
	for i, a := range e.cat.Words.Audiences {
		if a.Value == value {
			return i
		}
	}
	return unknownRank
}

func (e *env) audience(rank int) string {
	if rank < 0 || rank >= len(e.cat.Words.Audiences) {
		return ""
	}
	return e.cat.Words.Audiences[rank].Value
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
func (e *env) chooseAudience(s sight.Seen, w wanted.Wish, widen bool) audienceChoice {
	current := e.audienceRank(s.Said())
	target := e.rankOf(w.Value)
	offered := map[int]int{}
	var strange []string
	for i, o := range s.Options {
		r := e.audienceRank(o.Text)
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
		return tighten(e, current, target, offered, strange)
	}
	if target == current || !w.Explicit {
		return audienceChoice{option: -1, rank: current, result: outcome.Already}
	}
	if !widen {
		return audienceChoice{option: -1, rank: current, result: outcome.Skipped,
			detail: fmt.Sprintf("%s is less private than %s; say --allow-widening to set it all the same", w.Value, e.audience(current))}
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
func tighten(e *env, current, target int, offered map[int]int, strange []string) audienceChoice {
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
			return audienceChoice{rank: r, option: i, detail: fmt.Sprintf("%s is not offered; this is the tightest %s%s", e.audience(target), that, unknown)}
		}
	}
	c := audienceChoice{option: -1, rank: current, result: outcome.Already,
		detail: fmt.Sprintf("%s is not offered; %s is the tightest %s%s", e.audience(target), e.audience(current), that, unknown)}
	if len(strange) > 0 && current > e.rankOf("friends") {
		c.result = outcome.Unreadable
	}
	return c
}

// tighter says whether an audience is more private than another.
func (e *env) tighter(value, than string) bool {
	r := e.rankOf(value)
	return r != unknownRank && r < e.rankOf(than)
}
