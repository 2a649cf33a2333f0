package flows

import (
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/selectors"
)

// env is what every step of a run needs to know.
type env struct {
	cat   *selectors.Catalogue
	words sight.Words
	pace  Pace
	log   *slog.Logger
	// level names the level in force; some controls are used at some levels only.
	level string
	// audiences are the names of each audience, most private first.
	audiences [][]string
	// compiled remembers the engine's form of the catalogue's locators.
	compiled *sync.Map
	// user is the account's user name, to pick it where a Plex Home asks who it is.
	user string
	// managed says that the account is a managed user of a Plex Home.
	managed bool
}

func newEnv(cat *selectors.Catalogue, pace Pace, level string, log *slog.Logger) *env {
	w := cat.Words
	var audiences [][]string
	for _, a := range w.Audiences {
		audiences = append(audiences, a.Name.All())
	}
	return &env{audiences: audiences, cat: cat, pace: pace, log: log, level: level, compiled: &sync.Map{}, words: sight.Words{
		Negation: w.Negation.All(), Doubtful: w.Doubtful.All(), On: w.On.All(), Off: w.Off.All(),
	}}
}

// locators turns the catalogue's candidates into the engine's, in all languages
// at once: the page's language is known only after it was read.
func (e *env) locators(in []selectors.Locator) []sight.Locator {
	if len(in) == 0 {
		return nil
	}
	key := &in[0]
	if out, ok := e.compiled.Load(key); ok {
		return out.([]sight.Locator)
	}
	out := compile(in)
	e.compiled.Store(key, out)
	return out
}

func compile(in []selectors.Locator) []sight.Locator {
	out := make([]sight.Locator, len(in))
	for i, l := range in {
		out[i] = sight.Locator{
			Roles: l.Roles, Names: l.Name.All(), Whole: l.Whole, Section: l.Section.All(), Attr: l.Attr, CSS: l.CSS, Inverted: l.Inverted,
		}
		if en, ok := l.Concepts["en"]; ok {
			out[i].Concepts = append(out[i].Concepts, en) // messages quote the first
		}
		for _, lang := range slices.Sorted(maps.Keys(l.Concepts)) {
			if lang != "en" {
				out[i].Concepts = append(out[i].Concepts, l.Concepts[lang])
			}
		}
	}
	return out
}

// css lists every selector that a page's locators mention, for a look to test.
func css(p *selectors.Page) []string {
	var out []string
	add := func(ls []selectors.Locator) {
		for _, l := range ls {
			if l.CSS != "" && !slices.Contains(out, l.CSS) {
				out = append(out, l.CSS)
			}
		}
	}
	for _, s := range p.Settings {
		for _, c := range s.Controls {
			add(c.Locators)
		}
	}
	for _, b := range p.Bulk {
		add(b.Locators)
	}
	for _, r := range p.Reveal {
		add(r.Locators)
	}
	add(p.Known)
	add(p.SignedOut)
	return out
}

// label is what the page calls a control. A button that opens a list bears its
// value behind its name; but "My Friends", shown to friends, is the name alone, so
// nothing is cut off that the control is known by.
func (e *env) label(s *selectors.Setting, q *part) string {
	title, value := q.match.Title(), q.match.Said()
	rest, ok := strings.CutSuffix(title, " "+value)
	if value == "" || !ok || e.calls(s, q.key, title) && !e.calls(s, q.key, rest) {
		return title
	}
	return rest
}

// calls says whether a title is one that the catalogue knows a control by.
func (e *env) calls(s *selectors.Setting, control, title string) bool {
	for i := range s.Controls {
		if s.Controls[i].ID != control {
			continue
		}
		for _, l := range e.locators(s.Controls[i].Locators) {
			if l.Calls(title) {
				return true
			}
		}
	}
	return false
}
