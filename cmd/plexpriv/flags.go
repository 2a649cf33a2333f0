package main

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

// The groups of flags in a command's help.
const (
	groupSelection = "Selection:"
	groupAccounts  = "Accounts:"
	groupOutput    = "Output:"
	groupBrowser   = "Browser:"
	// groupTuning is the last group, because groups are in alphabetical order.
	groupTuning = "Tuning, rarely needed:"
	// groupFlags is for a command whose flags need no groups. Without any group, urfave/cli
	// shows no flags.
	groupFlags = "Flags:"
)

const (
	defaultLevel   = "recommended"
	defaultTimeout = 90 * time.Second
	// timePerRow is added to that for each row of a list: six times what a row takes
	// (docs/dev/performance.md).
	timePerRow    = 250 * time.Millisecond
	defaultSettle = 2 * time.Second
	maxSettle     = 30 * time.Second
	maxJobs       = 8
)

func selectionFlags() []cli.Flag {
	return []cli.Flag{
		policyFlag(),
		&cli.StringFlag{Name: "level", Category: groupSelection, Usage: "privacy level: `NAME` is minimal, recommended or strict (default: recommended; $" + exit.EnvLevel + ")"},
		&cli.StringSliceFlag{Name: "set", Category: groupSelection, Usage: "set this value, whatever the level says: `ID=VALUE` (repeatable)"},
		&cli.BoolFlag{Name: "allow-widening", Category: groupSelection, Usage: "let --set and --policy choose a less private value than the present one"},
	}
}

// narrowingFlags select settings.
func narrowingFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "page", Category: groupSelection, Usage: "only this page: `ID` (repeatable)"},
		&cli.StringSliceFlag{Name: "only", Category: groupSelection, Usage: "only these settings: `ID` or a pattern like email.* (repeatable)"},
		&cli.StringSliceFlag{Name: "skip", Category: groupSelection, Usage: "leave these settings out: `ID` or a pattern (repeatable)"},
	}
}

func accountFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "profile", Category: groupAccounts, Usage: "the stored session `NAME` (repeatable; default: default; $" + exit.EnvProfile + ")"},
		&cli.BoolFlag{Name: "all-profiles", Category: groupAccounts, Usage: "every stored session"},
		&cli.StringSliceFlag{Name: "home-user", Category: groupAccounts, Usage: "a user of the profile's Plex Home: `NAME` (repeatable, one name each); friends elsewhere run plexpriv themselves"},
		&cli.BoolFlag{Name: "family", Category: groupAccounts, Usage: "every user of the Plex Home, the admin too"},
		&cli.StringFlag{Name: "pin-file", Category: groupAccounts, Usage: "read Home users' PINs from `FILE` (lines of NAME = \"PIN\", mode 0600; $" + exit.EnvPINFile + ")"},
		&cli.StringFlag{Name: "pin-command", Category: groupAccounts, Usage: "run `COMMAND` to get a PIN; $" + exit.EnvPINUser + " is the user's name ($" + exit.EnvPINCommand + ")"},
		&cli.BoolFlag{Name: "i-have-consent", Category: groupAccounts, Usage: "Home users with an account of their own have agreed; needed once for each"},
		&cli.StringFlag{Name: "expect-account", Category: groupAccounts, Usage: "do nothing unless signed in as `USERNAME` ($" + exit.EnvExpect + ")"},
	}
}

// profileFlag is the flag of a command that works on a single profile, and what the
// profile is for.
func profileFlag(purpose string) cli.Flag {
	return &cli.StringFlag{Name: "profile", Category: groupAccounts, Usage: purpose + ": `NAME` (default: default; $" + exit.EnvProfile + ")"}
}

func jsonFlag() cli.Flag {
	return &cli.BoolFlag{Name: "json", Category: groupOutput, Usage: "print one JSON document, also on failure"}
}

// wideFlag asks for what a person seldom needs. usage is what the command shows then.
func wideFlag(usage string) cli.Flag {
	return &cli.BoolFlag{Name: "wide", Category: groupOutput, Usage: usage}
}

// What --wide shows: of a list, and of a run.
const (
	wideList = "show ids and details, too"
	wideRun  = "print a table with ids and full reasons (the default off a terminal)"
)

func quietFlag() cli.Flag {
	return &cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Category: groupOutput, Usage: "print problems only"}
}

func verboseFlag() cli.Flag {
	return &cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Category: groupOutput, Usage: "print to standard error what is being done, without secrets"}
}

// runFlags are the flags of apply, check and schedule run.
func runFlags() []cli.Flag {
	return slices.Concat(selectionFlags(), narrowingFlags(), accountFlags(), runOutputFlags(), browserFlags(), paceFlags())
}

func outputFlags() []cli.Flag { return []cli.Flag{jsonFlag(), quietFlag(), verboseFlag()} }

// runOutputFlags are the output flags of the commands that can write an HTML report.
func runOutputFlags() []cli.Flag {
	return append(outputFlags(), wideFlag(wideRun), langFlag(), reportFlag())
}

func browserFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "browser", Category: groupBrowser, Usage: "the Chrome, Chromium, Edge or Brave to use: `PATH` ($" + exit.EnvBrowser + ")"},
		browserURLFlag(),
		&cli.BoolFlag{Name: "headed", Category: groupBrowser, Usage: "show the browser's window"},
	}
}

func paceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.DurationFlag{Name: "timeout", Category: groupTuning, Value: defaultTimeout, Usage: "the time for each account, waits and retries included: `DURATION`; the default grows with long lists ($" + exit.EnvTimeout + ")"},
		&cli.IntFlag{Name: "jobs", Category: groupTuning, DefaultText: "by the machine, at most 6", Usage: "how many accounts to work on at a time: `N` from 1 to 8"},
	}
}

