package flows

import (
	"fmt"
	"maps"
	"slices"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// addLost gives a setting a control for each that is to be set back and is not on
// the page any more.
func (s *plannedSetting) addLost() {
	if s.Wish.Parts == nil || s.Missing() {
		return
	}
	there := map[string]bool{}
	for _, c := range s.controls {
		there[c.read.Key] = true
	}
	for _, key := range slices.Sorted(maps.Keys(s.Wish.Parts)) {
		if !there[key] {
			s.add(&reading.Part{Key: key, Result: outcome.NotFound, Detail: "it is not on the page any more"})
		}
	}
}

// setsBack decides whether an undo is about a control as it is now, and makes
// its former value the wished one. Where it is not, the control has its result.
func (v *visit) setsBack(w *wanted.Wish, c *control) bool {
	p := c.read
	was, ours := w.Parts[p.Key]
	left, known := w.Ours[p.Key]
	switch {
	case !ours:
		// Not one of those that the run changed: nothing is wanted of it.
		c.result, c.detail = outcome.Already, ""
	case was == "":
		c.result, c.detail = outcome.Skipped, "its value before that run is not known"
	case !v.isValue(w.Setting, was):
		c.result, c.detail = outcome.Skipped, fmt.Sprintf("its value before that run, %q, is none that it can have now", was)
	case w.Ours == nil || p.Value == was || known && p.Value == left:
		w.Value = was
		return true
	case p.Found && p.Value != "":
		c.result, c.detail = outcome.Skipped, fmt.Sprintf("somebody changed it since: it is %s, and that run made it %s", p.Value, left)
	}
	return false
}

// isValue says whether a canonical word is one of a setting's.
func (v *visit) isValue(s *selectors.Setting, word string) bool {
	if s.Kind == selectors.AudienceChoice {
		return v.lex.RankOf(word) != reading.UnknownRank
	}
	return word != "" && wanted.CanonicalSwitch(s, wanted.SwitchState(s, word)) == word
}
