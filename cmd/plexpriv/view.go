// Rules of what a person sees: results go to stdout, all else to stderr. Colour
// and progress only on a terminal. Words carry the meaning; colour repeats it.
// Nothing is printed that was not scrubbed of addresses and tokens.

package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/plexpriv/plexpriv/flows"
)

// print shows a report and turns its exit code into the command's.
func (w *world) print(j *job, r *flows.Report) error {
	if j.json {
		if err := w.printJSON(r); err != nil {
			return err
		}
	} else {
		for _, a := range r.Accounts {
			w.printAccount(j, a)
		}
	}
	if r.ExitCode != 0 {
		return codeError(r.ExitCode)
	}
	return nil
}

func (w *world) printJSON(r *flows.Report) error {
	e := json.NewEncoder(w.stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return fmt.Errorf("print the report: %w", err)
	}
	return nil
}

// jsonFailure prints the one document that --json promises, for a command that
// ended before there was a report.
func (w *world) jsonFailure(args []string, err error) int {
	v := judge(err)
	command := ""
	if len(args) > 1 {
		command = args[1]
	}
	r := &flows.Report{Schema: flows.Schema, Command: command, Accounts: []flows.AccountReport{}, Error: scrub(err.Error()), ExitCode: v.code}
	r.Summarise()
	if e := w.printJSON(r); e != nil {
		fmt.Fprintf(w.stderr, "plexpriv: %s\n", e)
	}
	fmt.Fprintf(w.stderr, "plexpriv: %s\n", scrub(err.Error()))
	if v.hint != "" {
		fmt.Fprintf(w.stderr, "plexpriv: hint: %s\n", v.hint)
	}
	return v.code
}

func (w *world) table() table.Writer {
	t := table.NewWriter()
	t.SetOutputMirror(w.stdout)
	style := table.StyleLight
	style.Options = table.OptionsNoBordersAndSeparators
	style.Format.Header = text.FormatDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	t.SetStyle(style)
	return t
}

func (w *world) printAccount(j *job, a flows.AccountReport) {
	if a.Account != "" && !j.quiet {
		fmt.Fprintf(w.stdout, "Account %s, level %s\n\n", scrub(a.Account), j.selection.Level)
	}
	w.printSettings(j, a)
	w.printPages(a)
	w.printUnknown(j, a)
	if a.Error != "" {
		fmt.Fprintf(w.stderr, "plexpriv: %s\n", scrub(a.Error))
		if hint := judge(a.Cause).hint; hint != "" {
			if a.Profile != "default" && hint == "plexpriv login" {
				hint += " --profile " + a.Profile
			}
			fmt.Fprintf(w.stderr, "plexpriv: hint: %s\n", hint)
		}
	}
	if !j.quiet {
		w.printEffects(j, a)
		fmt.Fprintln(w.stdout, closing(j, a))
	}
}

func (w *world) printSettings(j *job, a flows.AccountReport) {
	t := w.table()
	t.AppendHeader(table.Row{"setting", "was", "is", "result", "why"})
	if w.width > 0 {
		t.SetColumnConfigs([]table.ColumnConfig{{Number: 5, WidthMax: max(24, w.width-78), WidthMaxEnforcer: text.WrapSoft}})
	}
	rows := 0
	for _, s := range a.Settings {
		if j.quiet && calm(s.Result) {
			continue
		}
		is := s.After
		if s.Result == flows.WouldChange {
			is = s.Before + " (would be " + s.Wanted + ")"
		}
		t.AppendRow(table.Row{s.ID, dash(s.Before), dash(is), w.paint(s.Result), scrub(s.Detail)})
		rows++
	}
	if rows > 0 {
		t.Render()
		fmt.Fprintln(w.stdout)
	}
}

func calm(r flows.Result) bool {
	switch r {
	case flows.Already, flows.Verified, flows.Skipped, flows.NotOffered:
		return true
	}
	return false
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// word is a result as a person reads it.
func word(r flows.Result) string { return strings.ReplaceAll(string(r), "_", " ") }

func (w *world) paint(r flows.Result) string {
	if !w.colour() {
		return word(r)
	}
	switch r {
	case flows.Already, flows.Verified:
		return text.FgGreen.Sprint(word(r))
	case flows.WouldChange:
		return text.FgYellow.Sprint(word(r))
	case flows.Skipped, flows.NotOffered:
		return word(r)
	}
	return text.FgRed.Sprint(word(r))
}

// printPages tells of the pages that were not as expected.
func (w *world) printPages(a flows.AccountReport) {
	for _, p := range a.Pages {
		if p.Status == flows.PageOK && p.Detail == "" {
			continue
		}
		fmt.Fprintf(w.stdout, "Page %s: %s. %s\n  %s\n", p.ID, strings.ReplaceAll(string(p.Status), "_", " "), scrub(p.Detail), p.URL)
	}
}

func (w *world) printUnknown(j *job, a flows.AccountReport) {
	for _, u := range a.Unknown {
		if j.quiet && (!u.News || u.State != "on") {
			continue
		}
		news := ""
		if u.News {
			news = ", seen for the first time"
		}
		fmt.Fprintf(w.stdout, "Unknown control on page %s: %s %q in %q is %s%s. plexpriv leaves it alone.\n", u.Page, u.Role, scrub(u.Name), scrub(u.Section), dash(u.State), news)
	}
}

// printEffects names what else changes with the settings that were changed.
func (w *world) printEffects(j *job, a flows.AccountReport) {
	for _, s := range a.Settings {
		if s.Result != flows.Verified && s.Result != flows.WouldChange {
			continue
		}
		set := j.cat.Setting(s.ID)
		if set == nil || len(set.Effects) == 0 {
			continue
		}
		fmt.Fprintf(w.stdout, "Side effect of %s: %s\n", s.ID, set.Effects[0])
	}
}

// closing sums up in one sentence.
func closing(j *job, a flows.AccountReport) string {
	n := map[flows.Result]int{}
	for _, s := range a.Settings {
		n[s.Result]++
	}
	bad := 0
	for r, c := range n {
		if !calm(r) && r != flows.WouldChange {
			bad += c
		}
	}
	var parts []string
	switch {
	case n[flows.WouldChange] > 0 && j.command == "check":
		parts = append(parts, count(n[flows.WouldChange], "setting differs", "settings differ"))
	case n[flows.WouldChange] > 0:
		parts = append(parts, count(n[flows.WouldChange], "setting", "settings")+" would be changed; nothing was")
	case n[flows.Verified] > 0:
		parts = append(parts, count(n[flows.Verified], "setting", "settings")+" changed, and proved by loading the pages again")
	case bad == 0 && a.Error == "":
		parts = append(parts, "Everything is as wanted; nothing to change")
	}
	if bad > 0 {
		parts = append(parts, count(bad, "setting needs", "settings need")+" your attention")
	}
	if len(parts) == 0 {
		return "Nothing was changed."
	}
	return "\n" + strings.Join(parts, ". ") + "."
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
