package reading

import (
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/selectors"
)

// flatten parts the text of a button that has its title and its value in one line: "My
// Watchlist Private". It does so only if the text is a title of the catalogue and a known
// audience and nothing else, in one way only, and is no audience as a whole: "Friends Only".
func flatten(x *Lexicon, text string) (title, value string, ok bool) {
	words := strings.Fields(text)
	if x.AudienceRank(text) != UnknownRank {
		return "", "", false
	}
	for i := 1; i < len(words); i++ {
		head, tail := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		if x.wholeRank(tail) == UnknownRank || !titlesAudience(x, head) {
			continue
		}
		if ok {
			return "", "", false
		}
		title, value, ok = head, tail, true
	}
	return title, value, ok
}

// titlesAudience says whether a text is the whole title of a control that has an audience.
func titlesAudience(x *Lexicon, text string) bool {
	return sight.IsPhrase(text, x.audienceTitles)
}

// audienceTitles returns the titles of all controls that have an audience.
func audienceTitles(cat *selectors.Catalogue) []string {
	var out []string
	for _, p := range cat.Pages {
		for _, s := range p.Settings {
			if s.Kind != selectors.AudienceChoice {
				continue
			}
			for _, c := range s.Controls {
				out = append(out, NamesIn(c.Locators)...)
			}
		}
	}
	return out
}

// unflatten gives a drop-down that is named by its own text the title and the value that
// are in it.
func unflatten(x *Lexicon, s *sight.Seen) {
	if s.Kind != sight.Popup || len(s.Name) != 1 || len(s.Shown) != 1 || !sight.SameText(s.Name[0], s.Shown[0]) {
		return
	}
	if title, value, ok := flatten(x, s.Shown[0]); ok {
		s.Name, s.Value, s.Shown = []string{title}, value, []string{value}
	}
}
