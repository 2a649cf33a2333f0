package exit

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/ownfile"
)

// row says which errors end with a code, and with which hints.
type row struct {
	code  int
	is    func(error) bool
	hints func(goos string, err error) []string
}

// causeRow is the row for the Causes that have a code.
func causeRow(code int) row {
	return row{
		code: code,
		is:   func(err error) bool { return causeOf(err, code) != nil },
		hints: func(_ string, err error) []string {
			return causeOf(err, code).Advice()
		},
	}
}

// ownRow has the hints for an error of package outcome, which knows its code.
func ownRow(is func(error) bool, own error, lines ...string) row {
	return row{outcome.CodeOf(own), is, hints(lines...)}
}

// codeTable says which errors of other packages than outcome mean which code, and which
// hints an error gets: those of the first row that has the code it ends with. Which code
// wins if several apply is said by [outcome.WorstCode] alone.
var codeTable = []row{
	causeRow(Usage),
	{Usage, anyOf(session.ErrProfileName), nil},
	{Usage, IsA[*automation.EndpointError], nil},
	{NoAccess, anyOf(session.ErrUnavailable, session.ErrNoKeyring), hints("plexpriv login --store file   keeps the session in an encrypted file instead")},
	causeRow(NoAccess),
	{NoAccess, anyOf(session.ErrTimeout), hints("look for a window that asks to unlock the keyring")},
	{NoAccess, anyOf(session.ErrLocked, session.ErrDamaged, session.ErrNewerFormat, session.ErrPassphrase, ownfile.ErrNotOurs, fs.ErrPermission), nil},
	{NoBrowser, IsA[*automation.NoBrowserError], installHints},
	{NoBrowser, IsA[*automation.RootError], hints(
		"run plexpriv as an ordinary user, which is safer",
		"in a container that has no other user, "+EnvNoSandbox+"=1 starts the browser without its sandbox")},
	{NoBrowser, IsA[*automation.StartError], func(_ string, err error) []string {
		var start *automation.StartError
		errors.As(err, &start)
		return []string{start.Hint(), "another browser can be named with --browser PATH or PLEXPRIV_BROWSER"}
	}},
	{NoBrowser, IsA[*automation.RemoteError], remoteHints},
	causeRow(outcome.ExitSignIn),
	{outcome.ExitSignIn, anyOf(session.ErrNotFound), hints("sign in: plexpriv login")},
	{outcome.CodeOf(&outcome.WrongAccountError{}), IsA[*outcome.WrongAccountError], wrongAccountHints},
	ownRow(IsA[*signin.TokenKindError], &signin.TokenKindError{}, "a sign-in with a link gives a token that can: plexpriv login --link"),
	ownRow(anyOf(outcome.ErrSignIn), outcome.ErrSignIn, "sign in again: plexpriv login"),
	{outcome.ExitTryLater, IsA[*automation.BusyError], hints("all sessions of the pool are taken: fewer --jobs, or another endpoint with another --browser-url")},
	{outcome.ExitTryLater, IsA[*automation.ProxyError], hints("the proxy is that of HTTPS_PROXY; NO_PROXY names the hosts to reach without it")},
	causeRow(outcome.ExitTryLater),
	{outcome.ExitTryLater, anyOf(journal.ErrLocked), hints("wait until it is done")},
	{outcome.ExitTryLater, IsA[*plexapi.TrustError], hints(
		"is the clock of this machine right?",
		"if a company proxy or antivirus is intercepting HTTPS, put its certificate authority into the file that "+EnvCertFile+" names")},
}

// wrongAccountHints are the hints for a session that is another account's, or another's in
// a part.
func wrongAccountHints(_ string, err error) []string {
	var wrong *outcome.WrongAccountError
	errors.As(err, &wrong)
	if len(wrong.Holders) > 0 {
		return []string{"sign in again, as one person at all of Plex's sites: plexpriv login"}
	}
	return []string{"plexpriv profiles shows who is signed in; --profile chooses"}
}

func anyOf(targets ...error) func(error) bool {
	return func(err error) bool {
		for _, t := range targets {
			if errors.Is(err, t) {
				return true
			}
		}
		return false
	}
}

// IsA reports whether the tree of an error contains one of type E.
func IsA[E error](err error) bool {
	var target E
	return errors.As(err, &target)
}

func hints(lines ...string) func(string, error) []string {
	return func(string, error) []string { return lines }
}

// Code is the exit code of the error that ended a command. A wrong command line decides
// alone, unless the command was interrupted: whatever else went wrong did so on the way
// to something that was not asked for. Otherwise the most urgent code decides.
func Code(err error) int {
	var rep *Reported
	if errors.As(err, &rep) {
		return rep.code
	}
	codes := []int{outcome.CodeOf(err)}
	for _, row := range codeTable {
		if row.is(err) {
			codes = append(codes, row.code)
		}
	}
	code := Worst(codes...)
	if code != outcome.ExitInterrupted && causeOf(err, Usage) != nil {
		return Usage
	}
	return code
}

// Hints are the lines of advice for an error on an operating system. Hints that were
// added with WithHint replace those of the table, because they know more.
func Hints(goos string, err error) []string {
	var own *hintedError
	if errors.As(err, &own) {
		return own.hints
	}
	code := Code(err)
	for _, row := range codeTable {
		if row.code != code || !row.is(err) {
			continue
		}
		var out []string
		if row.hints != nil {
			for _, line := range row.hints(goos, err) {
				if line != "" {
					out = append(out, line)
				}
			}
		}
		return out
	}
	return nil
}

// installHints says how to install a browser, or how to name one.
func installHints(goos string, err error) []string {
	var missing *automation.NoBrowserError
	errors.As(err, &missing)
	var out []string
	if len(missing.Tried) > 1 {
		out = append(out, "looked for "+strings.Join(missing.Tried, ", "))
		switch goos {
		case "darwin":
			out = append(out, "install one: brew install --cask google-chrome, or https://www.google.com/chrome")
		case "windows":
			out = append(out, "install one: winget install Google.Chrome, or https://www.google.com/chrome")
		default:
			out = append(out, "install one: apt install chromium, dnf install chromium, pacman -S chromium, or https://www.google.com/chrome")
		}
	}
	return append(out, "name one that is elsewhere with --browser PATH or PLEXPRIV_BROWSER")
}

// remoteHints are the hints for an error of a remote browser.
func remoteHints(_ string, err error) []string {
	var remote *automation.RemoteError
	errors.As(err, &remote)
	return []string{remote.Hint(), "is the browser there, and the address right? Without --browser-url a browser of this machine is used"}
}
