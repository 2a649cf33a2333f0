package meaning

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/selectors"
)

// class is what a phrase does to a meaning. Of two phrases of one length, the later class
// counts: what may turn a meaning round goes before what does nothing.
type class int

const (
	filler class = iota
	// topic is a word of the subject and nothing else.
	topic
	explain
	permit
	prevent
	not
	turnOn
	turnOff
	tick
	untick
	doubt
	reverse
	aside
	// beside is a word that belongs to the subject of one control, such as "when" in "Mail
	// me when someone comments".
	beside
)

// Vocabulary is the closed vocabulary of all languages. It never changes.
type Vocabulary struct {
	languages []*language
	// on and off are whole answers, folded, of all languages.
	on, off map[string]bool
	// forms knows the words that turn a meaning round in other forms.
	forms forms
}

// language has the phrases of one language by their first word.
type language struct {
	tag     string
	phrases map[string][]phrase
}

// phrase is a phrase in words. One with a gap has a tail, which may come later.
type phrase struct {
	head, tail []string
	class      class
}

func (p phrase) size() int { return len(p.head) + len(p.tail) }

// gap separates the two parts of a phrase with any words between them.
const gap = "…"

// NewVocabulary makes a Vocabulary of the words of the catalogue.
func NewVocabulary(w *selectors.Words) *Vocabulary {
	v := &Vocabulary{on: answers(w.On), off: answers(w.Off)}
	byTag := map[string]*language{}
	add := func(c class, phrases selectors.Phrases) {
		for tag, list := range phrases {
			if byTag[tag] == nil {
				byTag[tag] = &language{tag: tag, phrases: map[string][]phrase{}}
			}
			for _, text := range list {
				byTag[tag].add(c, text)
				if c == prevent || c == turnOff {
					v.forms.add(words(text))
				}
			}
		}
	}
	m := &w.Meaning
	add(filler, m.Filler)
	add(explain, m.Explain)
	add(permit, m.Permit)
	add(prevent, m.Prevent)
	add(not, m.Not)
	add(turnOn, m.TurnOn)
	add(turnOff, m.TurnOff)
	add(tick, m.Tick)
	add(untick, m.Untick)
	add(doubt, m.Doubt)
	add(reverse, m.Reverse)
	add(aside, m.Aside)
	for _, tag := range slices.Sorted(maps.Keys(byTag)) {
		for _, list := range byTag[tag].phrases {
			slices.SortStableFunc(list, func(a, b phrase) int { return cmp.Compare(b.size(), a.size()) })
		}
		v.languages = append(v.languages, byTag[tag])
	}
	return v
}

func answers(phrases selectors.Phrases) map[string]bool {
	out := map[string]bool{}
	for _, p := range phrases.All() {
		out[sight.Fold(p)] = true
	}
	return out
}

func (l *language) add(c class, text string) {
	head, tail, _ := strings.Cut(text, gap)
	p := phrase{head: words(head), tail: words(tail), class: c}
	if len(p.head) > 0 {
		l.phrases[p.head[0]] = append(l.phrases[p.head[0]], p)
	}
}

// states returns a text in every language that knows all its words; if none does, in the
// one that knows most of them.
func (v *Vocabulary) states(text string, s *Subject) []statement {
	in := words(text)
	var whole []statement
	var best statement
	least := len(in) + 1
	for _, l := range v.languages {
		st := l.state(in, s)
		if len(st.unknown) == 0 {
			whole = append(whole, st)
			continue
		}
		n := 0
		for _, u := range st.unknown {
			n += len(words(u))
		}
		if n < least || n == least && st.complete && !best.complete {
			best, least = st, n
		}
	}
	if len(whole) > 0 || best.language == nil {
		return whole
	}
	return []statement{best}
}

// switches says whether a text is how a box is set or cleared ("Disable"), and so begins an
// instruction.
func (v *Vocabulary) switches(text string) bool {
	return slices.ContainsFunc(v.states(text, nil), func(st statement) bool {
		return len(st.all(turnOn, turnOff, tick, untick)) > 0
	})
}

// Turns says whether a text has a word that turns a meaning round, or leaves it open, or an
// unknown word that is a form of one ("Muted").
func (v *Vocabulary) Turns(text string) bool {
	return v.turns(text) || slices.ContainsFunc(v.states(text, nil), v.mayTurn)
}

// mayTurn says whether an unknown word of a statement is a form of one that turns a meaning
// round.
func (v *Vocabulary) mayTurn(st statement) bool {
	return slices.ContainsFunc(st.unknown, func(u string) bool { return slices.ContainsFunc(words(u), v.forms.has) })
}

// turns says whether a text has a word that turns a meaning round, or leaves it open.
func (v *Vocabulary) turns(text string) bool {
	return slices.ContainsFunc(v.states(text, nil), func(st statement) bool {
		return len(st.all(not, prevent, turnOff, untick, doubt, reverse)) > 0
	})
}

// TurnsTicks says whether a text tells of ticks, with a word that turns a meaning round.
func (v *Vocabulary) TurnsTicks(text string) bool {
	return slices.ContainsFunc(v.states(text, nil), func(st statement) bool {
		return len(st.all(tick, untick)) > 0 && len(st.all(not, prevent, turnOff)) > 0
	})
}

// directs says whether a text is a direction and nothing else: "Opt out", but not "Off".
func (v *Vocabulary) directs(text string) bool {
	return slices.ContainsFunc(v.states(text, nil), func(st statement) bool {
		return len(st.unknown) == 0 && len(st.all(permit, prevent)) > 0
	})
}

// words splits a text into folded words. In scripts without spaces every character is a
// word of its own.
func words(text string) []string {
	var out []string
	for _, field := range strings.Fields(sight.Statement(text)) {
		if !strings.ContainsFunc(field, unspaced) {
			out = append(out, field)
			continue
		}
		// "Plexのデータ": a word ends where such a script begins.
		var run []rune
		flush := func() {
			if len(run) > 0 {
				out = append(out, string(run))
				run = nil
			}
		}
		for _, r := range field {
			if !unspaced(r) {
				run = append(run, r)
				continue
			}
			flush()
			out = append(out, string(r))
		}
		flush()
	}
	return out
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー' || r == '々'
}

// joined writes words as a person would: without spaces where the script has none.
func joined(parts []string) string {
	var b strings.Builder
	for i, p := range parts {
		if i > 0 && !(strings.ContainsFunc(p, unspaced) && strings.ContainsFunc(parts[i-1], unspaced)) {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}
