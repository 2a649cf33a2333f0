// Command demo lets plexpriv make a made-up Plex account private, in a home and
// with a keyring of its own, and keeps what a person would see: the commands
// with their output, and each page before and after. "make demo" runs it.
//
// Like all of e2e it imports no package of the product. It drives a browser of
// its own to take the pictures.
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
	"syscall"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// dirVar tells the second half, which runs on a bus of its own, where its world is.
const dirVar = "PLEXPRIV_DEMO_DIR"

// onBus opens a keyring on a new session bus and then runs the second half.
const onBus = `printf demo | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$@"`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	program := flag.String("plexpriv", "bin/plexpriv", "the binary to show")
	out := flag.String("out", "demo", "where to write index.html and the pictures")
	flag.Parse()
	if dir := os.Getenv(dirVar); dir != "" {
		return show(ctx, *program, *out, dir)
	}
	return enter(ctx)
}

// enter makes a home that is not the person's, and starts this program again in
// it, on a bus that is not theirs.
func enter(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "pp")
	if err != nil {
		return fmt.Errorf("make a directory: %w", err)
	}
	defer os.RemoveAll(dir)
	home := filepath.Join(dir, "home")
	for _, sub := range []string{home, filepath.Join(dir, "run")} {
		if err := os.Mkdir(sub, 0o700); err != nil {
			return fmt.Errorf("make a directory: %w", err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "dbus-run-session", append([]string{"--", "sh", "-c", onBus, "sh", self}, os.Args[1:]...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), dirVar+"="+dir, "HOME="+home, "XDG_RUNTIME_DIR="+filepath.Join(dir, "run"),
		"XDG_DATA_HOME="+home+"/.local/share", "XDG_STATE_HOME="+home+"/.local/state",
		"XDG_CONFIG_HOME="+home+"/.config", "XDG_CACHE_HOME="+home+"/.cache")
	if os.Geteuid() == 0 {
		cmd.Env = append(cmd.Env, "PLEXPRIV_NO_SANDBOX=1")
	}
	return cmd.Run()
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

// reportFile is what the program itself writes of its run.
const reportFile = "report.html"

// show is the demo itself.
func show(ctx context.Context, program, out, dir string) error {
	site, err := fakeplex.Start(fakeplex.Config{})
	if err != nil {
		return err
	}
	defer site.Close()
	if err := trust(site, dir); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
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

// trust leads browsers and HTTP clients of this process and its children to the site.
func trust(site *fakeplex.Site, dir string) error {
	if err := site.CA.InstallNSS(os.Getenv("HOME")); err != nil {
		return err
	}
	cert := filepath.Join(dir, "ca.pem")
	if err := site.CA.WritePEM(cert); err != nil {
		return err
	}
	return errors.Join(os.Setenv("SSL_CERT_FILE", cert), os.Setenv("HTTPS_PROXY", site.Proxy.URL()))
}
