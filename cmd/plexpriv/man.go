package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// manCommand prints the manual pages. It is hidden because packages install them. They
// are made by the program itself so that they cannot differ from it.
func manCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "man",
		Hidden:    true,
		Usage:     "print the manual page of plexpriv or of a command, or write them all",
		ArgsUsage: "[COMMAND]",
		Description: description(`Prints a page in the man macros. The date on it is that of the variable
SOURCE_DATE_EPOCH, else today's.`,
			[]string{"plexpriv man | man -l -", "plexpriv man apply", "plexpriv man --dir man1"}),
		Flags: []cli.Flag{&cli.StringFlag{Name: "dir", Category: groupFlags, Usage: "write all pages into this directory: `DIR`"}},
		Action: func(c *cli.Context) error {
			date, err := manualDate(w)
			if err != nil {
				return err
			}
			pages := manual.Pages(c.App, w.Build.Version, date)
			if c.IsSet("dir") {
				if c.Args().Present() {
					return exit.Usagef("--dir writes all pages, and %q is one", c.Args().First())
				}
				return writeManual(c.String("dir"), pages)
			}
			name := c.App.Name
			if c.Args().Present() {
				name += "-" + c.Args().First()
			}
			for _, p := range pages {
				if p.Name == name {
					_, err := w.Terminal.Stdout.Write([]byte(p.Text))
					return err
				}
			}
			return exit.Usagef("there is no page about %q", c.Args().First()).Hinting(exit.DidYouMean(c.Args().First(), commandNames(c.App.Commands)))
		},
	}
}

func writeManual(dir string, pages []manual.Page) error {
	if dir == "" {
		return exit.Usagef("--dir has an empty value")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write the manual: %w", err)
	}
	for _, p := range pages {
		if err := os.WriteFile(filepath.Join(dir, p.Name+".1"), []byte(p.Text), 0o644); err != nil {
			return fmt.Errorf("write the manual: %w", err)
		}
	}
	return nil
}

// manualDate is the date on the pages. Reproducible builds set SOURCE_DATE_EPOCH.
func manualDate(w *world.World) (time.Time, error) {
	text := w.Terminal.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		return w.Now().UTC(), nil
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, exit.Usagef("SOURCE_DATE_EPOCH is %q", text).Hinting("it is a time in seconds since 1970")
	}
	return time.Unix(seconds, 0).UTC(), nil
}
