package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

const appHelp = `{{.Name}} - {{.Usage}}

{{.Description}}

Commands:{{range .VisibleCommands}}
   {{printf "%-12s" .Name}}{{.Usage}}{{end}}

More about one: {{.Name}} COMMAND --help
`

const commandHelp = `{{.HelpName}} - {{.Usage}}

Usage: {{.HelpName}}{{if .VisibleFlags}} [flags]{{end}}{{if .ArgsUsage}} {{.ArgsUsage}}{{end}}

{{.Description}}
{{if .VisibleCommands}}
Commands:{{range .VisibleCommands}}
   {{printf "%-12s" .Name}}{{.Usage}}{{end}}
{{end}}{{range .VisibleFlagCategories}}
{{if .Name}}{{.Name}}{{else}}Flags:{{end}}
{{range .Flags}}   {{.}}
{{end}}{{end}}`

func init() {
	// urfave/cli asks this variable, for the flags of all commands.
	showFlag := cli.FlagStringer
	cli.FlagStringer = func(f cli.Flag) string { return repeated.ReplaceAllString(showFlag(f), "") }
}

// repeated is how urfave/cli shows that a flag may be given again: "--only ID [ --only ID ]".
// The text of the flag says so.
var repeated = regexp.MustCompile(` \[ --[^]]* \]`)

// description makes the long help of a command: a text, examples, and where the exit codes
// are.
func description(text string, examples []string) string {
	var b strings.Builder
	b.WriteString(text)
	b.WriteString("\n\nExamples:\n")
	for _, e := range examples {
		fmt.Fprintf(&b, "   %s\n", e)
	}
	b.WriteString("\nExit codes: plexpriv help exit-codes")
	return b.String()
}

func helpCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:        "help",
		Usage:       "explain a command, or a topic: " + strings.Join(manual.Topics, ", "),
		ArgsUsage:   "[COMMAND | TOPIC]...",
		Description: description("Prints the help of a command, or the text about a topic.", []string{"plexpriv help apply", "plexpriv help schedule install", "plexpriv help exit-codes"}),
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return cli.ShowAppHelp(c)
			}
			return help(w, c, c.Args().Slice())
		},
	}
}

// help prints the text about a topic, or the help of a command or of a subcommand.
func help(w *world.World, c *cli.Context, words []string) error {
	if text, known := manual.Topic(words[0]); known && len(words) == 1 {
		terminal.PrintHelp(w.Terminal.Stdout, text)
		return nil
	}
	command := &cli.Command{Subcommands: c.App.Commands}
	name := c.App.Name
	for i, word := range words {
		sub := manual.Subcommand(command, word)
		switch {
		case sub == nil && i == 0:
			return exit.Usagef("there is no command or topic %q", word).
				Hinting(exit.DidYouMean(word, append(commandNames(c.App.Commands), manual.Topics...)))
		case sub == nil && len(command.Subcommands) == 0:
			return exit.Usagef("%s has no subcommands", name).Hinting("see " + name + " --help")
		case sub == nil:
			return exit.Usagef("%s has no subcommand %q", name, word).Hinting(exit.DidYouMean(word, commandNames(command.Subcommands)))
		}
		command, name = sub, name+" "+sub.Name
	}
	command.HelpName = name
	cli.HelpPrinter(c.App.Writer, command.CustomHelpTemplate, command)
	return nil
}
