package automation

import (
	"crypto/x509"
	"log/slog"
	"net/url"

	"github.com/plexpriv/plexpriv/automation/judge"
)

// Options say how the browser is started and what it may contact.
type Options struct {
	// BrowserPath is the browser to start; empty: one is looked for.
	BrowserPath string
	// Headed shows a window.
	Headed bool
	// Home is the person's home directory. The browser reads its trust store
	// there (.pki/nssdb), so that the CA of a company works; it writes nothing there.
	Home string
	// RunRoot is the directory under which the private run directory is made.
	// It must belong to the person and be writable by nobody else.
	RunRoot string
	// SweepRoots are other places where a run that was killed may have left its
	// directory: a run from cron has another RunRoot than one from a desktop.
	SweepRoots []string
	// Proxy names the proxy for an address, nil for none: the func of
	// golang.org/x/net/http/httpproxy. A nil func means no proxy at all.
	Proxy func(*url.URL) (*url.URL, error)
	// Roots are the certificate authorities that are trusted for a remote browser; nil
	// means the system's.
	Roots *x509.CertPool
	// Hosts are the hosts that may be contacted.
	Hosts judge.HostRule
	// ReadOnly lets no request out that could change something.
	ReadOnly bool
	// QueryEndpoints are GraphQL addresses (https, host and path) to which a
	// POST is let through in ReadOnly when it can be seen to be a query.
	QueryEndpoints []string
	// ActingPathWords are words in the path of a GET that say that it changes
	// something: "unsubscribe", "sign-out". Used in ReadOnly only.
	ActingPathWords []string
	// BlockResources leaves images, fonts and media unloaded.
	BlockResources bool
	// NoSandbox starts the browser without its sandbox. Only where the person asks for
	// that.
	NoSandbox bool
	// OpenNet is for the window in which a person signs in: any host may be contacted,
	// and nothing is refused.
	OpenNet bool
	// Logger gets the driver's messages. They may name addresses of pages: the
	// caller's handler redacts. Nil: they are dropped.
	Logger *slog.Logger
}

func (o Options) logger() *slog.Logger {
	if o.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return o.Logger
}
