package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/policy"
	"github.com/plexpriv/plexpriv/ownfile"
	"github.com/urfave/cli/v2"
)

func policyInitCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "init",
		Usage: "write a policy that wants what an account has today",
		Description: description(`Reads every page of Plex, as check does, and writes a policy: the level, and one
line for every setting that differs from it. An apply with it changes nothing, until
you take lines out. What could not be read is kept as it is. An existing file is not
overwritten.`,
			[]string{"plexpriv policy init", "plexpriv policy init --profile work --out work.toml", "plexpriv policy init --level strict"}),
		Flags: readingFlags(
			&cli.StringFlag{Name: "out", Category: groupOutput, Usage: "write to `FILE`, which must not be there yet (default: standard output)"},
			&cli.StringFlag{Name: "level", Category: groupSelection, Usage: "compare with `NAME`: minimal, recommended or strict (default: recommended; $" + exit.EnvLevel + ")"},
		),
		Action: func(c *cli.Context) error {
			o, err := runOptionsOf(w, c, "policy init", true)
			if err != nil {
				return err
			}
			if o.Accounts.Many() {
				return exit.Usagef("policy init writes what one account has, and several were chosen").
					Hinting("--profile NAME or --home-user NAME chooses one")
			}
			out := c.String("out")
			if c.IsSet("out") {
				if err := checkCreatable(out); err != nil {
					return err
				}
			}
			return run.Execute(c.Context, w, o, func(r run.Result) error {
				return writePolicy(w, o, r.Report, out)
			})
		},
	}
}

// checkCreatable makes sure that a file can be created, before the run begins.
func checkCreatable(path string) error {
	if path == "" {
		return exit.Usagef("--out has an empty value")
	}
	if _, err := os.Lstat(path); err == nil {
		return exit.Usagef("%s is there already, and is not overwritten", path)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return exit.Usagef("--out: %v", err)
	}
	f, err := ownfile.Beside(path)
	if err != nil {
		return fmt.Errorf("--out: nothing can be written to %s: %w", filepath.Dir(path), err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// composedPolicy is what policy init --json prints.
type composedPolicy struct {
	*outcome.Report
	// Text is the policy. File is where it was written, or empty.
	Text string `json:"policy_text"`
	File string `json:"policy_file,omitempty"`
}

// writePolicy writes a policy with the values that were read. If no page could be read,
// it prints the report and writes nothing.
func writePolicy(w *world.World, o *run.Options, report *outcome.Report, out string) error {
	// Differences from the level are expected: they are what the policy is made of.
	if report.ExitCode == outcome.ExitDiffers {
		report.ExitCode = exit.OK
	}
	a := &report.Accounts[0]
	if a.Cause != nil || len(a.Pages) == 0 {
		viewRun(w, o, report)
		return exit.Done(report.ExitCode)
	}
	name := cmp.Or(a.Account, a.Profile)
	title := fmt.Sprintf("Policy of plexpriv: what %s had on %s.", name, w.Now().Format("2006-01-02"))
	text := policy.Compose(title, a.Level, policy.Owns(a.Settings), o.Catalogue)
	if out != "" {
		if err := createFile(out, text); err != nil {
			return fmt.Errorf("write the policy: %w", err)
		}
	}
	switch {
	case o.Output.JSON:
		w.Terminal.PrintJSON(composedPolicy{report, string(text), out})
	case out == "":
		fmt.Fprint(w.Terminal.Stdout, string(text))
	case !o.Output.Quiet:
		fmt.Fprintf(w.Terminal.Stdout, "%s is written. Read it, then: plexpriv apply --policy %s\n", out, out)
	}
	if report.ExitCode != exit.OK && !o.Output.JSON {
		for _, s := range a.Settings {
			if !s.Result.Fine() && s.Result != outcome.WouldChange {
				fmt.Fprintf(w.Terminal.Stderr, "plexpriv: %s could not be read (%s) and is kept as it is: %s\n", s.ID, spaced(s.Result), outcome.OneLine(s.Detail))
			}
		}
	}
	return exit.Done(report.ExitCode)
}

// createFile creates a file that only its owner can read. It never overwrites one.
func createFile(path string, text []byte) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(path)
		}
	}()
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}
