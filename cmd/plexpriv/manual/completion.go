package manual

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/selectors"
)

// Candidate is a word that fits, and what it means.
type Candidate struct{ Word, Meaning string }

// The kinds of answer; the scripts know them by these words.
const (
	PlainWords = "plain"
	// OpenWords go on: no space belongs behind them.
	OpenWords   = "open"
	Files       = "files"
	directories = "directories"
)

// Suggestion is what fits in one place.
type Suggestion struct {
	kind  string
	Words []Candidate
}

// Source knows what a command line may name. It must ask nobody, and not keep a
// person waiting who has pressed a key.
type Source interface {
	Known() *selectors.Catalogue
	// Profiles are the stored ones, Runs those of a profile; "" is the usual one.
	Profiles() []Candidate
	Runs(profile string) []Candidate
}

// Fitting are the words that fit behind those before, as the scripts read them.
func Fitting(app *cli.App, from Source, before []string, word string) []byte {
	s := Completer{Source: from, App: app}.at(before, word)
	var b bytes.Buffer
	fmt.Fprintln(&b, s.kind)
	for _, c := range s.Words {
		if !strings.HasPrefix(c.Word, word) {
			continue
		}
		// One line, or the next one would be taken for a word.
		meaning, _, _ := strings.Cut(c.Meaning, "\n")
		fmt.Fprintf(&b, "%s\t%s\n", c.Word, meaning)
	}
	return b.Bytes()
}

// Completer finds what fits at one place of a command line.
type Completer struct {
	Source Source
	App    *cli.App
	// profile is what the command line says so far.
	profile string
}

// at reads the words before the one in question as urfave/cli would.
func (c Completer) at(before []string, word string) Suggestion {
	here := &cli.Command{Name: c.App.Name, Flags: c.App.Flags, Subcommands: c.App.Commands}
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
			f := FlagNamed(here, name)
			if f == nil {
				continue
			}
			given = append(given, f.Names()[0])
			if whole {
				c.note(f, value)
			} else if TakesValue(f) {
				waiting = f
			}
		case Subcommand(here, w) != nil:
			here, given = Subcommand(here, w), nil
		default:
			arguments++
		}
	}
	switch name, value, whole := strings.Cut(word, "="); {
	case waiting != nil:
		return c.Values(waiting, word)
	case arguments > 0:
		return Suggestion{kind: PlainWords}
	case whole && strings.HasPrefix(word, "-"):
		f := FlagNamed(here, strings.TrimLeft(name, "-"))
		if f == nil || !TakesValue(f) {
			return Suggestion{kind: PlainWords}
		}
		s := c.Values(f, value)
		for i := range s.Words {
			s.Words[i].Word = name + "=" + s.Words[i].Word
		}
		return s
	case strings.HasPrefix(word, "-"):
		return Suggestion{PlainWords, flagWords(here, given)}
	}
	s := c.Arguments(here)
	for _, sub := range here.Subcommands {
		if !sub.Hidden {
			s.Words = append(s.Words, Candidate{sub.Name, sub.Usage})
		}
	}
	if len(s.Words) == 0 && s.kind == PlainWords {
		s.Words = flagWords(here, given)
	}
	return s
}

// note remembers what later words depend on.
func (c *Completer) note(f cli.Flag, value string) {
	if f.Names()[0] == "profile" {
		c.profile = value
	}
}

// Subcommand is one of a command, or nil.
func Subcommand(of *cli.Command, name string) *cli.Command {
	for _, c := range of.Subcommands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

// FlagNamed is a flag of a command, or nil.
func FlagNamed(of *cli.Command, name string) cli.Flag {
	for _, f := range of.Flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

// TakesValue says whether something stands behind a flag.
func TakesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}

// flagWords are the flags of a command that may still be given.
func flagWords(of *cli.Command, given []string) []Candidate {
	out := []Candidate{}
	for _, f := range of.Flags {
		name := f.Names()[0]
		if name == "help" || !isVisible(f) || slices.Contains(given, name) && !isRepeatable(f) {
			continue
		}
		_, usage := flagUsage(f)
		out = append(out, Candidate{"--" + name, usage})
	}
	return append(out, Candidate{"--help", "explain " + of.Name})
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
