package sight

import (
	"slices"
	"strings"
)

// Polarity says what "on" means for a control, whose name may be a negation.
type Polarity int

// The polarities. Undecided is for a name that could mean either.
const (
	Undecided Polarity = iota
	// Plain: "on" means that the thing in the name happens.
	Plain
	// Negated: "on" means that it does not happen ("Do not sell my data").
	Negated
)

// Means converts the state of a control to whether the thing happens.
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

// Shows converts whether the thing should happen to the state that the control must
// show.
func (p Polarity) Shows(s State) State { return p.Means(s) }

// polarity decides from the matched words what "on" means. If no words matched (an
// attribute in an unknown language), the locator decides.
func (c Locator) polarity(s Seen, found string, score int, w Words) Polarity {
	known := Plain
	if c.Inverted {
		known = Negated
	}
	switch {
	case len(c.Concepts) > 0:
		p := sentencePolarity(found, conceptWords(c.Concepts), w)
		if score <= byDescription {
			p = labeled(p, s, w)
		}
		return answered(p, s, found, w)
	case len(c.Names) > 0:
		p := flip(known, phrasePolarity(found, c.Names, w))
		return answered(p, s, found, w)
	}
	// If only an attribute matched, a negation in the title still reverses it.
	if len(s.Name) > 0 {
		if p := sentencePolarity(s.Name[0], nil, w); p != Plain {
			return flip(known, p)
		}
	}
	return known
}

// answered looks at the other blocks of the label: a "No thanks" under a question makes
// the polarity undecided. A block that only shows the state ("Off" beside a switch that
// is off) is not an answer.
func answered(p Polarity, s Seen, found string, w Words) Polarity {
	if p == Undecided {
		return p
	}
	for _, block := range append(append([]string{}, s.Name...), s.Row...) {
		if block == found || s.State == Off && IsPhrase(block, w.Off) {
			continue
		}
		if short(block) && contrary(p, statement(block), w) {
			return Undecided
		}
	}
	return p
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

// labeled combines a heading that names the subject with the control's own label, which
// is only an answer ("Opt out", "Allow").
func labeled(heading Polarity, s Seen, w Words) Polarity {
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

// UnderHeading returns the polarity of a control whose own label is only a name
// ("Acme"), below a heading that says what is done.
func UnderHeading(s Seen, heading string, w Words) Polarity {
	p := SentencePolarity(heading, w)
	if p == Undecided {
		return Plain // it explains and states nothing
	}
	return labeled(p, s, w)
}

// phrasePolarity looks for a negation around an exact phrase: in the words before it in
// the same clause, and in the few words right after it.
func phrasePolarity(text string, phrases []string, w Words) Polarity {
	phrase, ok := FindPhrase(text, phrases)
	if !ok {
		return Undecided
	}
	p := statement(phrase)
	around := func(clause string) (string, bool) {
		i := indexPhrase(clause, p)
		if i < 0 {
			return "", false
		}
		const after = 3
		rest := strings.Fields(clause[i+len(p):])
		out := append(strings.Fields(clause[:i]), rest[:min(len(rest), after)]...)
		return strings.Join(out, " "), true
	}
	if !slices.ContainsFunc(clauses([]string{text}), func(c string) bool { return indexPhrase(c, p) >= 0 }) {
		// The phrase itself contains the end of a clause.
		return weigh([][]string{{statement(text)}}, around, w)
	}
	return weigh(sentences(text), around, w)
}

// sentencePolarity weighs the clauses of a text that contain one of the words; without
// words, all clauses.
func sentencePolarity(text string, words []string, w Words) Polarity {
	return weigh(sentences(text), func(clause string) (string, bool) {
		return clause, len(words) == 0 || holdsAny(clause, words)
	}, w)
}

// SentencePolarity says whether a whole text is a statement or its negation.
func SentencePolarity(text string, w Words) Polarity { return sentencePolarity(text, nil, w) }

// weigh counts the negations in the clauses about the subject. None means plain, one
// means negated. Two in one clause, or clauses that disagree, leave it undecided; so
// does a clause with an answer after it ("Sale of my data – opt out", "Allow the sale?
// No thanks"). Other sentences are explanations and do not count, unless they are
// short.
func weigh(sentences [][]string, about func(clause string) (string, bool), w Words) Polarity {
	out := Undecided
	var beside []string
	for _, clauses := range sentences {
		var others []string
		here := false
		for _, clause := range clauses {
			part, ok := about(clause)
			if !ok {
				others = append(others, clause)
				continue
			}
			here = true
			p := clausePolarity(part, w)
			if p == Undecided || out != Undecided && out != p {
				return Undecided
			}
			out = p
		}
		for _, o := range others {
			if here || short(strings.Join(clauses, " ")) {
				beside = append(beside, o)
			}
		}
	}
	if out == Undecided {
		return out
	}
	for _, b := range beside {
		if contrary(out, b, w) {
			return Undecided
		}
	}
	return out
}

func clausePolarity(clause string, w Words) Polarity {
	if holdsAny(clause, w.Doubtful) {
		return Undecided
	}
	switch negations(clause, statements(w.Negation)) {
	case 0:
		return Plain
	case 1:
		return Negated
	}
	return Undecided
}

// contrary says whether a clause beside a statement may reverse it.
func contrary(p Polarity, beside string, w Words) bool {
	first, _, _ := strings.Cut(beside, " ")
	if short(beside) && (IsPhrase(beside, w.Off) && !holdsAny(beside, w.Negation) || IsPhrase(first, w.Off)) {
		return true
	}
	return p == Plain && clausePolarity(beside, w) != Plain
}

// short says whether a text is an answer rather than an explanation.
func short(text string) bool { return len(strings.Fields(statement(text))) <= 3 }

// negations counts negating phrases, the longest first, so that none counts inside
// another.
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
		if indexPhrase(clause, foldedStatement(w)) >= 0 {
			return true
		}
	}
	return false
}

