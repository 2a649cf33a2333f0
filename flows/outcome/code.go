package outcome

import (
	"errors"
	"maps"
	"slices"
)

// The exit codes. A bad flag, a missing browser or a locked keyring is an error that
// ends the command before there is a report; cmd gives those their codes.
const (
	ExitOK          = 0
	ExitError       = 1
	ExitDiffers     = 2
	ExitPartly      = 3
	ExitSignIn      = 4
	ExitPageChanged = 5
	ExitUsage       = 64
	ExitNoBrowser   = 69
	ExitTryLater    = 75
	ExitNoAccess    = 77
	ExitInterrupted = 130
)

// order lists the codes by urgency: of several, the first one here becomes the exit
// code. What a person must act on first comes first.
var order = []int{
	ExitInterrupted, ExitNoAccess, ExitNoBrowser, ExitSignIn, ExitTryLater,
	ExitPartly, ExitPageChanged, ExitDiffers, ExitUsage, ExitError,
}

// WorstCode returns the most urgent of several codes, ExitOK if there is none.
func WorstCode(codes ...int) int {
	for _, c := range order {
		if slices.Contains(codes, c) {
			return c
		}
	}
	return ExitOK
}

// Code returns the exit code of a report.
func (r *Report) Code() int {
	codes := map[int]bool{}
	for _, a := range r.Accounts {
		a.codes(r, codes)
	}
	return WorstCode(slices.Collect(maps.Keys(codes))...)
}

func (a *AccountReport) codes(r *Report, codes map[int]bool) {
	var user *HomeUserError
	switch {
	case a.Cause == nil:
	case errors.Is(a.Cause, ErrInterrupted):
		codes[ExitInterrupted] = true
	case errors.Is(a.Cause, ErrSignIn):
		codes[ExitSignIn] = true
	case errors.Is(a.Cause, ErrTryLater):
		codes[ExitTryLater] = true
	case errors.As(a.Cause, &user):
		codes[ExitPartly] = true
	default:
		codes[ExitError] = true
	}
	wrote := map[string]bool{}
	for _, p := range a.Pages {
		wrote[p.ID] = p.Wrote
		switch p.Status {
		case PageSignedOut:
			codes[ExitSignIn] = true
		case PageBlocked, PageUnreachable:
			codes[ExitTryLater] = true
		}
	}
	done := a.pagesDone()
	for _, s := range a.Settings {
		switch {
		case s.Result.Written():
			codes[ExitPartly] = true
		case s.Result.Trouble() && (wrote[s.Page] || done[s.Page]):
			codes[ExitPartly] = true
		case s.Result.Trouble():
			codes[ExitPageChanged] = true
		case s.Result == WouldChange:
			codes[ExitDiffers] = true
		}
	}
	if r.Command == "check" {
		for _, u := range a.Unknown {
			if u.News && u.State == "on" {
				codes[ExitDiffers] = true
			}
		}
	}
}

// pagesDone returns the pages on which at least one setting was written and verified.
func (a *AccountReport) pagesDone() map[string]bool {
	out := map[string]bool{}
	for _, s := range a.Settings {
		if s.Result == Verified {
			out[s.Page] = true
		}
	}
	return out
}
