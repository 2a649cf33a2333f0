package sight

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Locator points at a control by what it means: all its given parts must match. A
// phrase matches as a whole phrase, whatever its case, accents or spacing.
type Locator struct {
	// Roles choose among several matches. If only one control matches, its role does
	// not count.
	Roles []string
	// Names are searched in the accessible name, then in the control's row.
	Names []string
	// Whole says that the whole name of the control must be one of Names.
	Whole bool
	// Concepts are alternatives, each a list of groups. In one alternative, every group
	// must have at least one phrase that occurs.
	Concepts [][][]string
	// Section are headings above the control. They choose among several matches.
	Section []string
	// Columns are complete column headers of a table. If one of them is on the page,
	// controls in other columns do not match.
	Columns []string
	// Attr are attributes with their exact values.
	Attr map[string]string
	// CSS is a selector; it must be among those that the look was asked for.
	CSS string
}

// Match is the control that a locator pointed at.
type Match struct {
	Seen
	// Candidate is the rank of the locator that matched, from 1.
	Candidate int
	// Found is the wording that matched.
	Found string
	// Score says how well it fits. If two settings match one control, the higher score
	// gets it.
	Score int
}

// hit is a control that one candidate matches, with its score.
type hit struct {
	index int
	score int
	match Match
}

// Ways to match, worst first. A name beats the text of the row, and a whole name beats
// a phrase in it.
const (
	byOption = iota + 1
	bySection
	byDescription
	byRowPart
	byNamePart
	byRow
	byName
	byWhole
	byAttr
)

// Locate finds the one control that a ranked list of candidates means, among those for
// which consider returns true. css are the selectors that the look was asked for. isAnswer
// says whether a label is only an answer ("Opt out"), whose subject is in the heading above
// it. The error is ErrNotFound or ErrAmbiguous.
func Locate(l *Look, css []string, candidates []Locator, isAnswer func(string) bool, consider func(Seen) bool) (Match, error) {
	for rank, c := range candidates {
		hits := best(c.hits(l, css, isAnswer, consider, rank+1))
		if len(hits) == 0 {
			continue
		}
		if len(hits) > 1 {
			hits = narrow(hits, c)
		}
		if len(hits) > 1 {
			return Match{}, &ActionError{Op: "find", Target: c.String(), Seen: seenOf(hits), Tries: 1,
				Err: fmt.Errorf("%w: %d controls match", ErrAmbiguous, len(hits))}
		}
		found := hits[0]
		if found.score == byAttr {
			if other, ok := disagrees(l, css, candidates[rank+1:], isAnswer, consider, found); ok {
				return Match{}, &ActionError{Op: "find", Target: c.String(), Tries: 1,
					Seen: []string{"its attributes are on " + found.match.String(), "its name is on " + other.String()},
					Err:  fmt.Errorf("%w: name and attributes point at different controls", ErrAmbiguous)}
			}
		}
		return found.match, nil
	}
	return Match{}, &ActionError{Op: "find", Target: describe(candidates), Tries: 1, Seen: inventory(l, consider), Err: ErrNotFound}
}

// LocateAll finds every control that matches the first candidate with a match.
func LocateAll(l *Look, css []string, candidates []Locator, isAnswer func(string) bool, consider func(Seen) bool) []Match {
	for rank, c := range candidates {
		hits := c.hits(l, css, isAnswer, consider, rank+1)
		if len(hits) == 0 {
			continue
		}
		out := make([]Match, len(hits))
		for i, h := range hits {
			out[i] = h.match
		}
		return out
	}
	return nil
}

// Entitles says whether the title of a section names what the locator looks for, or the
// locator's section.
func (c Locator) Entitles(title string) bool { return c.Calls(title) || HasPhrase(title, c.Section) }

// Calls says whether a text is a name for what the locator looks for.
func (c Locator) Calls(title string) bool {
	if c.Whole {
		return IsPhrase(title, c.Names)
	}
	return HasPhrase(title, c.Names) || holdsConcept(title, c.Concepts)
}

// disagrees looks for a control with the whole name, when another control has the
// attributes.
func disagrees(l *Look, css []string, rest []Locator, isAnswer func(string) bool, consider func(Seen) bool, found hit) (Match, bool) {
	for _, c := range rest {
		if len(c.Names) == 0 {
			continue
		}
		for _, h := range c.hits(l, css, isAnswer, consider, 0) {
			if h.score >= byName && h.index != found.index {
				return h.match, true
			}
		}
	}
	return Match{}, false
}

