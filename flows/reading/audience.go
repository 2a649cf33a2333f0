package reading

import "github.com/plexpriv/plexpriv/automation/sight"

// UnknownRank stands for words that are in no list.
const UnknownRank = -1

// AudienceRank gives the rank of what a page shows, 0 for the most private, and
// unknownRank for wording that nobody has described.
func (x *Lexicon) AudienceRank(text string) int {
	if text == "" {
		return UnknownRank
	}
	for i, names := range x.audiences {
		if sight.IsPhrase(text, names) {
			return i
		}
	}
	// A value with more around it ("Friends Only ▾ visible to …"): the longest
	// known phrase in it, unless two ranks claim it equally.
	best, length, tie := UnknownRank, 0, false
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
		return UnknownRank
	}
	return best
}

// RankOf gives the rank of a canonical word.
func (x *Lexicon) RankOf(value string) int {
	for i, a := range x.Cat.Words.Audiences {
		if a.Value == value {
			return i
		}
	}
	return UnknownRank
}

func (x *Lexicon) Audience(rank int) string {
	if rank < 0 || rank >= len(x.Cat.Words.Audiences) {
		return ""
	}
	return x.Cat.Words.Audiences[rank].Value
}

// Tighter says whether an audience is more private than another.
func (x *Lexicon) Tighter(value, than string) bool {
	r := x.RankOf(value)
	return r != UnknownRank && r < x.RankOf(than)
}

// AudienceTexts are all names of all audiences.
func (x *Lexicon) AudienceTexts() []string {
	var out []string
	for _, names := range x.audiences {
		out = append(out, names...)
	}
	return out
}

// WithPlainPopups adds, as controls, the buttons that show an audience and
// stand in a row of their own: drop-downs that do not say so.
func (x *Lexicon) WithPlainPopups(l *sight.Look) *sight.Look {
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
