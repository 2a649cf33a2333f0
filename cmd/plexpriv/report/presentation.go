package report

import (
	"cmp"
	"strings"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Tone is the color in which something is shown. The text next to it says the same, for
// readers who cannot see the color.
type Tone outcome.Tone

// The tones.
const (
	Good  = Tone(outcome.Good)
	Todo  = Tone(outcome.Todo)
	Bad   = Tone(outcome.Bad)
	Quiet = Tone(outcome.Quiet)
)

// Mark is a symbol for the tone, for print and for readers who cannot see the color.
func (t Tone) Mark() string {
	switch t {
	case Good:
		return "✓"
	case Todo:
		return "→"
	case Bad:
		return "!"
	}
	return "–"
}

// presentation is how a result is shown.
type presentation struct {
	tone Tone
	word string
	// next is what the person can do about it, or empty.
	next string
}

// resultWords are how a result is shown, and what the person can do about it.
var resultWords = map[outcome.Result]struct{ word, next string }{
	outcome.Already:     {"as wanted", ""},
	outcome.Verified:    {"changed and proved", ""},
	outcome.WouldChange: {"would change", "Set it: {apply}"},
	outcome.Skipped:     {"left as it is", ""},
	outcome.NotOffered:  {"not offered", ""},
	outcome.Reverted:    {"went back", "Plex took the old value back. Try once more: {apply}. If it goes back again, Plex does not let it be changed; set it by hand on {page}, or ask Plex."},
	outcome.Unverified:  {"not proved", "It may have been changed, and could not be read back. See what it is now: {check}"},
	outcome.Failed:      {"failed", "It was not changed. Try once more: {apply}. Or set it by hand on {page}, then see that it stays: {check}"},
	outcome.NotFound:    {"not found", "The page is not as plexpriv knows it. Set it by hand on {page}, and tell the makers of plexpriv what the control is called."},
	outcome.Ambiguous:   {"ambiguous", "More than one control could be meant, so none was touched. Set it by hand on {page}, and tell the makers of plexpriv what the page says."},
	outcome.Disabled:    {"locked by Plex", "Plex shows it and does not let it be changed. Look at {page} for the reason."},
	outcome.Unreadable:  {"not readable", "What it shows could not be told for sure, so it was not touched. Look at {page}, or watch plexpriv read it: {check --headed}"},
}

// presentationOf shows a result that is missing in the table by its own name.
func presentationOf(r outcome.Result) presentation {
	tone := Tone(cmp.Or(r.Tone(), outcome.Quiet))
	if w, ok := resultWords[r]; ok {
		return presentation{tone, w.word, w.next}
	}
	return presentation{tone, strings.ReplaceAll(string(r), "_", " "), ""}
}

// pagePresentations are how the status of a page is shown.
var pagePresentations = map[outcome.PageStatus]presentation{
	outcome.PageOK:          {Good, "read", ""},
	outcome.PageNotOffered:  {Quiet, "not offered", ""},
	outcome.PageMoved:       {Todo, "moved", "Plex shows this page at another address than before. Look whether it is the right one: {page}"},
	outcome.PageChanged:     {Bad, "not as expected", "Look at {page}, and tell the makers of plexpriv what it says."},
	outcome.PageSignedOut:   {Bad, "signed out", "Sign in again: {login}. Then: {again}"},
	outcome.PageBlocked:     {Bad, "blocked", "Something stood in the way. Watch it in a window: {again --headed}"},
	outcome.PageUnreachable: {Bad, "not reached", "Try again later: {again}"},
}

func pagePresentationOf(s outcome.PageStatus) presentation {
	if m, ok := pagePresentations[s]; ok {
		return m
	}
	return presentation{Bad, strings.ReplaceAll(string(s), "_", " "), ""}
}
