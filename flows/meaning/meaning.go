package meaning

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// Read returns what "on" means for a control.
func (v *Vocabulary) Read(s *Subject, l Label) Reading { return interpreter{v, s}.read(l) }

// Attributed returns what "on" means for a control that was found by an attribute whose
// meaning is known.
func (v *Vocabulary) Attributed(s *Subject, l Label, known Polarity) Reading {
	return interpreter{v, s}.attributed(l, known)
}

// Row returns what "on" means for a row of a list, such as a vendor, whose title is a name
// that nobody can know, unless it names the subject of the list and is understood. affirmed
// says that something beside the list makes "no" a refusal ("All No").
func (v *Vocabulary) Row(s *Subject, l Label, affirmed bool) Reading {
	x := interpreter{v, s}
	if sign := forbids(l.Title); sign != "" {
		return refused(fmt.Sprintf("the sign %q stands beside its name", sign))
	}
	if len(l.Title) > 0 && s != nil {
		t := x.title(l.Title[0], false)
		switch {
		case t.extent != whole:
		case t.Polarity != Undecided:
			return x.read(l)
		case v.turns(l.Title[0]):
			return t.Reading // "Limit personalized ads"
		}
	}
	return rows{v}.read(l, affirmed)
}

// Option returns what a control would say about its subject if the option with that title
// were chosen: on if it happens.
//
// An option that names the subject itself ("Do not sell my data") means what it says,
// whatever its heading. One that is only an answer ("No") answers the heading.
func (v *Vocabulary) Option(s *Subject, heading Reading, text string) sight.State {
	own := text
	if head, rest, ok := cutAnswer(text); ok && v.answers(head) {
		own = rest // the "No, " before "do not sell my data" is not a second negation
	}
	t := interpreter{v, s}.title(own, false)
	if t.extent == whole {
		return t.Polarity.Means(sight.On)
	}
	return heading.Polarity.Means(v.Answer(text))
}
