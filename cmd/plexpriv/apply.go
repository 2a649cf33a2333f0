package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/selectors"
)

func (w *world) applyCommand() *cli.Command {
	return &cli.Command{
		Name: "apply", Usage: "set every recommended privacy option, and prove it",
		Description: examples("Opens Plex's pages with your session, sets what differs from the level, and loads\n"+
			"the pages again to prove it. With --dry-run it shows what would change and cannot\n"+
			"change anything.",
			"plexpriv apply --dry-run", "plexpriv apply", "plexpriv apply --page privacy --page email",
			"plexpriv apply --set visibility.watchlist=friends --skip 'email.*'", "plexpriv apply --level strict --json"),
		Flags: append(runFlags(),
			&cli.BoolFlag{Name: "dry-run", Usage: "show what would change, and change nothing", Category: "Selection"},
			&cli.BoolFlag{Name: "yes", Usage: "do not ask (that is the default)", Category: "Selection"}),
		Action: func(c *cli.Context) error { return w.runCommand(c, "apply", c.Bool("dry-run")) },
	}
}

func (w *world) checkCommand() *cli.Command {
	return &cli.Command{
		Name: "check", Usage: "read every privacy option, and say what differs",
		Description: examples("Reads only: it cannot change anything. Exits with 2 if something differs from the\n"+
			"level, or if a control is there that nobody has told us of.", "plexpriv check", "plexpriv check --level strict --json"),
		Flags:  runFlags(),
		Action: func(c *cli.Context) error { return w.runCommand(c, "check", false) },
	}
}

// job is one call of apply or check, with its flags read and checked.
type job struct {
	command   string
	dryRun    bool
	selection flows.Selection
	profiles  []string
	expect    string
	json      bool
	quiet     bool
	timeout   time.Duration
	jobs      int
	browser   browserWish
	verbose   bool
	cat       *selectors.Catalogue
	run       string
}

func (w *world) runCommand(c *cli.Context, command string, dryRun bool) error {
	cat, err := catalogue()
	if err != nil {
		return err
	}
	sel, err := selection(c, cat)
	if err != nil {
		return err
	}
	if c.Bool("json") && c.Bool("quiet") {
		return usagef("--json and --quiet are two ways to print; choose one")
	}
	if strings.Contains(c.String("expect-account"), "@") && w.env("PLEXPRIV_EXPECT_ACCOUNT") == "" {
		return usagef("--expect-account takes a user name; an e-mail address goes into PLEXPRIV_EXPECT_ACCOUNT")
	}
	j := &job{
		command: command, dryRun: dryRun, selection: sel, profiles: list(c, "profile"), expect: c.String("expect-account"),
		json: c.Bool("json"), quiet: c.Bool("quiet"), timeout: c.Duration("timeout"), jobs: c.Int("jobs"), verbose: c.Bool("verbose"),
		browser: browserWish{path: c.String("browser"), headed: c.Bool("headed"), readOnly: dryRun || command == "check"},
		cat:     cat, run: runID(w.now()),
	}
	if c.Bool("all-profiles") && c.IsSet("profile") {
		return usagef("--all-profiles and --profile are two ways; choose one")
	}
	ctx, stop, done := w.interruptible(c.Context)
	defer done()
	return w.do(ctx, stop, j, c.Bool("all-profiles"))
}

// runID sorts by time and does not repeat.
func runID(now time.Time) string {
	return now.UTC().Format("20060102T150405") + "-" + strings.ToLower(rand.Text()[:6])
}

// entry is one account of a run with what was opened for it.
type entry struct {
	profile string
	session *session.Session
	release func()
}

// do carries a job out: sessions first, then the browser, then the accounts.
func (w *world) do(ctx context.Context, stop <-chan struct{}, j *job, all bool) error {
	store, err := w.store()
	if err != nil {
		return err
	}
	if all {
		if j.profiles, err = store.Profiles(ctx); err != nil {
			return err
		}
		if len(j.profiles) == 0 {
			return fmt.Errorf("nobody is signed in: %w", session.ErrNotFound)
		}
	}
	if len(j.profiles) == 0 {
		j.profiles = []string{"default"}
	}
	entries, err := w.open(ctx, store, j.profiles)
	defer func() {
		for _, e := range entries {
			e.release()
		}
	}()
	if err != nil {
		return err
	}
	hidden := &secrets{}
	for _, e := range entries {
		hidden.add(e.session.Secrets()...)
	}
	log := w.logger(j.verbose, hidden)
	b, err := w.launch(ctx, j.browser, log)
	if err != nil {
		return err
	}
	defer closeBrowser(b, log)
	r := &flows.Runner{
		Catalogue: j.cat, Browser: flows.Real{Browser: b}, Pace: flows.DefaultPace, Log: log,
		Observer: w.progress(j), Known: w.known(log),
	}
	report := w.runAll(ctx, stop, j, r, entries)
	w.keepSessions(store, entries, log)
	return w.print(j, report)
}

// open loads the sessions of a run and locks their profiles.
func (w *world) open(ctx context.Context, store session.Store, profiles []string) ([]*entry, error) {
	var out []*entry
	for _, p := range profiles {
		s, err := store.Load(ctx, p)
		if errors.Is(err, session.ErrNotFound) {
			return out, fmt.Errorf("nobody is signed in as profile %q: %w", p, &signInHint{p})
		}
		if err != nil {
			return out, err
		}
		release, err := w.lock(p)
		if err != nil {
			return out, err
		}
		out = append(out, &entry{profile: p, session: s, release: release})
	}
	return out, nil
}

// signInHint is the absence of a session, with the command that ends it.
type signInHint struct{ profile string }

func (e *signInHint) Error() string {
	if e.profile == "default" {
		return "run: plexpriv login"
	}
	return "run: plexpriv login --profile " + e.profile
}

func (e *signInHint) Unwrap() error { return session.ErrNotFound }

// runAll works through the accounts, as many at a time as asked for.
func (w *world) runAll(ctx context.Context, stop <-chan struct{}, j *job, r *flows.Runner, entries []*entry) *flows.Report {
	report := &flows.Report{
		Schema: flows.Schema, Command: j.command, DryRun: j.dryRun || j.command == "check", Run: j.run, Level: j.selection.Level,
		Accounts: make([]flows.AccountReport, len(entries)),
	}
	slots := make(chan struct{}, j.jobs)
	var wg sync.WaitGroup
	for i, e := range entries {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			limited, cancel := context.WithTimeout(ctx, j.timeout)
			defer cancel()
			who := flows.SubjectOf(e.profile, e.session)
			who.Expect = j.expect
			report.Accounts[i] = r.Account(limited, who, flows.Request{
				Command: j.command, DryRun: j.dryRun, Selection: j.selection, Run: j.run, Stop: stop,
			})
		})
	}
	wg.Wait()
	report.Summarise()
	report.ExitCode = report.Code()
	return report
}

// keepSessions notes that the sessions were used. That it could not be noted
// does not make the run a failure.
func (w *world) keepSessions(store session.Store, entries []*entry, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for _, e := range entries {
		e.session.LastUsed = w.now()
		if err := store.Save(ctx, e.profile, e.session); err != nil {
			log.Warn("session not saved back", "profile", e.profile, "error", err)
		}
	}
}
