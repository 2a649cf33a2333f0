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
	for i, names := range x.Audiences {
		if sight.IsPhrase(text, names) {
			return i
		}
	}
	// A value with more around it ("Friends Only ▾ visible to …"): the longest
	// known phrase in it, unless two ranks claim it equally.
	best, length, tie := UnknownRank, 0, false
	for i, names := range x.Audiences {
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
