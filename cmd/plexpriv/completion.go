package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

func completionCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a completion script for bash, zsh, fish or PowerShell",
		ArgsUsage: "SHELL",
		Description: description(`Prints a script that completes commands, flags, and what belongs behind them:
settings and their values, pages, levels, profiles, runs, topics. Nothing is asked
of the person meanwhile, and no more than 0.3 s is spent on it.`,
			[]string{
				"source <(plexpriv completion bash)",
				"plexpriv completion zsh > \"${fpath[1]}/_plexpriv\"",
				"plexpriv completion fish > ~/.config/fish/completions/plexpriv.fish",
				"plexpriv completion powershell | Out-String | Invoke-Expression",
			}),
		Action: func(c *cli.Context) error {
			shell := c.Args().First()
			if shell == "" {
				return exit.Usagef("which shell?").Hinting("there are: " + strings.Join(manual.Shells, ", "))
			}
			text, known := manual.Script(shell)
			if !known {
				return exit.Usagef("there is no completion for %q", shell).Hinting("there are: " + strings.Join(manual.Shells, ", "))
			}
			_, err := w.Terminal.Stdout.Write(text)
			return err
		},
	}
}
