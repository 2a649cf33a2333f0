//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// mostAccounts is how many accounts the made-up site has beside its usual ones.
const mostAccounts = 50

// alice has never touched a setting; carol has everything private.
const (
	openAccount    = "alice"
	privateAccount = "carol"
)

func member(i int) string { return fmt.Sprintf("member-%02d", i) }

// world is the site and the home that all commands of a run share.
type world struct {
	site    *fakeplex.Site
	dir     string
	program string
}

// withoutTransifex is the site's quirk for a browser with nothing in the place of
// Transifex' script, such as the floor's.
const withoutTransifex = "no-transifex"

func newWorld(o *options) (*world, error) {
	return openWorld(o, fakeplex.Config{Crowd: mostAccounts, Quirks: []string{withoutTransifex}})
}

// openWorld starts a site in the home that all runs share.
func openWorld(o *options, cfg fakeplex.Config) (*world, error) {
	program, err := filepath.Abs(o.program)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(program); err != nil {
		return nil, fmt.Errorf("nothing to measure (make build): %w", err)
	}
	site, err := fakeplex.Start(cfg)
	if err != nil {
		return nil, err
	}
	w := &world{site: site, dir: os.Getenv(worldVar), program: program}
	cert := filepath.Join(w.dir, "ca.pem")
	err = errors.Join(os.RemoveAll(filepath.Join(os.Getenv("HOME"), ".pki")), os.RemoveAll(filepath.Join(os.Getenv("XDG_DATA_HOME"), "pki")),
		site.CA.InstallNSS(os.Getenv("HOME")), site.CA.WritePEM(cert),
		os.Setenv("SSL_CERT_FILE", cert), os.Setenv("HTTPS_PROXY", site.Proxy.URL()))
	if err != nil {
		site.Close()
		return nil, err
	}
	return w, nil
}

// signIn makes sure that the accounts have profiles. The keyring is kept from
// one measurement to the next, so that this is done once.
func (w *world) signIn(ctx context.Context, accounts []string) error {
	known := map[string]bool{}
	list, err := exec.CommandContext(ctx, w.program, "profiles", "--json").Output()
	if err == nil {
		for _, name := range accounts {
			known[name] = strings.Contains(string(list), `"`+name+`"`)
		}
	}
	two := make(chan struct{}, 2)
	var wg sync.WaitGroup
	errs := make([]error, len(accounts))
	for i, name := range accounts {
		if known[name] {
			continue
		}
		two <- struct{}{}
		wg.Go(func() {
			defer func() { <-two }()
			cmd := exec.CommandContext(ctx, w.program, "login", "--profile", name, "--token-stdin")
			cmd.Stdin = strings.NewReader(w.site.Token(name) + "\n")
			if out, err := cmd.CombinedOutput(); err != nil {
				errs[i] = fmt.Errorf("sign %s in: %w: %s", name, err, out)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// forget makes the site fresh and takes away what earlier runs have noted.
func (w *world) forget() error {
	w.site.Reset()
	if err := w.site.SetQuirks(withoutTransifex); err != nil {
		return err
	}
	return os.RemoveAll(filepath.Join(os.Getenv("XDG_STATE_HOME"), "plexpriv"))
}

// private says whether an account has everything off that the recommended level
// wants off: it is what the site has stored that counts.
func (w *world) private(account string) error {
	have, err := w.site.Snapshot(account)
	if err != nil {
		return err
	}
	off := 0
	for key, value := range have {
		page, name, _ := strings.Cut(key, ".")
		want := ""
		switch {
		case key == "email.libraryIssues", key == "email.summaryFrequency", key == "visibility.reviews":
		case page == "email", page == "vendors", key == "privacy.adsConsent":
			want = "false"
		case key == "privacy.optOutPlayback":
			want = "true"
		case key == "visibility.account":
			want = "friends"
		case page == "visibility":
			want = "private"
		}
		if want != "" && value != want {
			return fmt.Errorf("the site has %s %s for %s, want %s", name, value, account, want)
		}
		if want != "" {
			off++
		}
	}
	if off < 30 {
		return fmt.Errorf("only %d values of %s were looked at", off, account)
	}
	return nil
}

func (w *world) close() { w.site.Close() }
