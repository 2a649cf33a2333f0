package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/ownfile"
	"github.com/plexpriv/plexpriv/selectors"
	"github.com/urfave/cli/v2"
)

func inspectCommand(w *world.World) *cli.Command {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "page", Category: groupSelection, Usage: "the page to look at: `ID`"},
		&cli.StringFlag{Name: "out", Category: groupOutput, Usage: "write what was seen to `FILE`, after showing it"},
		&cli.BoolFlag{Name: "yes", Category: groupOutput, Usage: "do not ask before writing"},
		&cli.BoolFlag{Name: "json", Category: groupOutput, Usage: "print the document only, without a summary in words"},
		profileFlag("profile to use"),
		verboseFlag(),
		&cli.DurationFlag{Name: "timeout", Category: groupTuning, Value: defaultTimeout, Usage: "the time for the page, waits and retries included: `DURATION` ($" + exit.EnvTimeout + ")"},
	}
	return &cli.Command{
		Name:  "inspect",
		Usage: "say what a page of Plex looks like now, for a bug report",
		Description: description(`Opens one page as check does, which cannot write, and shows what is on it: roles,
names, states and structure of its controls, compared with what plexpriv expects.
Names, email addresses, numbers and ids are taken out; read it all the same before
you hand it on. For each control that is missing it says what may have taken its
place and why it thinks so. Nothing acts on that by itself: see plexpriv
dev catalogue accept --help.`,
			[]string{"plexpriv dev inspect --page email", "plexpriv dev inspect --page email --out email.json"}),
		Flags: slices.Concat(flags, browserFlags()),
		Action: func(c *cli.Context) error {
			o, err := inspectOptionsOf(w, c)
			if err != nil {
				return err
			}
			return inspectPage(c.Context, w, o)
		},
	}
}

// inspectOptions are the flags of inspect, read and checked.
type inspectOptions struct {
	page      *selectors.Page
	catalogue *selectors.Catalogue
	output    terminal.Output
	browser   world.BrowserChoice
	headed    bool
	timeout   time.Duration
	// profile is the profile whose session is used; out is the file to write, or empty.
	profile, out string
	// ask means that the person sees what would be written and then decides.
	ask bool
}

func inspectOptionsOf(w *world.World, c *cli.Context) (*inspectOptions, error) {
	cat, err := w.Catalogue()
	if err != nil {
		return nil, err
	}
	o := &inspectOptions{out: c.String("out"), catalogue: cat, headed: c.Bool("headed")}
	o.output = terminal.Output{JSON: c.Bool("json"), Verbose: c.Bool("verbose")}
	id := c.String("page")
	if id == "" {
		return nil, exit.Usagef("which page?").Hinting(exit.DidYouMean("", cat.PageIDs()))
	}
	if o.page = cat.Page(id); o.page == nil {
		return nil, exit.Usagef("--page: there is no page %q", id).Hinting(exit.DidYouMean(id, cat.PageIDs()))
	}
	if !o.page.InBrowser() {
		return nil, exit.Usagef("--page: %q is no page that a browser opens", id).Hinting("plexpriv check --page " + id + " reads it over HTTP")
	}
	if o.profile, err = oneProfile(w, c); err != nil {
		return nil, err
	}
	if o.timeout, err = timeoutOf(w, c); err != nil {
		return nil, err
	}
	if o.headed && !w.HasDisplay() {
		return nil, exit.Usagef("--headed: there is no display to open a window on")
	}
	if err := world.CheckProxy(w.Terminal.Getenv); err != nil {
		return nil, err
	}
	if o.browser, err = browserChoiceOf(w, c); err != nil {
		return nil, err
	}
	o.ask = o.out != "" && !c.Bool("yes") && w.Terminal.Stdin.TTY && w.Terminal.Stderr.TTY
	if o.out != "" {
		// Check it now, and not after the person has waited for the browser.
		if info, err := os.Stat(filepath.Dir(o.out)); err != nil || !info.IsDir() {
			return nil, exit.Usagef("--out: there is no directory %s", filepath.Dir(o.out))
		}
	}
	return o, nil
}

