package main

import (
	"fmt"
	"runtime"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

func versionCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:        "version",
		Usage:       "print the version",
		Description: description("Prints the versions of plexpriv and of its catalogue of Plex's pages.", []string{"plexpriv version --json"}),
		Flags:       []cli.Flag{jsonFlag()},
		Action:      func(c *cli.Context) error { return printVersion(w, c.Bool("json")) },
	}
}

// versionReport is what version --json prints.
type versionReport struct {
	terminal.Header
	Version   string `json:"version"`
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
		w.Terminal.PrintJSON(versionReport{terminal.NewHeader("version"), version, cat.Version, append([]string{}, cat.Overridden...), runtime.Version(), exit.OK})
		return nil
	}
	fmt.Fprintf(w.Terminal.Stdout, "plexpriv %s (catalogue %s, %s)\n", version, cat.Version, runtime.Version())
	if line := world.OverrideNotice(cat); line != "" {
		fmt.Fprintln(w.Terminal.Stdout, line)
	}
	return nil
}
