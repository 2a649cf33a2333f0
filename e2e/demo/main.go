package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
	"github.com/plexpriv/plexpriv/e2e/madeup"
)

func main() { madeup.Main("demo", run) }

func run(ctx context.Context) error {
	program := flag.String("plexpriv", "bin/plexpriv", "the binary to show")
	out := flag.String("out", "demo", "where to write index.html and the pictures")
	flag.Parse()
	return madeup.Show(ctx, func(ctx context.Context, site *fakeplex.Site) error {
		return show(ctx, site, *program, *out)
	})
}

// scene is one command, told to the reader.
type scene struct {
	Says  string
	Args  []string
	stdin string
	// code is the exit code that the scene must have.
	code   int
	Output string
}

func (s scene) Command() string { return commandLine(s.Args) }

// pagesDir is where the pictures of whole pages are, which the demo takes with a
// browser of its own.
const pagesDir = "pages"

// reportFile is what the program itself writes of its run.
const reportFile = "report.html"

// show is the demo itself.
func show(ctx context.Context, site *fakeplex.Site, program, out string) error {
	if err := os.MkdirAll(filepath.Join(out, pagesDir), 0o755); err != nil {
		return fmt.Errorf("make the place for the pictures: %w", err)
	}
	const account = "alice"
	fmt.Println("Taking pictures of four pages of a made-up account …")
	before, err := pictures(ctx, site, account, out, "before")
	if err != nil {
		return err
	}
	scenes := []scene{
		{Says: "Sign in. The session goes into the keyring; here with a token, so that nobody has to type.",
			Args: []string{"login", "--token-stdin"}, stdin: site.Token(account) + "\n"},
		{Says: "What would change? Nothing can be written in a dry-run.", Args: []string{"apply", "--dry-run"}, code: 2},
		{Says: "Do it. Every change is read again from a freshly loaded page. The report is a page to keep.",
			Args: []string{"apply", "--report", filepath.Join(out, reportFile)}},
		{Says: "Has anything drifted? Fit for a weekly job.", Args: []string{"check"}},
		{Says: "A record of it, to hand on.", Args: []string{"receipt"}},
	}
	for i := range scenes {
		if err := play(ctx, program, &scenes[i]); err != nil {
			return err
		}
	}
	after, err := pictures(ctx, site, account, out, "after")
	if err != nil {
		return err
	}
	index := filepath.Join(out, "index.html")
	if err := writePage(index, scenes, before, after); err != nil {
		return err
	}
	fmt.Printf("\nThe pages before and after: %s\nThe report of the program itself: %s\n", index, filepath.Join(out, reportFile))
	return nil
}
