package reading

import (
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/meaning"
	"github.com/plexpriv/plexpriv/selectors"
)

// UnknownRank stands for wording that no audience of the catalogue has.
const UnknownRank = -1

// AudienceRank returns the rank of the title of an option: 0 for the most private audience,
// UnknownRank for a title that the catalogue does not have as a whole. "Everyone except my
// friends" has known words in it, and is unknown.
func (x *Lexicon) AudienceRank(title string) int {
	if strings.ContainsAny(title, "?？") || meaning.HasSign(title) {
		return UnknownRank
	}
	if rank := x.wholeRank(title); rank != UnknownRank {
		return rank
	}
	// "Private (only me)" says the same thing twice, "Private (recommended)" once.
	out := UnknownRank
	parts := strings.FieldsFunc(title, func(r rune) bool { return strings.ContainsRune("()（）[]–—:|•·", r) })
	for i, part := range parts {
		rank := x.wholeRank(part)
		switch {
		case strings.TrimSpace(part) == "" || i > 0 && sight.IsPhrase(part, x.Cat.Words.Mark.All()):
			continue
		case rank == UnknownRank || out != UnknownRank && rank != out:
			return UnknownRank
		}
		out = rank
	}
	return out
}

func (x *Lexicon) wholeRank(text string) int {
	for i, names := range x.audiences {
		if sight.IsPhrase(text, names) {
			return i
		}
	}
	return UnknownRank
}

// audienceOf returns the rank of what a control shows, whatever it is called: a button may
// have its name and its value in it.
func (x *Lexicon) audienceOf(s sight.Seen) int {
	for _, text := range append([]string{s.Said()}, s.Shown...) {
		if rank := x.AudienceRank(text); rank != UnknownRank {
			return rank
		}
	}
	return UnknownRank
}

// ShowsAudience says whether what a control shows, or offers, is a known audience.
func (x *Lexicon) ShowsAudience(s sight.Seen) bool {
	return x.audienceOf(s) != UnknownRank ||
		slices.ContainsFunc(s.Options, func(o sight.Option) bool { return x.AudienceRank(o.Text) != UnknownRank })
}

// valueTitle returns the title of what a drop-down shows, without its own name before it
// and without what explains it below.
func (x *Lexicon) valueTitle(c *selectors.Control, m sight.Match) string {
	name := x.ownName(c, m)
	for _, block := range m.Shown {
		switch {
		case len(m.Shown) > 1 && name != "" && sight.SameText(block, name):
			continue // even if it could be a value: "My Friends"
		case x.AudienceRank(block) != UnknownRank:
			return block
		}
		return withoutName(block, name, m.Name)
	}
	return withoutName(m.Value, name, m.Name)
}

// ownName returns the wording of the catalogue that the title of a control begins with, and
// that it was found by. Other wordings may be the first words of its value: "Friends" is
// another name of "My Friends", and no part of "Friends Only".
func (x *Lexicon) ownName(c *selectors.Control, m sight.Match) string {
	if m.Candidate < 1 || m.Candidate > len(c.Locators) {
		return ""
	}
	title, own := sight.Fold(m.Title())+" ", ""
	for _, name := range x.Locators(c.Locators)[m.Candidate-1].Names {
		if strings.HasPrefix(title, sight.Fold(name)+" ") && len(name) > len(own) {
			own = name
		}
	}
	return own
}

// withoutName removes a name from the beginning of a text. It is a part of the text only if
// something parts it from the rest, or if the control is named by that very text: a control
// with a label beside it may show a value with the same first word.
func withoutName(text, name string, named []string) string {
	if name == "" {
		return text
	}
	for _, mark := range []string{":", "：", "–", "—", "|", "•", "·", " - "} {
		if before, rest, ok := strings.Cut(text, mark); ok && sight.SameText(before, name) {
			return strings.TrimSpace(rest)
		}
	}
	rest, ok := strings.CutPrefix(sight.Fold(text), sight.Fold(name)+" ")
	fields, left := strings.Fields(text), len(strings.Fields(rest))
	if !ok || len(fields) < left || len(named) == 0 || !sight.SameText(named[0], text) {
		return text
	}
	return strings.Join(fields[len(fields)-left:], " ")
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

// WithPlainPopups adds buttons to the controls of a look that name an audience and have a
// row of their own, or that have their title and their value in one line: they open a list,
// but their role does not say so.
func (x *Lexicon) WithPlainPopups(l *sight.Look) *sight.Look {
	for i := range l.Controls {
		unflatten(x, &l.Controls[i])
	}
	for _, b := range l.Buttons {
		if b.Role != "button" {
			continue
		}
		s := sight.Seen{Thing: b.Thing, Kind: sight.Popup, Value: b.Title(), Shown: []string{b.Title()}, Expanded: b.Expanded == sight.Open}
		if unflatten(x, &s); s.Value != b.Title() {
			l.Controls = append(l.Controls, s)
		} else if s.Shown = nil; len(b.Row) > 0 && x.wholeRank(b.Title()) != UnknownRank {
			l.Controls = append(l.Controls, s)
		}
	}
	return l
}
