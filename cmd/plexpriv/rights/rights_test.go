package rights

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
)

// The file has no key that nobody reads.
func TestTheFileIsStrict(t *testing.T) {
	var d data
	if err := toml.NewDecoder(strings.NewReader(file)).DisallowUnknownFields().Decode(&d); err != nil {
		t.Fatal(err)
	}
}

func TestEveryFactHasASource(t *testing.T) {
	d := known()
	check := func(what string, sources []Source) {
		t.Helper()
		if len(sources) == 0 {
			t.Errorf("%s has no source", what)
		}
		for _, s := range sources {
			u, err := url.Parse(s.URL)
			date := s.Date.AsTime(time.UTC)
			if err != nil || u.Scheme != "https" || s.What == "" || date.Year() < 2016 || date.After(d.Checked.AsTime(time.UTC)) {
				t.Errorf("%s: source %+v", what, s)
			}
		}
	}
	check("the form", d.Form.Sources)
	check("cookies", d.Cookies.Sources)
	for _, l := range d.Laws {
		check(l.ID, l.Sources)
	}
}

func TestEveryTextIsInBothLanguages(t *testing.T) {
	d := known()
	for _, tag := range locale.Languages() {
		texts := map[string]Text{"why cookies": d.Cookies.Why}
		lines := map[string]Lines{"asks": d.Form.Asks, "deletion": d.Form.Deletion, "cookies": d.Cookies.Steps}
		for _, r := range d.Rights {
			texts[r.ID+" name"], texts[r.ID+" text"] = r.Name, r.Text
			if letters[tag].requests[r.ID] == "" {
				t.Errorf("%s: no request for %s in the letter", tag, r.ID)
			}
		}
		for _, l := range d.Laws {
			texts[l.ID+" name"], texts[l.ID+" deadline"] = l.Name, l.Deadline
			if len(l.Countries) > 0 {
				texts[l.ID+" complaint"] = l.Complaint
			}
		}
		for what, x := range texts {
			if x[tag] == "" {
				t.Errorf("%s: %s is missing", tag, what)
			}
		}
		for what, x := range lines {
			if len(x[tag]) == 0 || len(x[tag]) != len(x[fallback]) {
				t.Errorf("%s: %s has %d lines, and %d in English", tag, what, len(x[tag]), len(x[fallback]))
			}
		}
		if _, ok := words[tag]; !ok {
			t.Errorf("%s: no words", tag)
		}
	}
}

// No place has two laws, every right of a law is a known one, and the last law is for
// everybody.
func TestLawsAreTold(t *testing.T) {
	d := known()
	seen := map[string]string{}
	for i, l := range d.Laws {
		if last := i == len(d.Laws)-1; last != (len(l.Countries) == 0) {
			t.Errorf("%s: only the last law has no country", l.ID)
		}
		for _, c := range l.Countries {
			for _, s := range append(slices.Clone(l.States), map[bool][]string{true: {""}, false: nil}[len(l.States) == 0]...) {
				if other := seen[c+s]; other != "" {
					t.Errorf("%s%s is in %s and %s", c, s, other, l.ID)
				}
				seen[c+s] = l.ID
			}
		}
		for right := range l.Gives {
			if !slices.Contains(IDs(), right) {
				t.Errorf("%s gives %q", l.ID, right)
			}
		}
	}
	if got := strings.Join(StatesNamedByPlex(), " "); got != "CA CO CT UT VA" {
		t.Errorf("Plex's policy names %s", got)
	}
}

