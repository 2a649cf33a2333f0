package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// runAccounts runs apply, check or undo, and prints the report.
func runAccounts(ctx context.Context, w *world.World, o *run.Options) error {
	return run.Execute(ctx, w, o, func(r run.Result) error {
		viewRun(w, o, r.Report)
		return exit.Done(r.Report.ExitCode)
	})
}

// viewRun prints the report of a run.
func viewRun(w *world.World, o *run.Options, report *outcome.Report) {
	(&runView{world: w, options: o}).print(report)
}

// runView prints the report of a run.
type runView struct {
	world   *world.World
	options *run.Options
	// onlyTrouble leaves out what would change, because the picker shows it.
	onlyTrouble bool
}

func (r *runView) print(report *outcome.Report) {
	if r.options.Output.JSON {
		r.world.Terminal.PrintJSON(report)
		return
	}
	if line := world.OverrideNotice(r.options.Catalogue); line != "" && (!r.options.Output.Quiet || r.hasDetails(report)) {
		fmt.Fprintln(r.world.Terminal.Stdout, r.world.Terminal.Stdout.Wrap(line+"\n", "  "))
	}
	if len(report.Accounts) > 1 {
		r.printOverviewAndDetails(report)
		return
	}
	for i := range report.Accounts {
		r.accountView(report, &report.Accounts[i]).print()
	}
}

// hasDetails reports whether a brief report of the run prints anything.
func (r *runView) hasDetails(report *outcome.Report) bool {
	for i := range report.Accounts {
		if r.accountView(report, &report.Accounts[i]).hasDetails() {
			return true
		}
	}
	return false
}

func (r *runView) accountView(report *outcome.Report, a *outcome.AccountReport) *accountView {
	return &accountView{world: r.world, options: r.options, report: a, run: report.Run, onlyTrouble: r.onlyTrouble}
}

// accountView prints what happened to one account.
type accountView struct {
	world   *world.World
	options *run.Options
	report  *outcome.AccountReport
	run     string
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
	if !v.options.Output.Quiet {
		names := presentation.New(v.options.Locale, v.options.Catalogue)
		fmt.Fprint(v.world.Terminal.Stdout, byHand(v.world.Terminal.Stdout, names, v.report.Unset()))
	}
	v.unknownControls()
	v.reworded()
	if v.report.Note != "" {
		v.say("%s", outcome.OneLine(v.report.Note))
	}
	if v.report.Cause != nil {
		v.world.Terminal.PrintError(exit.WithHint(v.report.Cause, exit.Hints(v.world.Terminal.GOOS, v.report.Cause)...))
	}
	if !v.brief() {
		v.effects()
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
		if v.brief() && s.Result.Fine() || v.onlyTrouble && s.Result == outcome.WouldChange {
			continue
		}
		then := s.After
		if v.options.ReadOnly() {
			then = s.Wanted
		}
		t.Add(s.ID, cmp.Or(s.Before, "-"), cmp.Or(then, "-"), v.result(s.Result), why(s))
		rows++
	}
	if rows > 0 {
		v.world.Terminal.Stdout.PrintTable(t)
	}
}

// why is the reason for a result. If it names only some of the changes, it says that
// --json has all.
func why(s outcome.SettingReport) string {
	text := outcome.OneLine(s.Detail)
	if len(s.Drift) > outcome.MaxNamed {
		text += "; --json lists all"
	}
	return text
}

// spaced writes a result or a status such as would_change as "would change".
func spaced[S ~string](s S) string { return strings.ReplaceAll(string(s), "_", " ") }

func (v *accountView) result(r outcome.Result) terminal.Colored {
	word := terminal.Colored{Word: spaced(r)}
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
		line := "page " + p.ID + ": " + spaced(p.Status)
		if p.Detail != "" {
			line += ": " + outcome.OneLine(p.Detail)
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
		line := fmt.Sprintf("page %s: unknown %s %q", u.Page, cmp.Or(u.Role, "control"), outcome.Name(u.Name))
		if u.Section != "" {
			line += " under " + outcome.Name(u.Section)
		}
		line += " is " + cmp.Or(u.State, "in an unknown state") + "; plexpriv leaves it alone"
		if u.Help != "" {
			line += fmt.Sprintf("; Plex says of it %q", outcome.Name(u.Help))
		}
		if news {
			line += "; have a look at it"
		}
		v.say("%s", line)
	}
}

// effects lists the side effects of what was changed, or would be. It prints the first
// sentence of each; plexpriv settings explain prints the rest.
func (v *accountView) effects() {
	if v.options.Command != "apply" {
		return
	}
	var lines []string
	for _, s := range v.report.Settings {
		setting := v.options.Catalogue.Setting(s.ID)
		if setting == nil || s.Result != outcome.Verified && s.Result != outcome.WouldChange {
			continue
		}
		for _, effect := range setting.Effects {
			first, _, _ := strings.Cut(effect, ". ")
			line := "  " + s.ID + ": " + strings.TrimSuffix(first, ".")
			if !strings.HasPrefix(first, "None") && !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	if len(lines) == 0 {
		return
	}
	v.say("\nWhat else changes:")
	for _, line := range lines {
		fmt.Fprintln(v.world.Terminal.Stdout, v.world.Terminal.Stdout.Wrap(line, "    "))
	}
}

// summary prints the numbers of settings by result, in a sentence or two.
func (v *accountView) summary() {
	n := map[outcome.Result]int{}
	troubled := 0
	for _, s := range v.report.Settings {
		n[s.Result]++
		if !s.Result.Fine() && s.Result != outcome.WouldChange {
			troubled++
		}
	}
	if len(v.report.Settings) == 0 {
		return
	}
	var out []string
	if k := n[outcome.Verified]; k > 0 {
		undo := "plexpriv undo"
		if v.many || v.report.HomeUser != nil {
			undo += ", for the same accounts,"
		}
		out = append(out, fmt.Sprintf("%s changed and proved by loading the pages again (run %s); %s sets back what it was.", outcome.Plural(k, "setting"), v.run, undo))
	}
	switch k := n[outcome.WouldChange]; {
	case k > 0 && v.options.Command == "check":
		out = append(out, fmt.Sprintf("%s not as wanted; plexpriv apply sets what differs.", outcome.Plural(k, "setting")))
	case k > 0:
		out = append(out, fmt.Sprintf("%s would change. Nothing was changed.", outcome.Plural(k, "setting")))
	}
	if k := n[outcome.Already]; k > 0 && troubled == 0 && len(out) == 0 && v.report.Cause == nil {
		out = append(out, fmt.Sprintf("Nothing to change: %s already as wanted.", outcome.Plural(k, "setting")))
	}
	if troubled > 0 {
		out = append(out, fmt.Sprintf("%s could not be read or proved, for the reason given above.", outcome.Plural(troubled, "setting")))
	}
	if len(out) == 0 {
		out = []string{"Nothing was changed."}
	}
	v.say("\n%s", strings.Join(out, " "))
}

// reworded prints the settings that Plex words differently than before.
func (v *accountView) reworded() {
	for _, s := range v.report.Settings {
		for _, x := range s.Reworded {
			v.say("%s: Plex words this setting otherwise than on %s. It was %q, and is now %q; look whether it still means the same", s.ID, x.Since, outcome.Name(x.Old), outcome.Name(x.New))
		}
	}
}
