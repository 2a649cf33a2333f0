package main

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation/session"
)

// The groups of flags in a command's help.
const (
	groupSelection = "Selection:"
	groupAccounts  = "Accounts:"
	groupOutput    = "Output:"
	groupBrowser   = "Browser:"
)

// The variables that stand for a flag that is not given.
const (
	envLevel   = "PLEXPRIV_LEVEL"
	envProfile = "PLEXPRIV_PROFILE"
	envExpect  = "PLEXPRIV_EXPECT_ACCOUNT"
	envBrowser = "PLEXPRIV_BROWSER"
	envTimeout = "PLEXPRIV_TIMEOUT"
)

const (
	defaultLevel   = "recommended"
	defaultProfile = "default"
	defaultTimeout = 90 * time.Second
	mostJobs       = 8
)

func selectionFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "level", Category: groupSelection, Usage: "how far to go: `NAME` is minimal, recommended or strict (default: recommended; $" + envLevel + ")"},
		&cli.StringSliceFlag{Name: "set", Category: groupSelection, Usage: "want this value, whatever the level: `ID=VALUE` (repeatable)"},
		&cli.BoolFlag{Name: "allow-widening", Category: groupSelection, Usage: "let --set choose a value that is less private than the present one"},
	}
}

// narrowingFlags choose among the settings.
func narrowingFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "page", Category: groupSelection, Usage: "only this page: `ID` (repeatable)"},
		&cli.StringSliceFlag{Name: "only", Category: groupSelection, Usage: "only these settings: `ID` or a pattern like email.* (repeatable)"},
		&cli.StringSliceFlag{Name: "skip", Category: groupSelection, Usage: "not these settings: `ID` or a pattern (repeatable)"},
	}
}

func accountFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "profile", Category: groupAccounts, Usage: "the stored session `NAME` (repeatable; default: default; $" + envProfile + ")"},
		&cli.BoolFlag{Name: "all-profiles", Category: groupAccounts, Usage: "every stored session"},
		&cli.StringFlag{Name: "expect-account", Category: groupAccounts, Usage: "do nothing unless signed in as `USERNAME` ($" + envExpect + ")"},
	}
}

func profileFlag() cli.Flag {
	return &cli.StringFlag{Name: "profile", Category: groupAccounts, Usage: "the `NAME` to keep the session under (default: default; $" + envProfile + ")"}
}

func jsonFlag() cli.Flag {
	return &cli.BoolFlag{Name: "json", Category: groupOutput, Usage: "print one JSON document, also on failure"}
}

func quietFlag() cli.Flag {
	return &cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Category: groupOutput, Usage: "print problems only"}
}

func verboseFlag() cli.Flag {
	return &cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Category: groupOutput, Usage: "say on standard error what is being done, without secrets"}
}

// runFlags are those of every command that visits Plex's pages.
func runFlags() []cli.Flag {
	return slices.Concat(selectionFlags(), narrowingFlags(), accountFlags(), outputFlags(), browserFlags(), paceFlags())
}

func outputFlags() []cli.Flag { return []cli.Flag{jsonFlag(), quietFlag(), verboseFlag()} }

func browserFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "browser", Category: groupBrowser, Usage: "the Chrome, Chromium, Edge or Brave to use: `PATH` ($" + envBrowser + ")"},
		&cli.BoolFlag{Name: "headed", Category: groupBrowser, Usage: "show the browser's window"},
	}
}

func paceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.DurationFlag{Name: "timeout", Category: groupBrowser, Value: defaultTimeout, Usage: "the time for each account, waits and retries included: `DURATION` ($" + envTimeout + ")"},
		&cli.IntFlag{Name: "jobs", Category: groupBrowser, Value: 1, Usage: "how many accounts to work on at a time: `N` from 1 to 8"},
	}
}

// option is a flag's value, or that of the variable that stands for it, and the
// name of where it comes from. Empty variables count as unset.
func (w *world) option(c *cli.Context, flag, variable, fallback string) (value, from string) {
	if c.IsSet(flag) {
		return c.String(flag), "--" + flag
	}
	if v := w.getenv(variable); v != "" {
		return v, variable
	}
	return fallback, ""
}

// list is the value of a repeatable flag, whose values may be lists themselves.
// An empty item is a mistake, such as a shell variable that is not set.
func list(c *cli.Context, flag string) ([]string, error) {
	var out []string
	for _, item := range c.StringSlice(flag) {
		item = strings.TrimSpace(item)
		if item == "" {
			return nil, usagef("--%s has an empty value", flag)
		}
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out, nil
}

// accounts says which profiles a run is about.
type accounts struct {
	profiles []string
	all      bool
	expect   string
}

func (w *world) accounts(c *cli.Context) (accounts, error) {
	var a accounts
	var err error
	a.all = c.Bool("all-profiles")
	if a.profiles, err = list(c, "profile"); err != nil {
		return a, err
	}
	if a.all && len(a.profiles) > 0 {
		return a, usagef("--all-profiles and --profile contradict each other")
	}
	if len(a.profiles) == 0 && !a.all {
		a.profiles = []string{cmp.Or(w.getenv(envProfile), defaultProfile)}
	}
	for i, name := range a.profiles {
		if a.profiles[i], err = session.ProfileName(name); err != nil {
			return a, err
		}
	}
	slices.Sort(a.profiles)
	a.profiles = slices.Compact(a.profiles)
	var from string
	a.expect, from = w.option(c, "expect-account", envExpect, "")
	if a.expect != "" && (a.all || len(a.profiles) > 1) {
		return a, usagef("%s names one account, and several profiles were chosen", from)
	}
	if from == "--expect-account" && strings.Contains(a.expect, "@") {
		// Other people on the machine see the arguments of a process.
		return a, usagef("--expect-account takes a user name").hinting("an e-mail address goes into " + envExpect)
	}
	return a, nil
}

// oneProfile is the profile of a command that works on one.
func (w *world) oneProfile(c *cli.Context) (string, error) {
	name, _ := w.option(c, "profile", envProfile, defaultProfile)
	return session.ProfileName(name)
}

// output says what is printed.
type output struct{ json, quiet, verbose bool }

func outputOf(c *cli.Context) (output, error) {
	o := output{json: c.Bool("json"), quiet: c.Bool("quiet"), verbose: c.Bool("verbose")}
	if o.quiet && o.verbose {
		return o, usagef("--quiet and --verbose contradict each other")
	}
	return o, nil
}
