package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/selectors"
)

const appAbout = `Opens Plex's own privacy pages in a real browser, signed in as you, sets what is
not private yet and proves it by loading the pages again.

   plexpriv login              sign in once; the session is kept in the OS keyring
   plexpriv apply --dry-run    see what would change; nothing can be written
   plexpriv apply              change it and prove it
   plexpriv check              see whether it is still so; for a weekly job
   plexpriv undo               set back what the last run changed

Topics: plexpriv help environment, help exit-codes, help json, help policy-files,
help safety`

// newApp builds the command line. By default urfave/cli exits the process itself, prints
// help on standard output after a mistake, and takes flags after an argument for
// arguments. The options here turn that off; usage_test.go has a test for each.
func newApp(w *world.World) *cli.App {
	app := &cli.App{
		Name:        "plexpriv",
		Usage:       "make your Plex account private, and prove it",
		Description: appAbout,
		ErrWriter:   w.Terminal.Stderr,
		// Exit codes are decided in finish, after everything is cleaned up.
		ExitErrHandler:         func(*cli.Context, error) {},
		OnUsageError:           badFlag,
		HideVersion:            true,
		HideHelpCommand:        true,
		CustomAppHelpTemplate:  appHelp,
		UseShortOptionHandling: true,
		// urfave/cli does not add --help by itself if there is a command named help.
		Flags:  []cli.Flag{cli.HelpFlag, &cli.BoolFlag{Name: "version", Aliases: []string{"V"}, Usage: "print the version"}},
		Action: func(c *cli.Context) error { return noCommand(c, w) },
	}
	for _, command := range []func(*world.World) *cli.Command{
		loginCommand, logoutCommand, profilesCommand, settingsCommand, applyCommand, checkCommand, undoCommand, historyCommand,
		receiptCommand, policyCommand, scheduleCommand, guideCommand, reviewCommand, rightsCommand,
		doctorCommand, inspectCommand, catalogueCommand,
		versionCommand, completionCommand, manCommand, helpCommand,
	} {
		app.Commands = append(app.Commands, strictCommand(command(w)))
	}
	// Not strict: the command line to complete is not finished yet.
	app.Commands = append(app.Commands, completeCommand(w))
	return app
}

// strictCommand makes a command refuse arguments that it would otherwise ignore.
func strictCommand(c *cli.Command) *cli.Command {
	c.HideHelpCommand = true
	c.OnUsageError = badFlag
	c.UseShortOptionHandling = true
	c.CustomHelpTemplate = commandHelp
	for _, sub := range c.Subcommands {
		strictCommand(sub)
	}
	for _, f := range c.Flags {
		if b, ok := f.(*cli.BoolFlag); ok {
			b.DisableDefaultText = true
		}
	}
	action := c.Action
	c.Action = func(ctx *cli.Context) error {
		if err := checkArguments(ctx); err != nil {
			return err
		}
		return action(ctx)
	}
	return c
}

// checkArguments refuses arguments that a command does not take, and flags after an
// argument. urfave/cli would ignore those: "apply email --dry-run" would change
// settings.
func checkArguments(c *cli.Context) error {
	args := c.Args().Slice()
	for _, arg := range args {
		if strings.HasPrefix(arg, "-") {
			return exit.Usagef("%s: %q stands after an argument, where flags are not read", c.Command.HelpName, arg).
				Hinting("put flags before arguments")
		}
	}
	if c.Command.ArgsUsage == "" && len(args) > 0 {
		hint := "see " + c.Command.HelpName + " --help"
		if len(c.Command.Subcommands) > 0 {
			hint = exit.DidYouMean(args[0], commandNames(c.Command.Subcommands))
		} else if hasFlag(c.Command, "page") {
			hint = "to choose, use --page, --only or --skip"
		}
		return exit.Usagef("%s takes no argument, and %q is one", c.Command.HelpName, args[0]).Hinting(hint)
	}
	if c.Command.ArgsUsage != "" && len(args) > 1 {
		return exit.Usagef("%s takes one argument, and there are %d", c.Command.HelpName, len(args))
	}
	return nil
}

func hasFlag(c *cli.Command, name string) bool {
	for _, f := range c.Flags {
		for _, n := range f.Names() {
			if n == name {
				return true
			}
		}
	}
	return false
}

// noCommand handles a command line without a known command.
func noCommand(c *cli.Context, w *world.World) error {
	switch {
	case c.Bool("version"):
		return printVersion(w, false)
	case c.Args().Present():
		name := c.Args().First()
		return exit.Usagef("there is no command %q", name).Hinting(exit.DidYouMean(name, commandNames(c.App.Commands)))
	}
	return cli.ShowAppHelp(c)
}

// badFlag turns an error of the flag parser into a usage error.
func badFlag(c *cli.Context, err error, _ bool) error {
	where := c.Command.HelpName
	if where == "" {
		where = c.App.Name
	}
	name, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !unknown {
		return exit.Usagef("%s: %v", where, err).Hinting("see " + where + " --help")
	}
	name = strings.TrimLeft(name, "-")
	var known []string
	for _, f := range c.Command.VisibleFlags() {
		known = append(known, f.Names()...)
	}
	hint := "see " + where + " --help"
	if near := selectors.Nearest(name, known); len(near) > 0 {
		hint = fmt.Sprintf("did you mean --%s?", strings.Join(near, " or --"))
	} else if where == c.App.Name {
		hint = "flags stand after the command: " + where + " apply --" + name
	}
	return exit.Usagef("%s has no flag --%s", where, name).Hinting(hint)
}

// commandNames are the names of the commands that are not hidden.
func commandNames(commands []*cli.Command) []string {
	var out []string
	for _, c := range commands {
		if !c.Hidden {
			out = append(out, c.Name)
		}
	}
	return out
}
