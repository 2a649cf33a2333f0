package meaning

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// extent says how much of its subject a title names.
type extent int

const (
	// strange: not a title of the subject.
	strange extent = iota
	// bare: only a direction ("Opt out"), or a part of the subject; what it is about has
	// to stand elsewhere.
	bare
	// whole: the subject, with or without a direction.
	whole
)

// sense is what a title says by itself.
type sense struct {
	Reading
	extent extent
	// firm says that the title gives a direction or is known as a whole, so that a help
	// text can contradict it but not decide for it.
	firm bool
}

// interpreter reads what is said of one subject. A nil subject is one that nobody can know.
type interpreter struct {
	v *Vocabulary
	s *Subject
}

// title reads one sentence as the title of a control.
func (x interpreter) title(text string, asked bool) sense {
	if x.s.knows(text) {
		return sense{Reading{Polarity: Plain}, whole, true}
	}
	if !asked && strings.ContainsAny(text, "?？") {
		return sense{Reading: refused("it is a question")}
	}
	if head, rest, ok := strings.Cut(text, ","); ok && !asked && x.v.answers(head) && !x.v.switches(head) {
		// "No, do not sell my data" is one negation, "No, sell my data" none.
		out := x.clause(rest)
		if out.Polarity.Means(sight.On) != x.v.Answer(head) {
			return sense{Reading: refused("it answers a question")}
		}
		return out
	}
	if beside := x.answerBeside(text); beside != "" && !asked {
		return sense{Reading: refused(fmt.Sprintf("%q stands beside its title", clip(beside, 40)))}
	}
	if last := x.v.answerAtEnd(text); last != "" {
		return sense{Reading: refused(fmt.Sprintf("%q stands at its end", last))}
	}
	out := x.clause(text)
	if out.Polarity != Undecided {
		return out
	}
	// "Do not sell my data / Opt out of sharing" says the same thing twice.
	parts := parts(text)
	if len(parts) < 2 {
		return out
	}
	var all sense
	for i, part := range parts {
		c := x.clause(part)
		if c.Polarity == Undecided || i > 0 && c.Polarity != all.Polarity {
			return out
		}
		all = sense{c.Reading, max(all.extent, c.extent), all.firm || c.firm}
	}
	return all
}

// answerBeside returns an answer that stands after a title: "Sale of my data: never",
// "Share my data (opt out)". It may be what the box does, what it can do, or what it is.
func (x interpreter) answerBeside(text string) string {
	text = strings.ReplaceAll(text, " - ", " – ")
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(":()（）：–—", r) })
	if len(parts) < 2 {
		return ""
	}
	for _, part := range parts[1:] {
		for _, st := range x.v.states(part, x.s) {
			if len(st.unknown) == 0 && st.directs() && !st.named() {
				return strings.TrimSpace(part)
			}
		}
	}
	return ""
}

// clause reads a part of a title. If several languages know all its words, they have to
// agree.
func (x interpreter) clause(text string) sense {
	out := sense{Reading: refused("it is not understood")}
	first := true
	for _, st := range x.v.states(text, x.s) {
		got := sense{st.verdict(), strange, st.directs()}
		switch {
		case st.complete:
			got.extent = whole
		case len(st.unknown) == 0 && (st.directs() || st.touched):
			got.extent = bare
		}
		if got.extent == strange && got.Polarity != Undecided {
			got.Reading = refused("it does not say what it is about")
		}
		switch {
		case first || got.extent > out.extent:
			out, first = got, false
		case got.extent == out.extent && got.Polarity != out.Polarity:
			out.Reading = refused("it can be read both ways")
		}
	}
	return out
}

// sentences splits a text into sentences. A question is kept together with what follows,
// which may be its answer.
func sentences(text string) []string {
	var out []string
	start := 0
	runes := []rune(text)
	for i, r := range runes {
		end := strings.ContainsRune("。!！\n…", r)
		if strings.ContainsRune(".;", r) {
			end = i+1 == len(runes) || runes[i+1] == ' ' || runes[i+1] == '\n'
		}
		if end {
			out = appendText(out, string(runes[start:i+1]))
			start = i + 1
		}
	}
	return appendText(out, string(runes[start:]))
}

func appendText(out []string, text string) []string {
	if text = strings.TrimSpace(text); len(words(text)) > 0 {
		return append(out, text)
	}
	return out
}

// parts splits a title at what separates its alternatives.
func parts(text string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/|–—·•", r) }) {
		out = appendText(out, p)
	}
	return out
}
