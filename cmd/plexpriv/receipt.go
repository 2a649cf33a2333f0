package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/receipt"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/urfave/cli/v2"
)

func receiptCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "receipt",
		Usage:     "print the receipt of a run, to keep or to hand on",
		ArgsUsage: "[RUN]",
		Description: description(`Prints what a run has changed: when, for which account, the values before and after,
and when each was confirmed. Without RUN it is the last run that changed something.
--wide lists each control under its exact label, --lang en prints it in English. It
opens no browser.`,
			[]string{"plexpriv receipt", "plexpriv receipt --json 20260314t090000-x7k2ab > receipt.json", "plexpriv receipt verify --head 9f86d081884c7d65"}),
		Flags: append(oneAccountFlags(),
			&cli.BoolFlag{Name: "all", Category: groupSelection, Usage: "all receipts of the account, oldest first"},
			wideFlag(wideList), langFlag(), jsonFlag(),
		),
		Subcommands: []*cli.Command{verifyCommand(w)},
		Action: func(c *cli.Context) error {
			run := c.Args().First()
			if run != "" && c.Bool("all") {
				return exit.Usagef("--all and a run can't be used together")
			}
			who, err := accountsOf(w, c)
			if err != nil {
				return err
			}
			return printReceipts(c.Context, w, who, run, c.Bool("all"), listing{c.Bool("json"), c.Bool("wide")})
		},
	}
}

// oneAccountFlags are the flags that select the account whose receipts are meant.
func oneAccountFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "profile", Category: groupAccounts, Usage: "the stored session `NAME` (default: default; $" + exit.EnvProfile + ")"},
		&cli.StringSliceFlag{Name: "home-user", Category: groupAccounts, Usage: "a user of the profile's Plex Home: `NAME`"},
	}
}

func verifyCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "check that no receipt has been altered",
		ArgsUsage: "[FILE]",
		Description: description(`Checks the receipts of the account, and compares them with the record of changes. With
FILE it checks those in the file: the output of receipt --json, or a file of receipts.
Each receipt holds the hash of the one before, so it finds what was altered, removed
or moved. To find also that the newest ones were removed, or that all were made anew,
keep the newest SHA-256 elsewhere and give it with --head.`,
			[]string{"plexpriv receipt verify", "plexpriv receipt verify receipt.json", "plexpriv receipt verify --head 9f86d081884c7d65…"}),
		Flags: append(oneAccountFlags(),
			&cli.StringFlag{Name: "head", Category: groupSelection, Usage: "a receipt with this `HASH`, which you kept elsewhere, must be among them"},
			jsonFlag(),
		),
		Action: func(c *cli.Context) error {
			file := c.Args().First()
			if file != "" && (c.IsSet("profile") || c.IsSet("home-user")) {
				return exit.Usagef("a file can't be used together with --profile or --home-user")
			}
			if c.IsSet("head") && strings.TrimSpace(c.String("head")) == "" {
				// An empty variable must not pass for a hash that was found.
				return exit.Usagef("--head has an empty value").Hinting("it is the hash that you kept")
			}
			who, err := accountsOf(w, c)
			if err != nil {
				return err
			}
			return verifyReceipts(c.Context, w, who, file, c.String("head"), c.Bool("json"))
		},
	}
}

// receiptReport is what receipt --json prints. receipt verify accepts it as a file.
type receiptReport struct {
	terminal.Header
	// Receipts are stored receipts: the exact text and its hash.
	Receipts []receipt.Sealed `json:"receipts"`
	// Head is the hash of the account's newest receipt.
	Head     string `json:"head"`
	ExitCode int    `json:"exit_code"`
}

func printReceipts(ctx context.Context, w *world.World, who run.Accounts, run string, all bool, how listing) error {
	j, chain, err := receiptsOf(ctx, w, who)
	if err != nil {
		return err
	}
	defer j.Close()
	chosen, err := chooseReceipts(j, chain, run, all)
	if err != nil {
		return err
	}
	if how.json {
		w.Terminal.PrintJSON(receiptReport{terminal.NewHeader("receipt"), chosen, chain.Head(), exit.OK})
		return nil
	}
	if len(chosen) == 0 {
		fmt.Fprintln(w.Terminal.Stdout, wordsHere(w, nil).Say("receipt.none"))
		return nil
	}
	cat, err := w.Catalogue()
	if err != nil {
		return err
	}
	words := wordsHere(w, cat)
	for i, s := range chosen {
		text, err := receiptView{words, how.wide, w.Terminal.Stdout.Width}.text(s)
		if err != nil {
			return err
		}
		if i > 0 {
			fmt.Fprintln(w.Terminal.Stdout)
		}
		fmt.Fprint(w.Terminal.Stdout, text)
	}
	return nil
}

