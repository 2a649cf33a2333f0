package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// accountView prints what happened to one account.
type accountView struct {
	world   *world.World
	options *run.Options
	words   *presentation.Vocabulary
	report  *outcome.AccountReport
	// whole is the report on all accounts.
	whole *outcome.Report
	// detailsOnly leaves out what is as wanted. many means that the report is about
	// several accounts.
	detailsOnly, many bool
	// onlyTrouble leaves out what would change.
	onlyTrouble bool
}

// brief reports whether only problems are printed.
func (v *accountView) brief() bool { return v.options.Output.Quiet || v.detailsOnly }

func (v *accountView) print() {
	if v.detailsOnly && v.hasDetails() {
		v.say("\n%s", v.title())
	} else if !v.brief() && v.report.Account != "" {
		v.say("%s\n", v.title())
	}
	// If no page was opened, all settings have the same result, and the note or the
	// error below gives the reason.
	if !v.detailsOnly || len(v.report.Pages) > 0 {
		v.settings()
	}
	v.pages()
	if !v.options.Output.Quiet && v.report.Cause == nil {
		fmt.Fprint(v.world.Terminal.Stdout, byHand(v.world.Terminal.Stdout, v.words, v.report.Unset()))
	}
	v.unknownControls()
	v.places()
	v.reworded()
	if v.report.Note != "" {
		v.say("%s", outcome.OneLine(v.report.Note))
	}
	if v.report.Cause != nil {
		v.world.Terminal.PrintError(exit.WithHint(v.report.Cause, exit.Hints(v.world.Terminal.GOOS, v.report.Cause)...))
	}
	if !v.brief() {
		v.summary()
	}
}

// say prints a paragraph.
func (v *accountView) say(format string, args ...any) {
	fmt.Fprintln(v.world.Terminal.Stdout, v.world.Terminal.Stdout.Wrap(fmt.Sprintf(format, args...), "  "))
}

func (v *accountView) title() string {
	name := accountName(v.report)
	switch {
	case v.options.Undo != nil && v.report.Undoes == "":
		return name + ", nothing to undo"
	case v.options.Undo != nil:
		return name + ", undo of run " + v.report.Undoes
	}
	name += ", level " + v.report.Level
	if v.options.Wanted.Policy != nil {
		name += ", policy " + v.options.Wanted.Policy.File
	}
	return name
}

// hasDetails reports whether a brief report of the account prints anything.
func (v *accountView) hasDetails() bool {
	for _, s := range v.report.Settings {
		if !s.Result.Fine() {
			return true
		}
	}
	for _, p := range v.report.Pages {
		if !v.isUnremarkable(p) {
			return true
		}
	}
	for _, u := range v.report.Unknown {
		if u.News && u.State == "on" {
			return true
		}
	}
	for _, s := range v.report.Settings {
		if len(s.Reworded) > 0 {
			return true
		}
	}
	return v.report.Note != "" || v.report.Cause != nil
}

func (v *accountView) settings() {
	second, third := "BEFORE", "AFTER"
	if v.options.ReadOnly() {
		second, third = "NOW", "WANTED"
	}
	t := terminal.NewTable("SETTING", second, third, "RESULT", "WHY")
	rows := 0
	for _, s := range v.report.Settings {
		if s.Reason == outcome.NotSelected && !v.options.Output.Wide {
			continue
		}
		if v.brief() && s.Result.Fine() || v.onlyTrouble && s.Result == outcome.WouldChange {
			continue
		}
		then := s.After
		if v.options.ReadOnly() {
			then = s.Wanted
		}
		t.Add(outcome.OneLine(v.report.Called(s.ID)), cmp.Or(s.Before, "-"), cmp.Or(then, "-"), v.settingResult(&s), v.why(s))
		rows++
	}
	if rows > 0 {
		v.world.Terminal.Stdout.PrintTable(t)
	}
}

// longestReason is how much of a reason is printed without --wide.
const longestReason = 80