func TestIn(t *testing.T) {
	for _, c := range []struct {
		place       Place
		law         string
		rights      int
		namedByPlex bool
	}{
		{Place{"DE", ""}, "gdpr", 5, true},
		{Place{"no", ""}, "gdpr", 5, true},
		{Place{"GB", ""}, "uk-gdpr", 5, true},
		{Place{"CH", ""}, "ch-fadp", 5, true},
		{Place{"US", "ca"}, "us-ca", 5, true},
		{Place{"US", "UT"}, "us-ut", 5, true},
		{Place{"US", "TX"}, "us-state", 4, false},
		{Place{"US", "WY"}, "plex-policy", 2, false},
		{Place{"US", ""}, "plex-policy", 2, false},
		{Place{"JP", ""}, "plex-policy", 2, true},
		{Place{}, "plex-policy", 2, true},
	} {
		for _, tag := range []string{"en", "de"} {
			r := In(c.place, tag)
			if r.LawID != c.law || len(r.May) != c.rights || r.NamedByPlex != c.namedByPlex || r.Law == "" || r.Deadline == "" || r.Form.Address == "" || len(r.Form.Deletion) == 0 || len(r.Sources) < 2 {
				t.Errorf("%v: %+v", c.place, r)
			}
		}
	}
}

func TestPlaceOf(t *testing.T) {
	for locale, want := range map[string]Place{
		"de_AT.UTF-8": {Country: "AT"}, "en_US": {Country: "US"}, "zh_Hans_CN": {Country: "CN"}, "de-CH": {Country: "CH"}, "sr_RS@latin": {Country: "RS"},
		"C": {}, "C.UTF-8": {}, "POSIX": {}, "": {}, "de": {}, "en_001": {},
	} {
		if got := PlaceOf(locale); got != want {
			t.Errorf("%s: %v", locale, got)
		}
	}
	for _, p := range []Place{{"Germany", ""}, {"US", "Texas"}, {"DE", "BY"}, {"D1", ""}} {
		if p.Check() == nil {
			t.Errorf("%v passes", p)
		}
	}
	if err := (Place{"us", "ca"}).Check(); err != nil {
		t.Error(err)
	}
}

func TestLetter(t *testing.T) {
	at := time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)
	annex := Receipt{N: 7, SHA256: "abc123", Changes: []string{"2026-11-01  Wiedergabedaten: an → aus, bestätigt 10:00:00"}}
	l := Letter{Rights: In(Place{"DE", ""}, "de"), Ask: []string{"access", "objection"}, Account: "alice", At: at, Receipts: []Receipt{annex}}
	text := l.Write("de")
	for _, want := range []string{"Benutzernamen alice", "Datenschutz-Grundverordnung", "1. Teilen Sie mir mit", "(Art. 15)", "2. Ich widerspreche", "(Art. 21)", "ein Monat", "Beleg 7, SHA-256 abc123", "  2026-11-01  Wiedergabedaten: an → aus, bestätigt 10:00:00\n", "[dein Name]", "2026-11-29"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "Löschen Sie") || strings.Contains(text, "%!") {
		t.Errorf("too much is asked for:\n%s", text)
	}
	l = Letter{Rights: In(Place{}, "en"), Ask: IDs(), At: at}
	if text = l.Write("en"); !strings.Contains(text, "I ask you for the following:") || strings.Contains(text, "Annex") || strings.Contains(text, "Correct the following") || strings.Contains(text, "legal period") {
		t.Errorf("%s", text)
	}
}

// A person who writes UK is not told that no law is known there, and a slip in the code of a
// state is not taken for a state without a law.
func TestPlacesAsPeopleWriteThem(t *testing.T) {
	for country, want := range map[string]string{"UK": "GB", "el": "GR", "gb": "GB", "De": "DE"} {
		if got, by := In(Place{Country: country}, "en"), In(Place{Country: want}, "en"); got.Country != want || got.LawID != by.LawID {
			t.Errorf("%s: %s, %s; want %s", country, got.Country, got.LawID, want)
		}
	}
	for state, right := range map[string]bool{"CA": true, "dc": true, "PR": true, "ZZ": false, "UK": false} {
		if err := (Place{"US", state}).Check(); (err == nil) != right {
			t.Errorf("%s: %v", state, err)
		}
	}
	for _, s := range StatesNamedByPlex() {
		if err := (Place{"US", s}).Check(); err != nil {
			t.Error(err)
		}
	}
}
