package doctor

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/survey"
)

// printChecks prints one line for each finding, the next thing to do below it, and a
// summary.
func printChecks(w *world.World, r Report, quiet bool) {
	const statuses, ids = 9, 13
	indent := strings.Repeat(" ", statuses+ids)
	problems := 0
	for _, f := range r.Checks {
		if f.Status == StatusProblem {
			problems++
		} else if quiet {
			continue
		}
		head := strings.Repeat(" ", statuses-len(f.Status)) + fmt.Sprintf("%-*s", ids, f.ID)
		w.Terminal.Stdout.PrintColored(colorOf(w, f.Status), string(f.Status), head+w.Terminal.Stdout.Hang(outcome.OneLine(f.Detail), indent))
		if f.Next != "" {
			fmt.Fprintln(w.Terminal.Stdout, indent+w.Terminal.Stdout.Hang("next: "+f.Next, indent))
		}
	}
	switch {
	case problems > 0:
		fmt.Fprintf(w.Terminal.Stdout, "\n%s: a run would not work yet.\n", outcome.Plural(problems, "problem"))
	case !quiet:
		fmt.Fprintln(w.Terminal.Stdout, "\n"+w.Terminal.Stdout.Wrap("A run could work. To see what it would change: plexpriv apply --dry-run", "  "))
	}
}

// printSites prints what each site says, and the text for a bug report.
func printSites(w *world.World, s *Sites, quiet bool) {
	if s == nil || quiet && s.code == exit.OK {
		return
	}
	out := w.Terminal.Stdout
	heading := "Plex's sites, asked as a visitor:"
	if s.Profile != "" {
		heading = "Plex's sites, asked with the session of profile " + s.Profile + ":"
	}
	fmt.Fprintln(out, "\n"+heading)
	const hosts, states = 14, 15
	for _, a := range s.Answers {
		line := a.Detail
		if a.State == survey.Member && a.Account != "" {
			line = "signed in as " + a.Account
		}
		fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("%-*s%-*s%s", hosts, a.Host, states, a.State, out.Hang(outcome.OneLine(line), strings.Repeat(" ", hosts+states))), " "))
	}
	if s.Next != "" {
		fmt.Fprintln(out, "next: "+out.Hang(s.Next, "      "))
	}
	fmt.Fprintln(out, "\n"+out.Wrap("For a bug report. It has no names, addresses or tokens, only names of cookies and entries; read it all the same:", ""))
	fmt.Fprint(out, "\n"+s.Paste)
}

func colorOf(w *world.World, s Status) text.Color {
	if !w.Terminal.Colors() {
		return 0
	}
	return map[Status]text.Color{StatusOK: text.FgGreen, StatusNote: text.FgYellow, StatusProblem: text.FgRed}[s]
}
