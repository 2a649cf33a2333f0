package selectors

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func embeddedCatalogue(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Embedded()
	if err != nil {
		t.Fatalf("the embedded catalogue has mistakes:\n%v", err)
	}
	return c
}

// People's scripts, policies and journals contain IDs, so none may disappear; and what
// a level wants of a setting is a promise.
func TestSettingsAndLevels(t *testing.T) {
	c := embeddedCatalogue(t)
	var got []string
	for _, p := range c.Pages {
		for _, s := range p.Settings {
			got = append(got, fmt.Sprintf("%s %s %s %s/%s/%s", p.ID, s.ID, s.Kind, s.Levels["minimal"], s.Levels["recommended"], s.Levels["strict"]))
		}
	}
	want := []string{
		"email email.marketing switch unsubscribed/unsubscribed/unsubscribed",
		"email email.discover switch keep/unsubscribed/unsubscribed",
		"email email.library-issues switch keep/keep/unsubscribed",
		"vendors vendors.data-sale switch off/off/off",
		"vendors vendors.personalized-ads list off/off/off",
		"privacy privacy.playback-data switch off/off/off",
		"privacy privacy.advertising-consent switch keep/off/off",
		"privacy privacy.library-stats switch keep/off/off",
		"visibility visibility.watch-history audience keep/private/private",
		"visibility visibility.watchlist audience keep/private/private",
		"visibility visibility.ratings audience keep/private/private",
		"visibility visibility.friends audience keep/private/private",
		"visibility visibility.account audience keep/private/private",
		"server server.crash-reports switch keep/off/off",
		"server server.push-notifications switch keep/off/off",
		"server server.usage-data switch keep/off/off",
		"server server.log-tokens switch keep/off/off",
		"server server.photo-places switch keep/keep/off",
		"server server.webhooks switch keep/keep/off",
		"server server.relay switch keep/keep/off",
		"server server.metadata-matching switch keep/keep/keep",
		"sources sources.live-tv switch keep/keep/off",
		"sources sources.movies-shows switch keep/keep/off",
		"sources sources.music switch keep/keep/off",
		"sources sources.discover switch keep/keep/off",
		"sources sources.news switch keep/keep/off",
		"sources sources.podcasts switch keep/keep/off",
		"sources privacy.state-sync switch keep/keep/off",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got, want := c.LevelNames(), []string{"minimal", "recommended", "strict"}; !slices.Equal(got, want) {
		t.Errorf("levels %q; want %q", got, want)
	}
}

// No level turns a switch on, and a stricter level never leaves more open than a milder
// one.
func TestLevelsOnlyTighten(t *testing.T) {
	c := embeddedCatalogue(t)
	for _, s := range c.Settings() {
		private := s.values(&c.Words)[0]
		tight := false
		for _, level := range c.LevelNames() {
			switch s.Levels[level] {
			case private:
				tight = true
			case Keep:
				if tight {
					t.Errorf("%s: %s keeps what a milder level closes", s.ID, level)
				}
			default:
				t.Errorf("%s: %s wants %q, not the most private value", s.ID, level, s.Levels[level])
			}
		}
	}
}

// The API names the refusal and the page the consent. With the wrong sign, a readback
// would call every success a failure.
func TestReadbackPolarity(t *testing.T) {
	c := embeddedCatalogue(t)
	for id, want := range map[string]string{
		"privacy.playback-data":       "optOutPlayback true=off false=on",
		"privacy.library-stats":       "optOutLibraryStats true=off false=on",
		"privacy.advertising-consent": "adsConsent true=on false=off",
	} {
		r := c.Setting(id).Readback
		if got := fmt.Sprintf("%s true=%s false=%s", r.Field, r.Values["true"], r.Values["false"]); got != want {
			t.Errorf("%s: %s; want %s", id, got, want)
		}
	}
}

// A box that was checked when it said "Send data" must not be taken for one that was
// checked when it said "Do not send data".
func TestNamesOfSettingsHaveNoNegation(t *testing.T) {
	c := embeddedCatalogue(t)
	for _, s := range c.Settings() {
		for _, control := range s.Controls {
			for _, l := range control.Locators {
				for _, name := range l.Name.All() {
					for tag, words := range map[string]Phrases{"prevent": c.Words.Meaning.Prevent, "not": c.Words.Meaning.Not, "untick": c.Words.Meaning.Untick, "doubt": c.Words.Meaning.Doubt} {
						for lang, list := range words {
							for _, word := range list {
								if holds(name, word, lang) {
									t.Errorf("%s: the name %q has the %s %q (%s) in it", s.ID, name, tag, word, lang)
								}
							}
						}
					}
				}
			}
		}
	}
}

// Every phrase exists in every language, so that a German page is understood as well as
// an English one.
func TestEveryLanguageIsComplete(t *testing.T) {
	c := embeddedCatalogue(t)
	languages := c.Languages()
	if len(languages) < 12 {
		t.Errorf("the catalogue has only the languages %q", languages)
	}
	slices.Sort(languages)
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		switch x := v.Interface().(type) {
		case Phrases:
			if have := slices.Sorted(maps.Keys(x)); len(have) > 0 && !slices.Equal(have, languages) {
				t.Errorf("%s has only %q", path, have)
			}
			return
		case map[string][][]string:
			if have := slices.Sorted(maps.Keys(x)); len(have) > 0 && !slices.Equal(have, languages) {
				t.Errorf("%s has only %q", path, have)
			}
			return
		case Kind, API:
			return
		}
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i), path+"."+v.Type().Field(i).Name)
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i))
			}
		}
	}
	walk(reflect.ValueOf(*c), "catalogue")
}

// "Unsubscribe" must stay clickable although "subscribe" is not. In German, one word
// means both "sign out" and "unsubscribe".
func TestNeverWords(t *testing.T) {
	never := embeddedCatalogue(t).Words.Never
	caught := func(name string) bool {
		for lang, list := range never {
			for _, word := range list {
				if holds(name, word, lang) {
					return true
				}
			}
		}
		return false
	}
	for name, want := range map[string]bool{
		"Delete your account":        true,
		"Cancel Plex Pass":           true,
		"Sign Out":                   true,
		"SUBSCRIBE":                  true,
		"Konto löschen":              true,
		"Auf allen Geräten abmelden": true,
		"アカウントを削除":                   true,
		"Clear history":              true,
		"Verlauf leeren":             true,
		"Revoke access":              true,
		"Disconnect":                 true,
		"Leave Home":                 true,
		"Historik: rensa":            true,
		"Réinitialiser":              true,
		"Unsubscribe from ALL":       false,
		"Alle abmelden":              false,
		"Deaktiviert":                false,
		"Cancel":                     false,
		"Save Changes":               false,
		"Close":                      false,
	} {
		if got := caught(name); got != want {
			t.Errorf("%q: never clicked = %v; want %v", name, got, want)
		}
	}
}

// This prints a list: go test -run WordsAlone -v ./selectors. A control that is found
// only by words is lost if Plex rewords it, or in a language that the catalogue does
// not have.
func TestControlsFoundByWordsAlone(t *testing.T) {
	for _, p := range embeddedCatalogue(t).Pages {
		for _, s := range p.Settings {
			for _, control := range s.Controls {
				firm := slices.ContainsFunc(control.Locators, func(l Locator) bool { return len(l.Attr) > 0 || l.CSS != "" })
				switch {
				case len(control.Locators) == 0:
					t.Errorf("%s/%s has no locator", s.ID, control.ID)
				case !firm:
					t.Logf("words alone: %s/%s", s.ID, control.ID)
				}
			}
		}
	}
}
