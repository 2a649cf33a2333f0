package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// completeCommand answers the scripts of completion: the word to complete, with
// a sign before it because some shells drop empty arguments, and then the words
// that stand before it.
//
//	plexpriv __complete =vis apply --page
func completeCommand(w *world) *cli.Command {
	return &cli.Command{
		Name:            "__complete",
		Hidden:          true,
		SkipFlagParsing: true,
		HideHelpCommand: true,
		Usage:           "say what fits at the end of a command line",
		Action: func(c *cli.Context) error {
			args := c.Args().Slice()
			if len(args) == 0 {
				return exit.Usagef("__complete is for the scripts of plexpriv completion")
			}
			return w.complete(c.Context, c.App, args[1:], strings.TrimPrefix(args[0], "="))
		},
	}
}

// candidate is a word that fits, and what it means.
type candidate struct{ word, meaning string }

// The kinds of answer; the scripts know them by these words.
const (
	plainWords = "plain"
	// openWords go on: no space belongs behind them.
	openWords   = "open"
	files       = "files"
	directories = "directories"
)

// suggestion is what fits in one place.
type suggestion struct {
	kind  string
	words []candidate
}

// complete prints what fits.
func (w *world) complete(ctx context.Context, app *cli.App, before []string, word string) error {
	s := completer{world: w, ctx: ctx, app: app}.at(before, word)
	var b bytes.Buffer
	fmt.Fprintln(&b, s.kind)
	for _, c := range s.words {
		if !strings.HasPrefix(c.word, word) {
			continue
		}
		// One line, or the next one would be taken for a word.
		meaning, _, _ := strings.Cut(c.meaning, "\n")
		fmt.Fprintf(&b, "%s\t%s\n", c.word, meaning)
	}
	_, err := w.Stdout.Write(b.Bytes())
	return err
}

// completer finds what fits at one place of a command line.
type completer struct {
	*world
	ctx context.Context
	app *cli.App
	// profile is what the command line says so far.
	profile string
}

// at reads the words before the one in question as urfave/cli would.
func (c completer) at(before []string, word string) suggestion {
	here := &cli.Command{Name: c.app.Name, Flags: c.app.Flags, Subcommands: c.app.Commands}
	var waiting cli.Flag
	var given []string
	arguments := 0
	for _, w := range before {
		switch {
		case waiting != nil:
			c.note(waiting, w)
			waiting = nil
		case arguments > 0:
			arguments++
		case strings.HasPrefix(w, "-"):
			name, value, whole := strings.Cut(strings.TrimLeft(w, "-"), "=")
			f := flagNamed(here, name)
			if f == nil {
				continue
			}
			given = append(given, f.Names()[0])
			if whole {
				c.note(f, value)
			} else if takesValue(f) {
				waiting = f
			}
		case subcommand(here, w) != nil:
			here, given = subcommand(here, w), nil
		default:
			arguments++
		}
	}
	switch name, value, whole := strings.Cut(word, "="); {
	case waiting != nil:
		return c.values(waiting, word)
	case arguments > 0:
		return suggestion{kind: plainWords}
	case whole && strings.HasPrefix(word, "-"):
		f := flagNamed(here, strings.TrimLeft(name, "-"))
		if f == nil || !takesValue(f) {
			return suggestion{kind: plainWords}
		}
		s := c.values(f, value)
		for i := range s.words {
			s.words[i].word = name + "=" + s.words[i].word
		}
		return s
	case strings.HasPrefix(word, "-"):
		return suggestion{plainWords, flagWords(here, given)}
	}
	s := c.arguments(here)
	for _, sub := range here.Subcommands {
		if !sub.Hidden {
			s.words = append(s.words, candidate{sub.Name, sub.Usage})
		}
	}
	if len(s.words) == 0 && s.kind == plainWords {
		s.words = flagWords(here, given)
	}
	return s
}

// note remembers what later words depend on.
func (c *completer) note(f cli.Flag, value string) {
	if f.Names()[0] == "profile" {
		c.profile = value
	}
}

func subcommand(of *cli.Command, name string) *cli.Command {
	for _, c := range of.Subcommands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

func flagNamed(of *cli.Command, name string) cli.Flag {
	for _, f := range of.Flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

func takesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}

// flagWords are the flags of a command that may still be given.
func flagWords(of *cli.Command, given []string) []candidate {
	out := []candidate{}
	for _, f := range of.Flags {
		name := f.Names()[0]
		if name == "help" || !isVisible(f) || slices.Contains(given, name) && !isRepeatable(f) {
			continue
		}
		_, usage := flagUsage(f)
		out = append(out, candidate{"--" + name, usage})
	}
	return append(out, candidate{"--help", "explain " + of.Name})
}

func isVisible(f cli.Flag) bool {
	v, ok := f.(cli.VisibleFlag)
	return !ok || v.IsVisible()
}

func isRepeatable(f cli.Flag) bool {
	s, ok := f.(cli.DocGenerationSliceFlag)
	return ok && s.IsSliceFlag()
}

// flagUsage is what stands in the help for a flag, and what its value is called
// there: the part in backquotes.
func flagUsage(f cli.Flag) (placeholder, usage string) {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return "", ""
	}
	usage = d.GetUsage()
	before, rest, ok := strings.Cut(usage, "`")
	if !ok {
		return "", usage
	}
	placeholder, after, _ := strings.Cut(rest, "`")
	return placeholder, before + placeholder + after
}
