//go:build linux

package e2e

import (
	"context"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/plexpriv/plexpriv/e2e/eyes"
)

// looks FILE opens an HTML file in a browser, as on a phone, a screen and paper,
// in light and dark, and asserts that nothing is wrong with it. The text of the page
// goes to standard output.
func cmdLooks(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: looks FILE")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	sight, err := eyes.Look(ctx, ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = ts.Stdout().Write([]byte(sight.Text))
	ts.Check(err)
	for _, w := range sight.Wrong {
		ts.Logf("%s", w)
	}
	if len(sight.Wrong) > 0 {
		ts.Fatalf("%d things are wrong with %s", len(sight.Wrong), args[0])
	}
}
