package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows"
)

// windowTimeout is for a person who has to find a password and a second factor.
const windowTimeout = 10 * time.Minute

type loginOptions struct {
	profile string
	token   bool
	browser string
	timeout time.Duration
	output  output
}

func loginCommand(w *world) *cli.Command {
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "window", Usage: "sign in at Plex in a browser window (the default where there is a display)"},
		&cli.BoolFlag{Name: "token-stdin", Usage: "read a Plex token from standard input"},
		profileFlag(),
		&cli.StringFlag{Name: "browser", Category: groupBrowser, Usage: "the Chrome, Chromium, Edge or Brave to use: `PATH` ($" + envBrowser + ")"},
		&cli.DurationFlag{Name: "timeout", Category: groupBrowser, Usage: "how long to wait: `DURATION` (default: 10m with a window, 90s with a token)"},
	}
	return &cli.Command{
		Name:  "login",
		Usage: "sign in to Plex and keep the session in the OS keyring",
		Description: about(`A browser window opens Plex's own sign-in page; sign in as always, with SSO, a
passkey or a second factor. plexpriv types nothing and never sees a password. The
session is then stored, loaded back and proved; only then does login succeed. A
session that was there before is replaced only after that.`,
			[]string{
				"plexpriv login",
				"plexpriv login --profile partner",
				"plexpriv login --token-stdin < token.txt",
			},
			0, 1, flows.ExitSignIn, exitUsage, exitNoBrowser, flows.ExitTryLater, exitNoAccess, flows.ExitInterrupted),
		Flags: append(flags, outputFlags()...),
		Action: func(c *cli.Context) error {
			o, err := w.loginOptions(c)
			if err != nil {
				return err
			}
			return login(c.Context, w, o)
		},
	}
}

func (w *world) loginOptions(c *cli.Context) (loginOptions, error) {
	o := loginOptions{token: c.Bool("token-stdin"), timeout: c.Duration("timeout")}
	o.browser, _ = w.option(c, "browser", envBrowser, "")
	var err error
	if o.profile, err = w.oneProfile(c); err != nil {
		return o, err
	}
	if o.output, err = outputOf(c); err != nil {
		return o, err
	}
	switch {
	case o.token && c.Bool("window"):
		return o, usagef("--window and --token-stdin contradict each other")
	case !o.token && !w.hasDisplay():
		return o, usagef("there is no display to open a window on").
			hinting("give a Plex token: plexpriv login --token-stdin < FILE")
	case c.IsSet("timeout") && o.timeout <= 0:
		return o, usagef("--timeout must be more than nothing")
	case o.timeout == 0 && o.token:
		o.timeout = defaultTimeout
	case o.timeout == 0:
		o.timeout = windowTimeout
	}
	return o, nil
}

// loginReport is the document of login --json.
type loginReport struct {
	Schema   int    `json:"schema"`
	Command  string `json:"command"`
	Profile  string `json:"profile"`
	Account  string `json:"account"`
	Store    string `json:"store"`
	ExitCode int    `json:"exit_code"`
}

// login signs in, stores the session, and says so when the stored one is proved.
func login(ctx context.Context, w *world, o loginOptions) error {
	ctx, end := w.interruptible(ctx, nil)
	defer end()
	ctx, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	// A store that does not work should be known before the person has signed in.
	store, former, err := w.storeForLogin(ctx, o.profile)
	if err != nil {
		return ended(ctx, err)
	}
	l := &signIn{world: w, options: o, log: w.logger(o.output)}
	defer func() { l.close(ctx) }()
	fresh, err := l.session(ctx)
	if err != nil {
		return ended(ctx, err)
	}
	if err := l.keep(ctx, store, former, fresh); err != nil {
		return ended(ctx, err)
	}
	if o.output.json {
		w.printJSON(loginReport{flows.Schema, "login", o.profile, fresh.Account.Username, store.Name(), exitOK})
	} else if !o.output.quiet {
		fmt.Fprintf(w.stdout, "signed in as %s; session kept in %s\n", fresh.Account.Username, storeName(store))
	}
	return nil
}

// ended names the reason why the context of a command ended, if it did, in
// place of what failed because of it.
func ended(ctx context.Context, err error) error {
	switch cause := context.Cause(ctx); {
	case cause == nil:
		return err
	case errors.Is(cause, context.DeadlineExceeded):
		return fmt.Errorf("%w: the time was over (--timeout): %v", flows.ErrTryLater, err)
	}
	return flows.ErrInterrupted
}

