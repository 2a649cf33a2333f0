package meaning

import (
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// rows reads the rows of a list.
type rows struct{ v *Vocabulary }

// read returns what "on" means for a row of a list, such as a vendor: its title is a name
// that nobody can know, so headings and texts above the list say what is done to it.
// affirmed says that something beside the list makes "no" a refusal ("All No").
func (x rows) read(l Label, affirmed bool) Reading {
	l = withSigns(x.v, l)
	own := x.title(l.Title)
	if own.Polarity != Plain {
		return own
	}
	out := x.above(l, affirmed)
	if out.Polarity == Undecided {
		return out
	}
	if out.Polarity == Negated && x.v.Answer(strings.Join(l.Title, " ")) == sight.On {
		return refused("its heading says the contrary")
	}
	if text := foreign(x.v, nil, l); text != "" {
		return refused(fmt.Sprintf("what stands above it is in a language that is not understood: %q", clip(text, 60)))
	}
	return weigh(sense{out, whole, out.Polarity == Negated}, interpreter{x.v, nil}.remarks(l.Help))
}

// title reads the title of a row. Names may have any words in them, so a direction
// counts only as a phrase of several words at the beginning or the end, or alone.
func (x rows) title(title []string) Reading {
	out := Reading{Polarity: Plain}
	for _, block := range title {
		for _, st := range x.v.states(block, nil) {
			nots := st.all(not, prevent, turnOff)
			if len(nots) == 0 {
				continue
			}
			alone := len(st.unknown) == 0
			edge := nots[0].at == 0 && len(nots[0].words) > 1
			if len(nots) > 1 || len(st.all(doubt)) > 0 || !alone && !edge {
				return refused(fmt.Sprintf("%q stands in its name", nots[0].text()))
			}
			out.Polarity = Negated
		}
	}
	return out
}

// above reads the headings above a row. Below "Object to legitimate interest", a checked
// box beside a name is an objection. The page's own headings, such as "Opt-out of Targeted
// Advertising", name the law and not the box, so a bare name below only those could mean
// either.
func (x rows) above(l Label, affirmed bool) Reading {
	// between says that another heading stands between the row and a negative one, nearer
	// that such a heading is affirmative.
	nearer, between := affirmed, affirmed
	for _, text := range LeadIns(l.Help) {
		switch p := x.heading(text); {
		case p == Undecided, p == Negated && affirmed:
			return refused(fmt.Sprintf("a name below %q can be read both ways", clip(text, 60)))
		case p == Negated:
			return Reading{Polarity: Negated}
		}
	}
	for _, heading := range l.Headings {
		own := slices.Contains(l.PageHeadings, heading)
		both := refused(fmt.Sprintf("a name below %q can be read both ways", clip(heading, 60)))
		switch p := x.heading(heading); {
		case p == Negated && own && between:
			return Reading{Polarity: Plain}
		case p == Negated && (own || nearer), p == Undecided && !own:
			return both
		case p == Negated:
			return Reading{Polarity: Negated}
		}
		between = true
		nearer = nearer || x.v.Answer(heading) == sight.On
	}
	return Reading{Polarity: Plain}
}

// heading says whether a heading is a statement or its negation, whatever its subject.
func (x rows) heading(text string) Polarity {
	out := Plain
	for _, st := range x.v.states(text, nil) {
		switch n := len(st.all(not, prevent, turnOff)); {
		case n > 1 || len(st.all(doubt, untick)) > 0, n == 0 && x.v.mayTurn(st):
			return Undecided
		case n == 1 && len(st.all(aside)) == 0:
			out = Negated
		}
	}
	return out
}
