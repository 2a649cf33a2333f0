package manual

import (
	"cmp"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
)

// Page is a page of the manual.
type Page struct{ Name, Text string }

// Pages makes a page for the program and one for each command. A subcommand is described
// on the page of its command. Each page has the version and the date.
func Pages(app *cli.App, version string, date time.Time) []Page {
	pages := []Page{{app.Name, programPage(app, version, date)}}
	for _, c := range app.Commands {
		if !c.Hidden {
			pages = append(pages, Page{app.Name + "-" + c.Name, commandPage(app, c, version, date)})
		}
	}
	return pages
}

func programPage(app *cli.App, version string, date time.Time) string {
	m := &roff{}
	m.title(app.Name, version, date)
	m.section("NAME")
	m.text(app.Name + ` - ` + app.Usage)
	m.section("SYNOPSIS")
	m.synopsis(app.Name, "[--help | --version] COMMAND [flags]")
	m.section("DESCRIPTION")
	// The last paragraph lists the topics. They are sections of this page.
	about, _, _ := strings.Cut(app.Description, "\n\nTopics:")
	m.prose(about)
	m.section("COMMANDS")
	for _, c := range app.Commands {
		if !c.Hidden {
			m.item(app.Name+"-"+c.Name+"(1)", c.Usage)
		}
	}
	for _, topic := range Topics {
		text, _ := Topic(topic)
		heading, body, _ := strings.Cut(text, "\n")
		m.section(strings.ToUpper(heading))
		m.prose(strings.Trim(body, "\n"))
	}
	m.section("SEE ALSO")
	m.seeAlso(app, "")
	return m.String()
}

func commandPage(app *cli.App, c *cli.Command, version string, date time.Time) string {
	m := &roff{}
	m.title(app.Name+"-"+c.Name, version, date)
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

// usage writes the line of the synopsis for a command.
func (m *roff) usage(before string, c *cli.Command) {
	rest := c.ArgsUsage
	if len(c.VisibleFlags()) > 0 {
		rest = strings.TrimSpace("[flags] " + rest)
	}
	m.synopsis(before+" "+c.Name, rest)
}

// described writes the text of a command's help, with its examples and exit codes in
// sections of their own.
func (m *roff) described(c *cli.Command) {
	text, rest, _ := strings.Cut(c.Description, "\n\nExamples:\n")
	examples, codes, _ := strings.Cut(rest, "\n\nExit codes: ")
	m.prose(text)
	if examples != "" {
		m.subsection("Examples")
		m.example(examples)
	}
	if codes != "" {
		m.subsection("Exit codes")
		m.text(codes)
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
