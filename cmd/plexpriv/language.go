package main

import (
	"context"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/selectors"
)

func langFlag() cli.Flag {
	return &cli.StringFlag{Name: "lang", Category: groupOutput, Usage: "language of plans and results: `" + strings.Join(locale.Languages(), "|") + "` ($" + exit.EnvLang + "; default: from $LC_ALL, $LC_MESSAGES or $LANG)"}
}

// localeOf is the language for what a person reads on the way.
func localeOf(w *world.World, c *cli.Context) (*locale.Locale, error) {
	l, err := locale.Choose(c.String("lang"), w.Terminal.Getenv(exit.EnvLang), w.Terminal.Getenv)
	if err != nil {
		from := "--lang"
		if !c.IsSet("lang") {
			from = world.NameOf(w, exit.EnvLang)
		}
		return nil, exit.Usagef("%s: %v", from, err)
	}
	return l, nil
}

// chooseLanguage makes --lang count for the whole command, also where there are no flags
// any more, as at a question.
func chooseLanguage(w *world.World, c *cli.Context) error {
	if !c.IsSet("lang") {
		return nil
	}
	l, err := localeOf(w, c)
	if err != nil {
		return err
	}
	return world.Choose(w, exit.EnvLang, l.Tag())
}

// wordsHere are the words of this command, in the language of the person.
func wordsHere(w *world.World, cat *selectors.Catalogue) *presentation.Vocabulary {
	return presentation.New(world.Locale(w), cat)
}

// askYesOrNo asks a question in the person's language. enter is what an empty line means.
func askYesOrNo(ctx context.Context, w *world.World, words *presentation.Vocabulary, text string, enter terminal.Answer) (bool, error) {
	q := terminal.Question{
		Text: text, Keys: words.Say("ask.short-no"), Enter: enter, Again: words.Say("ask.short-again"),
		Words: map[terminal.Answer]string{terminal.Yes: words.Say("ask.yes"), terminal.No: words.Say("ask.no")},
	}
	if enter == terminal.Yes {
		q.Keys = words.Say("ask.short-yes")
	}
	answer, err := w.Terminal.AskChoice(ctx, nil, q)
	return answer == terminal.Yes, err
}
