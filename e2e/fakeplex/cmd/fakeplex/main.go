package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "fakeplex:", err)
		os.Exit(1)
	}
}

// pairs is a flag value of the form "email=aria,privacy=classic".
type pairs map[string]string

func (p pairs) String() string { return "" }

func (p pairs) Set(text string) error {
	for _, pair := range strings.Split(text, ",") {
		page, value, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("%q is not page=value", pair)
		}
		p[page] = value
	}
	return nil
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("fakeplex", flag.ContinueOnError)
	variant, save, reads, design := pairs{}, pairs{}, pairs{}, pairs{}
	dir := flags.String("dir", "", "where to write env, ca.pem and home (default: a new temporary directory, removed at the end)")
	quirks := flags.String("quirk", "", "quirks in force, comma separated: name[:page][=number]")
	latency := flags.Duration("latency", 80*time.Millisecond, "added to every API answer")
	proxyAuth := flags.String("proxy-auth", "", "user:password the proxy asks for")
	flags.Var(variant, "variant", "page=classic|aria|components, comma separated")
	flags.Var(save, "save", "page=auto|button|link|form, comma separated")
	flags.Var(reads, "reads", "page=rest|graphql, comma separated")
	flags.Var(design, "design", "vendors="+strings.Join(fakeplex.Designs, "|"))
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	user, password, _ := strings.Cut(*proxyAuth, ":")
	cfg := fakeplex.Config{Variant: variant, Save: save, Reads: reads, Design: design, Latency: *latency, ProxyUser: user, ProxyPassword: password}
	if *quirks != "" {
		cfg.Quirks = strings.Split(*quirks, ",")
	}
	site, err := fakeplex.Start(cfg)
	if err != nil {
		return err
	}
	defer site.Close()
	if *dir == "" {
		made, err := os.MkdirTemp("", "fakeplex-")
		if err != nil {
			return fmt.Errorf("make a directory: %w", err)
		}
		defer os.RemoveAll(made)
		*dir = made
	}
	text, err := prepare(site, *dir)
	if err != nil {
		return err
	}
	fmt.Print(text)
	<-ctx.Done()
	return nil
}

// prepare fills dir with all that a client needs, and returns the text of its
// env file.
func prepare(site *fakeplex.Site, dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("resolve the directory: %w", err)
	}
	home, cert := filepath.Join(dir, "home"), filepath.Join(dir, "ca.pem")
	if err := os.MkdirAll(home, 0o700); err != nil {
		return "", fmt.Errorf("make the home directory: %w", err)
	}
	if err := site.CA.InstallNSS(home); err != nil {
		return "", err
	}
	if err := site.CA.WritePEM(cert); err != nil {
		return "", err
	}
	var b strings.Builder
	line := func(name, value string) {
		fmt.Fprintf(&b, "export %s='%s'\n", name, strings.ReplaceAll(value, "'", `'\''`))
	}
	line("HTTPS_PROXY", site.Proxy.URL())
	line("SSL_CERT_FILE", cert)
	line("HOME", home)
	line("FAKEPLEX_CONTROL", site.ControlURL())
	for _, name := range site.Names() {
		line("FAKEPLEX_TOKEN_"+strings.ToUpper(name), site.Token(name))
	}
	if err := os.WriteFile(filepath.Join(dir, "env"), []byte(b.String()), 0o600); err != nil {
		return "", fmt.Errorf("write the env file: %w", err)
	}
	return b.String(), nil
}
