package run

import (
	"context"
	"crypto/rand"
	"log/slog"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// env is what all parts of a run share. It does not change during the run.
type env struct {
	world   *world.World
	options *Options
	id      string
	log     *slog.Logger
	// stop is closed by the first Ctrl-C, or by who follows the run.
	stop chan struct{}
}

func newEnv(w *world.World, o *Options) *env {
	e := &env{world: w, options: o, id: runID(w.Now()), log: terminal.NewLogger(w.Terminal.Stderr, o.Output), stop: make(chan struct{})}
	if o.Follower != nil {
		e.stop = o.Follower.Stop
	}
	return e
}

// runID makes an id that sorts by time. The random part tells apart two runs that start
// in the same second.
func runID(now time.Time) string {
	const random = 6
	return now.UTC().Format("20060102t150405") + "-" + strings.ToLower(rand.Text()[:random])
}

// stopRequested reports whether the person has pressed Ctrl-C or the run was ended.
func (e *env) stopRequested(ctx context.Context) bool {
	select {
	case <-e.stop:
		return true
	default:
		return ctx.Err() != nil
	}
}

// emptyReport is the report of the run before any account is in it.
func (e *env) emptyReport(dry bool) *outcome.Report {
	o := e.options
	return &outcome.Report{
		Schema: outcome.Schema, Command: o.Command, DryRun: dry, Run: e.id,
		Level: o.Wanted.baseLevel(), Policy: o.Wanted.policyFile(), Catalogue: outcome.CatalogueReportOf(o.Catalogue), Accounts: []outcome.AccountReport{}, Line: lineOf(o),
	}
}
