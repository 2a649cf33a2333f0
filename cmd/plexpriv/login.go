package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows"
)

func (w *world) loginCommand() *cli.Command {
	return &cli.Command{
		Name: "login", Usage: "sign in to Plex and keep the session",
		Description: examples("Opens a browser window in which you sign in as always, or takes a Plex token\n"+
			"from standard input. The session is kept in your system's keyring.",
			"plexpriv login", "plexpriv login --profile kid", "plexpriv login --token-stdin < token.txt"),
		Flags: append([]cli.Flag{
			profileFlag(false),
			&cli.BoolFlag{Name: "window", Usage: "sign in in a browser window (the default)"},
			&cli.BoolFlag{Name: "token-stdin", Usage: "read a Plex token from standard input"},
		}, browserFlags()...),
		Action: w.login,
	}
}

// windowTimeout is how long a person may take to sign in.
const windowTimeout = 15 * time.Minute

func (w *world) login(c *cli.Context) error {
	if c.Bool("window") && c.Bool("token-stdin") {
		return usagef("--window and --token-stdin are two ways; choose one")
	}
	token := ""
	if c.Bool("token-stdin") {
		var err error
		if token, err = w.readToken(); err != nil {
			return err
		}
	}
	ctx, _, done := w.interruptible(c.Context)
	defer done()
	store, err := w.store()
	if err != nil {
		return err
	}
	// A sign-in that cannot be kept is not begun.
	if _, err := store.Load(ctx, c.String("profile")); err != nil && !errors.Is(err, session.ErrNotFound) && !errors.Is(err, session.ErrDamaged) {
		return err
	}
	release, err := w.lock(c.String("profile"))
	if err != nil {
		return err
	}
	defer release()
	s, err := w.signIn(ctx, c, token)
	if err != nil {
		return err
	}
	if err := store.Save(ctx, c.String("profile"), s); err != nil {
		return err
	}
	back, err := store.Load(ctx, c.String("profile"))
	if err != nil {
		return fmt.Errorf("read the session back: %w", err)
	}
	if back.Token != s.Token || back.Account != s.Account {
		return fmt.Errorf("the %s gave back another session than was stored: %w", store.Name(), session.ErrDamaged)
	}
	fmt.Fprintf(w.stdout, "Signed in as %s. The session is kept in the %s, as profile %q.\n", s.Account.Username, storeWord(store), c.String("profile"))
	return nil
}

func storeWord(s session.Store) string {
	if s.Name() == session.KindFile {
		return "encrypted session file"
	}
	return "keyring of your system"
}

// signIn gets a session and proves that it signs in at both of Plex's sites.
func (w *world) signIn(ctx context.Context, c *cli.Context, token string) (*session.Session, error) {
	hidden := &secrets{}
	hidden.add(token)
	log := w.logger(c.Bool("verbose"), hidden)
	cat, err := catalogue()
	if err != nil {
		return nil, err
	}
	var s *session.Session
	if token == "" {
		if s, err = w.signInWindow(ctx, c); err != nil {
			return nil, err
		}
		hidden.add(s.Secrets()...)
	}
	b, err := w.launch(ctx, browserWish{path: c.String("browser")}, log)
	if err != nil {
		return nil, err
	}
	defer closeBrowser(b, log)
	limited, cancel := context.WithTimeout(ctx, c.Duration("timeout"))
	defer cancel()
	r := &flows.Runner{Catalogue: cat, Browser: flows.Real{Browser: b}, Pace: flows.DefaultPace, Log: log}
	if s != nil {
		return s, r.Prove(limited, s)
	}
	return r.SignInToken(limited, token)
}

// signInWindow lets the person sign in in a visible browser.
func (w *world) signInWindow(ctx context.Context, c *cli.Context) (*session.Session, error) {
	log := w.logger(c.Bool("verbose"), &secrets{})
	cat, err := catalogue()
	if err != nil {
		return nil, err
	}
	b, err := w.launch(ctx, browserWish{path: c.String("browser"), headed: true, window: true}, log)
	if err != nil {
		return nil, err
	}
	defer closeBrowser(b, log)
	limited, cancel := context.WithTimeout(ctx, windowTimeout)
	defer cancel()
	r := &flows.Runner{Catalogue: cat, Browser: flows.Real{Browser: b}, Pace: flows.DefaultPace, Log: log}
	return r.SignInWindow(limited, func(s string) { fmt.Fprintln(w.stderr, s) })
}

// readToken reads a token from standard input, or asks for it on a terminal.
func (w *world) readToken() (string, error) {
	if w.inTerminal {
		fmt.Fprint(w.stderr, "Plex token (it is not shown): ")
		s, err := w.readSecret()
		if err != nil {
			return "", fmt.Errorf("read the token: %w", err)
		}
		return checkToken(s)
	}
	const most = 16 << 10
	b, err := io.ReadAll(io.LimitReader(w.stdin, most))
	if err != nil {
		return "", fmt.Errorf("read the token: %w", err)
	}
	return checkToken(string(b))
}

func checkToken(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", usagef("there was no token on standard input")
	}
	if strings.ContainsAny(s, " \t\r\n\x00\"'") {
		return "", usagef("what came on standard input is not a Plex token")
	}
	return s, nil
}
