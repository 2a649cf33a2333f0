package doctor

import (
	"context"
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// Report is the document of doctor --json.
type Report struct {
	terminal.Header
	Version  string    `json:"version"`
	Checks   []Finding `json:"checks"`
	ExitCode int       `json:"exit_code"`
}

// Run runs all checks, and more if there are any, and prints the findings.
func Run(ctx context.Context, w *world.World, version string, o terminal.Output, browser world.BrowserChoice, headed bool, more ...Check) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	env := NewEnv(ctx, w, o, browser, headed)
	findings := RunChecks(ctx, env, slices.Concat(Checks, more))
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	report := Report{Header: terminal.NewHeader("doctor"), Version: version, Checks: findings}
	for _, f := range findings {
		report.ExitCode = exit.Worst(report.ExitCode, f.Code)
	}
	if o.JSON {
		w.Terminal.PrintJSON(report)
	} else {
		printChecks(w, report, o.Quiet)
	}
	return exit.Done(report.ExitCode)
}
