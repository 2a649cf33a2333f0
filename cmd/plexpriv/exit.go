package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/ownfile"
)

// The exit codes that flows does not know.
const (
	exitOK        = flows.ExitOK
	exitUsage     = 64
	exitNoBrowser = 69
	exitNoAccess  = 77
)

// exitMeanings is the contract, in the order in which codes are listed.
var exitMeanings = []struct {
	code    int
	meaning string
}{
	{exitOK, "done and verified, or nothing to do"},
	{flows.ExitError, "an error that is not listed here"},
	{flows.ExitDiffers, "something differs from the wanted values (check, apply --dry-run)"},
	{flows.ExitPartly, "at least one setting failed, went back or could not be proved"},
	{flows.ExitSignIn, "sign-in needed: no session, expired, or another account"},
	{flows.ExitPageChanged, "a setting was not found or not readable; nothing was written on its page"},
	{exitUsage, "the command line makes no sense; nothing was touched"},
	{exitNoBrowser, "no usable browser"},
	{flows.ExitTryLater, "try again later: network, rate limit, Plex refuses, another run"},
	{exitNoAccess, "the keyring or a file cannot be read or written"},
	{flows.ExitInterrupted, "interrupted"},
}

// exitOrder says which of several causes decides.
var exitOrder = []int{
	flows.ExitInterrupted, exitNoAccess, exitNoBrowser, flows.ExitSignIn, flows.ExitTryLater,
	flows.ExitPartly, flows.ExitPageChanged, flows.ExitDiffers, exitUsage, flows.ExitError,
}

// worst is the code that decides.
func worst(codes ...int) int {
	for _, c := range exitOrder {
		for _, have := range codes {
			if have == c {
				return c
			}
		}
	}
	return exitOK
}

