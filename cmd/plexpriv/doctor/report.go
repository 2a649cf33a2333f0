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
	Version string    `json:"version"`
	Checks  []Finding `json:"checks"`
	// Sites is there with --sites only.
	Sites    *Sites `json:"sites,omitempty"`
	ExitCode int    `json:"exit_code"`
}

// Options say what to look at and how.
type Options struct {
	// Version is that of plexpriv.
	Version string
	Output  terminal.Output
	Browser world.BrowserChoice
	Headed  bool
	// Sites asks each of Plex's sites whom it takes the session of Profile for.
	// ProfileNamed says that the person named the profile.
	Sites        bool
	Profile      string
	ProfileNamed bool
	// More are checks besides the usual ones.
	More []Check
}

// Run runs all checks, asks the sites if that is wanted, and prints what was found.
func Run(ctx context.Context, w *world.World, o Options) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	env := NewEnv(ctx, w, o.Output, o.Browser, o.Headed)
	findings := RunChecks(ctx, env, slices.Concat(Checks, o.More))
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	report := Report{Header: terminal.NewHeader("doctor"), Version: o.Version, Checks: findings}
	for _, f := range findings {
		report.ExitCode = exit.Worst(report.ExitCode, f.Code)
	}
	var sitesErr error
	if o.Sites && report.ExitCode != exit.NoBrowser && report.ExitCode != exit.NoAccess {
		if report.Sites, sitesErr = surveySites(ctx, env, o); report.Sites != nil {
			report.ExitCode = exit.Worst(report.ExitCode, report.Sites.code)
		}
	}
	if sitesErr != nil && o.Output.JSON {
		return world.EndCause(ctx, sitesErr)
	}
	if o.Output.JSON {
		w.Terminal.PrintJSON(report)
	} else {
		printChecks(w, report, o.Output.Quiet)
		printSites(w, report.Sites, o.Output.Quiet)
	}
	if sitesErr != nil {
		return world.EndCause(ctx, sitesErr)
	}
	return exit.Done(report.ExitCode)
}