func (c Locator) hits(l *Look, css []string, isAnswer func(string) bool, consider func(Seen) bool, rank int) []hit {
	var out []hit
	inColumn := slices.ContainsFunc(l.Controls, func(s Seen) bool { return IsPhrase(s.Column, c.Columns) })
	for i, s := range l.Controls {
		if consider != nil && !consider(s) {
			continue
		}
		if inColumn && s.Column != "" && !IsPhrase(s.Column, c.Columns) {
			continue
		}
		score, found, ok := c.fits(s, css, isAnswer)
		if !ok {
			continue
		}
		out = append(out, hit{index: i, score: score, match: Match{Seen: s, Candidate: rank, Found: found, Score: score}})
	}
	return out
}

// fits returns how well a control fits a candidate, and the wording that matched.
func (c Locator) fits(s Seen, css []string, isAnswer func(string) bool) (int, string, bool) {
	score, found := 0, ""
	if len(c.Attr) > 0 {
		for k, v := range c.Attr {
			if s.Attrs[k] != v {
				return 0, "", false
			}
		}
		score = byAttr
	}
	if c.CSS != "" {
		if !matchesCSS(s, css, c.CSS) {
			return 0, "", false
		}
		score = max(score, byAttr)
	}
	if len(c.Names) > 0 {
		n, text := c.nameScore(s)
		if n == 0 {
			return 0, "", false
		}
		score, found = max(score, n), text
	}
	if len(c.Concepts) > 0 {
		n, text := conceptScore(s, c.Concepts, isAnswer)
		if n == 0 {
			n, text = c.optionsScore(s)
		}
		if n == 0 {
			return 0, "", false
		}
		score, found = max(score, n), text
	}
	if score == 0 && len(c.Section) > 0 && hasSection(s, c.Section) {
		score = bySection
	}
	return score, found, score > 0
}

func matchesCSS(s Seen, css []string, selector string) bool {
	for _, i := range s.CSS {
		if i < len(css) && css[i] == selector {
			return true
		}
	}
	return false
}

// nameScore matches exact phrases. The second result is the block of text with the
// phrase.
func (c Locator) nameScore(s Seen) (int, string) {
	name, row := s.unvalued()
	if c.Whole {
		return wholeScore(name, row, c.Names)
	}
	if n, text := phraseScore(name, row, c.Names); n > 0 {
		return n, text
	}
	return c.optionsScore(s)
}

// wholeScore matches a control whose whole name is one of the names. For a control
// without a name, the beginning of its row is the name.
func wholeScore(name, row, names []string) (int, string) {
	switch joined := strings.Join(name, " "); {
	case len(name) > 0 && IsPhrase(joined, names):
		return byWhole, joined
	case len(name) == 0 && len(row) > 0 && IsPhrase(row[0], names):
		return byRow, row[0]
	}
	return 0, ""
}

func phraseScore(name, row, names []string) (int, string) {
	joined := strings.Join(name, " ")
	if IsPhrase(joined, names) {
		return byWhole, joined
	}
	for _, p := range name {
		if IsPhrase(p, names) {
			return byName, p
		}
	}
	for _, p := range row {
		if IsPhrase(p, names) {
			return byRow, p
		}
	}
	for _, p := range name {
		if HasPhrase(p, names) {
			return byNamePart, p
		}
	}
	if HasPhrase(joined, names) {
		return byNamePart, joined
	}
	if len(row) > 0 && HasPhrase(row[0], names) {
		return byRowPart, row[0]
	}
	return 0, ""
}

