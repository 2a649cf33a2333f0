package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// manCommand prints the manual. It is hidden because packages bring the pages;
// it is there because then they cannot differ from the program.
func manCommand(w *world) *cli.Command {
	return &cli.Command{
		Name:      "man",
		Hidden:    true,
		Usage:     "print the manual page of plexpriv or of a command, or write them all",
		ArgsUsage: "[COMMAND]",
		Description: about(`Prints a page in the man macros. The date on it is that of the variable
SOURCE_DATE_EPOCH, else today's.`,
			[]string{"plexpriv man | man -l -", "plexpriv man apply", "plexpriv man --dir man1"}, 0, 1, exit.Usage),
		Flags: []cli.Flag{&cli.StringFlag{Name: "dir", Usage: "write all pages into this directory: `DIR`"}},
		Action: func(c *cli.Context) error {
			pages, err := w.manual(c.App)
			if err != nil {
				return err
			}
			if c.IsSet("dir") {
				if c.Args().Present() {
					return exit.Usagef("--dir writes all pages, and %q is one", c.Args().First())
				}
				return writeManual(c.String("dir"), pages)
			}
			name := c.App.Name
			if c.Args().Present() {
				name += "-" + c.Args().First()
			}
			for _, p := range pages {
				if p.name == name {
					_, err := w.Stdout.Write([]byte(p.text))
					return err
				}
			}
			return exit.Usagef("there is no page about %q", c.Args().First()).Hinting(exit.DidYouMean(c.Args().First(), commandNames(c.App.Commands)))
		},
	}
}

type manPage struct{ name, text string }

func writeManual(dir string, pages []manPage) error {
	if dir == "" {
		return exit.Usagef("--dir has an empty value")
	}
	err := os.MkdirAll(dir, 0o755)
	for _, p := range pages {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, p.name+".1"), []byte(p.text), 0o644))
	}
	if err != nil {
		return fmt.Errorf("write the manual: %w", err)
	}
	return nil
}

// manual is a page for the program and one for each command, subcommands
// included in that of theirs.
func (w *world) manual(app *cli.App) ([]manPage, error) {
	date := w.now().UTC()
	if text := w.Getenv("SOURCE_DATE_EPOCH"); text != "" {
		seconds, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, exit.Usagef("SOURCE_DATE_EPOCH is %q", text).Hinting("it is a time in seconds since 1970")
		}
		date = time.Unix(seconds, 0).UTC()
	}
	pages := []manPage{{app.Name, programPage(app, date)}}
	for _, c := range app.Commands {
		if !c.Hidden {
			pages = append(pages, manPage{app.Name + "-" + c.Name, commandPage(app, c, date)})
		}
	}
	return pages, nil
}

func programPage(app *cli.App, date time.Time) string {
	m := &roff{}
	m.title(app.Name, date)
	m.section("NAME")
	m.text(app.Name + ` - ` + app.Usage)
	m.section("SYNOPSIS")
	m.synopsis(app.Name, "[--help | --version] COMMAND [flags]")
	m.section("DESCRIPTION")
	// The last paragraph points to the topics, which are sections here.
	about, _, _ := strings.Cut(app.Description, "\n\nTopics:")
	m.prose(about)
	m.section("COMMANDS")
	for _, c := range app.Commands {
		if !c.Hidden {
			m.item(app.Name+"-"+c.Name+"(1)", c.Usage)
		}
	}
	for _, topic := range topics {
		text, _ := topicFiles.ReadFile("topics/" + topic + ".txt")
		heading, body, _ := strings.Cut(string(text), "\n")
		m.section(strings.ToUpper(heading))
		m.prose(strings.Trim(body, "\n"))
	}
	m.section("SEE ALSO")
	m.seeAlso(app, "")
	return m.String()
}

func commandPage(app *cli.App, c *cli.Command, date time.Time) string {
	m := &roff{}
	m.title(app.Name+"-"+c.Name, date)
	m.section("NAME")
	m.text(app.Name + "-" + c.Name + ` - ` + c.Usage)
	m.section("SYNOPSIS")
	m.usage(app.Name, c)
	for _, sub := range c.Subcommands {
		m.usage(app.Name+" "+c.Name, sub)
	}
	m.section("DESCRIPTION")
	m.described(c)
	m.flags(c)
	for _, sub := range c.Subcommands {
		m.section(strings.ToUpper(app.Name + " " + c.Name + " " + sub.Name))
		m.text(sentence(sub.Usage))
		m.described(sub)
		m.flags(sub)
	}
	m.section("SEE ALSO")
	m.seeAlso(app, c.Name)
	return m.String()
}

func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] + "." }

// usage is a line of the synopsis.
func (m *roff) usage(before string, c *cli.Command) {
	rest := c.ArgsUsage
	if len(c.VisibleFlags()) > 0 {
		rest = strings.TrimSpace("[flags] " + rest)
	}
	m.synopsis(before+" "+c.Name, rest)
}

// described is the text of a command's help, whose examples and exit codes get
// sections of their own.
func (m *roff) described(c *cli.Command) {
	text, rest, _ := strings.Cut(c.Description, "\n\nExamples:\n")
	examples, codes, _ := strings.Cut(rest, "\n\nExit codes:\n")
	m.prose(text)
	if examples != "" {
		m.subsection("Examples")
		m.example(examples)
	}
	if codes != "" {
		m.subsection("Exit codes")
		for _, line := range strings.Split(codes, "\n") {
			code, meaning, _ := strings.Cut(strings.TrimSpace(line), "  ")
			m.item(code, meaning)
		}
	}
}

func (m *roff) flags(c *cli.Command) {
	for _, group := range c.VisibleFlagCategories() {
		m.subsection(strings.TrimSuffix(cmp.Or(group.Name(), "Flags:"), ":"))
		for _, f := range group.Flags() {
			placeholder, usage := flagUsage(f)
			var names []string
			for _, n := range f.Names() {
				if len(n) == 1 {
					names = append(names, "-"+n)
				} else {
					names = append(names, "--"+n)
				}
			}
			m.flag(strings.Join(names, ", "), placeholder, usage)
		}
	}
}

func (m *roff) seeAlso(app *cli.App, but string) {
	var pages []string
	if but != "" {
		pages = append(pages, app.Name+"(1)")
	}
	for _, c := range app.Commands {
		if !c.Hidden && c.Name != but {
			pages = append(pages, app.Name+"-"+c.Name+"(1)")
		}
	}
	m.references(pages)
}
