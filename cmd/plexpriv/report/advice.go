package report

import (
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// commands are the commands that the person may want next.
func (b *builder) commands(a *outcome.AccountReport, c count) []Command {
	var out []Command
	if c.Differ > 0 {
		out = append(out, Command{presentation.Command(b.Result, a, "apply"), b.Words.Say("report.c-apply")})
	}
	out = append(out, Command{presentation.Command(b.Result, a, "check"), b.Words.Say("report.c-check")})
	if hasWritten(a) && b.Result.Run != "" {
		flags := presentation.AccountFlags(a)
		out = append(out,
			Command{"plexpriv undo --run " + b.Result.Run + flags, b.Words.Say("report.c-undo")},
			Command{"plexpriv receipt" + flags + " " + b.Result.Run, b.Words.Say("report.c-receipt")})
	}
	return out
}

func hasWritten(a *outcome.AccountReport) bool {
	return slices.ContainsFunc(a.Pages, func(p outcome.PageReport) bool { return p.Wrote })
}
