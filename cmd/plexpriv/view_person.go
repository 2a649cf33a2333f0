package main

import (
	"fmt"
	"slices"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/guide"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// personView prints what happened to one account as a person reads it: the settings by
// page, in plain words, and what to do next. It fits on a screen of 24 lines.
type personView struct {
	*runView
	report  *outcome.Report
	account *outcome.AccountReport
}

func (r *runView) personView(report *outcome.Report, a *outcome.AccountReport) *personView {
	return &personView{r, report, a}
}

func (v *personView) print() {
	groups := v.words.Groups(v.options.Command, v.account)
	switch {
	case v.onlyTrouble:
		groups = withTone(groups, presentation.Bad)
	case v.options.Output.Quiet:
		groups = withTone(groups, presentation.Bad, presentation.Todo)
	}
	if len(groups) > 0 || !v.options.Output.Quiet {
		v.line(v.words.Title(v.report, v.account, v.options.Undo != nil))
	}
	if len(groups) > 0 {
		fmt.Fprintln(v.world.Terminal.Stdout)
		v.world.Terminal.Stdout.PrintBlocks(v.blocks(groups), v.world.Terminal.Unicode())
	}
	v.printReworded()
	if v.account.Cause != nil {
		v.printCause(v.report, v.account, outcome.OneLine(v.account.Error))
	}
	if v.plan && presentation.SumOf(v.account).Differs > 0 {
		return // the result has the advice, and the question is what counts now
	}
	if v.plan || v.options.Output.Quiet {
		v.printActions(nil)
		return
	}
	fmt.Fprintln(v.world.Terminal.Stdout)
	v.line(v.words.Sentence(v.report, v.words.Sum(v.account)))
	v.printActions(v.words.Commands(v.report, v.account))
}

// printActions prints what to do about what is not as wanted, and then the commands. The
// rows have said what is wrong.
func (v *personView) printActions(commands []string) {
	v.printAdvice()
	if v.account.Cause != nil {
		v.printCommands(commands)
		return
	}
	actions, report := presentation.Actions(v.words, v.report, v.account, v.world.HasDisplay())
	if steps := v.guideCommand(); steps != "" {
		actions = append(actions, steps)
	}
	actions = append(actions, commands...)
	if report {
		actions = append(actions, v.words.Say("next.report", map[string]any{"Issues": presentation.Issues}))
	}
	v.printCommands(actions)
}

// printCommands prints commands side by side, as many as there is room for.
func (v *personView) printCommands(commands []string) {
	const between = " · "
	width, line := v.world.Terminal.Stdout.Width, ""
	for _, c := range commands {
		if line != "" && width > 0 && len([]rune(line+between+c)) > width {
			v.line(line)
			line = ""
		}
		if line != "" {
			line += between
		}
		line += c
	}
	if line != "" {
		v.line(line)
	}
}

// line prints a line of text, broken where the screen ends.
func (v *runView) line(text string) {
	fmt.Fprintln(v.world.Terminal.Stdout, v.world.Terminal.Stdout.Wrap(v.plain(text), "  "))
}

// plain writes a text with the characters that the terminal has.
func (v *runView) plain(text string) string {
	if v.world.Terminal.Unicode() {
		return text
	}
	return terminal.ASCII(text)
}

// blocks are the groups as the terminal draws them.
func (v *runView) blocks(groups []presentation.Group) []terminal.Block {
	var out []terminal.Block
	for _, g := range groups {
		b := terminal.Block{Title: g.Name}
		for _, r := range g.Rows {
			b.Rows = append(b.Rows, terminal.BlockRow{Mark: v.colored(r.Tone, r.Tone.Mark()), Name: r.Name, Text: r.Change(), Note: r.Note})
		}
		out = append(out, b)
	}
	return out
}

// colored is a mark in the color of a tone.
func (v *runView) colored(t presentation.Tone, mark string) terminal.Colored {
	out := terminal.Colored{Word: mark}
	if !v.world.Terminal.Colors() {
		return out
	}
	switch t {
	case presentation.Good:
		out.Color = text.FgGreen
	case presentation.Todo:
		out.Color = text.FgYellow
	case presentation.Bad:
		out.Color = text.FgRed
	}
	return out
}

// withTone keeps the rows of some tones, and the groups that have any.
func withTone(groups []presentation.Group, tones ...presentation.Tone) []presentation.Group {
	var out []presentation.Group
	for _, g := range groups {
		kept := presentation.Group{Name: g.Name}
		for _, r := range g.Rows {
			if slices.Contains(tones, r.Tone) {
				kept.Rows = append(kept.Rows, r)
			}
		}
		if len(kept.Rows) > 0 {
			out = append(out, kept)
		}
	}
	return out
}

// mostAdvice is how much advice is printed; --wide and the report have the rest.
const mostAdvice = 3

// printAdvice prints what to do about what is not as wanted.
func (v *personView) printAdvice() {
	var lines []string
	for _, advice := range v.words.Next(v.report, v.account, v.world.HasDisplay()) {
		if !advice.Todo && !advice.Row && (v.account.Cause == nil || advice.About != v.words.Say("advice-account.about")) {
			lines = append(lines, advice.About+": "+advice.Plain())
		}
	}
	if len(lines) > mostAdvice {
		lines = append(lines[:mostAdvice], v.words.Say("next.details", map[string]any{"Command": presentation.DetailsCommand(v.report, v.account)}))
	}
	for _, line := range lines {
		v.line(line)
	}
}

// guideCommand is the command that prints the steps for what the run could not set, "" if
// there is nothing. The steps themselves would fill the screen; --wide and the report have
// them.
func (v *personView) guideCommand() string {
	pages := guide.Part(v.words, v.account.Unset())
	if len(pages) == 0 {
		return ""
	}
	page := ""
	if len(pages) == 1 {
		page = pages[0].ID
	}
	return v.words.Say("next.guide", map[string]any{"Command": presentation.GuideCommand(v.report, v.account, page)})
}

// printReworded prints the settings that Plex words differently than before.
func (v *personView) printReworded() {
	for _, s := range v.account.Settings {
		for _, x := range s.Reworded {
			v.line(v.words.Say("row.reworded", map[string]any{"Name": v.words.Setting(s.ID), "Old": outcome.Name(x.Old), "New": outcome.Name(x.New)}))
		}
	}
}

// personName tells an account apart from the others. Most profiles are named after theirs.
func personName(a *outcome.AccountReport) string {
	if a.Account == a.Profile {
		return outcome.Name(a.Account)
	}
	return accountName(a)
}

// printPeople prints one row for each account, and what to do next.
func (r *runView) printPeople(report *outcome.Report) {
	block := terminal.Block{}
	var all outcome.AccountReport
	for i := range report.Accounts {
		a := &report.Accounts[i]
		all.Settings = append(all.Settings, a.Settings...)
		what, tone := r.words.Person(report, a)
		if r.options.Output.Quiet && tone != presentation.Bad && tone != presentation.Todo {
			continue
		}
		block.Rows = append(block.Rows, terminal.BlockRow{Mark: r.colored(tone, tone.Mark()), Name: personName(a), Text: what})
	}
	r.world.Terminal.Stdout.PrintBlocks([]terminal.Block{block}, r.world.Terminal.Unicode())
	if r.plan || r.options.Output.Quiet {
		return
	}
	fmt.Fprintln(r.world.Terminal.Stdout)
	n := presentation.SumOf(&all)
	n.Trouble = 0 // each row has its own
	if n.Changed+n.Differs > 0 {
		r.line(r.words.Sentence(report, n))
	}
	r.line(r.words.Say("next.details", map[string]any{"Command": presentation.DetailsCommand(report, nil)}))
}
