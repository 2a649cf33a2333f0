package main

import (
	"embed"
	"strings"
	"text/template"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/selectors"
)

//go:embed completion/*
var completionScripts embed.FS

var shells = []string{"bash", "zsh", "fish"}

func completionCommand(w *world) *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a completion script for bash, zsh or fish",
		ArgsUsage: "SHELL",
		Description: about("Prints a script that completes commands, flags, setting ids, pages and levels.",
			[]string{"source <(plexpriv completion bash)", "plexpriv completion fish > ~/.config/fish/completions/plexpriv.fish"}, 0, exitUsage),
		Action: func(c *cli.Context) error {
			shell := c.Args().First()
			text, err := completionScripts.ReadFile("completion/plexpriv." + shell)
			if err != nil {
				return usagef("there is no completion for %q", shell).hinting(didYouMean(shell, shells))
			}
			data, err := completionData(c.App)
			if err != nil {
				return err
			}
			return template.Must(template.New(shell).Funcs(template.FuncMap{"join": strings.Join}).Parse(string(text))).Execute(w.stdout, data)
		},
	}
}

// completable is what the scripts know. They hold it themselves, so that
// completing starts no process.
type completable struct {
	Commands                        []completableCommand
	Topics, Levels, Pages, Settings []string
}

type completableCommand struct {
	Name, Usage string
	Flags       []string
}

func completionData(app *cli.App) (completable, error) {
	cat, err := selectors.Embedded()
	if err != nil {
		return completable{}, err
	}
	d := completable{Topics: topics, Levels: cat.LevelNames(), Pages: cat.PageIDs(), Settings: cat.SettingIDs()}
	for _, c := range app.Commands {
		one := completableCommand{Name: c.Name, Usage: c.Usage, Flags: []string{"--help"}}
		for _, f := range c.Flags {
			if name := f.Names()[0]; name != "help" {
				one.Flags = append(one.Flags, "--"+name)
			}
		}
		d.Commands = append(d.Commands, one)
	}
	return d, nil
}
