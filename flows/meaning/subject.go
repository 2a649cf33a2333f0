package meaning

import (
	"maps"
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/selectors"
)

// Subject is what a control is about: the titles under which the catalogue knows it, and
// the words of which another title about it consists.
type Subject struct {
	titles map[string]bool
	// words has the phrases of the concepts of a language by their first word.
	words map[string]map[string][]mark
	// concepts has the number of groups of each alternative of a language.
	concepts map[string][]int
	// also are further words that a title about the subject may have.
	also map[string]*language
}

// mark says that a phrase is a word of a group of a concept.
type mark struct {
	phrase         []string
	concept, group int
}

// NewSubject makes the subject of a control of its locators.
func NewSubject(locators []selectors.Locator) *Subject {
	s := &Subject{titles: map[string]bool{}, words: map[string]map[string][]mark{}, concepts: map[string][]int{}, also: map[string]*language{}}
	for _, l := range locators {
		for _, name := range l.Name.All() {
			s.titles[sight.Fold(name)] = true
		}
		for _, tag := range slices.Sorted(maps.Keys(l.Concepts)) {
			s.addConcept(tag, l.Concepts[tag])
		}
		for tag, list := range l.Also {
			if s.also[tag] == nil {
				s.also[tag] = &language{tag: tag, phrases: map[string][]phrase{}}
			}
			for _, text := range list {
				s.also[tag].add(beside, text)
			}
		}
	}
	return s
}

func (s *Subject) addConcept(tag string, groups [][]string) {
	if s.words[tag] == nil {
		s.words[tag] = map[string][]mark{}
	}
	concept := len(s.concepts[tag])
	s.concepts[tag] = append(s.concepts[tag], len(groups))
	for g, list := range groups {
		for _, text := range list {
			if p := words(text); len(p) > 0 {
				s.words[tag][p[0]] = append(s.words[tag][p[0]], mark{p, concept, g})
			}
		}
	}
}

// knows says whether a text is a title of the catalogue, and nothing else.
func (s *Subject) knows(text string) bool { return s.titles[sight.Fold(text)] }

// complete says whether tokens have a word of every group of a concept; touched says
// whether they have one of the first group of any.
func (s *Subject) complete(tag string, tokens []token) (complete, touched bool) {
	for concept, groups := range s.concepts[tag] {
		met := map[int]bool{}
		for _, t := range tokens {
			for _, m := range t.marks {
				if m.concept == concept {
					met[m.group] = true
				}
			}
		}
		complete = complete || groups > 0 && len(met) == groups
		touched = touched || met[0]
	}
	return complete, touched
}
