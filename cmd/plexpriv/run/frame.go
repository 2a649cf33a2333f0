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

// frame is what all parts of a run share. None of them changes it.
type frame struct {
	world   *world.World
	options *Options
	id      string
	log     *slog.Logger
	// stop is closed by the first Ctrl-C.
	stop chan struct{}
}

func newFrame(w *world.World, o *Options) *frame {
	return &frame{world: w, options: o, id: runID(w.Now()), log: terminal.NewLogger(w.Terminal.Stderr, o.Output), stop: make(chan struct{})}
}

// runID sorts by time and does not repeat.
func runID(now time.Time) string {
	const random = 6
	return now.UTC().Format("20060102t150405") + "-" + strings.ToLower(rand.Text()[:random])
}

// over says that the person wants no more.
func (f *frame) over(ctx context.Context) bool {
	select {
	case <-f.stop:
		return true
	default:
		return ctx.Err() != nil
	}
}

// emptyReport is the report of the run with nobody in it; dry says that it is a
// dry run.
func (f *frame) emptyReport(dry bool) *outcome.Report {
	o := f.options
	return &outcome.Report{
		Schema: outcome.Schema, Command: o.Command, DryRun: dry, Run: f.id,
		Level: o.Wanted.level(), Policy: o.Wanted.policyFile(), Catalogue: outcome.ReportOn(o.Catalogue), Accounts: []outcome.AccountReport{},
	}
}
