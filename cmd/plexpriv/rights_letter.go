package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/rights"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// usualRequests are what a letter asks for without --ask. A deletion is never among them.
var usualRequests = []string{"access", "portability", "objection"}

func letterCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "letter",
		Usage: "print a letter that asks Plex for it",
		Description: description(`Prints a letter in your language that asks Plex for a copy of your data and objects to
advertising; --ask chooses. The receipts of your runs are its annex. You fill in your
name, and send it yourself: with Plex's form, or from the account's email address.
Without --ask deletion nothing is asked to be deleted.`,
			[]string{"plexpriv rights letter", "plexpriv rights letter --country US --state CA --ask access --ask correction", "plexpriv rights letter --lang de --no-annex > brief.txt"}),
		Flags: append(placeFlags(),
			&cli.StringSliceFlag{Name: "ask", Category: groupSelection, Usage: "ask for this: `RIGHT` is access, correction, deletion, portability or objection (repeatable; default: access, portability and objection)"},
			profileFlag("profile to use"),
			&cli.BoolFlag{Name: "no-annex", Category: groupOutput, Usage: "leave out the receipts"},
			langFlag(), jsonFlag(),
		),
		Action: func(c *cli.Context) error {
			r, tag, err := rightsOf(w, c)
			if err != nil {
				return err
			}
			ask, err := requestsOf(c, r)
			if err != nil {
				return err
			}
			profile, err := oneProfile(w, c)
			if err != nil {
				return err
			}
			l := rights.Letter{Rights: r, Ask: ask, At: w.Now()}
			if err := chooseLanguage(w, c); err != nil {
				return err
			}
			if err := fillLetter(c.Context, w, profile, !c.Bool("no-annex"), &l); err != nil {
				return err
			}
			text := l.Write(tag)
			if c.Bool("json") {
				w.Terminal.PrintJSON(letterReport{terminal.NewHeader("rights letter"), tag, r.LawID, ask, text, exit.OK})
				return nil
			}
			fmt.Fprint(w.Terminal.Stdout, text)
			return nil
		},
	}
}

// letterReport is what rights letter --json prints.
type letterReport struct {
	terminal.Header
	Lang     string   `json:"lang"`
	Law      string   `json:"law"`
	Asks     []string `json:"asks"`
	Text     string   `json:"text"`
	ExitCode int      `json:"exit_code"`
}

// requestsOf are what the letter asks for, as far as the law gives it.
func requestsOf(c *cli.Context, r rights.Rights) ([]string, error) {
	given := func(id string) bool {
		return slices.ContainsFunc(r.May, func(x rights.Right) bool { return x.ID == id })
	}
	asked, err := listOf(c, "ask")
	if err != nil {
		return nil, err
	}
	if len(asked) == 0 {
		return slices.DeleteFunc(slices.Clone(usualRequests), func(id string) bool { return !given(id) }), nil
	}
	for _, id := range asked {
		if !slices.Contains(rights.IDs(), id) {
			return nil, exit.Usagef("--ask: there is no %q", id).Hinting(exit.DidYouMean(id, rights.IDs()))
		}
		if !given(id) {
			return nil, exit.Usagef("--ask %s: %s does not give it", id, r.Law).Hinting("say where you live with --country and --state")
		}
	}
	return asked, nil
}

// fillLetter adds the account's name and its receipts. A letter can be written without
// either: somebody may have signed out, or never have changed anything.
func fillLetter(ctx context.Context, w *world.World, profile string, annex bool, l *rights.Letter) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	store, err := w.Store()
	if err != nil {
		return err
	}
	s, err := store.Load(ctx, profile)
	switch {
	case errors.Is(err, session.ErrNotFound):
		return nil
	case err != nil:
		return world.EndCause(ctx, err)
	}
	w.Terminal.Secrets.Hide(s.Secrets()...)
	l.Account = s.Account.Username
	if !annex {
		return nil
	}
	j, chain, err := receiptsOf(ctx, w, run.Accounts{Profiles: []string{profile}})
	if err != nil {
		return err
	}
	defer j.Close()
	cat, err := w.Catalogue()
	if err != nil {
		return err
	}
	view := receiptView{words: wordsHere(w, cat)}
	for _, sealed := range chain.All() {
		r, err := view.annex(sealed)
		if err != nil {
			return err
		}
		l.Receipts = append(l.Receipts, r)
	}
	return nil
}
