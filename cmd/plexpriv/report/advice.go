package report

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// next says what to do about everything that is not as wanted. Each advice is given
// once, with all that it is about.
func (b *builder) next(a *outcome.AccountReport) []Advice {
	var out []Advice
	add := func(about, text string) {
		for i := range out {
			if out[i].Text == text {
				if !slices.Contains(strings.Split(out[i].About, ", "), about) {
					out[i].About += ", " + about
				}
				return
			}
		}
		out = append(out, Advice{about, text})
	}
	if a.Cause != nil || a.Error != "" {
		add("the account", b.fillPlaceholders(b.afterError(a.Cause), a, ""))
	}
	pages := map[string]outcome.PageReport{}
	told := map[string]bool{}
	for _, p := range a.Pages {
		pages[p.ID] = p
		if next := pagePresentationOf(p.Status).next; next != "" {
			add(b.pageTitle(p.ID), b.fillPlaceholders(next, a, p.URL))
			told[p.ID] = p.Status != outcome.PageMoved
		}
	}
	for _, s := range a.Settings {
		next := presentationOf(s.Result).next
		if next == "" || told[s.Page] && s.Result != outcome.Reverted && s.Result != outcome.Failed && s.Result != outcome.Unverified {
			continue
		}
		label := s.ID
		if b.Catalogue != nil {
			if def := b.Catalogue.Setting(s.ID); def != nil {
				label = placed(def.Label, s.ID)
			}
		}
		add(label, b.fillPlaceholders(next, a, pages[s.Page].URL))
	}
	for _, u := range a.Unknown {
		if u.News && u.State == "on" {
			add("“"+u.Name+"”", b.fillPlaceholders("plexpriv does not know this control, and it is on. Decide for yourself on {page}.", a, pages[u.Page].URL))
		}
	}
	return out
}

func (b *builder) afterError(err error) string {
	switch {
	case errors.Is(err, outcome.ErrInterrupted):
		return "It was stopped before the end. Go on: {again}"
	case errors.Is(err, outcome.ErrSignIn):
		return "Sign in again: {login}. Then: {again}"
	case errors.Is(err, outcome.ErrTryLater):
		return "Try again later: {again}"
	}
	return "When the reason given here is dealt with: {again}"
}

// fillPlaceholders replaces {apply}, {page} and the like by commands, in backquotes, and
// by addresses.
func (b *builder) fillPlaceholders(text string, a *outcome.AccountReport, address string) string {
	r := b.Result
	again := r.Command
	if r.DryRun {
		again += " --dry-run"
	}
	if address == "" {
		address = "Plex’s page"
	}
	command := func(what string) string { return "`" + b.command(what, a) + "`" }
	return strings.NewReplacer(
		"{apply}", command("apply"), "{check}", command("check"), "{again}", command(again),
		"{check --headed}", command("check --headed"), "{again --headed}", command(again+" --headed"),
		"{login}", "`plexpriv login"+profileFlag(a)+"`", "{page}", address,
	).Replace(text)
}

// command is a command line for an account, as it has to be typed.
func (b *builder) command(what string, a *outcome.AccountReport) string {
	out := "plexpriv " + what
	if level := cmp.Or(a.Level, b.Result.Level); level != "" && level != "recommended" && !strings.HasPrefix(what, "undo") {
		out += " --level " + level
	}
	if b.Result.Policy != "" {
		out += " --policy " + quoted(b.Result.Policy)
	}
	return out + accountFlags(a)
}

// accountFlags are the flags that select an account.
func accountFlags(a *outcome.AccountReport) string {
	out := profileFlag(a)
	if a.HomeUser != nil {
		out += " --home-user " + quoted(*a.HomeUser)
	}
	return out
}

func profileFlag(a *outcome.AccountReport) string {
	if a.Profile == DefaultProfile || a.Profile == "" {
		return ""
	}
	return " --profile " + a.Profile
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./-]+$`)

// quoted quotes a word for a shell.
func quoted(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// commands are the commands that the person may want next.
func (b *builder) commands(a *outcome.AccountReport, c count) []Command {
	var out []Command
	if c.Differ > 0 {
		out = append(out, Command{b.command("apply", a), "sets what differs, and proves it"})
	}
	out = append(out, Command{b.command("check", a), "reads everything again and changes nothing"})
	if hasWritten(a) && b.Result.Run != "" {
		out = append(out,
			Command{"plexpriv undo --run " + b.Result.Run + accountFlags(a), "sets back what this run changed, each control to its own former value"},
			Command{"plexpriv receipt" + accountFlags(a) + " " + b.Result.Run, "prints the receipt of this run"})
	}
	return out
}

func hasWritten(a *outcome.AccountReport) bool {
	return slices.ContainsFunc(a.Pages, func(p outcome.PageReport) bool { return p.Wrote })
}
