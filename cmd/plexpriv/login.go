package main

import (
	"cmp"
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/urfave/cli/v2"
)

// windowTimeout leaves the person time to find a password and a second factor.
const windowTimeout = 10 * time.Minute

// The ways to sign in, by the names of their flags.
const (
	byWindow = "window"
	byLink   = "link"
	byToken  = "token-stdin"
)

type loginOptions struct {
	profile string
	way     string
	browser world.BrowserChoice
	// keep is where to keep the session: the kind of a store, or empty for the usual.
	keep string
	// timeout limits the sign-in. With a link it may be 0; then Plex's codes limit it,
	// because they expire.
	timeout time.Duration
	output  terminal.Output
	// show shows the link where the person is. Nil prints it.
	show func(signin.Invitation)
}

func loginCommand(w *world.World) *cli.Command {
	flags := []cli.Flag{
		&cli.BoolFlag{Name: byWindow, Usage: "sign in at Plex in a browser window (the default where there is a display)"},
		&cli.BoolFlag{Name: byLink, Usage: "sign in at Plex in a browser of yours, on any device, with a link or a QR code (the default without a display)"},
		&cli.BoolFlag{Name: byToken, Usage: "read a Plex token from standard input, for scripts"},
		profileFlag("keep the session under this name"),
		&cli.StringFlag{Name: "store", Category: groupAccounts, Usage: "keep sessions in the OS keyring, or in an encrypted file, from now on: `keyring|file` ($" + session.EnvStore + ")"},
		&cli.StringFlag{Name: "browser", Category: groupBrowser, Usage: "the Chrome, Chromium, Edge or Brave to use: `PATH` ($" + exit.EnvBrowser + ")"},
		browserURLFlag(),
		&cli.DurationFlag{Name: "timeout", Category: groupBrowser, Usage: "how long to wait: `DURATION`",
			DefaultText: "10m with a window, as long as Plex's codes live with a link, 90s with a token"},
	}
	return &cli.Command{
		Name:  "login",
		Usage: "sign in to Plex and keep the session in the OS keyring",
		Description: description(`You sign in at Plex's own page, with SSO, a passkey or a second factor as always:
in a window that opens, or, with --link, in a browser on any device, such as your
phone. plexpriv types nothing and never sees a password. It then tries the session on
www.plex.tv and app.plex.tv, stores it, loads it back and asks Plex once more whose it
is. If that fails, it restores the former session. If only one of the two sites accepts
the session, it is kept for that one; login lists the pages that stay closed, and ends
with 3.`,
			[]string{
				"plexpriv login",
				"plexpriv login --link",
				"plexpriv login --profile partner",
				"plexpriv login --store file",
				"plexpriv login --token-stdin < token.txt",
			}),
		Flags: append(append(flags, langFlag()), outputFlags()...),
		Action: func(c *cli.Context) error {
			o, err := loginOptionsOf(w, c)
			if err != nil {
				return err
			}
			return login(c.Context, w, o)
		},
	}
}

func loginOptionsOf(w *world.World, c *cli.Context) (loginOptions, error) {
	o := loginOptions{timeout: c.Duration("timeout")}
	var err error
	if err := world.CheckProxy(w.Terminal.Getenv); err != nil {
		return o, err
	}
	if o.browser, err = browserChoiceOf(w, c); err != nil {
		return o, err
	}
	if o.profile, err = oneProfile(w, c); err != nil {
		return o, err
	}
	if o.output, err = outputOf(c); err != nil {
		return o, err
	}
	if o.way, err = wayToSignIn(w, c, o.browser.Remote()); err != nil {
		return o, err
	}
	if o.keep, err = storeFlag(c); err != nil {
		return o, err
	}
	switch {
	case c.IsSet("timeout") && o.timeout <= 0:
		return o, exit.Usagef("--timeout must be positive")
	case o.timeout == 0 && o.way == byToken:
		o.timeout = defaultTimeout
	case o.timeout == 0 && o.way == byWindow:
		o.timeout = windowTimeout
	}
	return o, nil
}

// wayToSignIn is the way that a flag asks for. Without one it is a window if there is a
// display, else a link. A remote browser has no window that the person could see.
func wayToSignIn(w *world.World, c *cli.Context, remote bool) (string, error) {
	way := ""
	for _, flag := range []string{byWindow, byLink, byToken} {
		if !c.Bool(flag) {
			continue
		}
		if way != "" {
			return "", exit.Usagef("--%s and --%s can't be used together", way, flag)
		}
		way = flag
	}
	switch {
	case way == byWindow && remote:
		return "", exit.Usagef("nobody sees the window of a remote browser, and a password typed there would be the pool's").
			Hinting("plexpriv login --link signs in with a browser of yours; without --browser-url and " + exit.EnvBrowserURL + " a window opens here")
	case way == "" && w.HasDisplay() && !remote:
		return byWindow, nil
	case way == "":
		return byLink, nil
	case way == byWindow && !w.HasDisplay():
		return "", exit.Usagef("there is no display to open a window on").
			Hinting("plexpriv login --link signs in with a browser on another device")
	case way == byToken && w.Terminal.Stdin.TTY:
		// plexpriv does not ask for a token: pasting secrets into a terminal is a bad habit.
		return "", exit.Usagef("--token-stdin reads a file or a pipe, and standard input is a terminal").
			Hinting("plexpriv login --token-stdin < FILE, or plexpriv login without it")
	}
	return way, nil
}

// login signs in, stores the session, proves the stored session, and says so.
func login(ctx context.Context, w *world.World, o loginOptions) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	release, err := world.LockSignIn(w.State, o.profile)
	if err != nil {
		return err
	}
	defer release()
	limited, cancel := limit(ctx, o.timeout)
	defer cancel()
	// Open the store first: a problem with it should show before the person signs in.
	where, err := openLoginStore(limited, w, o)
	if err != nil {
		return world.EndCause(limited, err)
	}
	l := &signIn{world: w, options: o, log: terminal.NewLogger(w.Terminal.Stderr, o.output), store: where.store, former: where.former}
	defer func() { l.close(ctx) }()
	if o.way == byLink {
		if err := l.approve(limited); err != nil {
			return world.EndCause(limited, err)
		}
		// The time that the person has taken does not count for the rest.
		limited, cancel = limit(ctx, cmp.Or(o.timeout, defaultTimeout))
		defer cancel()
	}
	fresh, err := l.newSession(limited)
	if err != nil {
		return world.EndCause(limited, err)
	}
	proof, err := l.save(limited, fresh)
	if err != nil {
		return world.EndCause(limited, err)
	}
	if err := where.remember(w); err != nil {
		return err
	}
	return l.tell(proof)
}

// limit limits ctx to d, or not at all if d is 0.
func limit(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	if d == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, d)
}
