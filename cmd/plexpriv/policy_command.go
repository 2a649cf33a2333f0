package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

func policyCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "policy",
		Usage: "manage policy files",
		Description: description(`A policy says in a file what you want in place of what the level wants, and what is
never to be changed, for you or for each of the family. apply and check take it with
--policy FILE. The file is explained by plexpriv help policy-files.`,
			[]string{
				"plexpriv policy init --out family.toml",
				"plexpriv policy check family.toml",
				"plexpriv policy diff family.toml",
				"plexpriv apply --policy family.toml --family",
			}),
		Flags:       []cli.Flag{jsonFlag()},
		Subcommands: []*cli.Command{policyInitCommand(w), policyCheckCommand(w), policyDiffCommand(w)},
		Action:      func(c *cli.Context) error { return needsSubcommand(w, c) },
	}
}

// policyReport is what policy check --json prints.
type policyReport struct {
	terminal.Header
	File     string          `json:"file"`
	Mistakes []policyMistake `json:"mistakes"`
	ExitCode int             `json:"exit_code"`
}

func policyCheckCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "check a policy, and list every mistake with its line",
		ArgsUsage: "FILE",
		Description: description("Reads the file and nothing else: no browser, no sign-in.",
			[]string{"plexpriv policy check family.toml", "plexpriv policy check --json family.toml"}),
		Flags: []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			file, err := policyArgument(c)
			if err != nil {
				return err
			}
			cat, err := w.Catalogue()
			if err != nil {
				return err
			}
			_, err = readPolicy(file, cat)
			var wrong *policyError
			switch {
			case c.Bool("json") && errors.As(err, &wrong):
				w.Terminal.PrintJSON(policyReport{terminal.NewHeader("policy check"), file, wrong.mistakes(), exit.Usage})
				return exit.Done(exit.Usage)
			case err != nil:
				return err
			case c.Bool("json"):
				w.Terminal.PrintJSON(policyReport{terminal.NewHeader("policy check"), file, []policyMistake{}, exit.OK})
			default:
				fmt.Fprintf(w.Terminal.Stdout, "%s is valid; plexpriv policy diff %s shows what it changes\n", file, file)
			}
			return nil
		},
	}
}

// policyArgument is the FILE argument of a policy command.
func policyArgument(c *cli.Context) (string, error) {
	file := c.Args().First()
	if file == "" {
		return "", exit.Usagef("%s: which file?", c.Command.HelpName)
	}
	return file, nil
}

// readingFlags are the flags of a command that reads all settings of its accounts.
func readingFlags(first ...cli.Flag) []cli.Flag {
	return slices.Concat(first, accountFlags(), outputFlags(), browserFlags(), paceFlags())
}
