package meaning

import (
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// LeadIns returns the paragraphs that lead to what comes next: "Do not send me:".
func LeadIns(texts []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(text string) bool {
		text = strings.TrimSpace(text)
		return !strings.HasSuffix(text, ":") && !strings.HasSuffix(text, "：")
	})
}

// contraryAbove returns the first text above a title that may turn it round: a legend "Do
// not send me:" over a box "Newsletters" makes a tick a refusal, or nobody can tell. blocks
// are those of the title. The page's own headings name the law, not the control.
func (x interpreter) contraryAbove(t sense, l Label, blocks []string) (string, bool) {
	for i, text := range slices.Concat(LeadIns(l.Help), l.Headings) {
		if !slices.Contains(l.PageHeadings, text) && x.contrary(text, i == 0, t, blocks) {
			return text, true
		}
	}
	return "", false
}

// contrary says whether a text above a title may turn it round. One that leaves it open
// ("All except") counts only if it is the nearest.
func (x interpreter) contrary(text string, nearest bool, t sense, blocks []string) bool {
	turns, lawful := x.v.off[sight.Fold(text)], false
	for _, st := range x.v.states(text, x.s) {
		if len(st.all(aside)) > 0 {
			return false // "You have the right to opt out"
		}
		nots := len(st.all(not, prevent, turnOff, untick))
		turns = turns || nots > 0 || nearest && len(st.all(doubt)) > 0
		lawful = lawful || nots == 1 && st.complete && len(st.unknown) == 0
	}
	if !turns {
		return false
	}
	if r, ok := x.remark(text); ok && r.polarity != Undecided && r.polarity == t.Polarity {
		return false
	}
	if t.Polarity == Negated {
		return false // it says the same
	}
	// "Do not sell my data" names what the part of the page is about, if the title below
	// gives a direction of its own.
	return !lawful || !x.permits(blocks)
}

// permits says whether a title that is not one of the catalogue says that something is
// allowed.
func (x interpreter) permits(blocks []string) bool {
	return slices.ContainsFunc(blocks, func(b string) bool {
		return !x.s.knows(b) && slices.ContainsFunc(x.v.states(b, x.s), func(st statement) bool {
			return len(st.unknown) == 0 && len(st.all(permit, turnOn)) > 0
		})
	})
}