// signIn is a sign-in at work.
type signIn struct {
	world   *world
	options loginOptions
	log     *slog.Logger
	prover  engine
}

func (l *signIn) say(text string) {
	if !l.options.output.quiet {
		fmt.Fprintln(l.world.stderr, text)
	}
}

func (l *signIn) session(ctx context.Context) (*session.Session, error) {
	if !l.options.token {
		s, err := l.window(ctx)
		if err != nil {
			return nil, err
		}
		if err := l.prove(ctx, s); err != nil {
			return nil, fmt.Errorf("prove the session: %w", err)
		}
		return s, nil
	}
	token, err := l.world.readToken(ctx)
	if err != nil {
		return nil, err
	}
	e, err := l.engine(ctx)
	if err != nil {
		return nil, err
	}
	s, err := e.SignInToken(ctx, token)
	if err != nil {
		return nil, err
	}
	l.world.secrets.hide(s.Secrets()...)
	return s, nil
}

// window lets the person sign in, in a browser that ends with it.
func (l *signIn) window(ctx context.Context) (*session.Session, error) {
	o := l.world.browserOptions(l.options.browser, true, l.log)
	o.OpenNet = true
	e, err := l.start(ctx, o)
	if err != nil {
		return nil, err
	}
	defer l.world.shut(ctx, e, l.log)
	s, err := e.SignInWindow(ctx, l.say)
	if err != nil {
		return nil, err
	}
	l.world.secrets.hide(s.Secrets()...)
	return s, nil
}

func (l *signIn) prove(ctx context.Context, s *session.Session) error {
	e, err := l.engine(ctx)
	if err != nil {
		return err
	}
	return e.Prove(ctx, s)
}

// keep stores a session that was proved, and proves what is stored. If that
// fails the former session is put back.
func (l *signIn) keep(ctx context.Context, store session.Store, former, fresh *session.Session) error {
	if err := store.Save(ctx, l.options.profile, fresh); err != nil {
		return err
	}
	stored, err := store.Load(ctx, l.options.profile)
	if err == nil {
		err = l.prove(ctx, stored)
	}
	if err == nil {
		return nil
	}
	err = fmt.Errorf("load the stored session back and sign in with it: %w", err)
	ctx = context.WithoutCancel(ctx)
	if former != nil {
		return errors.Join(err, store.Save(ctx, l.options.profile, former))
	}
	return errors.Join(err, store.Delete(ctx, l.options.profile))
}

// engine is the guarded browser that proves sessions; it cannot write.
func (l *signIn) engine(ctx context.Context) (engine, error) {
	if l.prover != nil {
		return l.prover, nil
	}
	o := flows.BrowserOptions(l.world.browserOptions(l.options.browser, false, l.log), true)
	var err error
	l.prover, err = l.start(ctx, o)
	return l.prover, err
}

func (l *signIn) start(ctx context.Context, o automation.Options) (engine, error) {
	cat, err := l.world.catalogue()
	if err != nil {
		return nil, err
	}
	return l.world.startEngine(ctx, engineOptions{browser: o, catalogue: cat, log: l.log})
}

func (l *signIn) close(ctx context.Context) {
	if l.prover != nil {
		l.world.shut(ctx, l.prover, l.log)
	}
}

// aToken is what Plex's tokens have looked like so far, with room for change.
var aToken = regexp.MustCompile(`^[A-Za-z0-9._~+/=-]{8,1000}$`)

// readToken reads a token from standard input, unseen if that is a terminal.
func (w *world) readToken(ctx context.Context) (string, error) {
	var text string
	var err error
	if w.stdinTTY {
		text, err = w.askSecret(ctx, "Plex token: ")
	} else {
		var all []byte
		const most = 8 << 10
		all, err = io.ReadAll(io.LimitReader(w.stdin, most))
		text = string(all)
	}
	if err != nil {
		return "", fmt.Errorf("read the token: %w", err)
	}
	text = strings.TrimSpace(text)
	w.secrets.hide(text)
	if !aToken.MatchString(text) {
		return "", usagef("what stands on standard input is no Plex token").
			hinting("plexpriv login, without --token-stdin, signs in with a window")
	}
	return text, nil
}
