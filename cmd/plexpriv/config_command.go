package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/config"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

func configCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "config",
		Usage: "show and change the configuration",
		Description: description(`The configuration is a TOML file in which you keep what you would repeat with a flag
or a variable each time. A flag wins over a variable, and a variable over the file.
plexpriv help configuration lists the keys.`,
			[]string{"plexpriv config list", "plexpriv config set level strict", "plexpriv config unset level", "plexpriv config path"}),
		Flags:       []cli.Flag{jsonFlag()},
		Subcommands: []*cli.Command{configListCommand(w), configGetCommand(w), configSetCommand(w), configUnsetCommand(w), configPathCommand(w)},
		Action:      func(c *cli.Context) error { return needsSubcommand(w, c) },
	}
}

// configReport is what config list --json and config get --json print.
type configReport struct {
	terminal.Header
	File     string        `json:"file"`
	Keys     []configValue `json:"keys"`
	ExitCode int           `json:"exit_code"`
}

// configValue is a key with the value that is in force.
type configValue struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	// From is the variable, or the line of the file, that the value comes from. It is
	// empty if the key is not set.
	From     string `json:"from"`
	Variable string `json:"variable"`
	Purpose  string `json:"purpose"`
}

func configuredValue(w *world.World, k config.Key) configValue {
	value, from := world.Configured(w, k)
	return configValue{k.Name, value, from, k.Variable, k.Purpose}
}

func configListCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:        "list",
		Usage:       "list the keys, their values and where these come from",
		Description: description("A value from a variable wins over that of the file.", []string{"plexpriv config list", "plexpriv config list --json"}),
		Flags:       []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			if err := world.ReadConfig(w); err != nil {
				return err
			}
			report := configReport{Header: terminal.NewHeader("config list"), File: world.ConfigFile(w), ExitCode: exit.OK}
			t := terminal.NewTable("KEY", "VALUE", "FROM", "WHAT IT IS")
			t.Flexible = 3
			for _, k := range config.Keys {
				v := configuredValue(w, k)
				report.Keys = append(report.Keys, v)
				from := v.From
				if from != "" && from != k.Variable {
					from = filepath.Base(world.ConfigFile(w))
				}
				t.Add(v.Key, v.Value, from, v.Purpose)
			}
			if c.Bool("json") {
				w.Terminal.PrintJSON(report)
				return nil
			}
			w.Terminal.Stdout.PrintTable(t)
			return nil
		},
	}
}

// configKey is the KEY argument.
func configKey(c *cli.Context) (config.Key, error) {
	name := c.Args().First()
	if name == "" {
		return config.Key{}, exit.Usagef("which key?").Hinting("plexpriv config list lists them")
	}
	k, ok := config.Find(name)
	if !ok {
		return k, exit.Usagef("there is no key %q", name).Hinting(exit.DidYouMean(name, config.Names()))
	}
	return k, nil
}

func configGetCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:        "get",
		Usage:       "print the value of a key",
		ArgsUsage:   "KEY",
		Description: description("Prints nothing, and ends with 1, if the key is not set.", []string{"plexpriv config get level"}),
		Flags:       []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			k, err := configKey(c)
			if err != nil {
				return err
			}
			if err := world.ReadConfig(w); err != nil {
				return err
			}
			v := configuredValue(w, k)
			code := exit.OK
			if v.From == "" {
				code = 1
			}
			if c.Bool("json") {
				w.Terminal.PrintJSON(configReport{terminal.NewHeader("config get"), world.ConfigFile(w), []configValue{v}, code})
			} else if code == exit.OK {
				fmt.Fprintln(w.Terminal.Stdout, v.Value)
			}
			return exit.Done(code)
		},
	}
}

func configSetCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "set",
		Usage:     "write the value of a key into the file",
		ArgsUsage: "KEY VALUE",
		Description: description("Makes the file if there is none, and leaves its other lines alone.",
			[]string{"plexpriv config set level strict", "plexpriv config set passphrase-command 'pass show plexpriv'"}),
		Action: func(c *cli.Context) error {
			k, err := configKey(c)
			if err != nil {
				return err
			}
			value := c.Args().Get(1)
			if value == "" {
				return exit.Usagef("config set: which value?").Hinting("plexpriv config unset " + k.Name + " removes the key")
			}
			if k.Name == "policy" || k.Name == "passphrase-file" {
				if value, err = filepath.Abs(value); err != nil {
					return err
				}
			}
			if err := world.Remember(w, k.Name, value); err != nil {
				return err
			}
			if now := world.Environment(w, k.Variable); now != "" {
				fmt.Fprintf(w.Terminal.Stderr, "plexpriv: %s is set, and wins over the file\n", k.Variable)
			}
			return nil
		},
	}
}

func configUnsetCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:        "unset",
		Usage:       "remove a key from the file",
		ArgsUsage:   "KEY",
		Description: description("Does nothing if the key is not there.", []string{"plexpriv config unset level"}),
		Action: func(c *cli.Context) error {
			k, err := configKey(c)
			if err != nil {
				return err
			}
			return world.Remember(w, k.Name, "")
		},
	}
}

func configPathCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:        "path",
		Usage:       "print the path of the file",
		Description: description("The file need not exist.", []string{"plexpriv config path"}),
		Action: func(*cli.Context) error {
			fmt.Fprintln(w.Terminal.Stdout, world.ConfigFile(w))
			return nil
		},
	}
}

// needsSubcommand ends a command that does nothing by itself: with its help, and with the
// code of a wrong command line.
func needsSubcommand(w *world.World, c *cli.Context) error {
	err := exit.Usagef("%s needs a subcommand", c.Command.HelpName).Hinting(exit.DidYouMean("", commandNames(c.Command.Subcommands)))
	if c.Bool("json") {
		return err
	}
	w.Terminal.PrintError(err)
	fmt.Fprintln(w.Terminal.Stderr)
	var help bytes.Buffer
	cli.HelpPrinter(&help, c.Command.CustomHelpTemplate, c.Command)
	terminal.PrintHelp(w.Terminal.Stderr, help.String())
	return exit.Done(exit.Usage)
}
