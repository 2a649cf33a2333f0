package main

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/selectors"
)

// values are what may stand behind a flag. A flag that is not known here is
// completed by what its help calls the value: a file, a directory, or a choice
// like week|month.
func (c completer) values(f cli.Flag, word string) suggestion {
	switch f.Names()[0] {
	case "level":
		return suggestion{plainWords, c.levels()}
	case "page":
		return suggestion{plainWords, c.pages()}
	case "only", "skip":
		return suggestion{plainWords, append(c.settings(), c.patterns()...)}
	case "set":
		return c.pairs(word)
	case "profile":
		return suggestion{plainWords, c.profiles()}
	case "run":
		return suggestion{plainWords, c.runs()}
	}
	placeholder, _ := flagUsage(f)
	choices := strings.Split(placeholder, "|")
	switch {
	case len(choices) > 1:
		s := suggestion{kind: plainWords}
		for _, choice := range choices {
			s.words = append(s.words, candidate{word: choice})
		}
		return s
	case strings.HasPrefix(placeholder, "PATH"), strings.HasPrefix(placeholder, "FILE"):
		return suggestion{kind: files}
	case strings.HasPrefix(placeholder, "DIR"):
		return suggestion{kind: directories}
	}
	return suggestion{kind: plainWords}
}

// arguments are what may stand behind a command, by what its help calls it.
func (c completer) arguments(command *cli.Command) suggestion {
	out := suggestion{kind: plainWords}
	named := strings.FieldsFunc(command.ArgsUsage, func(r rune) bool { return strings.ContainsRune("[]| ", r) })
	for _, name := range named {
		switch name {
		case "FILE", "PATH", "SAVED":
			out.kind = files
		case "DIR":
			out.kind = directories
		case "SHELL":
			for _, shell := range shells {
				out.words = append(out.words, candidate{word: shell})
			}
		case "ID", "SETTING":
			out.words = append(out.words, c.settings()...)
		case "PAGE":
			out.words = append(out.words, c.pages()...)
		case "RUN":
			out.words = append(out.words, c.runs()...)
		case "PROFILE":
			out.words = append(out.words, c.profiles()...)
		case "COMMAND":
			for _, sub := range c.app.Commands {
				if !sub.Hidden {
					out.words = append(out.words, candidate{sub.Name, sub.Usage})
				}
			}
		case "TOPIC":
			for _, topic := range topics {
				out.words = append(out.words, candidate{topic, "a topic of the help"})
			}
		}
	}
	return out
}

// known is the catalogue; the built-in one where the person's own has mistakes,
// and an empty one at worst.
func (c completer) known() *selectors.Catalogue {
	cat, err := c.catalogue()
	if err != nil {
		cat, err = selectors.Embedded()
	}
	if err != nil {
		return &selectors.Catalogue{}
	}
	return cat
}

func (c completer) levels() []candidate {
	var out []candidate
	for _, l := range c.known().Words.Levels {
		out = append(out, candidate{l.Name, l.Purpose})
	}
	return out
}

func (c completer) pages() []candidate {
	var out []candidate
	for _, p := range c.known().Pages {
		out = append(out, candidate{p.ID, p.Title})
	}
	return out
}

func (c completer) settings() []candidate {
	var out []candidate
	for _, s := range c.known().Settings() {
		out = append(out, candidate{s.ID, s.Label})
	}
	return out
}

// patterns are those that stand for all settings of a page.
func (c completer) patterns() []candidate {
	var out []candidate
	for _, p := range c.pages() {
		out = append(out, candidate{p.word + ".*", "all of: " + p.meaning})
	}
	return out
}

// pairs are the settings, and once one is named, its values.
func (c completer) pairs(word string) suggestion {
	id, _, named := strings.Cut(word, "=")
	cat := c.known()
	if !named {
		s := suggestion{kind: openWords, words: c.settings()}
		for i := range s.words {
			s.words[i].word += "="
		}
		return s
	}
	s := suggestion{kind: plainWords}
	if setting := cat.Setting(id); setting != nil {
		for _, v := range setting.ValueNames(&cat.Words) {
			s.words = append(s.words, candidate{id + "=" + v, setting.Label})
		}
	}
	return s
}

// peeker is a store that can name profiles without a question to the person.
type peeker interface {
	Peek(ctx context.Context) ([]string, error)
}

// patience is how long a person at the prompt is kept waiting for what has to be
// looked up.
const patience = 300 * time.Millisecond

// soon gives what can be looked up in time, else nothing.
func soon[T any](ctx context.Context, look func(context.Context) T) T {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	found := make(chan T, 1)
	go func() { found <- look(ctx) }()
	select {
	case t := <-found:
		return t
	case <-ctx.Done():
		var nothing T
		return nothing
	}
}

// profiles are those that have a session, as far as that can be known without
// asking the person anything, and those that have a record of changes.
func (c completer) profiles() []candidate {
	names := map[string]string{}
	for _, name := range soon(c.ctx, c.recorded) {
		names[name] = "has a record of changes"
	}
	for _, name := range soon(c.ctx, c.stored) {
		names[name] = "has a stored session"
	}
	var out []candidate
	for _, name := range slices.Sorted(maps.Keys(names)) {
		out = append(out, candidate{name, names[name]})
	}
	return out
}

func (c completer) recorded(context.Context) []string {
	names, _ := journal.Profiles(c.journals())
	return names
}

func (c completer) stored(ctx context.Context) []string {
	store, err := c.openStore(session.Options{Dir: c.state, Env: c.Getenv, Passphrase: noPassphrase})
	if err != nil {
		return nil
	}
	p, ok := store.(peeker)
	if !ok {
		return nil
	}
	names, _ := p.Peek(ctx)
	return names
}

// noPassphrase is for those who must not ask.
func noPassphrase(context.Context) (string, error) { return "", exit.ErrNoPassphrase }

// runs are those of the profile, newest first.
func (c completer) runs() []candidate {
	return soon(c.ctx, func(context.Context) []candidate {
		profile := cmp.Or(c.profile, c.Getenv(exit.EnvProfile), exit.DefaultProfile)
		runs, _ := journal.Peek(c.journals(), profile)
		var out []candidate
		for _, r := range runs {
			meaning := []string{cmp.Or(r.Start.Command, "run"), r.At.Local().Format(time.DateTime[:16]), terminal.Plural(len(r.Changes), "change")}
			out = append(out, candidate{r.ID, strings.Join(meaning, ", ")})
		}
		return out
	})
}
