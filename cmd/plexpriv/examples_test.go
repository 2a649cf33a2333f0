package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
)

// What a command's help gives as examples can be typed: the flags exist, and so
// do the settings, pages and levels in them.
func TestExamplesParse(t *testing.T) {
	s := newStage(t)
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
				for _, args := range calls(line) {
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

// calls are the arguments of each plexpriv in a line for the shell.
func calls(line string) [][]string {
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

// checkExample reads a command line as completion does: what would be offered in
// each place must be what stands there.
func checkExample(t *testing.T, app *cli.App, line string, args []string) {
	t.Helper()
	s := newStage(t)
	here := &cli.Command{Name: app.Name, Flags: app.Flags, Subcommands: app.Commands}
	arguments := 0
	for i := 0; i < len(args); i++ {
		word := args[i]
		switch {
		case strings.HasPrefix(word, "-") && arguments > 0:
			t.Errorf("%q: %s stands behind an argument", line, word)
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
				known(t, s, line, value, manual.Completer{Source: completionSource{s.World, t.Context()}, App: app}.Values(f, value).Words)
			}
		case manual.Subcommand(here, word) != nil:
			here = manual.Subcommand(here, word)
		default:
			arguments++
			known(t, s, line, word, manual.Completer{Source: completionSource{s.World, t.Context()}, App: app}.Arguments(here).Words)
			if here.ArgsUsage == "" {
				t.Errorf("%q: %s takes no argument", line, here.Name)
			}
		}
	}
}

// known fails the test if there are words to choose from and the word is not one.
func known(t *testing.T, s *stage, line, word string, words []manual.Candidate) {
	t.Helper()
	for _, c := range words {
		if c.Word == word {
			return
		}
	}
	if len(words) > 0 {
		t.Errorf("%q: there is no %q", line, word)
	}
}
