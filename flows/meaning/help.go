package meaning

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// remark is what a help text says about how a control works.
type remark struct {
	// polarity is what it says "on" means; Undecided if it cannot be told.
	polarity Polarity
	// closed says that every word of it is known, so that it may decide for a title that
	// gives no direction.
	closed bool
	// practice says that it does not tell what the control does, but what is done ("We do
	// not sell your data") or could be ("Opt out"), so that it cannot decide.
	practice bool
	text     string
}

// remarks returns what the sentences of help texts say. Those that do not speak of how
// the control works are left out.
func (x interpreter) remarks(texts []string) []remark {
	var out []remark
	for _, text := range texts {
		for _, sentence := range sentences(text) {
			if r, ok := x.remark(sentence); ok {
				out = append(out, r)
			}
		}
	}
	return out
}

// quotation is what a text calls by its name.
var quotation = regexp.MustCompile(`[“"„«「『‚‘]([^“”"„«»「」『』]+)[”"“»」』]`)

// ofAnother says whether a sentence speaks of something else on the page by its name: Tick
// "Unsubscribe from ALL".
func (x interpreter) ofAnother(sentence string) bool {
	named := quotation.FindAllStringSubmatch(sentence, -1)
	for _, m := range named {
		for _, st := range x.v.states(m[1], x.s) {
			if st.touched || x.s != nil && x.s.knows(m[1]) || len(words(m[1])) == 0 {
				return false
			}
		}
	}
	return len(named) > 0
}

// remark reads one sentence in the language that knows most of its words. Languages that
// know all of them have to agree.
func (x interpreter) remark(sentence string) (remark, bool) {
	if x.ofAnother(sentence) {
		return remark{}, false
	}
	if explainsSign(x.v, sentence) {
		return remark{text: sentence}, true
	}
	if x.v.off[sight.Fold(sentence)] {
		return remark{polarity: Negated, practice: true, text: sentence}, true
	}
	if before, after, ok := strings.Cut(sentence, ":"); ok {
		// "On: your data is sold."
		if folded := sight.Fold(before); x.v.on[folded] || x.v.off[folded] {
			return x.labeled(x.v.on[folded], after, sentence)
		}
	}
	var out remark
	found := false
	for _, st := range x.v.states(sentence, x.s) {
		r, ok := st.remark()
		if x.v.mayTurn(st) && r.polarity != Negated && (ok || st.complete || st.touched) {
			r, ok = remark{practice: true}, true // "Ticking this box withdraws your consent"
		}
		switch {
		case !ok:
		case found && r.polarity != out.polarity:
			out.polarity = Undecided
		default:
			out, found = r, true
		}
	}
	out.text = sentence
	return out, found
}

// labeled reads "On: …" or "Off: …".
func (x interpreter) labeled(on bool, rest, sentence string) (remark, bool) {
	for _, st := range x.v.states(rest, x.s) {
		cleared := 1
		if on {
			cleared = 0
		}
		if !st.complete && !st.touched && !st.directs() {
			if len(st.unknown) > 0 || len(st.all(not)) > 0 {
				return remark{text: sentence}, true // "On: nothing is sent"
			}
			continue
		}
		r := st.works(cleared, len(st.all(not, prevent, turnOff)))
		r.text = sentence
		return r, true
	}
	return remark{}, false
}

// remark weighs a sentence of a help text. The second result is false if it says nothing
// about how the control works.
func (st statement) remark() (remark, bool) {
	ticks, unticks := st.all(tick), st.all(untick)
	nots := st.all(not, prevent)
	switch {
	case len(ticks)+len(unticks) > 0: // "turn off" is then what the tick does
		nots = st.all(not, prevent, turnOff)
	default:
		ticks, unticks = st.all(turnOn), st.all(turnOff)
	}
	ops := len(ticks) + len(unticks)
	switch {
	case len(st.all(reverse)) > 0:
		return remark{}, true
	case len(st.all(aside)) > 0 && (ops == 0 || len(nots) == 0):
		return remark{}, false
	case ops == 0:
		return st.told(nots)
	case len(ticks) > 0 && len(unticks) > 0 && len(nots) == 0 && !st.complete:
		return remark{}, false // "You can turn this on or off"
	case len(ticks) > 0 && len(unticks) > 0, len(st.all(doubt)) > 0:
		return remark{}, true
	case len(nots) == 0 && len(st.all(permit)) == 0 && len(st.unknown) > 0:
		return remark{}, true // "Tick the box to abjure": an unknown word may turn it round
	case len(nots) == 0 && len(st.all(permit)) == 0 && !st.touched:
		return remark{}, false // "Tick the box" for what?
	}
	return st.works(len(unticks), len(nots)), true
}

// works returns what a sentence says that names the state of the box: each negation, and
// the clearing of the box, turns it round once.
func (st statement) works(cleared, nots int) remark {
	r := remark{closed: len(st.unknown) == 0}
	switch {
	case cleared > 1 || nots > 1 || len(st.all(doubt)) > 0:
	case cleared+nots == 1:
		r.polarity = Negated
	default:
		r.polarity = Plain
	}
	return r
}

// told weighs a sentence that does not name the state of the box.
func (st statement) told(nots []token) (remark, bool) {
	r := remark{closed: len(st.unknown) == 0}
	if len(nots) == 0 {
		return remark{}, false
	}
	switch {
	case r.closed && !st.named(): // "Opt out", which may be a button's text as well
		r.practice = true
	case st.complete || st.touched:
		r.practice = true
	default:
		return remark{}, false
	}
	if len(nots) == 1 && len(st.all(doubt)) == 0 {
		r.polarity = Negated
	}
	return r, true
}

// weigh lets the remarks of help texts confirm a title, decide for one without a
// direction, or contradict it.
func weigh(t sense, remarks []remark) Reading {
	out := t.Reading
	for _, r := range remarks {
		switch {
		case r.polarity == Undecided:
			return refused(fmt.Sprintf("its help is not understood: %q", clip(r.text, 60)))
		case r.polarity == out.Polarity:
		case t.firm || !r.closed || r.practice:
			return refused(fmt.Sprintf("its help says the contrary: %q", clip(r.text, 60)))
		default:
			out.Polarity, t.firm = r.polarity, true
		}
	}
	return out
}
