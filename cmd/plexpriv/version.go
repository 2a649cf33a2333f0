package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/doctor"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/urfave/cli/v2"
)

func versionCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version",
		Description: description(`Prints the version of plexpriv and of its catalogue of Plex's pages, and warns if
this plexpriv is more than half a year old. It asks nobody on the network.`, []string{"plexpriv version --json"}),
		Flags:  []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error { return printVersion(w, c.Bool("json")) },
	}
}

// versionReport is what version --json prints.
type versionReport struct {
	terminal.Header
	Version string `json:"version"`
	// Built is the date of the commit, or empty if it is not known.
	Built     string `json:"built,omitempty"`
	Catalogue string `json:"catalogue"`
	// Overridden are the pages that the person has replaced.
	Overridden []string `json:"overridden"`
	Go         string   `json:"go"`
	ExitCode   int      `json:"exit_code"`
}

func printVersion(w *world.World, asJSON bool) error {
	cat, err := w.Catalogue()
	if err != nil {
		return err
	}
	if asJSON {
		w.Terminal.PrintJSON(versionReport{terminal.NewHeader("version"), w.Build.Version, buildDate(w.Build), cat.Version, append([]string{}, cat.Overridden...), runtime.Version(), exit.OK})
		return nil
	}
	what := ""
	if date := buildDate(w.Build); date != "" {
		what = "built " + date + ", "
	}
	fmt.Fprintf(w.Terminal.Stdout, "plexpriv %s (%scatalogue %s)\n", w.Build.Version, what, cat.Version)
	if notice := w.Build.AgeNotice(w.Now()); notice != "" {
		fmt.Fprintln(w.Terminal.Stdout, w.Terminal.Stdout.Wrap(notice+"\nNewer versions: "+world.Releases, ""))
	}
	if line := world.OverrideNotice(cat); line != "" {
		fmt.Fprintln(w.Terminal.Stdout, line)
	}
	return nil
}

func buildDate(b world.Build) string {
	if b.Date.IsZero() {
		return ""
	}
	return b.Date.Format(time.DateOnly)
}

// sayAge warns of an old build on standard error: it may not know Plex's pages any more.
func sayAge(w *world.World, o terminal.Output) {
	if notice := w.Build.AgeNotice(w.Now()); notice != "" && !o.Quiet && !o.JSON {
		fmt.Fprintln(w.Terminal.Stderr, w.Terminal.Stderr.Wrap(notice+"\nNewer versions: "+world.Releases, ""))
	}
}

// ageCheck has doctor warn of an old build.
var ageCheck = doctor.Check{ID: "version", Code: outcome.ExitError, Run: func(_ context.Context, env *doctor.Env) doctor.Finding {
	b := env.World.Build
	if notice := b.AgeNotice(env.World.Now()); notice != "" {
		return doctor.Note("newer versions: "+world.Releases, "%s: %s", b.Version, notice)
	}
	return doctor.OK("plexpriv %s", b.Version)
}}
