package manual

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/config"
	"github.com/plexpriv/plexpriv/selectors"
)

// Values suggests values of a flag. For a flag that is not listed here, the name of the
// value in its help decides: PATH and FILE are files, DIR is a directory, and week|month
// is a choice.
func (c Completer) Values(f cli.Flag, word string) Suggestion {
	switch f.Names()[0] {
	case "level":
		return Suggestion{PlainWords, c.levels()}
	case "page":
		return Suggestion{PlainWords, c.pages()}
	case "ask":
		return Suggestion{PlainWords, []Candidate{{Word: "access"}, {Word: "correction"}, {Word: "deletion"}, {Word: "portability"}, {Word: "objection"}}}
	case "only", "skip":
		return Suggestion{PlainWords, append(c.settings(), c.patterns()...)}
	case "set":
		return c.pairs(word)
	case "profile":
		return Suggestion{PlainWords, c.Source.Profiles()}
	case "run":
		return Suggestion{PlainWords, c.Source.Runs(c.profile)}
	}
	placeholder, _ := flagUsage(f)
	choices := strings.Split(placeholder, "|")
	switch {
	case len(choices) > 1:
		s := Suggestion{kind: PlainWords}
		for _, choice := range choices {
			s.Words = append(s.Words, Candidate{Word: choice})
		}
		return s
	case strings.HasPrefix(placeholder, "PATH"), strings.HasPrefix(placeholder, "FILE"):
		return Suggestion{kind: Files}
	case strings.HasPrefix(placeholder, "DIR"):
		return Suggestion{kind: directories}
	}
	return Suggestion{kind: PlainWords}
}

// Arguments suggests arguments of a command, by the names that its help has for them.
func (c Completer) Arguments(command *cli.Command) Suggestion {
	out := Suggestion{kind: PlainWords}
	named := strings.FieldsFunc(command.ArgsUsage, func(r rune) bool { return strings.ContainsRune("[]| ", r) })
	for _, name := range named {
		switch name {
		case "FILE", "PATH", "SAVED":
			out.kind = Files
		case "DIR":
			out.kind = directories
		case "SHELL":
			for _, shell := range Shells {
				out.Words = append(out.Words, Candidate{Word: shell})
			}
		case "ID", "SETTING":
			out.Words = append(append(out.Words, c.settings()...), c.shortNames()...)
		case "PAGE":
			out.Words = append(out.Words, c.pages()...)
		case "RUN":
			out.Words = append(out.Words, c.Source.Runs(c.profile)...)
		case "KEY":
			for _, k := range config.Keys {
				out.Words = append(out.Words, Candidate{k.Name, k.Purpose})
			}
		case "PROFILE":
			out.Words = append(out.Words, c.Source.Profiles()...)
		case "COMMAND":
			for _, sub := range c.App.Commands {
				if !sub.Hidden {
					out.Words = append(out.Words, Candidate{sub.Name, sub.Usage})
				}
			}
		case "TOPIC":
			for _, topic := range Topics {
				out.Words = append(out.Words, Candidate{topic, "a topic of the help"})
			}
		}
	}
	return out
}

func (c Completer) levels() []Candidate {
	var out []Candidate
	for _, l := range c.Source.Known().Words.Levels {
		out = append(out, Candidate{l.Name, l.Purpose})
	}
	return out
}

func (c Completer) pages() []Candidate {
	var out []Candidate
	for _, p := range c.Source.Known().Pages {
		out = append(out, Candidate{p.ID, p.Title})
	}
	return out
}

func (c Completer) settings() []Candidate {
	var out []Candidate
	for _, s := range c.Source.Known().Settings() {
		out = append(out, Candidate{s.ID, s.Label})
	}
	return out
}

// shortNames are the last parts of the ids, by which commands take a setting, too.
func (c Completer) shortNames() []Candidate {
	var out []Candidate
	for _, s := range c.settings() {
		_, last, _ := strings.Cut(s.Word, ".")
		out = append(out, Candidate{last, s.Meaning})
	}
	return out
}

// patterns are globs for all settings of one page.
func (c Completer) patterns() []Candidate {
	var out []Candidate
	for _, p := range c.pages() {
		out = append(out, Candidate{p.Word + ".*", "all of: " + p.Meaning})
	}
	return out
}

// pairs suggests the words of --set: first ID=, then ID=VALUE with the values of the
// setting.
func (c Completer) pairs(word string) Suggestion {
	id, _, named := strings.Cut(word, "=")
	if !named {
		s := Suggestion{kind: OpenWords, Words: c.settings()}
		for i := range s.Words {
			s.Words[i].Word += "="
		}
		return s
	}
	return Suggestion{PlainWords, c.settingValues(id, id+"=")}
}

// settingValues are the values of a setting, behind a prefix. Those of a switch are off
// and on, whatever else set takes.
func (c Completer) settingValues(name, prefix string) []Candidate {
	cat := c.Source.Known()
	var out []Candidate
	for _, s := range cat.Settings() {
		if s.ID != name && !strings.HasSuffix(s.ID, "."+name) {
			continue
		}
		names := []string{"off", "on"}
		if s.Kind == selectors.AudienceChoice {
			names = s.ValueNames(&cat.Words)
		}
		for _, v := range names {
			out = append(out, Candidate{prefix + v, s.Label})
		}
	}
	return out
}