// conceptScore matches names that were never seen before, in every place where a person
// would read them. A description or heading counts only if the control's own name has
// no subject: under "Sale of my data" there may also be a "Remember me".
func conceptScore(s Seen, concepts [][][]string, isAnswer func(string) bool) (int, string) {
	if text := strings.Join(s.Name, ". "); holdsConcept(text, concepts) {
		return byName, text
	}
	if text := strings.Join(s.Row, ". "); holdsConcept(text, concepts) {
		return byRow, text
	}
	answers := func(heading string) bool {
		title := s.Title()
		return plain(title) == "" || SameText(title, heading) || HasPhrase(title, conceptWords(concepts)) || isAnswer != nil && isAnswer(title)
	}
	if holdsConcept(s.Description, concepts) && answers(s.Description) {
		return byDescription, s.Description
	}
	if len(s.Section) > 0 && holdsConcept(s.Section[0], concepts) && answers(s.Section[0]) {
		return bySection, s.Section[0]
	}
	return 0, ""
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

// about says whether a text is about what the locator looks for.
func (c Locator) about(text string) bool {
	return HasPhrase(text, c.Names) || holdsConcept(text, c.Concepts)
}

// optionsScore matches a choice without a name by its options, if each of them names
// the subject. A single one may do so by chance: "My friends" may be the audience of
// anything.
func (c Locator) optionsScore(s Seen) (int, string) {
	for _, o := range s.Options {
		if !c.about(o.Text) {
			return 0, ""
		}
	}
	if len(s.Options) < 2 {
		return 0, ""
	}
	return byOption, s.Options[0].Text
}

// ByAttribute says whether a match rests on an attribute or selector alone, and not on what
// the page calls the control.
func (m Match) ByAttribute() bool { return m.Score == byAttr && m.Found == "" }

// ByOptions says whether a choice was found by what its options say, because it has no
// title of its own.
func (m Match) ByOptions() bool { return m.Score == byOption }

func holdsConcept(text string, concepts [][][]string) bool {
	if text == "" {
		return false
	}
	for _, groups := range concepts {
		all := len(groups) > 0
		for _, words := range groups {
			all = all && HasPhrase(text, words)
		}
		if all {
			return true
		}
	}
	return false
}

func hasSection(s Seen, phrases []string) bool {
	for _, h := range s.Section {
		if HasPhrase(h, phrases) {
			return true
		}
	}
	return false
}

func best(hits []hit) []hit {
	top := 0
	for _, h := range hits {
		top = max(top, h.score)
	}
	var out []hit
	for _, h := range hits {
		if h.score == top {
			out = append(out, h)
		}
	}
	return out
}

// narrow prefers, among several hits, those in the right section, then those with the
// right role. It skips a test that no hit passes.
func narrow(hits []hit, c Locator) []hit {
	tests := []func(hit) bool{
		func(h hit) bool { return len(c.Section) > 0 && hasSection(h.match.Seen, c.Section) },
		func(h hit) bool { return len(c.Roles) > 0 && slices.Contains(c.Roles, h.match.Role) },
	}
	for _, test := range tests {
		var kept []hit
		for _, h := range hits {
			if test(h) {
				kept = append(kept, h)
			}
		}
		if len(kept) > 0 {
			hits = kept
		}
	}
	return hits
}

// String describes what the locator looks for.
func (c Locator) String() string {
	var parts []string
	if len(c.Names) > 0 {
		parts = append(parts, fmt.Sprintf("a control named %q", c.Names[0]))
	}
	if len(c.Concepts) > 0 {
		var words []string
		for _, g := range c.Concepts[0] {
			words = append(words, strings.Join(g[:min(len(g), 3)], "|"))
		}
		parts = append(parts, fmt.Sprintf("a control that speaks of %s", strings.Join(words, " + ")))
	}
	var attrs []string
	for k, v := range c.Attr {
		attrs = append(attrs, fmt.Sprintf("[%s=%q]", k, v))
	}
	sort.Strings(attrs)
	parts = append(parts, attrs...)
	if c.CSS != "" {
		parts = append(parts, c.CSS)
	}
	if len(c.Section) > 0 {
		parts = append(parts, fmt.Sprintf("in section %q", c.Section[0]))
	}
	return strings.Join(parts, " ")
}

func describe(candidates []Locator) string {
	for _, c := range candidates {
		if len(c.Names) > 0 {
			return c.String()
		}
	}
	if len(candidates) > 0 {
		return candidates[0].String()
	}
	return "a control"
}

func seenOf(hits []hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.match.String())
	}
	return out
}

// inventory lists what was there instead, so that a person can see what changed.
func inventory(l *Look, consider func(Seen) bool) []string {
	var out []string
	for _, s := range l.Controls {
		if consider == nil || consider(s) {
			out = append(out, s.String())
		}
	}
	if len(out) == 0 {
		return []string{"no controls on the page"}
	}
	const most = 12
	if len(out) > most {
		out = append(out[:most], fmt.Sprintf("and %d more", len(out)-most))
	}
	return out
}
