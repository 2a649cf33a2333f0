package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"time"

	"golang.org/x/net/http/httpproxy"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/selectors"
)

// browserWish is what a command wants of a browser.
type browserWish struct {
	path     string
	headed   bool
	readOnly bool
	window   bool
}

// launch starts a browser. The caller closes it.
func (w *world) launch(ctx context.Context, b browserWish, log *slog.Logger) (*automation.Browser, error) {
	root, err := w.runRoot()
	if err != nil {
		return nil, err
	}
	proxy := httpproxy.Config{
		HTTPSProxy: first(w.env("HTTPS_PROXY"), w.env("https_proxy")),
		NoProxy:    first(w.env("NO_PROXY"), w.env("no_proxy")),
	}
	o := automation.Options{
		BrowserPath: b.path, Headed: b.headed, Home: w.home, RunRoot: root, OpenNet: b.window,
		NoSandbox: w.env("PLEXPRIV_NO_SANDBOX") == "1", Logger: log, BlockResources: !b.headed,
	}
	if proxy.HTTPSProxy != "" {
		for_ := proxy.ProxyFunc()
		o.Proxy = func(u *url.URL) (*url.URL, error) { return for_(u) }
	}
	return automation.Launch(ctx, flows.BrowserOptions(o, b.readOnly))
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// closeBrowser ends a browser, whatever became of the run's own context.
func closeBrowser(b *automation.Browser, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := b.Close(ctx); err != nil {
		log.Warn("browser not closed cleanly", "error", err)
	}
}

// store opens the place where sessions are kept.
func (w *world) store() (session.Store, error) {
	if err := os.MkdirAll(w.stateDir, 0o700); err != nil {
		return nil, fmt.Errorf("make the state directory: %w: %w", session.ErrPermissions, err)
	}
	return session.Open(session.Options{Dir: w.stateDir, Env: w.env, Passphrase: w.passphrase})
}

// passphrase reads that of the file store: from a file, or from the terminal.
func (w *world) passphrase(context.Context) (string, error) {
	if name := w.env("PLEXPRIV_PASSPHRASE_FILE"); name != "" {
		b, err := os.ReadFile(name)
		if err != nil {
			return "", fmt.Errorf("%w: read the passphrase: %w", session.ErrPassphrase, err)
		}
		return strings.TrimRight(string(b), "\r\n"), nil
	}
	if !w.inTerminal {
		return "", fmt.Errorf("%w: there is no terminal to ask on; name a file in PLEXPRIV_PASSPHRASE_FILE", session.ErrPassphrase)
	}
	fmt.Fprint(w.stderr, "Passphrase of the session file: ")
	return w.readSecret()
}

func catalogue() (*selectors.Catalogue, error) {
	cat, err := selectors.Embedded()
	if err != nil {
		return nil, fmt.Errorf("read the built-in catalogue: %w", err)
	}
	return cat, nil
}
