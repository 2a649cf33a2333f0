package sight

import "strings"

// Means returns what a control says about its subject: on if it happens, off if not.
func (m Match) Means(w Words) State {
	if m.Kind == Toggle {
		return m.Polarity.Means(m.State)
	}
	return m.OptionMeans(m.Said(), w)
}

// OptionMeans returns what the control would say if the option with that text were
// chosen.
//
// An option that names the subject itself ("Do not sell my data") means what it says,
// whatever its heading. One that is only an answer ("No") answers the heading.
func (m Match) OptionMeans(text string, w Words) State {
	statement := afterAnswer(text, w)
	if !m.about(statement) {
		return m.Polarity.Means(WordState(text, w))
	}
	return m.asserted(statement, w).Means(On)
}

// about says whether a text is about what the locator looks for.
func (m Match) about(text string) bool {
	return HasPhrase(text, m.by.Names) || holdsConcept(text, m.by.Concepts)
}

func (m Match) asserted(text string, w Words) Polarity {
	if HasPhrase(text, m.by.Names) {
		return phrasePolarity(text, m.by.Names, w)
	}
	return sentencePolarity(text, conceptWords(m.by.Concepts), w)
}

// afterAnswer removes the "No, " before "do not sell my data", because it is not a
// second negation.
func afterAnswer(text string, w Words) string {
	first, rest, ok := strings.Cut(text, ",")
	if ok && (IsPhrase(first, w.On) || IsPhrase(first, w.Off)) {
		return rest
	}
	return text
}

// optionsScore matches a choice without a name by its options, if each of them names
// the subject. A single one may do so by chance: "My friends" may be the audience of
// anything.
func (c Locator) optionsScore(s Seen) (int, string) {
	m := Match{by: c}
	for _, o := range s.Options {
		if !m.about(o.Text) {
			return 0, ""
		}
	}
	if len(s.Options) < 2 {
		return 0, ""
	}
	return byOption, s.Options[0].Text
}