// reason is a reason on one line, and in full only with --wide.
func (v *accountView) reason(text string) string {
	if v.options.Output.Wide {
		return outcome.OneLine(text)
	}
	return outcome.Clip(text, longestReason)
}

// why is the reason for a result. If it names only some of the changes, it says that
// --json has all.
func (v *accountView) why(s outcome.SettingReport) string {
	text := v.reason(s.Detail)
	if len(s.Drift) > outcome.MaxNamed {
		text += "; --json lists all"
	}
	return text
}

// spaced writes a result or a status such as would_change as "would change".
func spaced[S ~string](s S) string { return strings.ReplaceAll(string(s), "_", " ") }

func (v *accountView) settingResult(s *outcome.SettingReport) terminal.Colored {
	return v.colored(v.words.SettingResult(v.options.Command, s), s.Result)
}

func (v *accountView) result(r outcome.Result) terminal.Colored {
	return v.colored(v.words.Result(v.options.Command, r), r)
}

// colored gives the word for a result its color.
func (v *accountView) colored(said string, r outcome.Result) terminal.Colored {
	word := terminal.Colored{Word: said}
	if !v.world.Terminal.Colors() {
		return word
	}
	word.Color = text.FgRed
	switch r.Tone() {
	case outcome.Good:
		word.Color = text.FgGreen
	case outcome.Todo:
		word.Color = text.FgYellow
	case outcome.Quiet:
		word.Color = 0
	}
	return word
}

// isUnremarkable reports whether a page needs no line of its own.
func (v *accountView) isUnremarkable(p outcome.PageReport) bool {
	if v.brief() {
		return p.Status == outcome.PageOK || p.Status == outcome.PageNotOffered
	}
	return p.Status == outcome.PageOK && p.Detail == ""
}

// pages prints the pages that were not as expected.
func (v *accountView) pages() {
	for _, p := range v.report.Pages {
		if v.isUnremarkable(p) {
			continue
		}
		line := "page " + outcome.OneLine(v.report.Called(p.ID)) + ": " + spaced(p.Status)
		if p.Detail != "" {
			line += ": " + v.reason(p.Detail)
		}
		v.say("%s (%s)", line, p.URL)
	}
}

// unknownControls prints the controls that belong to no setting of the catalogue.
func (v *accountView) unknownControls() {
	for _, u := range v.report.Unknown {
		news := u.News && u.State == "on"
		if v.brief() && !news {
			continue
		}
		line := fmt.Sprintf("page %s: unknown %s %q", outcome.OneLine(v.report.Called(u.Page)), cmp.Or(u.Role, "control"), outcome.Name(u.Name))
		if u.Section != "" {
			line += " under " + outcome.Name(u.Section)
		}
		line += " is " + cmp.Or(u.State, "in an unknown state") + "; plexpriv leaves it alone"
		if u.Help != "" {
			line += fmt.Sprintf("; Plex says of it %q", outcome.Name(u.Help))
		}
		if news {
			line += "; check it yourself"
		}
		v.say("%s", line)
	}
}

// summary says in a sentence how it came out, and what to do next.
func (v *accountView) summary() {
	if len(v.report.Settings) == 0 {
		return
	}
	v.say("\n%s", v.words.Sentence(v.whole, v.words.Sum(v.report)))
	if v.many {
		return
	}
	for _, advice := range v.words.Next(v.whole, v.report, v.world.HasDisplay()) {
		if !advice.Todo {
			v.say("%s: %s", advice.About, advice.Plain())
		}
	}
	if commands := v.words.Commands(v.whole, v.report); len(commands) > 0 {
		v.say("%s", strings.Join(commands, " · "))
	}
}

// reworded prints the settings that Plex words differently than before.
func (v *accountView) reworded() {
	for _, s := range v.report.Settings {
		for _, x := range s.Reworded {
			v.say("%s: since %s Plex has changed the wording of this setting from %q to %q. Check that it still means the same", s.ID, x.Since, outcome.Name(x.Old), outcome.Name(x.New))
		}
	}
}
