package guide

import (
	"slices"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/selectors"
)

func in(tag string, cat *selectors.Catalogue) *presentation.Vocabulary {
	return presentation.New(locale.New(tag), cat)
}

func catalogue(t *testing.T) *selectors.Catalogue {
	t.Helper()
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// Each setting of the catalogue has steps in each language: an address first, a check last,
// and nothing left out in between.
func TestEverySettingHasSteps(t *testing.T) {
	cat := catalogue(t)
	for _, lang := range locale.Languages() {
		for _, level := range cat.LevelNames() {
			g := New(in(lang, cat), Options{Level: level})
			seen := 0
			for _, p := range g.Pages {
				for _, s := range p.Settings {
					seen++
					steps := slices.Concat(p.Before, s.Steps, s.Notes, p.After)
					if p.Title == "" || s.Label == "" || len(s.Steps) == 0 || !strings.Contains(p.Before[0], p.Address) {
						t.Errorf("%s, %s: page %q, label %q, steps %q", s.ID, lang, p.Title, s.Label, steps)
					}
					for _, step := range steps {
						if strings.Contains(step, "%!") || strings.Contains(step, "“”") || strings.Contains(step, "„“") || strings.Contains(step, " .") || !strings.HasSuffix(step, ".") {
							t.Errorf("%s, %s: the step %q has a hole", s.ID, lang, step)
						}
					}
				}
			}
			if seen != len(cat.Settings()) {
				t.Errorf("%s, %s: %d settings of %d", lang, level, seen, len(cat.Settings()))
			}
		}
	}
}

// German is German: no setting or page of ours is left in English.
func TestGermanIsWhole(t *testing.T) {
	cat := catalogue(t)
	german, english := New(in(German, cat), Options{Level: "strict"}), New(in(English, cat), Options{Level: "strict"})
	for i, p := range german.Pages {
		if p.Title == english.Pages[i].Title {
			t.Errorf("page %s is called %q in German, too", p.ID, p.Title)
		}
		for j, s := range p.Settings {
			other := english.Pages[i].Settings[j]
			if s.Label == other.Label || slices.Equal(s.Steps, other.Steps) {
				t.Errorf("%s is the same in German: %q %q", s.ID, s.Label, s.Steps)
			}
		}
	}
}

func TestStepsOfOneSetting(t *testing.T) {
	cat := catalogue(t)
	for _, c := range []struct {
		id, wanted string
		lang       string
		want       []string
	}{
		{"email.marketing", "unsubscribed", English, []string{"https://www.plex.tv/email-preferences/", "Uncheck or turn off “Newsletters & Product News”, ", "“Update Preferences”"}},
		{"email.marketing", "subscribed", English, []string{"Check or turn on “Newsletters"}},
		{"privacy.playback-data", "off", English, []string{"“You have the right to limit what activity data is sent", "Uncheck or turn off “Send playback data to Plex”", "nothing to press"}},
		{"privacy.playback-data", "off", German, []string{"schalte aus: „Send playback data to Plex“", "speichert jedes Kästchen sofort"}},
		{"vendors.personalized-ads", "off", English, []string{"Choose “All No”.", "choose No for each"}},
		{"vendors.data-sale", "off", English, []string{"What it is called at Plex is not known: if it allows this, turn it off; if it objects"}},
		{"visibility.watchlist", "private", English, []string{"In the row “Account Visibility & Activity Sharing”, press “Edit”", "In the row “My Watchlist”, choose “Private”. If Plex does not offer that, choose “Friends”", "Press “Save”", "leave it without saving"}},
		{"visibility.watchlist", "private", German, []string{"auf „Bearbeiten“ (englisch „Edit“)", "„Meine Merkliste“ (englisch „My Watchlist“): „Privat“ (englisch „Private“)"}},
		{"server.relay@1234abcd", "off", English, []string{"choose your server by its name", "Under “Network”, uncheck “Enable Relay”"}},
		{"server.log-tokens", "off", English, []string{"on no page", "“LogTokensForDebug”", "set it to 0"}},
		{"sources.live-tv", "off", German, []string{"in der Zeile „Live TV“ auf „Edit“", "„Disabled“"}},
		{"privacy.state-sync", "off", English, []string{"open Account in the settings", "uncheck “Sync My Watch State and Ratings”"}},
		{"visibility.account", "anyone", English, []string{"choose “Anyone”."}},
	} {
		pages := Part(in(c.lang, cat), map[string]string{c.id: c.wanted})
		if len(pages) != 1 || len(pages[0].Settings) != 1 {
			t.Errorf("%s: %d pages", c.id, len(pages))
			continue
		}
		p := pages[0]
		text := strings.Join(slices.Concat(p.Before, p.Settings[0].Steps, p.After), "\n")
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s %s, %s: no %q in\n%s", c.id, c.wanted, c.lang, want, text)
			}
		}
	}
	if pages := Part(in(English, cat), map[string]string{"email.nonsense": "off", "email.discover": "keep", "email.marketing": ""}); pages != nil {
		t.Errorf("there are steps for nothing: %+v", pages)
	}
}

// A page that nobody has described further still gets steps.
func TestAPageThatIsNotInTheTable(t *testing.T) {
	cat := &selectors.Catalogue{Pages: []selectors.Page{{
		ID: "own", Title: "Own", Place: selectors.Place{URL: "https://app.plex.tv/own"},
		Settings: []selectors.Setting{{ID: "own.thing", Label: "A thing", Kind: selectors.Switch, Values: selectors.Values{On: "on", Off: "off"}, Levels: map[string]string{"strict": "off"}}},
	}}}
	g := New(in(German, cat), Options{Level: "strict"})
	s := g.Pages[0].Settings[0]
	if s.Label != "A thing" || s.Wanted != "aus" || !strings.Contains(s.Steps[0], "„A thing“") || !strings.Contains(g.Pages[0].After[0], "Knopf zum Speichern") {
		t.Errorf("%+v", g)
	}
}

func TestOnePage(t *testing.T) {
	cat := catalogue(t)
	g := New(in(English, cat), Options{Level: "strict", Page: "email"})
	if len(g.Pages) != 1 || g.Pages[0].ID != "email" || !strings.Contains(strings.Join(g.Pages[0].Before, " "), "check “Unsubscribe from ALL”") {
		t.Errorf("%+v", g)
	}
}

// A name that nobody has seen on a screen is marked as a guess; one that was is not.
func TestGuessedNamesAreMarked(t *testing.T) {
	for id, want := range map[string]bool{"server.usage-data": true, "server.webhooks": true, "sources.news": true, "server.relay": false, "sources.music": false} {
		if guessed(id) != want {
			t.Errorf("%s: %t", id, guessed(id))
		}
	}
	for id := range screens {
		if cat, err := selectors.Embedded(); err != nil || cat.Setting(id) == nil {
			t.Errorf("there is no setting %s: %v", id, err)
		}
	}
}
