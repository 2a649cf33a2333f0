package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

func langFlag() cli.Flag {
	return &cli.StringFlag{Name: "lang", Category: groupOutput, Usage: "language of plans and results: `" + strings.Join(locale.Languages(), "|") + "` ($" + exit.EnvLang + "; default: from $LC_ALL, $LC_MESSAGES or $LANG)"}
}

// localeOf is the language for what a person reads on the way.
func localeOf(w *world.World, c *cli.Context) (*locale.Locale, error) {
	l, err := locale.Choose(c.String("lang"), w.Terminal.Getenv(exit.EnvLang), w.Terminal.Getenv)
	if err != nil {
		from := "--lang"
		if !c.IsSet("lang") {
			from = world.NameOf(w, exit.EnvLang)
		}
		return nil, exit.Usagef("%s: %v", from, err)
	}
	return l, nil
}
