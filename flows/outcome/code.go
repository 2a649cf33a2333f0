package outcome

import (
	"context"
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

// CodeOf returns the exit code of the errors of this package, and of a context that
// ended; ExitError for any other. cmd has the codes of errors of other packages.
func CodeOf(err error) int {
	if err == nil {
		return ExitOK
	}
	is := func(targets ...error) bool {
		return slices.ContainsFunc(targets, func(t error) bool { return errors.Is(err, t) })
	}
	codes := []int{ExitError}
	if is(ErrInterrupted, context.Canceled) {
		codes = append(codes, ExitInterrupted)
	}
	if is(ErrSignIn) {
		codes = append(codes, ExitSignIn)
	}
	if is(ErrTryLater, context.DeadlineExceeded) {
		codes = append(codes, ExitTryLater)
	}
	if user := (*HomeUserError)(nil); errors.As(err, &user) {
		codes = append(codes, ExitPartly)
	}
	return WorstCode(codes...)
}

// Code returns the exit code of a report. codeOf gives the code of an account's Cause.
func (r *Report) Code(codeOf func(error) int) int {
	codes := map[int]bool{}
	for _, a := range r.Accounts {
		codes[codeOf(a.Cause)] = true
		a.codes(r, codes)
	}
	return WorstCode(slices.Collect(maps.Keys(codes))...)
}

// codes adds the codes of an account's pages and settings.
func (a *AccountReport) codes(r *Report, codes map[int]bool) {
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
		case s.Result.Written(), s.Refused:
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
