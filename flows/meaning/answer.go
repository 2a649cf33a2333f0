package meaning

import (
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// Answer says whether the title of an option is an affirmative or a negative answer. Most
// words for on and off are everyday words in some language ("an", "til"), so they count
// only as the whole text, or as its first words if a comma or the like follows.
func (v *Vocabulary) Answer(text string) sight.State {
	folded := sight.Fold(text)
	switch {
	case folded == "", strings.ContainsAny(text, "?？"):
		return sight.NoState
	case v.on[folded]:
		return sight.On
	case v.off[folded]:
		return sight.Off
	}
	if head, rest, ok := cutAnswer(text); ok {
		if said := v.headed(v.Answer(head), rest); said != sight.NoState {
			return said
		}
	}
	return v.direction(text)
}

// cutAnswer cuts a text after its first clause.
func cutAnswer(text string) (head, rest string, ok bool) {
	text = strings.ReplaceAll(text, " - ", " – ")
	i := strings.IndexAny(text, ",:;–—(/|")
	if i <= 0 {
		return "", "", false
	}
	return text[:i], text[i:], true
}

// headed understands "Yes, share it" and "On (recommended)", but not "On/Off".
func (v *Vocabulary) headed(said sight.State, rest string) sight.State {
	rest = strings.TrimLeft(rest, ",:;–—(/| ")
	if said == sight.NoState || v.opposes(said, v.Answer(rest)) {
		return sight.NoState
	}
	for _, st := range v.states(rest, nil) {
		if len(st.all(doubt)) > 0 || said == sight.On && len(st.all(not, prevent, turnOff)) > 0 {
			return sight.NoState
		}
	}
	return said
}

func (v *Vocabulary) opposes(a, b sight.State) bool { return b != sight.NoState && a != b }

// direction reads a text that consists of a direction and nothing else: "I consent".
func (v *Vocabulary) direction(text string) sight.State {
	out := sight.NoState
	for _, st := range v.states(text, nil) {
		r := st.verdict()
		if r.Polarity == Undecided || !st.directs() {
			continue
		}
		said := r.Polarity.Means(sight.On)
		if v.opposes(said, out) {
			return sight.NoState
		}
		out = said
	}
	return out
}

// answers says whether a text is a word for on or off, and nothing else.
func (v *Vocabulary) answers(text string) bool {
	return v.on[sight.Fold(text)] || v.off[sight.Fold(text)]
}

// IsAnswer says whether a label is only an answer ("Opt out", "I consent"). The subject is
// then in the heading above it.
func (v *Vocabulary) IsAnswer(text string) bool { return v.Answer(text) != sight.NoState }

// answerAtEnd returns the last word of a text if it is a word for on or off that is an
// everyday word as well: the German "aus" in "Datenverkauf aus" is not "out of". It is ""
// if the word belongs to what is before it ("schalte … aus").
func (v *Vocabulary) answerAtEnd(text string) string {
	in := words(text)
	if len(in) < 2 || !v.answers(in[len(in)-1]) {
		return ""
	}
	for _, st := range v.states(text, nil) {
		for _, t := range st.tokens {
			if t.class == filler && t.at == len(in)-1 && len(t.words) == 1 {
				return t.text()
			}
		}
	}
	return ""
}

// withoutStates removes the blocks of a label that only show the state of its control: the
// word for it, or those for both states, which are the ends of a switch. A word for the
// other state contradicts it.
func (v *Vocabulary) withoutStates(blocks []string, is sight.State) (out []string, contradiction string) {
	on, off := false, ""
	for _, b := range blocks {
		b = v.withoutEnds(b)
		folded := sight.Fold(b)
		switch {
		case folded == "":
		case v.on[folded] && !v.directs(b):
			on = true
		case v.off[folded] && !v.directs(b):
			off = b
		default:
			out = append(out, b)
		}
	}
	if off != "" && !on && is != sight.Off {
		contradiction = fmt.Sprintf("%q stands in its label", off)
	}
	return out, contradiction
}

// otherState returns the word for the other state that stands beside a control, or after its
// title in one line, if the word for its own does not: "Newsletters [ ] Subscribed".
func (v *Vocabulary) otherState(l Label, title []string) string {
	beside, said := slices.Clone(l.Beside), sight.Fold(strings.Join(title, " "))
	for _, text := range l.Help {
		if rest, ok := strings.CutPrefix(sight.Fold(text), said+" "); ok && !leads(text) {
			beside = append(beside, rest)
		}
	}
	words := map[sight.State]string{}
	for _, b := range beside {
		switch folded := sight.Fold(v.withoutEnds(b)); {
		case v.on[folded]:
			words[sight.On] = b
		case v.off[folded]:
			words[sight.Off] = b
		}
	}
	if other := words[flip[l.State]]; words[l.State] == "" {
		return other
	}
	return ""
}

var flip = map[sight.State]sight.State{sight.On: sight.Off, sight.Off: sight.On}

// withoutEnds removes the words for both states where they stand together: "On / Off".
func (v *Vocabulary) withoutEnds(text string) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/|·•", r) })
	if len(parts) == 2 && v.opposite(sight.Fold(parts[0]), sight.Fold(parts[1])) {
		return ""
	}
	fields := slices.DeleteFunc(strings.Fields(text), func(f string) bool { return f != "/" && sight.Fold(f) == "" }) // "✗" beside "Off"
	if n := len(fields); n >= 2 && v.opposite(sight.Fold(fields[n-2]), sight.Fold(fields[n-1])) {
		return strings.Join(fields[:n-2], " ")
	}
	if n := len(fields); n >= 3 && fields[n-2] == "/" && v.opposite(sight.Fold(fields[n-3]), sight.Fold(fields[n-1])) {
		return strings.Join(fields[:n-3], " ")
	}
	return text
}

func (v *Vocabulary) opposite(a, b string) bool { return v.on[a] && v.off[b] || v.off[a] && v.on[b] }
