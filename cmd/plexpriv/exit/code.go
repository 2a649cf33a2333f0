package exit

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/flows"
)

// The exit codes that flows does not know.
const (
	OK        = flows.ExitOK
	Usage     = 64
	NoBrowser = 69
	NoAccess  = 77
)

// Meanings is the contract, in the order in which codes are listed.
var Meanings = []struct {
	Code    int
	meaning string
}{
	{OK, "done and verified, or nothing to do"},
	{flows.ExitError, "an error that is not listed here"},
	{flows.ExitDiffers, "something differs from the wanted values (check, apply --dry-run)"},
	{flows.ExitPartly, "at least one setting failed, went back or could not be proved"},
	{flows.ExitSignIn, "sign-in needed: no session, expired, or another account"},
	{flows.ExitPageChanged, "a setting was not found or not readable; nothing was written on its page"},
	{Usage, "the command line makes no sense; nothing was touched"},
	{NoBrowser, "no usable browser"},
	{flows.ExitTryLater, "try again later: network, rate limit, Plex refuses, another run"},
	{NoAccess, "the keyring or a file cannot be read or written"},
	{flows.ExitInterrupted, "interrupted"},
}

// exitOrder says which of several causes decides.
var exitOrder = []int{
	flows.ExitInterrupted, NoAccess, NoBrowser, flows.ExitSignIn, flows.ExitTryLater,
	flows.ExitPartly, flows.ExitPageChanged, flows.ExitDiffers, Usage, flows.ExitError,
}

// Worst is the code that decides.
func Worst(codes ...int) int {
	for _, c := range exitOrder {
		for _, have := range codes {
			if have == c {
				return c
			}
		}
	}
	return OK
}

// Listed lists codes for a command's help, all of them without any named.
func Listed(codes ...int) string {
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
