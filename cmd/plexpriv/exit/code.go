package exit

import "github.com/plexpriv/plexpriv/flows/outcome"

// Short names for the exit codes that the commands use themselves.
const (
	OK        = outcome.ExitOK
	Usage     = outcome.ExitUsage
	NoBrowser = outcome.ExitNoBrowser
	NoAccess  = outcome.ExitNoAccess
)

// Codes are the exit codes that scripts rely on. plexpriv help exit-codes explains them.
var Codes = []int{
	OK, outcome.ExitError, outcome.ExitDiffers, outcome.ExitPartly, outcome.ExitSignIn, outcome.ExitPageChanged, Usage, NoBrowser,
	outcome.ExitTryLater, NoAccess, outcome.ExitInterrupted,
}

// Worst is the one of several codes that a command ends with.
func Worst(codes ...int) int { return outcome.WorstCode(codes...) }