// chooseReceipts returns the receipt of one run, the last one, or all.
func chooseReceipts(j *journal.Journal, chain *receipt.Chain, run string, all bool) ([]receipt.Sealed, error) {
	links := chain.All()
	switch {
	case all:
		return append([]receipt.Sealed{}, links...), nil
	case run == "":
		return append([]receipt.Sealed{}, links[max(0, len(links)-1):]...), nil
	}
	if s, ok := chain.Find(run); ok {
		return []receipt.Sealed{s}, nil
	}
	r, known := j.Find(run)
	switch {
	case !known:
		return nil, exit.Usagef("there is no run %q", run).Hinting("plexpriv history --wide lists the runs")
	case len(r.Changes) == 0:
		return nil, exit.Usagef("run %s set nothing, so there is no receipt of it", run)
	}
	return nil, fmt.Errorf("there is no receipt of run %s: it was cut off, and the next run that may write will make one", run)
}

// receiptsOf opens the record of one account and its receipts.
func receiptsOf(ctx context.Context, w *world.World, who run.Accounts) (*journal.Journal, *receipt.Chain, error) {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	m, err := oneMember(ctx, w, who)
	if err != nil {
		return nil, nil, world.EndCause(ctx, err)
	}
	j, err := world.OpenJournal(w.State, m.Profile, m.AccountID(), w.Terminal.Stderr)
	if err != nil {
		return nil, nil, err
	}
	chain, err := world.OpenReceipts(w.State, j)
	if err != nil {
		return nil, nil, errors.Join(err, j.Close())
	}
	return j, chain, nil
}

func oneMember(ctx context.Context, w *world.World, who run.Accounts) (run.Member, error) {
	store, err := w.Store()
	if err != nil {
		return run.Member{}, err
	}
	var api world.API
	if who.Home() {
		if api, err = w.OpenAPI(slog.New(slog.DiscardHandler)); err != nil {
			return run.Member{}, err
		}
		defer api.Close()
	}
	found, err := run.Members(ctx, w, store, api, who)
	switch {
	case err != nil:
		return run.Member{}, err
	case len(found) != 1:
		return run.Member{}, exit.Usagef("receipts are those of one account, and %d were named", len(found))
	}
	return found[0], found[0].Err
}

// verifyReport is the document of receipt verify --json.
type verifyReport struct {
	terminal.Header
	Receipts int               `json:"receipts"`
	Problems []receipt.Problem `json:"problems"`
	// Contradictions are differences between the receipts and the journal, or the hash
	// that was given.
	Contradictions []string `json:"contradictions"`
	Head           string   `json:"head"`
	ExitCode       int      `json:"exit_code"`
}

func verifyReceipts(ctx context.Context, w *world.World, who run.Accounts, file, head string, asJSON bool) error {
	out := verifyReport{Header: terminal.NewHeader("receipt verify"), Problems: []receipt.Problem{}, Contradictions: []string{}}
	links, whole, err := receiptsToVerify(ctx, w, who, file, &out)
	if err != nil {
		return err
	}
	out.Receipts = len(links)
	out.Problems = append(out.Problems, receipt.Verify(links, whole)...)
	if len(links) > 0 {
		out.Head = links[len(links)-1].SHA256
	}
	if head != "" && !receipt.Contains(links, head) {
		out.Contradictions = append(out.Contradictions, "none of the receipts has the hash "+head+": they were made anew, or the end was cut off")
	}
	if len(out.Problems)+len(out.Contradictions) > 0 {
		out.ExitCode = outcome.ExitError
	}
	if asJSON {
		w.Terminal.PrintJSON(out)
	} else {
		printVerification(w, out, head != "")
	}
	return exit.Done(out.ExitCode)
}

// maxReceiptsSize is in bytes: a receipt takes some 20 kB, and a run a week makes 50 a year.
const maxReceiptsSize = 64 << 20

// receiptsToVerify returns the receipts in a file, or those of the account. It compares
// the account's receipts with its journal.
func receiptsToVerify(ctx context.Context, w *world.World, who run.Accounts, file string, out *verifyReport) ([]receipt.Sealed, bool, error) {
	if file != "" {
		data, err := readNamed(file, "receipts", maxReceiptsSize)
		if err != nil {
			return nil, false, exit.WithHint(err, "plexpriv receipt --json prints what can be verified")
		}
		links, whole, err := receipt.Parse(data)
		if err != nil {
			return nil, false, exit.WithHint(fmt.Errorf("%s: %w", file, err), "plexpriv receipt --json prints what can be verified")
		}
		return links, whole, nil
	}
	j, chain, err := receiptsOf(ctx, w, who)
	if err != nil {
		return nil, false, err
	}
	defer j.Close()
	var read []receipt.Receipt
	for _, s := range chain.All() {
		if r, err := s.Read(); err == nil {
			read = append(read, r)
		}
	}
	out.Contradictions = append(out.Contradictions, record.Contradictions(j, read)...)
	return chain.All(), true, nil
}
