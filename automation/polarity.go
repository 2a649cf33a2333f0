package automation

import "strings"

// Polarity is what "on" means for a control whose name may be a negation.
type Polarity int

// The polarities. Undecided is a name that can be read both ways.
const (
	Undecided Polarity = iota
	// Plain: on means that the thing named happens.
	Plain
	// Negated: on means that it does not ("Do not sell my data").
	Negated
)

// Means turns what a control shows into what is so.
func (p Polarity) Means(s State) State {
	if s != On && s != Off {
		return NoState
	}
	switch p {
	case Plain:
		return s
	case Negated:
		if s == On {
			return Off
		}
		return On
	}
	return NoState
}

// Shows turns what should be so into what the control must show.
func (p Polarity) Shows(s State) State { return p.Means(s) }

// polarity decides what "on" means from the words that matched; where no words
// did (an attribute in a language we do not know), the locator says.
func (c Locator) polarity(s Seen, found string, score int, w Words) Polarity {
	known := Plain
	if c.Inverted {
		known = Negated
	}
	switch {
	case len(c.Concepts) > 0:
		p := sentencePolarity(found, conceptWords(c.Concepts), w)
		if score <= byDescription {
			return labelled(p, s, w)
		}
		return p
	case len(c.Names) > 0:
		return flip(known, phrasePolarity(found, c.Names, w))
	}
	// An attribute alone: a negation in the title still turns it round.
	if len(s.Name) > 0 {
		if p := sentencePolarity(s.Name[0], nil, w); p != Plain {
			return flip(known, p)
		}
	}
	return known
}

func flip(known, p Polarity) Polarity {
	if p == Undecided {
		return Undecided
	}
	if p == Negated {
		if known == Plain {
			return Negated
		}
		return Plain
	}
	return known
}

// labelled weighs a heading that speaks of the matter against the control's own
// label, which only says "Opt out" or "Allow".
func labelled(heading Polarity, s Seen, w Words) Polarity {
	label := s.Title()
	if label == "" {
		return heading
	}
	switch sentencePolarity(label, nil, w) {
	case Negated:
		return Negated
	case Undecided:
		return Undecided
	}
	if heading == Negated && HasPhrase(label, w.On) {
		return Undecided // "Do not sell my data": [x] Allow
	}
	return heading
}

// phrasePolarity looks for a negation around an exact phrase: in the words
// before it in its own statement, and in the few right after it.
func phrasePolarity(text string, phrases []string, w Words) Polarity {
	phrase, ok := FindPhrase(text, phrases)
	if !ok {
		return Undecided
	}
	p := plain(phrase)
	for _, clause := range append(clauses([]string{text}), plain(text)) {
		i := indexPhrase(clause, p)
		if i < 0 {
			continue
		}
		const after = 3
		rest := strings.Fields(clause[i+len(p):])
		around := strings.Fields(clause[:i])
		around = append(around, rest[:min(len(rest), after)]...)
		return countPolarity([]string{strings.Join(around, " ")}, w)
	}
	return Undecided
}

// sentencePolarity weighs the statements of a text that hold any of the words
// (all statements where no words are given).
func sentencePolarity(text string, words []string, w Words) Polarity {
	var about []string
	for _, c := range clauses([]string{text}) {
		if len(words) == 0 || holdsAny(c, words) {
			about = append(about, c)
		}
	}
	return countPolarity(about, w)
}

// SentencePolarity weighs a whole text: is it a statement or its negation?
func SentencePolarity(text string, w Words) Polarity { return sentencePolarity(text, nil, w) }

// countPolarity: no negation is plain, one is negated; two in one statement, or
// statements that disagree, can be read both ways.
func countPolarity(statements []string, w Words) Polarity {
	out := Undecided
	for _, s := range statements {
		for _, d := range w.Doubtful {
			if indexPhrase(s, plain(d)) >= 0 {
				return Undecided
			}
		}
		p := Plain
		switch n := negations(s, plainAll(w.Negation)); {
		case n == 1:
			p = Negated
		case n > 1:
			return Undecided
		}
		if out != Undecided && out != p {
			return Undecided
		}
		out = p
	}
	return out
}

// negations counts negating phrases, the longest first and none inside another.
func negations(s string, phrases []string) int {
	n := 0
	for s != "" {
		bestAt, bestLen := -1, 0
		for _, p := range phrases {
			i := indexPhrase(s, p)
			if i < 0 {
				continue
			}
			if bestAt < 0 || i < bestAt || (i == bestAt && len(p) > bestLen) {
				bestAt, bestLen = i, len(p)
			}
		}
		if bestAt < 0 {
			return n
		}
		n++
		s = strings.TrimSpace(s[bestAt+bestLen:])
	}
	return n
}

func conceptWords(concepts [][][]string) []string {
	var out []string
	for _, groups := range concepts {
		for _, g := range groups {
			out = append(out, g...)
		}
	}
	return out
}

func holdsAny(clause string, words []string) bool {
	for _, w := range words {
		if indexPhrase(clause, plain(w)) >= 0 {
			return true
		}
	}
	return false
}

// StateBy reads a control as on or off: a toggle by its state, a choice by the
// meaning of the chosen option.
func (s Seen) StateBy(w Words) State {
	if s.Kind == Toggle {
		return s.State
	}
	return WordState(s.Said(), w)
}

// WordState tells whether an option's text is an affirmative or a negative answer.
func WordState(text string, w Words) State {
	switch {
	case text == "":
		return NoState
	case IsPhrase(text, w.On):
		return On
	case IsPhrase(text, w.Off):
		return Off
	}
	on, off := HasPhrase(text, w.On), HasPhrase(text, w.Off)
	switch {
	case on && !off:
		return On
	case off && !on:
		return Off
	}
	return NoState
}
