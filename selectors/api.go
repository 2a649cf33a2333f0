package selectors

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// API is how the settings of a page are reached. It is a struct for the same reason as
// [Kind].
type API struct{ name string }

// The ways to reach settings.
var (
	// Browser is a page that is opened in a browser.
	Browser = API{""}
	// OwnServers are the preferences of each Plex Media Server that the account owns.
	OwnServers = API{"server"}
	// AccountAPI is what plex.tv's API keeps for the account.
	AccountAPI = API{"account"}
)

// String returns the word for it in page files.
func (a API) String() string { return a.name }

// UnmarshalText accepts the words used in page files.
func (a *API) UnmarshalText(text []byte) error {
	words := []string{OwnServers.name, AccountAPI.name}
	if !slices.Contains(words, string(text)) {
		return fmt.Errorf("unknown api %q; want one of %s%s", text, strings.Join(words, ", "), didYouMean(string(text), words))
	}
	a.name = string(text)
	return nil
}

// InBrowser says whether the page is opened in a browser.
func (p *Page) InBrowser() bool { return p.API == Browser }

// Literal returns what the API calls a canonical word.
func (s *Stored) Literal(word string) (string, bool) {
	for _, literal := range slices.Sorted(maps.Keys(s.Values)) {
		if s.Values[literal] == word {
			return literal, true
		}
	}
	return "", false
}

// HasWord says whether a canonical word is a value of the setting.
func (s *Stored) HasWord(word string) bool {
	_, ok := s.Literal(word)
	return ok
}

// checkInterface checks the part of a page that an API needs, and that nothing of a screen
// is there as well.
func checkInterface(d *diagnostics, p *Page, a *shared) {
	if p.InBrowser() {
		if len(p.AskedBy)+len(p.Suspects) > 0 {
			d.fail("asked-by", "asked-by and suspects are for a page with an api")
		}
		return
	}
	for i, level := range p.AskedBy {
		d.oneOf(index("asked-by", i), "level", level, a.levels)
	}
	if len(p.Reveal)+len(p.Bulk)+len(p.SignedOut)+len(p.Known) > 0 {
		d.fail("api", "a page with an api has nothing to locate")
	}
}

// checkStored checks how a setting of such a page is stored.
func checkStored(d *diagnostics, path string, s *Setting) {
	if s.Stored == nil {
		d.fail(path, "setting %q has no [setting.stored], which a page with an api needs", s.ID)
		return
	}
	if len(s.Controls) > 0 || s.Readback != nil || s.Kind != Switch {
		d.fail(path, "setting %q is on a page with an api: it is a switch without controls and readback", s.ID)
	}
	stored := join(path, "stored")
	d.needList(stored, "keys", s.Stored.Keys)
	for _, word := range []string{s.Values.Off, s.Values.On} {
		if !s.Stored.HasWord(word) {
			d.fail(join(stored, "values"), "nothing is stored for the value %q of %s", word, s.ID)
		}
	}
	words := map[string]string{}
	for _, literal := range slices.Sorted(maps.Keys(s.Stored.Values)) {
		word := s.Stored.Values[literal]
		if other, twice := words[word]; twice {
			d.fail(join(stored, "values"), "both %q and %q mean %q: nobody could tell which to set", other, literal, word)
		}
		words[word] = literal
	}
	for level, value := range s.Levels {
		if s.Stored.ReadOnly && value != Keep {
			d.fail(join(join(path, "levels"), level), "%s is shown and never set", s.ID)
		}
	}
}
