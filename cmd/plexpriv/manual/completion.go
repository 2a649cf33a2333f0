package manual

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/selectors"
)

// Candidate is a word that completion offers, and what it means.
type Candidate struct{ Word, Meaning string }

// The kinds of suggestion, as the completion scripts know them.
const (
	PlainWords = "plain"
	// OpenWords are not complete yet, so the shell adds no space after them.
	OpenWords   = "open"
	Files       = "files"
	directories = "directories"
)

// Suggestion is what completion offers in one place of a command line.
type Suggestion struct {
	kind  string
	Words []Candidate
}

// Source has the names that a command line may contain. It must not ask the person
// anything, and it must answer quickly, because the person has just pressed Tab.
type Source interface {
	Known() *selectors.Catalogue
	Profiles() []Candidate
	// Runs are the runs of a profile; "" is the profile that is used by default.
	Runs(profile string) []Candidate
}

// Complete returns the suggestion for word after the words before it, in the format
// that the completion scripts read.
func Complete(app *cli.App, from Source, before []string, word string) []byte {
	s := Completer{Source: from, App: app}.suggest(before, word)
	var b bytes.Buffer
	fmt.Fprintln(&b, s.kind)
	for _, c := range s.Words {
		if !strings.HasPrefix(c.Word, word) {
			continue
		}
		// The scripts take each line for a word.
		meaning, _, _ := strings.Cut(c.Meaning, "\n")
		fmt.Fprintf(&b, "%s\t%s\n", c.Word, meaning)
	}
	return b.Bytes()
}

// Completer finds what can be completed in one place of a command line.
type Completer struct {
	Source Source
	App    *cli.App
	// profile is the value of --profile, if it was given before this place.
	profile string
}

// place is where in a command line the word to complete is.
type place struct {
	command *cli.Command
	// flag is the flag whose value is to be completed, or nil.
	flag cli.Flag
	// given are the names of the command's flags before this place.
	given []string
	// arguments are the arguments before this place.
	arguments []string
}

// placeAfter reads the words before the one to complete.
func (c *Completer) placeAfter(before []string) place {
	at := place{command: &cli.Command{Name: c.App.Name, Flags: c.App.Flags, Subcommands: c.App.Commands}}
	for _, w := range before {
		switch {
		case at.flag != nil:
			c.noteValue(at.flag, w)
			at.flag = nil
		case strings.HasPrefix(w, "-") && w != "-":
			name, value, hasValue := strings.Cut(strings.TrimLeft(w, "-"), "=")
			f := FlagNamed(at.command, name)
			if f == nil {
				continue
			}
			at.given = append(at.given, f.Names()[0])
			if hasValue {
				c.noteValue(f, value)
			} else if TakesValue(f) {
				at.flag = f
			}
		case len(at.arguments) == 0 && Subcommand(at.command, w) != nil:
			at.command, at.given = Subcommand(at.command, w), nil
		default:
			at.arguments = append(at.arguments, w)
		}
	}
	return at
}

// suggest offers completions of word after the words before it.
func (c Completer) suggest(before []string, word string) Suggestion {
	at := c.placeAfter(before)
	switch name, value, hasValue := strings.Cut(word, "="); {
	case at.flag != nil:
		return c.Values(at.flag, word)
	case hasValue && strings.HasPrefix(word, "-"):
		f := FlagNamed(at.command, strings.TrimLeft(name, "-"))
		if f == nil || !TakesValue(f) {
			return Suggestion{kind: PlainWords}
		}
		s := c.Values(f, value)
		for i := range s.Words {
			s.Words[i].Word = name + "=" + s.Words[i].Word
		}
		return s
	case strings.HasPrefix(word, "-"):
		return Suggestion{PlainWords, flagWords(at.command, at.given)}
	case len(at.arguments) == 1 && strings.HasSuffix(at.command.ArgsUsage, "SETTING VALUE"):
		return Suggestion{PlainWords, c.settingValues(at.arguments[0], "")}
	case len(at.arguments) > 0:
		return Suggestion{kind: PlainWords}
	}
	s := c.Arguments(at.command)
	for _, sub := range at.command.Subcommands {
		if !sub.Hidden {
			s.Words = append(s.Words, Candidate{sub.Name, sub.Usage})
		}
	}
	if len(s.Words) == 0 && s.kind == PlainWords {
		s.Words = flagWords(at.command, at.given)
	}
	return s
}

// noteValue remembers a value on which the completion of later words depends.
func (c *Completer) noteValue(f cli.Flag, value string) {
	if f.Names()[0] == "profile" {
		c.profile = value
	}
}

// Subcommand finds a subcommand by name, or returns nil.
func Subcommand(of *cli.Command, name string) *cli.Command {
	for _, c := range of.Subcommands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

// FlagNamed finds a flag by name, or returns nil.
func FlagNamed(of *cli.Command, name string) cli.Flag {
	for _, f := range of.Flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

// TakesValue reports whether a flag is followed by a value.
func TakesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}

// flagWords are the flags of a command that may still be given: a flag that is not
// repeatable is offered once.
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

// flagUsage splits the help text of a flag into the text and the name of the value, which
// is the part in backquotes.
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
