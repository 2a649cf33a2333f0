package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/opener"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/rights"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

func rightsCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "rights",
		Usage: "show what you may ask of Plex, and where",
		Description: description(`Shows what the law where you live gives you against Plex (access, correction, deletion,
portability, objection), where Plex's form is and what it asks, what a deletion
destroys, and how to reject Plex's cookies in your own browsers. --open opens the form
in your browser; nothing is filled in and nothing is sent. It is no legal advice.`,
			[]string{"plexpriv rights", "plexpriv rights --country US --state CA --open", "plexpriv rights letter --country DE --lang de > letter.txt"}),
		Flags: append(placeFlags(),
			langFlag(),
			&cli.BoolFlag{Name: "open", Category: groupOutput, Usage: "open Plex's form in your own browser"},
			jsonFlag(),
		),
		Subcommands: []*cli.Command{letterCommand(w)},
		Action: func(c *cli.Context) error {
			r, tag, err := rightsOf(w, c)
			if err != nil {
				return err
			}
			if c.Bool("json") {
				w.Terminal.PrintJSON(rightsReport{terminal.NewHeader("rights"), tag, r, exit.OK})
			} else {
				printRights(w, r, rights.WordsIn(tag))
			}
			if c.Bool("open") {
				return openForm(c.Context, w, r.Form.Address)
			}
			return nil
		},
	}
}

// placeFlags say where the person lives.
func placeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "country", Category: groupSelection, Usage: "where you live: `CODE`, such as DE or US (default: that of the system's language)"},
		&cli.StringFlag{Name: "state", Category: groupSelection, Usage: "in the United States, your state: `CODE`, such as CA"},
	}
}

// rightsOf is what applies where the person lives, in the person's language.
func rightsOf(w *world.World, c *cli.Context) (rights.Rights, string, error) {
	l, err := localeOf(w, c)
	if err != nil {
		return rights.Rights{}, "", err
	}
	p := rights.Place{Country: c.String("country"), State: c.String("state")}
	getenv := w.Terminal.Getenv
	switch {
	case p.Country == "" && p.State != "":
		p.Country = "US"
	case p.Country == "":
		p = rights.PlaceOf(cmp.Or(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")))
	}
	if err := p.Check(); err != nil {
		return rights.Rights{}, "", exit.Usagef("%v", err)
	}
	return rights.In(p, l.Tag()), l.Tag(), nil
}

// rightsReport is what rights --json prints.
type rightsReport struct {
	terminal.Header
	Lang string `json:"lang"`
	rights.Rights
	ExitCode int `json:"exit_code"`
}

// openForm opens Plex's form. On a server there is nothing that opens it: then the address
// has to do.
func openForm(ctx context.Context, w *world.World, address string) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	err := w.OpenAddress(ctx, address)
	if errors.Is(err, opener.ErrNone) {
		return fmt.Errorf("%w; open it yourself: %s", err, address)
	}
	return err
}

func printRights(w *world.World, r rights.Rights, t rights.Words) {
	out := w.Terminal.Stdout
	var b strings.Builder
	line := func(format string, args ...any) { b.WriteString(out.Wrap(fmt.Sprintf(format, args...), "  ") + "\n") }
	list := func(lines []string) {
		for _, text := range lines {
			b.WriteString(out.Wrap("  - "+text, "    ") + "\n")
		}
	}
	line("%s: %s", t.Where, r.PlaceLine(t))
	if r.Country == "" || r.Country == "US" && r.State == "" {
		line("  %s", t.NoPlace)
	} else if !r.NamedByPlex {
		line("  %s", t.NotNamed)
	}
	line("%s: %s", t.Law, r.Law)
	line("\n%s", t.May)
	var may []string
	for _, x := range r.May {
		text := x.Name + ": " + x.Text
		if x.Section != "" {
			text += " (" + x.Section + ")"
		}
		may = append(may, text)
	}
	list(may)
	line("\n%s: %s", t.Form, r.Form.Address)
	line("%s", t.Asks)
	list(r.Form.Asks)
	line("%s: %s", t.Deadline, r.Deadline)
	if r.Complaint != "" {
		line("%s: %s", t.Refused, r.Complaint)
	}
	line("\n%s", t.Deletion)
	list(r.Form.Deletion)
	line("\n%s: %s", t.Cookies, r.Cookies.Address)
	line("%s", r.Cookies.Why)
	list(r.Cookies.Steps)
	line("\n%s:", t.Sources)
	for _, s := range r.Sources {
		b.WriteString(out.Wrap("  - "+s.What+": "+s.URL+" ("+s.Date.String()+")", "    ") + "\n")
	}
	line("\n%s", t.NoAdvice)
	fmt.Fprint(out, b.String())
}
