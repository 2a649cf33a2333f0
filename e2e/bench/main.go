//go:build linux

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// options are the flags.
type options struct {
	program, world, doc, peers string
	rounds, accountRounds      int
	quick, all                 bool
	sleep, noAccounts          bool
	only                       string
	accounts                   string
	jobs                       int
	limit                      time.Duration
	// growth is how many rows the lists of the growth table have; rows is what it says.
	growth  string
	rows    []int
	list    string
	timeout string
	verbose bool
	report  bool
	profile bool
	full    bool
}

// worldVar tells the second half, which runs on a bus of its own, where its world is.
const worldVar = "PLEXPRIV_BENCH_WORLD"

// floorVar tells this program to be the floor.
const floorVar = "PLEXPRIV_BENCH_FLOOR"

// onBus opens a keyring on a new session bus and then runs the second half.
const onBus = `printf bench | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$@"`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	if job := os.Getenv(floorVar); job != "" {
		return beFloor(job)
	}
	var o options
	flag.StringVar(&o.program, "plexpriv", "bin/plexpriv", "the binary to measure")
	flag.StringVar(&o.world, "world", "bin/bench", "a directory for homes and keyrings, kept for the next time")
	flag.StringVar(&o.peers, "peers", "e2e/bench/peers", "where the peers' scripts are")
	flag.StringVar(&o.doc, "doc", "", "the document to write the tables to")
	flag.IntVar(&o.rounds, "rounds", 7, "how often each command is run")
	flag.IntVar(&o.accountRounds, "account-rounds", 1, "how often the runs with several accounts are made")
	flag.BoolVar(&o.quick, "quick", false, "only what the targets ask for, and ten accounts at most: ten minutes")
	flag.BoolVar(&o.all, "all", false, "also those that are slow and no target: four pages at once on full Chromium, one process for each account …")
	flag.BoolVar(&o.sleep, "sleep", false, "let the peers sit out their stability windows (else these are counted only)")
	flag.BoolVar(&o.noAccounts, "no-accounts", false, "one account only")
	flag.StringVar(&o.only, "only", "", "only the runs whose title contains this")
	flag.StringVar(&o.accounts, "accounts", "1,2,5,10,20", "how many accounts")
	flag.IntVar(&o.jobs, "jobs", 0, "--jobs for several accounts; 0: the program's own choice")
	flag.DurationVar(&o.limit, "limit", 2*time.Minute, "the longest that one run may take")
	flag.StringVar(&o.growth, "growth", "", "only the growth table, for lists of so many rows: 25,100,400,1000")
	flag.StringVar(&o.list, "list", "", "only this row of the growth table")
	flag.StringVar(&o.timeout, "timeout", "", "--timeout for the growth table; empty: the program's own choice")
	flag.BoolVar(&o.report, "report", false, "let the runs of the growth table write HTML reports with pictures, too")
	flag.BoolVar(&o.full, "full", false, "several accounts on full Chromium and not on headless-shell")
	flag.BoolVar(&o.profile, "profile", false, "only where the processor time of our own runs goes")
	flag.BoolVar(&o.verbose, "v", false, "show what the runs of the growth table say")
	flag.Parse()
	if o.quick {
		o.accounts = "1,2,5,10"
	}
	if flag.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flag.Arg(0))
	}
	if _, err := o.counts(); err != nil {
		return err
	}
	for field := range strings.SplitSeq(o.growth, ",") {
		n, err := strconv.Atoi(field)
		if o.growth != "" && (err != nil || n < 1) {
			return fmt.Errorf("-growth: %q is not a number of rows", field)
		}
		o.rows = append(o.rows, n)
	}
	if os.Getenv(worldVar) == "" {
		return enter(ctx, &o)
	}
	return measure(ctx, &o)
}

func (o *options) counts() ([]int, error) {
	var out []int
	for _, field := range strings.Split(o.accounts, ",") {
		n, err := strconv.Atoi(field)
		if err != nil || n < 1 || n > mostAccounts {
			return nil, fmt.Errorf("-accounts: %q is not a number from 1 to %d", field, mostAccounts)
		}
		out = append(out, n)
	}
	return out, nil
}

// enter makes a home that is not the person's, and starts this program again in
// it, on a bus that is not theirs.
func enter(ctx context.Context, o *options) error {
	for _, needed := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(needed); err != nil {
			return fmt.Errorf("%s is missing (make deps installs it)", needed)
		}
	}
	dir, err := filepath.Abs(o.world)
	if err != nil {
		return err
	}
	home, runtime := filepath.Join(dir, "home"), filepath.Join(dir, "run")
	data := filepath.Join(home, ".local", "share")
	for _, sub := range []string{data, runtime} {
		if err := os.MkdirAll(sub, 0o700); err != nil {
			return fmt.Errorf("make a directory: %w", err)
		}
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return fmt.Errorf("another measurement is going on in %s: two would disturb each other", dir)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "dbus-run-session", append([]string{"--", "sh", "-c", onBus, "sh", self}, os.Args[1:]...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), worldVar+"="+dir, "HOME="+home, "XDG_RUNTIME_DIR="+runtime, "XDG_DATA_HOME="+data,
		"XDG_STATE_HOME="+filepath.Join(home, ".local/state"), "XDG_CONFIG_HOME="+filepath.Join(home, ".config"),
		"XDG_CACHE_HOME="+filepath.Join(home, ".cache"))
	if os.Geteuid() == 0 {
		cmd.Env = append(cmd.Env, "PLEXPRIV_NO_SANDBOX=1")
	}
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		os.Exit(exit.ExitCode()) // it has said why
	}
	return err
}