// answer says whether a label is only an answer ("Opt out", "I consent"). The subject
// is then in the heading above it.
func answer(label, heading string, concepts [][][]string, w Words) bool {
	s := statement(label)
	return s == "" || SameText(label, heading) || holdsAny(s, conceptWords(concepts)) ||
		WordState(label, w) != NoState || clausePolarity(s, w) == Negated && len(strings.Fields(s)) <= 6
}

// StateBy returns whether a control is on or off: for a toggle its state, for a choice
// the meaning of the chosen option.
func (s Seen) StateBy(w Words) State {
	if s.Kind == Toggle {
		return s.State
	}
	return WordState(s.Said(), w)
}

// WordState says whether an option's text is an affirmative or a negative answer.
//
// Most words for on and off are everyday words in some language ("on", "an", "til"). So
// a short one counts only as the whole text, or as its first word if a comma or the
// like follows. A longer one may begin the text, or be the second of two words.
func WordState(text string, w Words) State {
	switch {
	case text == "":
		return NoState
	case IsPhrase(text, w.On):
		return On
	case IsPhrase(text, w.Off):
		return Off
	}
	s := statement(text)
	if holdsAny(s, w.Doubtful) {
		return NoState
	}
	clauses := clauses([]string{strings.ReplaceAll(text, ",", ";")})
	if len(clauses) > 1 {
		if said := headState(clauses, w); said != NoState {
			return said
		}
	}
	on, off := edge(s, w.On), edge(s, w.Off)
	said, phrase, other := On, on, w.Off
	if len(off) > len(on) {
		said, phrase, other = Off, off, w.On
	}
	if phrase == "" {
		return NoState
	}
	rest := strings.TrimSpace(strings.Replace(s, phrase, "", 1))
	if clausePolarity(rest, w) != Plain || edge(rest, other) != "" || IsPhrase(rest, other) {
		return NoState
	}
	return said
}

// headState understands "Yes, share it" and "On (recommended)", but not "On/Off".
func headState(clauses []string, w Words) State {
	said := NoState
	switch {
	case IsPhrase(clauses[0], w.On):
		said = On
	case IsPhrase(clauses[0], w.Off):
		said = Off
	}
	for _, rest := range clauses[1:] {
		p, state := clausePolarity(rest, w), WordState(rest, w)
		if state != NoState && state != said || said == On && p != Plain || p == Undecided {
			return NoState
		}
	}
	return said
}

// edge returns the longest phrase of at least four letters that begins a statement, or
// that ends a statement of two words.
func edge(s string, phrases []string) string {
	best := ""
	two := len(strings.Fields(s)) == 2
	for _, p := range phrases {
		q := foldedStatement(p)
		if len(q) <= len(best) || len([]rune(q)) < 4 && !unspaced(q) {
			continue
		}
		if i := indexPhrase(s, q); i == 0 || i > 0 && two && i+len(q) == len(s) {
			best = q
		}
	}
	return best
}
