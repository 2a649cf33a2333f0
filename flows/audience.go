package flows

import "github.com/plexpriv/plexpriv/automation/sight"

// unknownRank stands for words that are in no list.
const unknownRank = -1

// audienceRank gives the rank of what a page shows, 0 for the most private, and
// unknownRank for wording that nobody has described.
func (x *Lexicon) audienceRank(text string) int {
	if text == "" {
		return unknownRank
	}
	for i, names := range x.audiences {
		if sight.IsPhrase(text, names) {
			return i
		}
	}
	// A value with more around it ("Friends Only ▾ visible to …"): the longest
	// known phrase in it, unless two ranks claim it equally.
	best, length, tie := unknownRank, 0, false
	for i, names := range x.audiences {
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
func (x *Lexicon) rankOf(value string) int {
	for i, a := range x.cat.Words.Audiences {
		if a.Value == value {
			return i
		}
	}
	return unknownRank
}

func (x *Lexicon) audience(rank int) string {
	if rank < 0 || rank >= len(x.cat.Words.Audiences) {
		return ""
	}
	return x.cat.Words.Audiences[rank].Value
}

// tighter says whether an audience is more private than another.
func (x *Lexicon) tighter(value, than string) bool {
	r := x.rankOf(value)
	return r != unknownRank && r < x.rankOf(than)
}

// audienceTexts are all names of all audiences.
func (x *Lexicon) audienceTexts() []string {
	var out []string
	for _, names := range x.audiences {
		out = append(out, names...)
	}
	return out
}

// withPlainPopups adds, as controls, the buttons that show an audience and
// stand in a row of their own: drop-downs that do not say so.
func (x *Lexicon) withPlainPopups(l *sight.Look) *sight.Look {
	for _, b := range l.Buttons {
		if b.Role == "button" && len(b.Row) > 0 && x.isAudience(b.Title()) {
			l.Controls = append(l.Controls, sight.Seen{Thing: b.Thing, Kind: sight.Popup, Value: b.Title(), Expanded: b.Expanded == sight.Open})
		}
	}
	return l
}

// isAudience says whether a text names an audience and says nothing else.
func (x *Lexicon) isAudience(text string) bool {
	for _, names := range x.audiences {
		if sight.IsPhrase(text, names) {
			return true
		}
	}
	return false
}
