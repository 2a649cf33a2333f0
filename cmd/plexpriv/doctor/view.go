package doctor

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
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

func colorOf(w *world.World, s Status) text.Color {
	if !w.Terminal.Colors() {
		return 0
	}
	return map[Status]text.Color{StatusOK: text.FgGreen, StatusNote: text.FgYellow, StatusProblem: text.FgRed}[s]
}
