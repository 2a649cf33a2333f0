package meaning

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// address is an email address: whose the setting is does not change what it says.
var address = regexp.MustCompile(`\S+@\S+\.\S+`)

// read returns what "on" means for a control.
func (x interpreter) read(l Label) Reading {
	drawn := pictures(l)
	l = withSigns(x.v, l)
	blocks, contradiction := x.v.withoutStates(l.Title, l.State)
	if contradiction != "" {
		return refused(contradiction)
	}
	if sign := forbids(slices.Concat(blocks, l.Headings, drawn)); sign != "" {
		return refused(fmt.Sprintf("the sign %q stands beside its words", sign))
	}
	t, help := x.titleOf(blocks, l.Asked)
	if word := x.v.otherState(l, blocks); word != "" {
		return refused(fmt.Sprintf("%q stands beside it", word))
	}
	beside, _ := x.v.withoutStates(l.Beside, l.State)
	help = append(help, beside...)
	help = append(help, l.Help...)
	if t.extent != whole && (len(blocks) == 0 || t.extent == bare) {
		t = x.below(t, l, beside, len(blocks) > 0)
	}
	if t.Polarity == Undecided {
		return t.Reading
	}
	if h, ok := x.contraryAbove(t, l, blocks); ok {
		return refused(fmt.Sprintf("its heading says the contrary: %q", clip(h, 60)))
	}
	if text := foreign(x.v, x.s, l); text != "" {
		return refused(fmt.Sprintf("what stands around it is in a language that is not understood: %q", clip(text, 60)))
	}
	return weigh(t, x.remarks(help))
}

// titleOf finds the title among the blocks of a label. The others explain it.
func (x interpreter) titleOf(blocks []string, asked bool) (sense, []string) {
	for i, b := range blocks {
		if x.s.knows(b) {
			return sense{Reading{Polarity: Plain}, whole, true}, slices.Delete(slices.Clone(blocks), i, i+1)
		}
	}
	if len(blocks) == 0 {
		return sense{}, nil
	}
	if all := strings.Join(blocks, " "); len(blocks) > 1 && x.s.knows(all) {
		return sense{Reading{Polarity: Plain}, whole, true}, nil
	}
	first := sentences(address.ReplaceAllString(blocks[0], ""))
	if len(first) == 0 {
		return sense{}, blocks
	}
	help := slices.Concat(first[1:], blocks[1:])
	return x.title(first[0], asked), help
}

// below combines a title that is only an answer, or no title at all, with what stands
// above it and names the subject.
func (x interpreter) below(t sense, l Label, beside []string, answered bool) sense {
	for _, above := range slices.Concat(beside, l.Help, l.Headings) {
		h, _ := x.titleOf([]string{above}, true)
		switch {
		case h.extent != whole:
			continue
		case h.Polarity == Undecided || !answered:
			return h
		case t.Polarity == Plain && h.Polarity == Negated:
			return sense{Reading: refused(fmt.Sprintf("its heading says the contrary: %q", clip(above, 60)))}
		}
		return sense{t.Reading, whole, true}
	}
	if !answered {
		return sense{Reading: refused("it has no title")}
	}
	return sense{Reading: refused("it does not say what it is about")}
}

// withSigns lets what is drawn beside a control lead to it, as a text with a colon does. What
// shows its state does not.
func withSigns(v *Vocabulary, l Label) Label {
	signs, _ := v.withoutStates(l.Signs, l.State)
	l.Help, l.Signs = slices.Clone(l.Help), nil
	for _, sign := range signs {
		l.Help = append(l.Help, strings.TrimRight(sign, ":： ")+":")
	}
	return l
}

// LeadIns returns the paragraphs that lead to what comes next: "Do not send me:".
func LeadIns(texts []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return !leads(text) })
}

func leads(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：")
}

// Unfinished returns the texts that lead to what comes next, with or without a colon: "Hide
// my activity from".
func Unfinished(texts []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(text string) bool {
		text = strings.TrimSpace(text)
		return text == "" || strings.ContainsRune(".!。！…", []rune(text)[len([]rune(text))-1])
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
		turns = turns || nots > 0 || x.v.mayTurn(st) || nearest && len(st.all(doubt)) > 0
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

// attributed returns what "on" means for a control that was found by an attribute whose
// meaning is known. A title that is understood decides all the same. One in a language
// that nobody here knows is believed to say what the attribute says, unless it has a
// negation in it.
func (x interpreter) attributed(l Label, known Polarity) Reading {
	r := x.read(l)
	if r.Polarity != Undecided || forbids(l.Title) != "" {
		return r
	}
	blocks, _ := x.v.withoutStates(l.Title, l.State)
	if t, _ := x.titleOf(blocks, l.Asked); t.Polarity != Undecided && t.extent == whole {
		return r // what stands around the title contradicts it
	}
	for _, text := range blocks {
		for _, st := range x.v.states(text, x.s) {
			if len(st.all(not, prevent, turnOff, untick, doubt, reverse)) > 0 {
				return r
			}
		}
	}
	l = withSigns(x.v, l)
	t := sense{Reading{Polarity: known}, whole, true}
	if h, ok := x.contraryAbove(t, l, blocks); ok {
		return refused(fmt.Sprintf("its heading says the contrary: %q", clip(h, 60)))
	}
	return weigh(t, x.remarks(l.Help))
}
