package main

import (
	"context"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/opener"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/ui"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/signin"
)

func uiCommand(w *world.World) *cli.Command {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "level", Category: groupSelection, Usage: "the privacy level to begin with: `NAME` is minimal, recommended or strict (default: recommended; $" + exit.EnvLevel + ")"},
		profileFlag("profile to begin with"),
		&cli.StringFlag{Name: "browser", Category: groupBrowser, Usage: "the Chrome, Chromium, Edge or Brave that opens Plex's pages: `PATH` ($" + exit.EnvBrowser + ")"},
		browserURLFlag(),
		&cli.BoolFlag{Name: "no-open", Category: groupOutput, Usage: "print the address and do not open a browser"},
		langFlag(),
		settleFlag(),
	}
	return &cli.Command{
		Name:  "ui",
		Usage: "do all this on a page in your browser",
		Description: description(`Opens a page in your own browser: sign in, see what would change, pick with check
boxes, make it private, undo it. The page comes from this computer (127.0.0.1), and no
other computer can reach it. Its address works once. plexpriv ends when the tab is
closed or when nothing was done for ten minutes; a change that is under way is
finished first.`,
			[]string{"plexpriv ui", "plexpriv ui --level strict", "plexpriv ui --no-open"}),
		Flags: append(flags, paceFlags()...),
		Action: func(c *cli.Context) error {
			o, err := runOptionsOf(w, c, "apply", false)
			if err != nil {
				return err
			}
			profile, err := oneProfile(w, c)
			if err != nil {
				return err
			}
			return showUI(c.Context, w, o, profile, !c.Bool("no-open"))
		},
	}
}

// showUI serves the page. The store is opened first, because a passphrase can only be
// asked for at the terminal.
func showUI(ctx context.Context, w *world.World, o *run.Options, profile string, open bool) error {
	shared := *w
	shared.Passphrase = world.NewPassphrase(w)
	if _, _, err := shared.StoreForLogin(ctx, profile); err != nil {
		return world.EndCause(ctx, err)
	}
	approve := func(ctx context.Context, w *world.World, profile string, show func(signin.Invitation)) error {
		return login(ctx, w, loginOptions{profile: profile, way: byLink, browser: o.Browser, show: show})
	}
	return ui.Serve(ctx, ui.Options{
		Work:       &ui.Machine{World: &shared, Base: *o, Approve: approve},
		Vocabulary: presentation.New(o.Locale, o.Catalogue), Catalogue: o.Catalogue,
		Profile: profile, Level: o.Wanted.Selection.Level,
		Stderr: w.Terminal.Stderr, Redact: w.Terminal.Secrets.Redact, Now: w.Now, GOOS: w.Terminal.GOOS, Signals: w.Signals,
		Open: func(ctx context.Context, address string) (func(), error) { return openUI(ctx, w, address, open) },
	})
}

// openUI opens the page in the person's browser, by a file that nobody else can read:
// the address has the token in it.
func openUI(ctx context.Context, w *world.World, address string, open bool) (remove func(), err error) {
	if !open {
		return func() {}, nil
	}
	path, remove, err := opener.Redirect(ctx, filepath.Join(w.State, "ui"), address)
	if err != nil {
		return func() {}, err
	}
	return remove, w.OpenAddress(ctx, path)
}
