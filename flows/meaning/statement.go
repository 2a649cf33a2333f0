package meaning

import (
	"fmt"
	"slices"
	"strings"
)

// statement is a text as one language has it.
type statement struct {
	language *language
	tokens   []token
	// unknown are the words that the language does not have.
	unknown []string
	// complete says that it names the whole subject, touched that it has a word of it.
	complete, touched bool
}

func (l *language) state(in []string, s *Subject) statement {
	out := statement{language: l}
	out.tokens, out.unknown = l.scan(in, s)
	if s != nil {
		out.complete, out.touched = s.complete(l.tag, out.tokens)
	}
	return out
}

// all returns the tokens of some classes.
func (st statement) all(classes ...class) []token {
	var out []token
	for _, t := range st.tokens {
		if slices.Contains(classes, t.class) {
			out = append(out, t)
		}
	}
	return out
}

// directs says whether the statement has a word for a direction.
func (st statement) directs() bool {
	return len(st.all(permit, prevent, not, turnOn, turnOff)) > 0
}

// named says whether it has a word of the subject, beyond those that also direct.
func (st statement) named() bool {
	return slices.ContainsFunc(st.tokens, func(t token) bool { return t.class == topic && len(t.marks) > 0 })
}

// verdict returns what a title says. Every word counts; two negations that are not
// listed as one phrase, or words for both directions, leave it undecided.
func (st statement) verdict() Reading {
	if len(st.unknown) > 0 {
		return refused("unknown words: " + quoted(st.unknown))
	}
	for _, t := range st.all(doubt, reverse, untick, explain, aside) {
		return refused(fmt.Sprintf("%q leaves it open", t.text()))
	}
	permits, nots := st.all(permit, turnOn), st.all(not, prevent, turnOff)
	if len(nots) == 0 {
		return Reading{Polarity: Plain}
	}
	if len(nots) > 1 {
		return refused(fmt.Sprintf("%q and %q may cancel each other", nots[0].text(), nots[1].text()))
	}
	if nots[0].class != not && len(permits) > 0 {
		return refused(fmt.Sprintf("%q and %q say the contrary of each other", permits[0].text(), nots[0].text()))
	}
	if st.parted(nots[0]) {
		return refused(fmt.Sprintf("%q may belong to a part of it only", nots[0].text()))
	}
	return Reading{Polarity: Negated}
}

// parted says whether words of the same kind stand before and after a negation: "sell,
// but do not share".
func (st statement) parted(n token) bool {
	before, after := map[string]bool{}, map[string]bool{}
	for _, t := range st.tokens {
		side := before
		switch {
		case t.at == n.at:
			continue
		case t.at > n.at:
			side = after
		}
		if t.class == permit || t.class == turnOn {
			side["permit"] = true
		}
		for _, m := range t.marks {
			side[fmt.Sprint(m.concept, m.group)] = true
		}
	}
	for key := range before {
		if after[key] {
			return true
		}
	}
	return false
}

// quoted names words in a message: the first few of them.
func quoted(list []string) string {
	const most = 3
	var out []string
	for _, w := range list[:min(len(list), most)] {
		out = append(out, fmt.Sprintf("%q", clip(w, 24)))
	}
	if len(list) > most {
		out = append(out, "…")
	}
	return strings.Join(out, ", ")
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
