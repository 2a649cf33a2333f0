package world

import (
	"log/slog"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// BrowserChoice is the local browser to start, or the remote ones to use instead.
type BrowserChoice struct {
	Path string
	// Endpoints are the remote browsers, if any.
	Endpoints []automation.Endpoint
	// Typed is whether the endpoints were given on the command line.
	Typed bool
}

// Remote reports whether remote browsers are used.
func (b BrowserChoice) Remote() bool { return len(b.Endpoints) > 0 }

// warn says what cannot be promised when the browser is somebody else's.
func (b BrowserChoice) warn(log *slog.Logger) {
	var hosts []string
	for _, e := range b.Endpoints {
		if !slices.Contains(hosts, e.String()) {
			hosts = append(hosts, e.String())
		}
	}
	log.Warn("whoever runs a remote browser can see the session and use it, and how it reaches the network is theirs to say (plexpriv help safety)",
		"at", strings.Join(hosts, " "))
	if b.Typed && slices.ContainsFunc(b.Endpoints, automation.Endpoint.Secretive) {
		log.Warn("others on this machine can see the arguments of a process, and the address holds what may be a token: it belongs into " + exit.EnvBrowserURL)
	}
}
