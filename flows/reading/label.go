package reading

import (
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/meaning"
	"github.com/plexpriv/plexpriv/selectors"
)

// labelOf collects what a page says of a control.
func (x *Lexicon) labelOf(page *selectors.Page, s sight.Seen) meaning.Label {
	l := meaning.Label{Title: s.Name, Beside: s.Row, State: s.State, Headings: s.Section, Signs: s.Signs, Asked: s.Kind != sight.Toggle}
	if len(s.Name) == 0 {
		l.Title, l.Beside = s.Row, nil
	}
	if s.Description != "" {
		l.Help = append(l.Help, s.Description)
	}
	for _, text := range s.Around {
		if !sight.IsPhrase(text, x.pages.words(page).headings) { // drawn as a paragraph, it still names the page
			l.Help = append(l.Help, text)
		}
	}
	for _, h := range s.Section {
		if x.pages.words(page).owns(x.Words, h) {
			l.PageHeadings = append(l.PageHeadings, h)
		}
	}
	return l
}

// subjectOf returns what a control is about.
func (x *Lexicon) subjectOf(c *selectors.Control) *meaning.Subject {
	if s, ok := x.subjects.Load(&c.Locators[0]); ok {
		return s.(*meaning.Subject)
	}
	s := meaning.NewSubject(c.Locators)
	x.subjects.Store(&c.Locators[0], s)
	return s
}

// Meaning returns what "on" means for a control that was found on a page.
func (x *Lexicon) Meaning(page *selectors.Page, c *selectors.Control, m sight.Match) meaning.Reading {
	l := x.labelOf(page, m.Seen)
	key := fmt.Sprintf("%p %v %v %#v", c, m.ByAttribute(), m.Candidate, l)
	if r, ok := x.readings.Load(key); ok {
		return r.(meaning.Reading)
	}
	r := x.read(c, m, l)
	x.readings.Store(key, r)
	return r
}

func (x *Lexicon) read(c *selectors.Control, m sight.Match, l meaning.Label) meaning.Reading {
	switch {
	case m.ByOptions():
		return meaning.Reading{Why: "its options say it for themselves"}
	case m.ByAttribute():
		known := meaning.Plain
		if m.Candidate > 0 && c.Locators[m.Candidate-1].Inverted {
			known = meaning.Negated
		}
		return x.Words.Attributed(x.subjectOf(c), l, known)
	}
	return x.Words.Read(x.subjectOf(c), l)
}

// Means returns what a control says about its subject: on if it happens, off if not.
func (x *Lexicon) Means(c *selectors.Control, r meaning.Reading, m sight.Match) sight.State {
	if m.Kind == sight.Toggle {
		return r.Polarity.Means(m.State)
	}
	return x.OptionMeans(c, r, m.Said())
}

// OptionMeans returns what a control would say if the option with that title were chosen.
func (x *Lexicon) OptionMeans(c *selectors.Control, r meaning.Reading, title string) sight.State {
	return x.Words.Option(x.subjectOf(c), r, title)
}

// StateOf returns whether a control is on or off: for a toggle its state, for a choice
// the meaning of the chosen option.
func (x *Lexicon) StateOf(s sight.Seen) sight.State {
	if s.Kind == sight.Toggle {
		return s.State
	}
	return x.Words.Answer(s.Said())
}

// offersAnswers says whether a choice has an answer for on and one for off among others: "Yes",
// "No" and "Ask each time".
func (x *Lexicon) offersAnswers(s sight.Seen) bool {
	offers := func(want sight.State) bool {
		return slices.ContainsFunc(s.Options, func(o sight.Option) bool { return x.Words.Answer(o.Text) == want })
	}
	return offers(sight.On) && offers(sight.Off)
}

// ControlOf returns the control of a setting with a key. All rows of a list belong to one
// control.
func ControlOf(s *selectors.Setting, key string) *selectors.Control {
	for i := range s.Controls {
		if s.Controls[i].ID == key {
			return &s.Controls[i]
		}
	}
	return &s.Controls[0]
}

// rowMeaning returns what "on" means for a row of a list, which belongs to one control. affirmed says that something
// beside the list makes "no" a refusal.
func (x *Lexicon) rowMeaning(page *selectors.Page, c *selectors.Control, s sight.Seen, affirmed bool) meaning.Reading {
	l := x.labelOf(page, s)
	if strings.Join(l.Title, "") == "" {
		l.Title = []string{s.Title()}
	}
	l.Title = append(l.Title[:len(l.Title):len(l.Title)], l.Beside...)
	if s.Kind != sight.Toggle {
		l.Help = meaning.LeadIns(l.Help)
	}
	return x.Words.Row(x.subjectOf(c), l, affirmed)
}

// drawnOtherwise says that the word for a state in a switch contradicts what the switch says
// of itself. Which of them is stale, nobody knows.
func (x *Lexicon) drawnOtherwise(s sight.Seen) string {
	if s.Kind != sight.Toggle || len(s.Drawn) != 1 {
		return ""
	}
	said := x.Words.Answer(s.Drawn[0])
	if said == sight.NoState || said == s.State {
		return ""
	}
	return fmt.Sprintf("%q is drawn in it", s.Drawn[0])
}
