package page

import (
	"slices"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// fresh leaves out the options that showed before the list was opened.
func fresh(now, before []sight.Option) []sight.Option {
	var out []sight.Option
	for _, o := range now {
		if !sharesRef([]sight.Option{o}, before) {
			out = append(out, o)
		}
	}
	return out
}

func sharesRef(a, b []sight.Option) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Ref == y.Ref {
				return true
			}
		}
	}
	return false
}

// PlainOptions returns the entries of a list that has no roles: known words that were
// not there before. A row that was redrawn has its value in a new element, which looks
// like an entry. So a word counts only if all its new elements make it more frequent.
func PlainOptions(now, before []sight.Text) []sight.Option {
	was := map[sight.Ref]bool{}
	more, appeared := map[string]int{}, map[string]int{}
	for _, t := range before {
		was[t.Ref] = true
		more[t.Phrase]--
	}
	for _, t := range now {
		more[t.Phrase]++
		if !was[t.Ref] {
			appeared[t.Phrase]++
		}
	}
	var out []sight.Option
	for _, t := range now {
		if !was[t.Ref] && appeared[t.Phrase] == more[t.Phrase] {
			out = append(out, sight.Option{Ref: t.Press(), Text: t.Phrase})
		}
	}
	return out
}

func refsOf(options []sight.Option) []sight.Ref {
	out := make([]sight.Ref, len(options))
	for i, o := range options {
		out[i] = o.Ref
	}
	return out
}

// sameTexts says whether two lists offer the same, in the same order.
func sameTexts(a, b []sight.Option) bool {
	return slices.EqualFunc(a, b, func(x, y sight.Option) bool { return x.Text == y.Text && x.Disabled == y.Disabled })
}

func hasText(all []sight.Option, text string) bool {
	return slices.ContainsFunc(all, func(o sight.Option) bool { return sight.SameText(o.Text, text) })
}

// setSize is how many options a list says that it has; 0 if it does not say.
func setSize(all []sight.Option) int {
	n := 0
	for _, o := range all {
		n = max(n, o.SetSize)
	}
	return n
}
