package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/review"
	"github.com/plexpriv/plexpriv/flows/signin"
)

func reviewCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "review",
		Usage: "list who and what has access to your account",
		Description: description(`Lists the authorized devices, webhooks, linked services, who may see which library,
the users of your Plex Home, this machine's session, and what Plex asks again and
when; each with the page where you change it. It only reads, and removes nothing.
Names of people, devices, servers and libraries are shown on a terminal, and left out
everywhere else unless --with-names is given.`,
			[]string{"plexpriv review", "plexpriv review --profile partner", "plexpriv review --json --with-names"}),
		Flags: []cli.Flag{
			profileFlag("profile to use"), langFlag(), jsonFlag(), verboseFlag(),
			&cli.BoolFlag{Name: "with-names", Category: groupOutput, Usage: "with the names of people, devices, servers and libraries"},
		},
		Action: func(c *cli.Context) error {
			profile, err := oneProfile(w, c)
			if err != nil {
				return err
			}
			o, err := outputOf(c)
			if err != nil {
				return err
			}
			return reviewAccount(c.Context, w, profile, o, c.Bool("with-names"))
		},
	}
}

// reviewReport is what review --json prints.
type reviewReport struct {
	terminal.Header
	Profile string `json:"profile"`
	Account string `json:"account"`
	// Names says whether the names of people, devices, servers and libraries are in it.
	Names   bool          `json:"with_names"`
	Session storedSession `json:"session"`
	*review.Review
	ExitCode int `json:"exit_code"`
}

// storedSession is the session that is kept here.
type storedSession struct {
	// Kind is "lasting" for a token that ends when it is revoked, "signed" for one that
	// ends by itself.
	Kind     string    `json:"kind"`
	Created  time.Time `json:"created"`
	LastUsed time.Time `json:"last_used"`
	// Days is how old it is.
	Days int `json:"age_days"`
	// Ends is when it ends by itself, nil if it does not say.
	Ends *time.Time `json:"ends"`
}

func sessionOf(s *session.Session, now time.Time) storedSession {
	const day = 24 * time.Hour
	out := storedSession{Kind: "lasting", Created: s.Created, LastUsed: s.LastUsed, Days: max(0, int(now.Sub(s.Created)/day))}
	if strings.Count(s.Token, ".") == 2 {
		out.Kind = "signed"
	}
	if end, ok := signin.TokenEnds(s.Token); ok {
		out.Ends = &end
	}
	return out
}

func reviewAccount(ctx context.Context, w *world.World, profile string, o terminal.Output, names bool) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	store, err := w.Store()
	if err != nil {
		return err
	}
	s, err := store.Load(ctx, profile)
	switch {
	case errors.Is(err, session.ErrNotFound):
		return exit.NoSession(profile)
	case err != nil:
		return world.EndCause(ctx, err)
	}
	w.Terminal.Secrets.Hide(s.Secrets()...)
	api, err := w.OpenAPI(terminal.NewLogger(w.Terminal.Stderr, o))
	if err != nil {
		return err
	}
	defer api.Close()
	found := review.Of(ctx, api.Reader(s.Token, s.ClientID), s.ClientID)
	if ctx.Err() != nil {
		return world.EndCause(ctx, context.Cause(ctx))
	}
	names = names || !o.JSON && w.Terminal.Stdout.TTY
	if !names {
		found.WithoutNames()
	}
	r := reviewReport{terminal.NewHeader("review"), profile, s.Account.Username, names, sessionOf(s, w.Now()), found, reviewCode(found)}
	if o.JSON {
		w.Terminal.PrintJSON(r)
	} else {
		printReview(w, r)
	}
	return exit.Done(r.ExitCode)
}

// reviewCode is the exit code of a review. That a part is refused says nothing of the
// session as long as Plex takes it for another one.
func reviewCode(r *review.Review) int {
	codes, signedOut := []int{}, 0
	for _, p := range r.Parts() {
		switch p.Status {
		case review.OK:
		case review.SignedOut:
			signedOut++
			codes = append(codes, outcome.ExitPartly)
		case review.TryLater:
			codes = append(codes, outcome.ExitTryLater)
		default:
			codes = append(codes, outcome.ExitPartly)
		}
	}
	if signedOut == len(r.Parts()) {
		return outcome.ExitSignIn
	}
	return outcome.WorstCode(codes...)
}
