package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

func browserURLFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "browser-url", Hidden: true, Category: groupBrowser, Usage: "run in remote browsers, which see the session: `wss://…` (repeatable; $" + exit.EnvBrowserURL + ", for addresses with a token)"}
}

// browserChoiceOf reads --browser and --browser-url, or their variables. Either flag wins
// over both variables.
func browserChoiceOf(w *world.World, c *cli.Context) (world.BrowserChoice, error) {
	var b world.BrowserChoice
	var addresses []string
	from := "--browser-url"
	switch {
	case c.IsSet("browser") && c.IsSet("browser-url"):
		return b, exit.Usagef("--browser and --browser-url can't be used together")
	case c.IsSet("browser-url"):
		addresses, b.Typed = splitAddresses(c.StringSlice("browser-url")), true
	case !c.IsSet("browser") && w.Terminal.Getenv(exit.EnvBrowserURL) != "" && hasFlag(c.Command, "browser-url"):
		addresses, from = strings.Fields(w.Terminal.Getenv(exit.EnvBrowserURL)), exit.EnvBrowserURL
	default:
		b.Path, _ = optionOf(w, c, "browser", exit.EnvBrowser, "")
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
		w.Terminal.Secrets.Hide(e.Secrets()...)
		b.Endpoints = append(b.Endpoints, e)
	}
	if c.Bool("headed") {
		return b, exit.Usagef("--headed shows the window of a browser on this machine, and %s names another one", from)
	}
	return b, nil
}

// splitAddresses splits values at the commas between two addresses. Commas within one
// stay.
func splitAddresses(values []string) []string {
	var out []string
	for _, value := range values {
		for i, part := range strings.Split(value, ",") {
			if i > 0 && !strings.Contains(part, "://") && part != "" {
				out[len(out)-1] += "," + part
				continue
			}
			out = append(out, part)
		}
	}
	return out
}
