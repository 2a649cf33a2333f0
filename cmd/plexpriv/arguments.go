package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
	"github.com/plexpriv/plexpriv/selectors"
)

// commandLine is a command line in its parts. urfave/cli takes a flag behind an argument
// for an argument: "apply email --dry-run" would change settings. So plexpriv takes the
// line apart by itself, and hands it over with all flags in front.
type commandLine struct {
	program string
	// words are the command and its subcommands, and command is what they name, or the
	// program itself.
	words   []string
	command *cli.Command
	// name is what messages call the command.
	name string
	// flags have their values behind them.
	flags     []string
	arguments []string
}

// parseLine takes a command line apart, given with the program's name. A word that looks
// like a flag and is none of the command's is an error, so that no flag is ignored.
func parseLine(app *cli.App, args []string) (*commandLine, error) {
	l := &commandLine{
		program: app.Name, name: app.Name,
		command: &cli.Command{Name: app.Name, Flags: app.Flags, Subcommands: app.Commands},
	}
	return l, l.split(l.findCommand(args[min(1, len(args)):]))
}

// findCommand finds the command that is named, and returns the other words.
func (l *commandLine) findCommand(words []string) (others []string) {
	for i := 0; i < len(words); i++ {
		word := words[i]
		sub := manual.Subcommand(l.command, word)
		switch {
		case isFlag(word) && word != "--":
			others = append(others, word)
			if i+1 < len(words) && takesNextWord(l.command, word) {
				i++
				others = append(others, words[i])
			}
		case sub == nil:
			return append(others, words[i:]...)
		default:
			l.words, l.command, l.name = append(l.words, word), sub, l.name+" "+word
		}
	}
	return others
}

// takesNextWord reports whether a flag of a command, or of any command below it, has its
// value in the next word.
func takesNextWord(c *cli.Command, word string) bool {
	name, _, joined := flagName(word)
	if f := manual.FlagNamed(c, name); f != nil || joined {
		return !joined && manual.TakesValue(f)
	}
	return slices.ContainsFunc(c.Subcommands, func(sub *cli.Command) bool { return takesNextWord(sub, word) })
}

// split tells the flags of the command from its arguments.
func (l *commandLine) split(words []string) error {
	if l.command.SkipFlagParsing {
		l.arguments = words
		return nil
	}
	for i := 0; i < len(words); i++ {
		word := words[i]
		switch {
		case word == "--":
			l.arguments = append(l.arguments, words[i+1:]...)
			return nil
		case !isFlag(word):
			l.arguments = append(l.arguments, word)
			continue
		case !l.knows(word):
			return l.unknownFlag(word)
		}
		l.flags = append(l.flags, word)
		if !takesNextWord(l.command, word) {
			continue
		}
		if i++; i == len(words) {
			return exit.Usagef("%s: %s needs a value", l.name, dashed(word)).Hinting("see " + l.name + " --help")
		}
		l.flags = append(l.flags, words[i])
	}
	return nil
}

// ordered is the command line as urfave/cli reads it: flags before arguments.
func (l *commandLine) ordered() []string {
	line := slices.Concat([]string{l.program}, l.words, l.flags)
	if !l.command.SkipFlagParsing && slices.ContainsFunc(l.arguments, isFlag) {
		line = append(line, "--")
	}
	return append(line, l.arguments...)
}

// isFlag reports whether a word looks like a flag. A lone "-" is an argument.
func isFlag(word string) bool { return len(word) > 1 && word[0] == '-' }

// flagName is the name of a flag, without dashes and value.
func flagName(word string) (name, value string, joined bool) {
	return strings.Cut(strings.TrimLeft(word, "-"), "=")
}

// dashed writes a flag as help does: -n, --dry-run.
func dashed(word string) string {
	name, _, _ := flagName(word)
	if len([]rune(name)) == 1 {
		return "-" + name
	}
	return "--" + name
}

// knows reports whether the command has a flag. A word may be several flags of one
// letter, such as -qn.
func (l *commandLine) knows(word string) bool {
	name, _, joined := flagName(word)
	if name == "h" || name == "help" || manual.FlagNamed(l.command, name) != nil {
		return true
	}
	if joined || strings.HasPrefix(word, "--") {
		return false
	}
	for _, letter := range name {
		f := manual.FlagNamed(l.command, string(letter))
		if letter != 'h' && (f == nil || manual.TakesValue(f)) {
			return false
		}
	}
	return true
}

// unknownFlag is the error for a flag that the command does not have.
func (l *commandLine) unknownFlag(word string) error {
	if len(l.words) == 0 && len(l.arguments) > 0 {
		return unknownCommand(l.arguments[0], l.command.Subcommands)
	}
	err := exit.Usagef("%s has no flag %s", l.name, dashed(word))
	name, _, _ := flagName(word)
	if near := selectors.Nearest(name, longFlags(l.command)); len(near) > 0 && len([]rune(name)) > 1 {
		return err.Hinting("did you mean --" + strings.Join(near, " or --") + "?")
	}
	if len(l.words) == 0 {
		return err.Hinting("flags stand after the command: " + l.name + " apply " + dashed(word))
	}
	return err.Hinting("see " + l.name + " --help")
}

// longFlags are the names of a command's visible flags, without those of one letter: each
// of those is like every other.
func longFlags(c *cli.Command) []string {
	var out []string
	for _, f := range c.VisibleFlags() {
		for _, name := range f.Names() {
			if len(name) > 1 {
				out = append(out, name)
			}
		}
	}
	return out
}
