package presentation

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// defaultProfile is the profile that is used without --profile.
const defaultProfile = "default"

// defaultLevel is the level without --level.
const defaultLevel = "recommended"

// Command is a command line for an account of a report, as it has to be typed.
func Command(r *outcome.Report, a *outcome.AccountReport, what string) string {
	out := "plexpriv " + what
	if strings.HasPrefix(what, "undo") {
		return out + AccountFlags(a)
	}
	out += levelFlag(r, a)
	if r.Policy != "" {
		out += " --policy " + Quoted(r.Policy)
	}
	selection := words(r.Line.Settings)
	if selection == "" {
		selection = pageFlags(a)
	}
	return out + selection + AccountFlags(a)
}

// undoAgain is the command that goes on with an undo. Without the run it would be about the
// last run that changed something, and that is the undo itself.
func undoAgain(a *outcome.AccountReport) string {
	if a.Undoes == "" {
		return "undo"
	}
	return "undo --run " + Quoted(a.Undoes)
}

// pageFlags ask for pages that are not included without being named.
func pageFlags(a *outcome.AccountReport) string {
	out := ""
	for _, p := range a.Pages {
		if !p.OverHTTP {
			return ""
		}
		id, _ := selectors.CutPlace(p.ID)
		if flag := " --page " + id; !strings.Contains(out, flag) {
			out += flag
		}
	}
	return out
}

// GuideCommand prints the steps by hand for the page, or for all if it is "". guide knows
// no accounts and no policies.
func GuideCommand(r *outcome.Report, a *outcome.AccountReport, page string) string {
	out := "plexpriv guide" + levelFlag(r, a)
	if page != "" {
		out += " " + page
	}
	return out
}

func levelFlag(r *outcome.Report, a *outcome.AccountReport) string {
	if level := cmp.Or(a.Level, r.Level); level != "" && level != defaultLevel {
		return " --level " + level
	}
	return ""
}

// DetailsCommand is the command line that shows ids and full reasons. It changes nothing.
// Without an account it is about all those of the report.
func DetailsCommand(r *outcome.Report, a *outcome.AccountReport) string {
	what := "check --wide"
	if r.Command == "undo" {
		what = "history --wide"
	}
	accounts := ""
	if a == nil {
		a, accounts = &outcome.AccountReport{Level: r.Level}, words(r.Line.Accounts)
	}
	if r.Command == "undo" {
		return "plexpriv " + what + AccountFlags(a) + accounts
	}
	return Command(r, a, what) + accounts
}

// words are the words of a command line, with a space before each.
func words(all []string) string {
	var out strings.Builder
	for _, w := range all {
		out.WriteString(" " + Quoted(w))
	}
	return out.String()
}

// AccountFlags are the flags that select an account, with a space before them.
func AccountFlags(a *outcome.AccountReport) string {
	out := profileFlag(a)
	if a.HomeUser != nil {
		out += " --home-user " + Quoted(*a.HomeUser)
	}
	return out
}

func profileFlag(a *outcome.AccountReport) string {
	if a.Profile == defaultProfile || a.Profile == "" {
		return ""
	}
	return " --profile " + a.Profile
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./-]+$`)

// Quoted quotes a word for a shell.
func Quoted(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
