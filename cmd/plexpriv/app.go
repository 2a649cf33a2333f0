package main

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

const appAbout = `Opens Plex's own privacy pages in a real browser, signed in as you, sets what is not
private yet, and loads the pages again to confirm it. By itself, on a terminal, it does
all of that in one go, and asks before it changes anything.

   plexpriv login              sign in once; the session is kept in the OS keyring
   plexpriv apply --dry-run    show what would change; nothing can be written
   plexpriv apply              change it and confirm it
   plexpriv status             show what every setting is now
   plexpriv check              compare it with the level; for a weekly job
   plexpriv undo               restore what the last run changed

Topics: plexpriv help configuration, help environment, help exit-codes, help json,
help policy-files, help safety`

// newApp builds the command line. By default urfave/cli exits the process itself and
// prints help on standard output after a mistake. The options here turn that off;
// usage_test.go has a test for each.
func newApp(w *world.World) *cli.App {
	app := &cli.App{
		Name:        "plexpriv",
		Usage:       "make your Plex account private, and confirm it",
		Description: appAbout,
		ErrWriter:   w.Terminal.Stderr,
		// Exit codes are decided in finish, after everything is cleaned up.
		ExitErrHandler:         func(*cli.Context, error) {},
		OnUsageError:           badFlag,
		HideVersion:            true,
		HideHelpCommand:        true,
		CustomAppHelpTemplate:  appHelp,
		UseShortOptionHandling: true,
		// A name may have a comma in it. Each flag decides whether it is a list: see listOf.
		DisableSliceFlagSeparator: true,
		// urfave/cli does not add --help by itself if there is a command named help.
		Flags:  []cli.Flag{cli.HelpFlag, &cli.BoolFlag{Name: "version", Aliases: []string{"V"}, Usage: "print the version"}},
		Action: func(c *cli.Context) error { return noCommand(c, w) },
	}
	for _, command := range []func(*world.World) *cli.Command{
		loginCommand, logoutCommand, profilesCommand, applyCommand, statusCommand, getCommand, setCommand, checkCommand, undoCommand, historyCommand, settingsCommand, openCommand,
		receiptCommand, policyCommand, configCommand, scheduleCommand, uiCommand, guideCommand, reviewCommand, rightsCommand,
		doctorCommand, devCommand, hidden(inspectCommand), hidden(catalogueCommand),
		versionCommand, completionCommand, manCommand, helpCommand,
	} {
		app.Commands = append(app.Commands, strictCommand(w, command(w)))
	}
	// Not strict: the command line to complete is not finished yet.
	app.Commands = append(app.Commands, completeCommand(w))
	return app
}

// strictCommand makes a command refuse arguments that it would otherwise ignore.
func strictCommand(w *world.World, c *cli.Command) *cli.Command {
	c.HideHelpCommand = true
	c.OnUsageError = badFlag
	c.UseShortOptionHandling = true
	c.CustomHelpTemplate = commandHelp
	for _, sub := range c.Subcommands {
		strictCommand(w, sub)
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
		if !slices.Contains(withoutConfig, strings.Fields(ctx.Command.HelpName)[1]) {
			if err := world.ReadConfig(w); err != nil {
				return err
			}
			if err := chooseLanguage(w, ctx); err != nil {
				return err
			}
		}
		return action(ctx)
	}
	return c
}

// withoutConfig are the commands that work although the configuration has mistakes.
var withoutConfig = []string{"config", "help", "version", "completion", "man"}

// checkArguments refuses arguments that a command does not take.
func checkArguments(c *cli.Context) error {
	args := c.Args().Slice()
	takes := c.Command.ArgsUsage
	for _, arg := range args {
		if isFlag(arg) || arg == "-" && !strings.Contains(takes, "FILE") && !strings.Contains(takes, "SAVED") {
			return exit.Usagef("%s: %q is no argument that it takes", c.Command.HelpName, arg).
				Hinting("see " + c.Command.HelpName + " --help")
		}
	}
	if takes == "" && len(args) > 0 {
		hint := "see " + c.Command.HelpName + " --help"
		switch {
		case len(c.Command.Subcommands) > 0:
			hint = exit.DidYouMean(args[0], commandNames(c.Command.Subcommands))
		case args[0] == "pick" && hasFlag(c.Command, "ask"): // a word that the question of apply takes
			hint = "to pick from the changes: " + c.Command.HelpName + " --ask"
		case hasFlag(c.Command, "page"):
			hint = "to choose, use --page, --only or --skip"
		}
		return exit.Usagef("%s takes no argument, and %q is one", c.Command.HelpName, args[0]).Hinting(hint)
	}
	if most := argumentsTaken(takes); takes != "" && len(args) > most {
		return exit.Usagef("%s takes %s, and there are %d", c.Command.HelpName, outcome.Plural(most, "argument"), len(args))
	}
	return nil
}

// argumentsTaken is how many arguments a command takes at most: as many as its help names,
// where "[A | B]" is one. After "..." there may be any number.
func argumentsTaken(usage string) int {
	if strings.HasSuffix(usage, "...") {
		return math.MaxInt
	}
	return len(strings.Fields(strings.ReplaceAll(usage, " | ", "|")))
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
		return unknownCommand(c.Args().First(), c.App.Commands)
	case isGuided(w):
		return runGuided(c, w)
	}
	return cli.ShowAppHelp(c)
}

func unknownCommand(name string, known []*cli.Command) error {
	err := exit.Usagef("there is no command %q", name)
	for _, c := range known {
		if sub := manual.Subcommand(c, name); sub != nil && !c.Hidden && len(selectors.Nearest(name, commandNames(known))) == 0 {
			return err.Hinting("did you mean plexpriv " + c.Name + " " + sub.Name + "?")
		}
	}
	return err.Hinting(exit.DidYouMean(name, commandNames(known)))
}

// badFlag turns an error of the flag parser into a usage error. Unknown flags and missing
// values were found before (see parseLine), so that a value is of the wrong kind.
func badFlag(c *cli.Context, err error, _ bool) error {
	where := c.Command.HelpName
	if where == "" {
		where = c.App.Name
	}
	m := badValue.FindStringSubmatch(err.Error())
	if m == nil {
		return exit.Usagef("%s: %v", where, err).Hinting("see " + where + " --help")
	}
	value, flag := m[1], dashed(m[2])
	switch manual.FlagNamed(c.Command, m[2]).(type) {
	case *cli.DurationFlag:
		return exit.Usagef("%s: %s is not a duration", flag, value).Hinting("it is like 90s or 3m")
	case *cli.IntFlag:
		return exit.Usagef("%s: %s is not a whole number", flag, value).Hinting("see " + where + " --help")
	}
	return exit.Usagef("%s takes no value, and %s is one", flag, value).Hinting("see " + where + " --help")
}

// badValue matches what package flag says of a value: that is for programmers.
var badValue = regexp.MustCompile(`^invalid (?:boolean )?value ("(?:[^"\\]|\\.)*") for (?:flag )?-+([^:]+):`)

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