// settleFlag is for the commands that change settings.
func settleFlag() cli.Flag {
	return &cli.DurationFlag{Name: "settle", Category: groupTuning, Value: defaultSettle, Usage: "how long after the last save the pages are reloaded to confirm it: `DURATION` up to 30s ($" + exit.EnvSettle + ")"}
}

// optionOf is the value of a flag, or of its variable if the flag is not given. from is
// the name of the one that was used, for error messages. An empty variable counts as
// unset.
func optionOf(w *world.World, c *cli.Context, flag, variable, fallback string) (value, from string) {
	if c.IsSet(flag) {
		return c.String(flag), "--" + flag
	}
	if v := w.Terminal.Getenv(variable); v != "" {
		return v, world.NameOf(w, variable)
	}
	return fallback, ""
}

// listOf is the value of a repeatable flag, without duplicates. It is for ids and names of
// profiles, in which no comma can be: a comma stands between two of them.
func listOf(c *cli.Context, flag string) ([]string, error) {
	return itemsOf(flag, c.StringSlice(flag), true)
}

// namesOf is listOf for names that people have chosen, at Plex: a comma is a part of one.
func namesOf(c *cli.Context, flag string) ([]string, error) {
	return itemsOf(flag, c.StringSlice(flag), false)
}

// itemsOf are the values of a flag, without duplicates. An empty item is an error, because
// it is probably a shell variable that is not set.
func itemsOf(flag string, values []string, split bool) ([]string, error) {
	items := values
	if split {
		items = nil
		for _, v := range values {
			items = append(items, strings.Split(v, ",")...)
		}
	}
	var out []string
	for _, item := range items {
		item = strings.TrimSpace(item)
		if item == "" {
			return nil, exit.Usagef("--%s has an empty value", flag)
		}
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out, nil
}

func accountsOf(w *world.World, c *cli.Context) (run.Accounts, error) {
	var a run.Accounts
	var err error
	a.All = c.Bool("all-profiles")
	if a.Profiles, err = listOf(c, "profile"); err != nil {
		return a, err
	}
	if a.All && len(a.Profiles) > 0 {
		return a, exit.Usagef("--all-profiles and --profile can't be used together")
	}
	if len(a.Profiles) == 0 && !a.All {
		a.Profiles = []string{cmp.Or(w.Terminal.Getenv(exit.EnvProfile), exit.DefaultProfile)}
	}
	for i, name := range a.Profiles {
		if a.Profiles[i], err = session.ProfileName(name); err != nil {
			return a, err
		}
	}
	slices.Sort(a.Profiles)
	a.Profiles = slices.Compact(a.Profiles)
	if err := readHomeUserFlags(w, c, &a); err != nil {
		return a, err
	}
	var from string
	a.Expect, from = optionOf(w, c, "expect-account", exit.EnvExpect, "")
	if a.Expect != "" && a.Many() {
		return a, exit.Usagef("%s names one account, and several accounts were chosen", from)
	}
	if from == "--expect-account" && strings.Contains(a.Expect, "@") {
		// Other people on the machine see the arguments of a process.
		return a, exit.Usagef("--expect-account takes a user name").Hinting("an email address goes into " + exit.EnvExpect)
	}
	return a, nil
}

// readHomeUserFlags reads the flags for users of a Plex Home.
func readHomeUserFlags(w *world.World, c *cli.Context, a *run.Accounts) error {
	var err error
	if a.Users, err = namesOf(c, "home-user"); err != nil {
		return err
	}
	a.Family, a.Consent = c.Bool("family"), c.Bool("i-have-consent")
	if a.Family && len(a.Users) > 0 {
		return exit.Usagef("--family and --home-user can't be used together")
	}
	for _, name := range a.Users {
		if strings.Contains(name, "@") {
			// Other people on the machine see the arguments of a process.
			return exit.Usagef("--home-user takes a name, as Plex shows it, and no email address")
		}
	}
	for _, flag := range []string{"pin-file", "pin-command", "i-have-consent"} {
		if c.IsSet(flag) && !a.Home() {
			return exit.Usagef("--%s is for users of a Plex Home, and none was chosen", flag).Hinting("--family chooses all of them, --home-user NAME one")
		}
	}
	if c.IsSet("pin-file") && c.IsSet("pin-command") {
		return exit.Usagef("--pin-file and --pin-command can't be used together")
	}
	if !c.IsSet("pin-command") {
		a.PINFile, _ = optionOf(w, c, "pin-file", exit.EnvPINFile, "")
	}
	if !c.IsSet("pin-file") && a.PINFile == "" {
		a.PINCommand, _ = optionOf(w, c, "pin-command", exit.EnvPINCommand, "")
	}
	return nil
}

// oneProfile is the profile of a command that works on a single profile.
func oneProfile(w *world.World, c *cli.Context) (string, error) {
	name, _ := optionOf(w, c, "profile", exit.EnvProfile, exit.DefaultProfile)
	return session.ProfileName(name)
}

func outputOf(c *cli.Context) (terminal.Output, error) {
	o := terminal.Output{JSON: c.Bool("json"), Quiet: c.Bool("quiet"), Verbose: c.Bool("verbose"), Wide: c.Bool("wide")}
	if o.Quiet && o.Verbose {
		return o, exit.Usagef("--quiet and --verbose can't be used together")
	}
	return o, nil
}
