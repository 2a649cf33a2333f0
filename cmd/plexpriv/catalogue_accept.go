package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/ownfile"
	"github.com/plexpriv/plexpriv/selectors"
	"github.com/urfave/cli/v2"
)

func catalogueAcceptCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "accept",
		Usage:     "put a proposal of inspect into your own description of the page",
		ArgsUsage: "SAVED",
		Description: description(`Shows, as a patch, how the description of the page would change if the control that
inspect proposes is the one that was missing, and asks. With your consent it is written
to the directory catalogue of plexpriv's configuration, where it takes the place of the
built-in one. Delete the file there to take that back.`,
			[]string{"plexpriv dev catalogue accept --proposal 1 saved.json", "plexpriv dev catalogue accept --proposal 1 --yes saved.json"}),
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "proposal", Category: groupFlags, Value: 1, Usage: "the `NUMBER` that inspect gave it"},
			&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Category: groupFlags, Usage: "do not ask"},
		},
		Action: func(c *cli.Context) error {
			saved, err := readSaved(c.Args().First(), "which page? accept takes")
			if err != nil {
				return err
			}
			return acceptProposal(c.Context, w, saved, c.Int("proposal"), !c.Bool("yes"))
		},
	}
}

// acceptProposal shows how a proposal would change the description of the page, asks, and
// writes the description to the person's own catalogue.
func acceptProposal(ctx context.Context, w *world.World, saved *inspect.SavedPage, number int, ask bool) error {
	chosen, err := proposalOf(w, saved, number)
	if err != nil {
		return err
	}
	name, before, err := descriptionOf(w, saved.Page)
	if err != nil {
		return err
	}
	after, err := amend(name, before, saved, chosen)
	if err != nil {
		return err
	}
	fmt.Fprint(w.Terminal.Stdout, selectors.Patch(name, before, after))
	if ask {
		if !w.Terminal.Stdin.TTY || !w.Terminal.Stderr.TTY {
			return exit.Usagef("accept asks before it writes, and there is no terminal to ask at").Hinting("--yes does it without asking")
		}
		yes, err := w.Terminal.Ask(ctx, nil, "Use this description from now on?")
		if err != nil || !yes {
			return err
		}
	}
	dir := cmp.Or(w.Terminal.Getenv(exit.EnvCatalogue), filepath.Join(w.Config, "catalogue"))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("keep the description: %w", err)
	}
	if err := ownfile.Replace(filepath.Join(dir, name), after); err != nil {
		return fmt.Errorf("keep the description: %w", err)
	}
	fmt.Fprintf(w.Terminal.Stderr, "Written to %s. See what it finds: plexpriv apply --dry-run --page %s\n", filepath.Join(dir, name), saved.Page)
	return nil
}

// proposalOf is the proposal to which the file gives a number, worked out anew. What the
// file says of it only chooses: whoever sent the file may have edited it, so a proposal
// that the saved page does not lead to is refused.
func proposalOf(w *world.World, saved *inspect.SavedPage, number int) (numberedProposal, error) {
	inUse, err := w.Catalogue()
	if err != nil {
		return numberedProposal{}, err
	}
	findings, err := inspect.TryCatalogue(inUse, saved, defaultLevel)
	if err != nil {
		return numberedProposal{}, err
	}
	told, worked := numbered(saved.Findings), numbered(findings)
	if number < 1 || number > len(told) {
		return numberedProposal{}, exit.Usagef("there is no proposal %d", number).Hinting(fmt.Sprintf("the saved page has %s", outcome.Plural(len(told), "proposal")))
	}
	i := slices.IndexFunc(worked, told[number-1].same)
	if i < 0 {
		return numberedProposal{}, exit.Usagef("proposal %d is not what the saved page leads to", number).
			Hinting("the file was edited, or it is from another version: plexpriv dev inspect --page " + saved.Page)
	}
	return worked[i], nil
}

// amend adds the label of a proposal to the description of a page. It fails if the new
// description cannot be parsed, or does not find the control that was missing.
func amend(name string, before []byte, saved *inspect.SavedPage, chosen numberedProposal) ([]byte, error) {
	after, err := selectors.Amend(name, before, selectors.Label{
		Setting: chosen.finding.Setting, Control: chosen.finding.Control, Text: chosen.proposal.Label, Language: chosen.proposal.Language,
		Role: chosen.proposal.Role, Seen: "Seen on " + saved.Taken + ", accepted from a proposal.",
	})
	if err != nil {
		return nil, err
	}
	cat, err := catalogueWith(name, after)
	if err != nil {
		return nil, err
	}
	return after, checkFinds(cat, saved, chosen.finding)
}

// checkFinds makes sure that the new description finds and reads the control that was
// missing.
func checkFinds(cat *selectors.Catalogue, saved *inspect.SavedPage, missing inspect.Finding) error {
	findings, err := inspect.TryCatalogue(cat, saved, defaultLevel)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(findings, func(f inspect.Finding) bool { return f.Setting == missing.Setting && f.Control == missing.Control })
	if i >= 0 && findings[i].Result == "" {
		return nil
	}
	why := "it is not found"
	if i >= 0 {
		why = spaced(findings[i].Result) + ": " + findings[i].Expected
	}
	return fmt.Errorf("the proposal does not make %s/%s readable: %s", missing.Setting, missing.Control, why)
}
