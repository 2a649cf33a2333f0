package automation

import (
	"crypto/x509"
	"log/slog"
	"net/url"

	"github.com/plexpriv/plexpriv/automation/judge"
)

// Options say how to start the browser and what it may contact.
type Options struct {
	// BrowserPath is the browser to start; empty: search for one.
	BrowserPath string
	// Headed shows a window.
	Headed bool
	// Home is the person's home directory. The browser reads its trust store there
	// (.pki/nssdb), so that the CA of a company works. It writes nothing there.
	Home string
	// RunRoot is the directory in which the private run directory is made. It must
	// belong to the person, and nobody else may be able to write to it.
	RunRoot string
	// SweepRoots are other places where a killed run may have left its directory: a run
	// from cron has another RunRoot than one from a desktop.
	SweepRoots []string
	// Proxy returns the proxy for a URL, nil for none, as in
	// golang.org/x/net/http/httpproxy. A nil func means no proxy at all.
	Proxy func(*url.URL) (*url.URL, error)
	// Roots are the certificate authorities to trust for a remote browser; nil means
	// those of the system.
	Roots *x509.CertPool
	// Hosts are the hosts that may be contacted.
	Hosts judge.HostRule
	// Stubs are scripts of other hosts that are answered here, so that a page that needs
	// one goes on and nobody else is contacted.
	Stubs []judge.Stub
	// ReadOnly refuses every request that could change something.
	ReadOnly bool
	// Reads is what counts as reading in ReadOnly.
	Reads judge.Reads
	// BlockResources does not load images, fonts and media.
	BlockResources bool
	// NoSandbox starts the browser without its sandbox. Set it only if the person asks
	// for it.
	NoSandbox bool
	// OpenNet is for the window in which a person signs in: every host may be
	// contacted, and nothing is refused.
	OpenNet bool
	// Logger gets the driver's messages. They may contain addresses of pages, which the
	// handler must redact. Nil: no log.
	Logger *slog.Logger
}

func (o Options) logger() *slog.Logger {
	if o.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return o.Logger
}
