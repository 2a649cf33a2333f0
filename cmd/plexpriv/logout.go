package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows"
)

func logoutCommand(w *world) *cli.Command {
	return &cli.Command{
		Name:  "logout",
		Usage: "remove a stored session from this machine",
		Description: about(`Removes the session from the keyring. The token in it stays valid at Plex until you
remove the device there: app.plex.tv, Settings, Authorized Devices.`,
			[]string{"plexpriv logout", "plexpriv logout --profile partner", "plexpriv logout --all"},
			0, 1, exitUsage, exitNoAccess, flows.ExitInterrupted),
		Flags: []cli.Flag{profileFlag(), &cli.BoolFlag{Name: "all", Category: groupAccounts, Usage: "remove every stored session"}, jsonFlag(), quietFlag()},
		Action: func(c *cli.Context) error {
			if c.Bool("all") && c.IsSet("profile") {
				return usagef("--all and --profile contradict each other")
			}
			profile, err := w.oneProfile(c)
			if err != nil {
				return err
			}
			return logout(c.Context, w, profile, c.Bool("all"), output{json: c.Bool("json"), quiet: c.Bool("quiet")})
		},
	}
}

// logoutReport is the document of logout --json.
type logoutReport struct {
	Schema  int    `json:"schema"`
	Command string `json:"command"`
	// Removed are the profiles of which something was stored.
	Removed  []string `json:"removed"`
	Error    string   `json:"error,omitempty"`
	ExitCode int      `json:"exit_code"`
}

func logout(ctx context.Context, w *world, profile string, all bool, o output) error {
	ctx, end := w.interruptible(ctx, nil)
	defer end()
	store, err := w.store()
	if err != nil {
		return err
	}
	profiles := []string{profile}
	if all {
		if profiles, err = store.Profiles(ctx); err != nil {
			return ended(ctx, err)
		}
	}
	report := logoutReport{Schema: flows.Schema, Command: "logout", Removed: []string{}}
	var errs []error
	for _, p := range profiles {
		err := forget(ctx, store, p)
		if err == nil {
			report.Removed = append(report.Removed, p)
		} else if !errors.Is(err, session.ErrNotFound) {
			errs = append(errs, ended(ctx, err))
		}
	}
	err = errors.Join(errs...)
	report.ExitCode = exitCode(err)
	if err != nil {
		report.Error = err.Error()
	}
	switch {
	case o.json:
		w.printJSON(report)
		return done(report.ExitCode)
	case !o.quiet:
		w.tellLogout(report, store)
	}
	return err
}

// forget ends one session. (Ending it at Plex, too, belongs here, before it is
// deleted.)
func forget(ctx context.Context, store session.Store, profile string) error {
	return store.Delete(ctx, profile)
}

func (w *world) tellLogout(r logoutReport, store session.Store) {
	for _, p := range r.Removed {
		fmt.Fprintf(w.stdout, "signed out profile %s: its session is removed from %s\n", p, storeName(store))
	}
	switch {
	case len(r.Removed) > 0:
		fmt.Fprintln(w.stdout, "The token stays valid at Plex until you remove the device: app.plex.tv, Settings, Authorized Devices.")
	case r.Error == "":
		fmt.Fprintln(w.stdout, "nobody was signed in; nothing to remove")
	}
}
