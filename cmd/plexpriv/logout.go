package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation/session"
)

func (w *world) logoutCommand() *cli.Command {
	return &cli.Command{
		Name: "logout", Usage: "forget a stored session",
		Description: examples("Removes a session from the keyring of this machine. To end it at Plex as well,\n"+
			"remove plexpriv under Settings > Authorized Devices.", "plexpriv logout", "plexpriv logout --all"),
		Flags: []cli.Flag{profileFlag(false), &cli.BoolFlag{Name: "all", Usage: "every profile"}},
		Action: func(c *cli.Context) error {
			if c.Bool("all") && c.IsSet("profile") && c.String("profile") != "" && w.env("PLEXPRIV_PROFILE") == "" {
				return usagef("--all and --profile are two ways; choose one")
			}
			return w.logout(c)
		},
	}
}

func (w *world) logout(c *cli.Context) error {
	store, err := w.store()
	if err != nil {
		return err
	}
	profiles := []string{c.String("profile")}
	if c.Bool("all") {
		if profiles, err = store.Profiles(c.Context); err != nil {
			return err
		}
	}
	if len(profiles) == 0 {
		fmt.Fprintln(w.stdout, "Nobody is signed in.")
	}
	for _, p := range profiles {
		switch err := store.Delete(c.Context, p); {
		case errors.Is(err, session.ErrNotFound):
			fmt.Fprintf(w.stdout, "Nobody is signed in as profile %q.\n", p)
		case err != nil:
			return err
		default:
			fmt.Fprintf(w.stdout, "The session of profile %q is removed from this machine.\n", p)
		}
	}
	return nil
}