// exitTable says which errors mean which code, and what may be done about them.
// The first row that applies decides.
var exitTable = []struct {
	code  int
	is    func(error) bool
	hints func(w *world, err error) []string
}{
	{flows.ExitInterrupted, anyOf(flows.ErrInterrupted, context.Canceled), nil},
	{exitUsage, isA[*usageError], func(_ *world, err error) []string {
		var usage *usageError
		errors.As(err, &usage)
		return []string{usage.hint}
	}},
	{exitUsage, anyOf(session.ErrProfileName), nil},
	{exitNoAccess, anyOf(session.ErrUnavailable), hints("plexpriv help environment has the ways to keep a session without a keyring")},
	{exitNoAccess, anyOf(errNoPassphrase), hints(envPassphraseFile + " names a file that holds it, " + envPassphraseCommand + " a command that prints it")},
	{exitNoAccess, anyOf(session.ErrTimeout), hints("look for a window that asks to unlock the keyring")},
	{exitNoAccess, anyOf(session.ErrLocked, session.ErrDamaged, session.ErrNewerFormat, session.ErrPassphrase, ownfile.ErrNotOurs, fs.ErrPermission), nil},
	{exitNoAccess, anyOf(errNoReport), hints("name a file in a directory that you can write to")},
	{exitNoBrowser, isA[*automation.NoBrowserError], installHints},
	{exitNoBrowser, isA[*automation.RootError], hints(
		"run plexpriv as an ordinary user, which is safer",
		"in a container that has no other user, "+envNoSandbox+"=1 starts the browser without its sandbox")},
	{exitNoBrowser, isA[*automation.StartError], func(_ *world, err error) []string {
		var start *automation.StartError
		errors.As(err, &start)
		return []string{start.Hint(), "another browser can be named with --browser PATH or PLEXPRIV_BROWSER"}
	}},
	{exitUsage, isA[*automation.EndpointError], nil},
	{exitNoBrowser, isA[*automation.RemoteError], remoteHints},
	{flows.ExitTryLater, isA[*automation.BusyError], hints("all sessions of the pool are taken: fewer --jobs, or another endpoint with another --browser-url")},
	{flows.ExitSignIn, isA[*notSignedIn], func(_ *world, err error) []string {
		var missing *notSignedIn
		errors.As(err, &missing)
		return []string{"sign in: " + missing.login()}
	}},
	{flows.ExitSignIn, anyOf(session.ErrNotFound), hints("sign in: plexpriv login")},
	{flows.ExitSignIn, isA[*flows.WrongAccountError], hints("plexpriv profiles shows who is signed in; --profile chooses")},
	{flows.ExitSignIn, anyOf(flows.ErrSignIn), hints("sign in again: plexpriv login")},
	{flows.ExitTryLater, isA[*automation.ProxyError], hints("the proxy is that of HTTPS_PROXY; NO_PROXY names the hosts to reach without it")},
	{flows.ExitTryLater, anyOf(errBusy, errSigningIn, journal.ErrLocked), hints("wait until it is done")},
	{flows.ExitTryLater, isA[*plexapi.TrustError], hints(
		"is the clock of this machine right?",
		"if your company or a program of yours opens TLS, put its certificate authority into the file that "+envCertFile+" names")},
	{flows.ExitTryLater, anyOf(flows.ErrTryLater, context.DeadlineExceeded), nil},
	{flows.ExitPartly, isA[*flows.HomeUserError], nil},
	{flows.ExitError, func(error) bool { return true }, nil},
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

func isA[E error](err error) bool {
	var target E
	return errors.As(err, &target)
}

func hints(lines ...string) func(*world, error) []string {
	return func(*world, error) []string { return lines }
}

// exitCode is the code of an error that ended a command.
func exitCode(err error) int {
	if err == nil {
		return exitOK
	}
	var rep *reported
	if errors.As(err, &rep) {
		return rep.code
	}
	for _, row := range exitTable {
		if row.is(err) {
			return row.code
		}
	}
	return flows.ExitError
}

// hintsFor are the lines of advice for an error, without empty ones. Advice
// that was given where the error came up is better than that of the table.
func (w *world) hintsFor(err error) []string {
	var own *hintedError
	if errors.As(err, &own) {
		return own.hints
	}
	for _, row := range exitTable {
		if !row.is(err) {
			continue
		}
		var out []string
		if row.hints != nil {
			for _, line := range row.hints(w, err) {
				if line != "" {
					out = append(out, line)
				}
			}
		}
		return out
	}
	return nil
}

// installHints says how to get a browser.
func installHints(w *world, err error) []string {
	var missing *automation.NoBrowserError
	errors.As(err, &missing)
	var out []string
	if len(missing.Tried) > 1 {
		out = append(out, "looked for "+strings.Join(missing.Tried, ", "))
		switch w.GOOS {
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

// conclude prints what a command ended with and gives the exit code.
func (w *world) conclude(err error, args []string) int {
	code := exitCode(err)
	if err == nil || isA[*reported](err) {
		return code
	}
	if wantsJSON(args) {
		w.PrintJSON(failure{Schema: flows.Schema, Command: commandOf(w, args), Error: err.Error(), Hints: w.hintsFor(err), ExitCode: code})
		return code
	}
	w.complain(err)
	return code
}

// complain prints an error and the advice for it.
func (w *world) complain(err error) {
	fmt.Fprintf(w.Stderr, "plexpriv: %v\n", err)
	for _, line := range w.hintsFor(err) {
		fmt.Fprintf(w.Stderr, "hint: %s\n", line)
	}
}

// failure is the document of a command that ended before it had a report.
type failure struct {
	Schema   int      `json:"schema"`
	Command  string   `json:"command"`
	Error    string   `json:"error"`
	Hints    []string `json:"hints,omitempty"`
	ExitCode int      `json:"exit_code"`
}

// wantsJSON looks for --json in a command line that may be beyond parsing.
func wantsJSON(args []string) bool {
	for _, a := range args[min(1, len(args)):] {
		switch a {
		case "--":
			return false
		case "--json", "-json", "--json=true", "-json=true":
			return true
		}
	}
	return false
}

// commandOf is the command of such a command line, if it can be told.
func commandOf(w *world, args []string) string {
	known := commandNames(newApp(w).Commands)
	for _, a := range args[min(1, len(args)):] {
		if strings.HasPrefix(a, "-") {
			continue
		}
		for _, name := range known {
			if a == name {
				return name
			}
		}
		return ""
	}
	return ""
}

// exitCodesText lists codes for a command's help, all of them without any named.
func exitCodesText(codes ...int) string {
	var b strings.Builder
	for _, e := range exitMeanings {
		listed := len(codes) == 0
		for _, c := range codes {
			listed = listed || c == e.code
		}
		if listed {
			fmt.Fprintf(&b, "%5d  %s\n", e.code, e.meaning)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}