func inspectPage(ctx context.Context, w *world.World, o *inspectOptions) error {
	stop := make(chan struct{})
	ctx, end := w.Interruptible(ctx, stop)
	defer end()
	saved, err := readPage(ctx, w, o, terminal.NewLogger(w.Terminal.Stderr, o.output))
	if err != nil {
		return world.EndCause(ctx, err)
	}
	text, err := saved.Encode()
	if err != nil {
		return err
	}
	if _, err := w.Terminal.Stdout.Write(text); err != nil {
		return fmt.Errorf("show the page: %w", err)
	}
	if !o.output.JSON {
		printFindings(w, saved)
	}
	if o.out == "" {
		return exit.Done(inspectCode(saved))
	}
	if o.ask {
		yes, err := w.Terminal.Ask(ctx, stop, "Is there nothing in it that you would keep to yourself? Write it to "+o.out+"?")
		if err != nil || !yes {
			return cmp.Or(err, exit.Done(inspectCode(saved)))
		}
	}
	if err := ownfile.Replace(o.out, text); err != nil {
		return fmt.Errorf("write what was seen: %w", err)
	}
	fmt.Fprintf(w.Terminal.Stderr, "Written to %s. Look through it before you hand it on.\n", o.out)
	return exit.Done(inspectCode(saved))
}

// readPage loads the session, starts a browser and reads the page.
func readPage(ctx context.Context, w *world.World, o *inspectOptions, log *slog.Logger) (*inspect.SavedPage, error) {
	store, err := w.Store()
	if err != nil {
		return nil, err
	}
	s, err := store.Load(ctx, o.profile)
	if err != nil {
		return nil, sessionError(o.profile, err)
	}
	w.Terminal.Secrets.Hide(s.Secrets()...)
	e, err := w.Engine(ctx, o.browser, world.EngineOptions{
		Browser:   flows.BrowserOptions(w.BrowserOptions(o.browser.Path, o.headed, log), true),
		Catalogue: o.catalogue, Log: log, Patience: world.PoolPatience,
	})
	if err != nil {
		return nil, err
	}
	defer world.CloseEngine(ctx, e, log)
	ctx, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	return e.Inspect(ctx, s, o.page, defaultLevel, w.Now())
}

// inspectCode is the exit code for a page: whether it is as the catalogue describes it.
func inspectCode(s *inspect.SavedPage) int {
	for _, f := range s.Findings {
		switch f.Result {
		case outcome.NotFound, outcome.Ambiguous, outcome.Unreadable:
			return outcome.ExitPageChanged
		}
	}
	return exit.OK
}

// printFindings prints which controls were found on the page, and which are missing.
func printFindings(w *world.World, s *inspect.SavedPage) {
	f := s.Fingerprint
	fmt.Fprintf(w.Terminal.Stderr, "\nPage %s: %s of the catalogue found, of %d; %s that nothing accounts for.\n",
		s.Page, outcome.Plural(f.Matched, "control"), f.Expected, outcome.Plural(f.Unclaimed, "control"))
	if len(s.Catalogue.Overridden) > 0 {
		fmt.Fprintln(w.Terminal.Stderr, "Compared with your own description of "+strings.Join(s.Catalogue.Overridden, ", ")+", not with the built-in catalogue alone.")
	}
	if !f.Address {
		fmt.Fprintf(w.Terminal.Stderr, "It is not where it should be: %s\n", outcome.Name(s.URL))
	}
	printMissing(w, s.Findings)
}

// printMissing lists the controls that were not found as described, with proposals of
// what may have replaced them.
func printMissing(w *world.World, findings []inspect.Finding) {
	n := 0
	for _, f := range findings {
		terminal.OneLiners(&f)
		if f.Result == "" || f.Result == outcome.NotOffered {
			continue
		}
		fmt.Fprintf(w.Terminal.Stderr, "%s/%s: %s; expected %s\n", f.Setting, f.Control, spaced(f.Result), f.Expected)
		for _, p := range f.Proposals {
			n++
			fmt.Fprintf(w.Terminal.Stderr, "  proposal %d (%d points): %s %q\n", n, p.Score, p.Role, p.Label)
			for _, e := range p.Evidence {
				fmt.Fprintf(w.Terminal.Stderr, "    because %s\n", e)
			}
		}
	}
}

// numbered lists the proposals of a page in the order in which they are printed.
func numbered(findings []inspect.Finding) []numberedProposal {
	var out []numberedProposal
	for _, f := range findings {
		for _, p := range f.Proposals {
			out = append(out, numberedProposal{f, p})
		}
	}
	return out
}

type numberedProposal struct {
	finding  inspect.Finding
	proposal inspect.Proposal
}

// same says whether another proposal would change the catalogue in the same way.
func (p numberedProposal) same(q numberedProposal) bool {
	return p.finding.Setting == q.finding.Setting && p.finding.Control == q.finding.Control &&
		p.proposal.Label == q.proposal.Label && p.proposal.Language == q.proposal.Language && p.proposal.Role == q.proposal.Role
}

// sessionError says how to sign in if the session is missing.
func sessionError(profile string, err error) error {
	if errors.Is(err, session.ErrNotFound) {
		return exit.NoSession(profile)
	}
	return err
}
