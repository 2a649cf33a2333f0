package report

import (
	"strings"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Tone is how a thing is drawn; the words beside it say the same.
type Tone string

// The tones.
const (
	Good  Tone = "good"
	Todo  Tone = "todo"
	Bad   Tone = "bad"
	Quiet Tone = "quiet"
)

// Mark is a tone that is not a colour.
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

// manner is how a result is told.
type manner struct {
	tone Tone
	word string
	// next is what the person can do about it; empty where there is nothing.
	next string
}

var manners = map[outcome.Result]manner{
	outcome.Already:     {Good, "as wanted", ""},
	outcome.Verified:    {Good, "changed and proved", ""},
	outcome.WouldChange: {Todo, "would change", "Set it: {apply}"},
	outcome.Skipped:     {Quiet, "left as it is", ""},
	outcome.NotOffered:  {Quiet, "not offered", ""},
	outcome.Reverted:    {Bad, "went back", "Plex took the old value back. Try once more: {apply}. If it goes back again, Plex does not let it be changed; set it by hand on {page}, or ask Plex."},
	outcome.Unverified:  {Bad, "not proved", "It may have been changed, and could not be read back. See what it is now: {check}"},
	outcome.Failed:      {Bad, "failed", "It was not changed. Try once more: {apply}. Or set it by hand on {page}, then see that it stays: {check}"},
	outcome.NotFound:    {Bad, "not found", "The page is not as plexpriv knows it. Set it by hand on {page}, and tell the makers of plexpriv what the control is called."},
	outcome.Ambiguous:   {Bad, "ambiguous", "More than one control could be meant, so none was touched. Set it by hand on {page}, and tell the makers of plexpriv what the page says."},
	outcome.Disabled:    {Bad, "locked by Plex", "Plex shows it and does not let it be changed. Look at {page} for the reason."},
	outcome.Unreadable:  {Bad, "not readable", "What it shows could not be told for sure, so it was not touched. Look at {page}, or watch plexpriv read it: {check --headed}"},
}

// mannerOf also tells of a result that a newer engine may bring.
func mannerOf(r outcome.Result) manner {
	if m, ok := manners[r]; ok {
		return m
	}
	return manner{Quiet, strings.ReplaceAll(string(r), "_", " "), ""}
}

// pageManners are how a page that was not as it should be is told.
var pageManners = map[outcome.PageStatus]manner{
	outcome.PageOK:          {Good, "read", ""},
	outcome.PageNotOffered:  {Quiet, "not offered", ""},
	outcome.PageMoved:       {Todo, "moved", "Plex shows this page at another address than before. Look whether it is the right one: {page}"},
	outcome.PageChanged:     {Bad, "not as expected", "Look at {page}, and tell the makers of plexpriv what it says."},
	outcome.PageSignedOut:   {Bad, "signed out", "Sign in again: {login}. Then: {again}"},
	outcome.PageBlocked:     {Bad, "blocked", "Something stood in the way. Watch it in a window: {again --headed}"},
	outcome.PageUnreachable: {Bad, "not reached", "Try again later: {again}"},
}

func pageMannerOf(s outcome.PageStatus) manner {
	if m, ok := pageManners[s]; ok {
		return m
	}
	return manner{Bad, strings.ReplaceAll(string(s), "_", " "), ""}
}
