package main

import (
	"context"
	"log/slog"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

func browserURLFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "browser-url", Category: groupBrowser, Usage: "run in remote browsers, which see the session: `wss://…` (repeatable; $" + exit.EnvBrowserURL + ", for addresses with a token)"}
}

// browserChoice is the browser to start, or the remote ones to use in its place.
type browserChoice struct {
	path string
	// endpoints are there only where remote browsers are to be used.
	endpoints []automation.Endpoint
	// typed says that they stood on the command line.
	typed bool
}

func (b browserChoice) remote() bool { return len(b.endpoints) > 0 }

// browserChoice reads --browser and --browser-url, or the variables that stand for
// them. A flag counts more than a variable, whichever of the two it is.
func (w *world) browserChoice(c *cli.Context) (browserChoice, error) {
	var b browserChoice
	var addresses []string
	from := "--browser-url"
	switch {
	case c.IsSet("browser") && c.IsSet("browser-url"):
		return b, exit.Usagef("--browser and --browser-url contradict each other")
	case c.IsSet("browser-url"):
		addresses, b.typed = wholeAddresses(c.StringSlice("browser-url")), true
	case !c.IsSet("browser") && w.Getenv(exit.EnvBrowserURL) != "" && hasFlag(c.Command, "browser-url"):
		addresses, from = strings.Fields(w.Getenv(exit.EnvBrowserURL)), exit.EnvBrowserURL
	default:
		b.path, _ = w.option(c, "browser", exit.EnvBrowser, "")
		return b, nil
	}
	if len(addresses) == 0 {
		return b, exit.Usagef("%s has an empty value", from)
	}
	for _, address := range addresses {
		e, err := automation.ParseEndpoint(address)
		if err != nil {
			return b, exit.Usagef("%s: %v", from, err).Hinting("it is like wss://HOST, or ws://127.0.0.1:9222 for this machine")
		}
		w.Secrets.Hide(e.Secrets()...)
		b.endpoints = append(b.endpoints, e)
	}
	if c.Bool("headed") {
		return b, exit.Usagef("--headed shows the window of a browser on this machine, and %s names another one", from)
	}
	return b, nil
}

// wholeAddresses puts together again what the flag parser has divided at commas,
// which addresses may hold.
func wholeAddresses(parts []string) []string {
	var out []string
	for _, part := range parts {
		if len(out) > 0 && !strings.Contains(part, "://") && part != "" {
			out[len(out)-1] += "," + part
			continue
		}
		out = append(out, part)
	}
	return out
}

// engine starts the browser that was chosen, or connects to it.
func (w *world) engine(ctx context.Context, b browserChoice, o engineOptions) (engine, error) {
	if b.remote() {
		roots, err := w.roots()
		if err != nil {
			return nil, err
		}
		o.browser.Roots, o.endpoints = roots, b.endpoints
		b.tell(o.log)
	}
	return w.startEngine(ctx, o)
}

// tell says, once for a command, what cannot be promised of a browser that is not
// ours.
func (b browserChoice) tell(log *slog.Logger) {
	var hosts []string
	for _, e := range b.endpoints {
		if !slices.Contains(hosts, e.String()) {
			hosts = append(hosts, e.String())
		}
	}
	log.Warn("whoever runs a remote browser can see the session and use it, and how it reaches the network is theirs to say (plexpriv help safety)",
		"at", strings.Join(hosts, " "))
	if b.typed && slices.ContainsFunc(b.endpoints, automation.Endpoint.Secretive) {
		log.Warn("others on this machine can see the arguments of a process, and the address holds what may be a token: it belongs into " + exit.EnvBrowserURL)
	}
}
