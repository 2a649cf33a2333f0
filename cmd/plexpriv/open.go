package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/selectors"
)

func openCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "open",
		Usage:     "open a page of Plex in your own browser",
		ArgsUsage: "PAGE | SETTING",
		Description: description(`Opens the page, or the page of a setting, in the browser that you use yourself, where
you can set by hand what plexpriv does not. Without a display it prints the address.`,
			[]string{"plexpriv open visibility", "plexpriv open watchlist"}),
		Flags: []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			cat, err := w.Catalogue()
			if err != nil {
				return err
			}
			page, err := pageArgument(c, cat)
			if err != nil {
				return err
			}
			return openPage(c, w, page)
		},
	}
}

// openReport is what open --json prints.
type openReport struct {
	terminal.Header
	Page string `json:"page"`
	URL  string `json:"url"`
	// Opened means that a browser was started.
	Opened   bool `json:"opened"`
	ExitCode int  `json:"exit_code"`
}

// pageArgument is the page of a PAGE or SETTING argument.
func pageArgument(c *cli.Context, cat *selectors.Catalogue) (*selectors.Page, error) {
	word := c.Args().First()
	if word == "" {
		return nil, exit.Usagef("which page?").Hinting(exit.DidYouMean("", cat.PageIDs()))
	}
	if p := cat.Page(word); p != nil {
		return p, nil
	}
	s, err := settingNamed(word, cat)
	if err != nil {
		known := append(cat.PageIDs(), settingWords(cat)...)
		return nil, exit.Usagef("there is no page or setting %q", word).
			Hinting(settingHint(word, known, "there are: "+strings.Join(cat.PageIDs(), ", ")+"; or a setting, as plexpriv settings lists them"))
	}
	return cat.PageOf(s.ID), nil
}

// errNoDisplay means that no window can be shown here.
var errNoDisplay = errors.New("there is no display here")

func openPage(c *cli.Context, w *world.World, page *selectors.Page) error {
	err := errNoDisplay
	if w.HasDisplay() {
		err = w.OpenAddress(c.Context, page.URL)
	}
	if c.Bool("json") {
		w.Terminal.PrintJSON(openReport{terminal.NewHeader("open"), page.ID, page.URL, err == nil, exit.OK})
		return nil
	}
	if err != nil {
		fmt.Fprintf(w.Terminal.Stderr, "plexpriv: %v; open this address yourself:\n", err)
	}
	if page.API == selectors.OwnServers {
		fmt.Fprintln(w.Terminal.Stderr, "plexpriv: each server has its own page; if another one opens, choose yours by its name")
	}
	fmt.Fprintln(w.Terminal.Stdout, page.URL)
	return nil
}
