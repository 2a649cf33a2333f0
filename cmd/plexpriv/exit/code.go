package exit

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Short names for the exit codes that the commands use themselves.
const (
	OK        = outcome.ExitOK
	Usage     = outcome.ExitUsage
	NoBrowser = outcome.ExitNoBrowser
	NoAccess  = outcome.ExitNoAccess
)

// Meanings are the exit codes that scripts rely on, in the order in which help lists
// them.
var Meanings = []struct {
	Code    int
	meaning string
}{
	{OK, "done and verified, or nothing to do"},
	{outcome.ExitError, "an error that is not listed here"},
	{outcome.ExitDiffers, "something differs from the wanted values (check, apply --dry-run)"},
	{outcome.ExitPartly, "at least one setting failed, went back or could not be proved; a named user has not consented; login: a site does not take the session; review: a part could not be read"},
	{outcome.ExitSignIn, "sign-in needed: no session, expired, or another account"},
	{outcome.ExitPageChanged, "a setting was not found or not readable; nothing was written on its page"},
	{Usage, "the command line makes no sense; nothing was touched"},
	{NoBrowser, "no usable browser"},
	{outcome.ExitTryLater, "try again later: network, rate limit, Plex refuses, another run"},
	{NoAccess, "the keyring or a file cannot be read or written"},
	{outcome.ExitInterrupted, "interrupted"},
}

// Worst is the one of several codes that a command ends with.
func Worst(codes ...int) int { return outcome.WorstCode(codes...) }

// CodeList lists codes with their meanings for a command's help. Without arguments it
// lists all.
func CodeList(codes ...int) string {
	var b strings.Builder
	for _, e := range Meanings {
		listed := len(codes) == 0
		for _, c := range codes {
			listed = listed || c == e.Code
		}
		if listed {
			fmt.Fprintf(&b, "%5d  %s\n", e.Code, e.meaning)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}
