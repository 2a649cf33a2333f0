package reading

import "github.com/plexpriv/plexpriv/automation/sight"

// UnknownRank stands for wording that no audience of the catalogue has.
const UnknownRank = -1

// AudienceRank returns the rank of what a page shows: 0 for the most private audience,
// UnknownRank for wording that the catalogue does not have.
func (x *Lexicon) AudienceRank(text string) int {
	if text == "" {
		return UnknownRank
	}
	for i, names := range x.audiences {
		if sight.IsPhrase(text, names) {
			return i
		}
	}
	// The text may hold more than the value ("Friends Only ▾ visible to …"). The
	// longest known phrase in it decides, unless two audiences match equally well.
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

// RankOf returns the rank of a canonical word.
func (x *Lexicon) RankOf(value string) int {
	for i, a := range x.Cat.Words.Audiences {
		if a.Value == value {
			return i
		}
	}
	return UnknownRank
}

// Audience returns the canonical word of a rank; empty for UnknownRank.
func (x *Lexicon) Audience(rank int) string {
	if rank < 0 || rank >= len(x.Cat.Words.Audiences) {
		return ""
	}
	return x.Cat.Words.Audiences[rank].Value
}

// Tighter says whether one audience is more private than another.
func (x *Lexicon) Tighter(value, than string) bool {
	r := x.RankOf(value)
	return r != UnknownRank && r < x.RankOf(than)
}

// AudienceTexts returns all names of all audiences.
func (x *Lexicon) AudienceTexts() []string {
	var out []string
	for _, names := range x.audiences {
		out = append(out, names...)
	}
	return out
}

// WithPlainPopups adds buttons to the controls of a look that name an audience and have
// a row of their own: they open a list, but their role does not say so.
func (x *Lexicon) WithPlainPopups(l *sight.Look) *sight.Look {
	for _, b := range l.Buttons {
		if b.Role == "button" && len(b.Row) > 0 && x.isAudience(b.Title()) {
			l.Controls = append(l.Controls, sight.Seen{Thing: b.Thing, Kind: sight.Popup, Value: b.Title(), Expanded: b.Expanded == sight.Open})
		}
	}
	return l
}

// isAudience says whether a text is the name of an audience and nothing else.
func (x *Lexicon) isAudience(text string) bool {
	for _, names := range x.audiences {
		if sight.IsPhrase(text, names) {
			return true
		}
	}
	return false
}
