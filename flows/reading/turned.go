package reading

import (
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/meaning"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// turnedAudience says why the audiences of a list may be those that are kept out: below
// "Hide my activity from", "Everyone" is the most private of all. It is "" if nothing says
// so. What is asked or said of a list goes with its title, and so does a sentence that says
// whom to choose; what else explains it, in whole sentences, does not.
func turnedAudience(x *Lexicon, page *selectors.Page, m sight.Match) string {
	l := x.labelOf(page, m.Seen)
	about := slices.Concat(withoutValue(x, m, l.Title), withoutValue(x, m, l.Beside))
	for _, h := range l.Headings {
		if !slices.Contains(l.PageHeadings, h) {
			about = append(about, h)
		}
	}
	about = append(about, meaning.Unfinished(l.Help)...)
	about = append(about, instructions(x, l.Help)...)
	for _, o := range m.Options {
		about = append(about, o.Group)
	}
	for _, text := range about {
		if x.Words.Turns(text) {
			return fmt.Sprintf("%q may turn it round", outcome.Clip(text, 60))
		}
	}
	return ""
}

// withoutValue returns the blocks of a label without those that are an audience, and
// without the value of the control at their end.
func withoutValue(x *Lexicon, m sight.Match, blocks []string) []string {
	var out []string
	said := sight.Fold(m.Said())
	for _, b := range blocks {
		if x.AudienceRank(b) != UnknownRank {
			continue
		}
		if rest, ok := strings.CutSuffix(sight.Fold(b), said); ok && said != "" && x.AudienceRank(said) != UnknownRank {
			b = rest
		}
		out = append(out, b)
	}
	return out
}

// instructions returns the sentences that say what the options are for: "Choose who cannot see
// it." One that names the most private of them says what that does.
func instructions(x *Lexicon, help []string) []string {
	return slices.DeleteFunc(slices.Clone(help), func(text string) bool {
		return !sight.HasPhrase(text, x.Cat.Words.Chosen.All()) || sight.HasPhrase(text, x.audiences[0])
	})
}
