package main

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// tellChecks prints a line for each check, with the next thing to do below it,
// and what it comes to.
func (w *world) tellChecks(r doctorReport, quiet bool) {
	const statuses, ids = 9, 13
	indent := strings.Repeat(" ", statuses+ids)
	problems := 0
	for _, f := range r.Checks {
		if f.Status == statusProblem {
			problems++
		} else if quiet {
			continue
		}
		head := w.coloured(f.Status) + strings.Repeat(" ", statuses-len(f.Status)) + fmt.Sprintf("%-*s", ids, f.ID)
		fmt.Fprintln(w.stdout, head+w.hang(oneLine(f.Detail), indent))
		if f.Next != "" {
			fmt.Fprintln(w.stdout, indent+w.hang("next: "+f.Next, indent))
		}
	}
	switch {
	case problems > 0:
		fmt.Fprintf(w.stdout, "\n%s: a run would not work yet.\n", plural(problems, "problem"))
	case !quiet:
		fmt.Fprintln(w.stdout, "\n"+w.wrap("A run could work. To see what it would change: plexpriv apply --dry-run", "  "))
	}
}

func (w *world) coloured(s status) string {
	if !w.colours() {
		return string(s)
	}
	colour := map[status]text.Color{statusOK: text.FgGreen, statusNote: text.FgYellow, statusProblem: text.FgRed}[s]
	return colour.EscapeSeq() + string(s) + text.Reset.EscapeSeq()
}
