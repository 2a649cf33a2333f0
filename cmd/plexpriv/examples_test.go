package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
)

// The examples in the help work: the flags in them exist, and so do the settings, pages
// and levels.
func TestExamplesParse(t *testing.T) {
	s := newFakeWorld(t)
	app := newApp(s.World)
	for _, c := range app.Commands {
		if c.SkipFlagParsing {
			continue
		}
		walkCommands(c, "plexpriv "+c.Name, func(c *cli.Command, name string) {
			examples := examplesOf(c)
			if len(examples) == 0 {
				t.Errorf("%s has no example", name)
			}
			for _, line := range examples {
				for _, args := range plexprivCalls(line) {
					checkExample(t, app, line, args)
				}
			}
		})
	}
}

func walkCommands(c *cli.Command, name string, use func(*cli.Command, string)) {
	use(c, name)
	for _, sub := range c.Subcommands {
		walkCommands(sub, name+" "+sub.Name, use)
	}
}

func examplesOf(c *cli.Command) []string {
	_, rest, _ := strings.Cut(c.Description, "\nExamples:\n")
	rest, _, _ = strings.Cut(rest, "\n\n")
	var out []string
	for l := range strings.Lines(rest) {
		if l = strings.TrimSpace(l); strings.Contains(l, "plexpriv ") {
			out = append(out, l)
		}
	}
	return out
}

var separator = regexp.MustCompile(`\|\|?|&&|;|>|<\(| < .*|\)`)

// plexprivCalls are the arguments of each call of plexpriv in a shell command line.
func plexprivCalls(line string) [][]string {
	var out [][]string
	for _, part := range separator.Split(line, -1) {
		part = strings.TrimPrefix(strings.TrimSpace(part), "source ")
		words := strings.Fields(strings.NewReplacer("'", "", `"`, "").Replace(part))
		for len(words) > 0 && strings.Contains(words[0], "=") {
			words = words[1:] // a variable
		}
		if len(words) > 0 && words[0] == "plexpriv" {
			out = append(out, words[1:])
		}
	}
	return out
}

// checkExample checks each word of a command line against what completion would offer in
// its place.
func checkExample(t *testing.T, app *cli.App, line string, args []string) {
	t.Helper()
	s := newFakeWorld(t)
	here := &cli.Command{Name: app.Name, Flags: app.Flags, Subcommands: app.Commands}
	arguments := 0
	for i := 0; i < len(args); i++ {
		word := args[i]
		switch {
		case strings.HasPrefix(word, "-"):
			name, value, whole := strings.Cut(strings.TrimLeft(word, "-"), "=")
			f := manual.FlagNamed(here, name)
			if f == nil {
				t.Errorf("%q: %s has no flag %s", line, here.Name, word)
				return
			}
			if manual.TakesValue(f) && !whole {
				if i++; i == len(args) {
					t.Errorf("%q: %s has no value", line, word)
					return
				}
				value = args[i]
			}
			if manual.TakesValue(f) {
				expectKnown(t, s, line, value, manual.Completer{Source: completionSource{s.World, t.Context()}, App: app}.Values(f, value).Words)
			}
		case manual.Subcommand(here, word) != nil:
			here = manual.Subcommand(here, word)
		default:
			if arguments++; arguments > 1 {
				continue // the subcommand in "help policy diff"
			}
			expectKnown(t, s, line, word, manual.Completer{Source: completionSource{s.World, t.Context()}, App: app}.Arguments(here).Words)
			if here.ArgsUsage == "" {
				t.Errorf("%q: %s takes no argument", line, here.Name)
			}
		}
	}
}

// expectKnown fails the test if completion offers words and the word is not among them.
func expectKnown(t *testing.T, s *fakeWorld, line, word string, words []manual.Candidate) {
	t.Helper()
	for _, c := range words {
		if c.Word == word {
			return
		}
	}
	if len(words) > 0 {
		t.Errorf("%q: %q does not exist", line, word)
	}
}
