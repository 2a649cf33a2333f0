package sight

import (
	"os"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// catalogueWords are the words of the catalogue, read as data, because this package
// does not know the catalogue.
func catalogueWords(t *testing.T) Words {
	t.Helper()
	raw, err := os.ReadFile("../../selectors/words.toml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Negation, Doubtful, On, Off map[string][]string
	}
	if err := toml.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	all := func(by map[string][]string) (out []string) {
		for _, list := range by {
			out = append(out, list...)
		}
		return out
	}
	return Words{Negation: all(file.Negation), Doubtful: all(file.Doubtful), On: all(file.On), Off: all(file.Off)}
}

// saleConcepts are enough of the catalogue's words for the sale of data.
var saleConcepts = [][][]string{
	{{"sale", "sell", "selling", "share", "sharing"}, {"data", "personal data", "information", "personal information"}},
	{{"verkauf", "verkaufen", "weitergabe", "weitergeben"}, {"daten", "personenbezogene daten", "personenbezogenen daten"}},
	{{"vente", "vendre", "partager", "partage"}, {"donnees", "informations"}},
	{{"vender", "venta"}, {"datos", "informacion personal"}},
	{{"vender", "venda"}, {"dados"}},
	{{"verkopen", "verkoop"}, {"gegevens"}},
	{{"販売"}, {"個人情報"}},
}

var polarityNames = map[Polarity]string{Plain: "plain", Negated: "negated", Undecided: "undecided"}

// The polarity of a name is read correctly or is undecided. Nobody has seen the labels
// of some pages, so these are likely ones.
func TestConceptPolarity(t *testing.T) {
	w := catalogueWords(t)
	for name, want := range map[string]Polarity{
		"Allow the sale or sharing of my personal information":                    Plain,
		"I consent to Plex selling my personal data":                              Plain,
		"Sale of personal data":                                                   Plain,
		"Share my data with Plex's advertising partners":                          Plain,
		"Allow the sale of my data. This does not change what you pay":            Plain,
		"Do not sell or share my personal information":                            Negated,
		"Do Not Sell or Share My Personal Information / Opt-out of Sharing":       Negated,
		"Don’t sell my data":                                                      Negated,
		"Please don't ever sell my data":                                          Negated,
		"I object to the sale of my data":                                         Negated,
		"Opt out of sale of my data":                                              Negated,
		"Opt-out of the sale or sharing of data":                                  Negated,
		"Stop selling my personal data":                                           Negated,
		"Plex won't sell my data":                                                 Negated,
		"Don't opt me out of the sale of my data":                                 Undecided,
		"Do not opt me out of the sale of my data":                                Undecided,
		"I don't object to the sale of my data":                                   Undecided,
		"Allow sale of my data? No thanks":                                        Undecided,
		"Sale of my data: I object":                                               Undecided,
		"Sale of personal information – opt out":                                  Undecided,
		"Sale of personal information (opt out)":                                  Undecided,
		"Sale of personal data: not allowed":                                      Undecided,
		"Sale of my data. Opt out":                                                Undecided,
		"Uncheck to stop the sale of your data":                                   Undecided,
		"Sell my data. Do not sell my information":                                Undecided,
		"Share my data unless I opt out":                                          Undecided,
		"Verkauf meiner Daten erlauben":                                           Plain,
		"Ich stimme dem Verkauf meiner Daten zu":                                  Plain,
		"Ich stimme dem Verkauf meiner Daten nicht zu":                            Negated,
		"Der Weitergabe meiner Daten widersprechen":                               Negated,
		"Keine Weitergabe meiner Daten":                                           Negated,
		"Meine Daten nicht verkaufen":                                             Negated,
		"Dem Verkauf meiner Daten nicht widersprechen":                            Undecided,
		"Partager les données dont Plex dispose":                                  Plain,
		"Ne pas vendre mes données":                                               Negated,
		"Je m'oppose à la vente de mes données":                                   Negated,
		"No vender mis datos":                                                     Negated,
		"Vender os dados no Plex":                                                 Plain,
		"Não vender meus dados":                                                   Negated,
		"Verkoop mijn gegevens niet":                                              Negated,
		"個人情報を販売しない":                                                              Negated,
		"Send me news of the sale. Data: none":                                    Plain,
		"Share playback data with Plex. If you uncheck this, data is not shared.": Undecided,
	} {
		s := Seen{Thing: Thing{Name: []string{name}, Role: "checkbox"}, Kind: Toggle}
		c := Locator{Concepts: saleConcepts}
		score, found, ok := c.fits(s, nil, w)
		if !ok {
			t.Errorf("%q is not recognized as about the sale of data", name)
			continue
		}
		if got := c.polarity(s, found, score, w); got != want {
			t.Errorf("%q is %s, want %s", name, polarityNames[got], polarityNames[want])
		}
	}
}

// Only a negation around a known phrase reverses it.
func TestPhrasePolarity(t *testing.T) {
	w := catalogueWords(t)
	for _, c := range []struct {
		phrase, name string
		want         Polarity
	}{
		{"Send playback data to Plex", "Send playback data to Plex", Plain},
		{"Send playback data to Plex", "Send playback data to Plex. If you uncheck this, data will not be sent.", Plain},
		{"Send playback data to Plex", "SEND PLAYBACK DATA TO PLEX *", Plain},
		{"Send playback data to Plex", "Do not send playback data to Plex", Negated},
		{"Send playback data to Plex", "Don’t send playback data to Plex", Negated},
		{"Send playback data to Plex", "Never send playback data to Plex", Negated},
		{"Send playback data to Plex", "Send playback data to Plex? No thanks", Undecided},
		{"Send playback data to Plex", "Send playback data to Plex? No, thanks", Undecided},
		{"Send playback data to Plex", "Send playback data to Plex: never", Undecided},
		{"Send playback data to Plex", "Send playback data to Plex (opt out)", Undecided},
		{"Send playback data to Plex", "Send playback data to Plex. Do not send playback data to Plex.", Undecided},
		{"Wiedergabedaten an Plex senden", "Wiedergabedaten an Plex senden", Plain},
		{"Wiedergabedaten an Plex senden", "Keine Wiedergabedaten an Plex senden", Negated},
		{"Wiedergabedaten an Plex senden", "Wiedergabedaten an Plex senden nicht erlauben", Negated},
		{"Allow sale", "Allow sale? No thanks", Undecided},
		{"Allow sale", "Allow sale? Yes, please", Plain},
		{"Advertising Consent", "Advertising Consent", Plain},
		{"Advertising Consent", "Withdraw Advertising Consent", Negated},
		{"Advertising Consent", "I do not give advertising consent", Negated},
		{"Subscribe to ALL", "Subscribe to ALL", Plain},
		{"Newsletters", "Newsletters (optional)", Plain},
		{"Newsletters", "No longer send me newsletters", Negated},
	} {
		s := Seen{Thing: Thing{Name: []string{c.name}, Role: "checkbox"}, Kind: Toggle}
		l := Locator{Names: []string{c.phrase}}
		score, found, ok := l.fits(s, nil, w)
		if !ok {
			t.Errorf("%q does not contain %q", c.name, c.phrase)
			continue
		}
		if got := l.polarity(s, found, score, w); got != c.want {
			t.Errorf("%q in %q is %s, want %s", c.phrase, c.name, polarityNames[got], polarityNames[c.want])
		}
	}
}

// A label may have the statement in one block, and its answer in the next.
func TestPolarityAcrossBlocks(t *testing.T) {
	w := catalogueWords(t)
	for _, c := range []struct {
		name []string
		want Polarity
	}{
		{[]string{"Send playback data to Plex", "It helps us. Plex does not sell it to anybody at all."}, Plain},
		{[]string{"Send playback data to Plex", "No thanks"}, Undecided},
		{[]string{"No thanks", "Send playback data to Plex"}, Undecided},
		{[]string{"Do not", "send playback data to Plex"}, Undecided},
	} {
		s := Seen{Thing: Thing{Name: c.name, Role: "checkbox"}, Kind: Toggle}
		l := Locator{Names: []string{"Send playback data to Plex"}}
		score, found, _ := l.fits(s, nil, w)
		if got := l.polarity(s, found, score, w); got != c.want {
			t.Errorf("%q is %s, want %s", c.name, polarityNames[got], polarityNames[c.want])
		}
	}
}

func TestPhrasesAreWholeWords(t *testing.T) {
	for _, c := range []struct{ phrase, name string }{
		{"Subscribe to ALL", "Unsubscribe from ALL"},
		{"Subscribe to ALL", "Unsubscribe to ALL"},
		{"Sell data", "Resell data"},
		{"Ads", "Adsorb"},
	} {
		if (Locator{Names: []string{c.phrase}}).matchesName(c.name) {
			t.Errorf("%q was found in %q", c.phrase, c.name)
		}
	}
}

func (c Locator) matchesName(name string) bool {
	_, _, ok := c.fits(Seen{Thing: Thing{Name: []string{name}}}, nil, Words{})
	return ok
}

// An option is an answer only if it says so itself. Most words for on and off are
// everyday words in another language or place.
func TestWordState(t *testing.T) {
	w := catalogueWords(t)
	for text, want := range map[string]State{
		"On": On, "on": On, "Off": Off, "Yes": On, "No": Off, "YES": On, "Ein": On, "Aus": Off, "Av": Off, "På": On, "Oui": On, "Non": Off,
		"On – recommended": On, "On (recommended)": On, "Yes, share it": On, "No, thanks": Off, "Off: nothing is sent": Off, "Ja, gerne": On,
		"Ads based on activity": NoState, "Based on interest": NoState, "On your profile": NoState, "No one": NoState, "Ein Freund": NoState, "An alle": NoState, "Til alle": NoState,
		"Fra venner": NoState, "Yes and no": NoState, "On/Off": NoState, "Yes / No": NoState,
		"Allow": On, "Allow all": On, "Allow sale of data": On, "I consent": On, "Don't allow": Off, "Do not allow the sale": Off, "Never allow": NoState,
		"Not allowed": NoState, "Not active": NoState, "Nicht aktiviert": NoState, "Nicht deaktiviert": NoState, "Not disabled": NoState, "Don't opt out": NoState,
		"Opt out": Off, "Opt out of sale": Off, "Opted out": Off, "Object": Off, "Reject all": Off, "Disagree": Off, "Inactive": Off,
		"Share with active friends": NoState, "Shows I accept": NoState, "Friends": NoState, "": NoState, "Limited": NoState, "Allow unless I object": NoState,
		"はい": On, "いいえ": Off, "オン": On, "オフ": Off, "許可する": On, "許可しない": Off, "同意しない": Off,
	} {
		if got := WordState(text, w); got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}

// A heading is the subject of the answers under it, but not of a control whose name has
// a subject of its own.
func TestHeadingIsTheSubjectOfAnswersOnly(t *testing.T) {
	w := catalogueWords(t)
	const plain, negated = "Sale of my personal information", "Do not sell my personal information"
	for _, c := range []struct {
		heading string
		label   []string
		want    Polarity
		matches bool
	}{
		{plain, nil, Plain, true},
		{plain, []string{"Allow"}, Plain, true},
		{plain, []string{"Opt out"}, Negated, true},
		{plain, []string{"I do not consent"}, Negated, true},
		{negated, nil, Negated, true},
		{negated, []string{"Opt out"}, Negated, true},
		{negated, []string{"Allow"}, Undecided, true},
		{negated, []string{negated}, Negated, true},
		{plain, []string{"Remember my choice on this device"}, Undecided, false},
		{plain, []string{"Dark mode"}, Undecided, false},
		{negated, []string{"Send me a copy by mail"}, Undecided, false},
	} {
		s := Seen{Thing: Thing{Name: c.label, Section: []string{c.heading}, Role: "checkbox"}, Kind: Toggle}
		l := &Look{Controls: []Seen{s}}
		m, err := Locate(l, nil, []Locator{{Concepts: saleConcepts}}, w, nil)
		if (err == nil) != c.matches {
			t.Errorf("%q under %q: %v", c.label, c.heading, err)
			continue
		}
		if err == nil && m.Polarity != c.want {
			t.Errorf("%q under %q is %s, want %s", c.label, c.heading, polarityNames[m.Polarity], polarityNames[c.want])
		}
	}
}

// Options that are sentences mean what they say, whatever the heading. Options that are
// answers answer the heading.
func TestOptionMeans(t *testing.T) {
	w := catalogueWords(t)
	sale := Locator{Concepts: [][][]string{{{"sale", "sell"}, {"data", "personal information"}}}}
	playback := Locator{Names: []string{"Send playback data to Plex"}}
	allow, refuse := "Allow the sale of my personal information", "Do not sell my personal information"
	for _, c := range []struct {
		by      Locator
		heading string
		options [2]string
		means   [2]State
	}{
		{sale, "Sale of personal information", [2]string{allow, refuse}, [2]State{On, Off}},
		{sale, refuse, [2]string{allow, refuse}, [2]State{On, Off}},
		{sale, refuse, [2]string{"Yes", "No"}, [2]State{Off, On}},
		{sale, "Sale of personal information", [2]string{"Yes, sell my data", "No, do not sell my data"}, [2]State{On, Off}},
		{sale, refuse, [2]string{"No, sell my data", "Yes, do not sell my data"}, [2]State{On, Off}},
		{sale, "Your choice", [2]string{allow, refuse}, [2]State{On, Off}},
		{sale, "Sale of personal information", [2]string{"Allow", "Opt out"}, [2]State{On, Off}},
		{playback, "", [2]string{"Send playback data to Plex", "Do not send playback data to Plex"}, [2]State{On, Off}},
	} {
		s := Seen{Kind: Radios, Thing: Thing{Role: "radiogroup", Name: []string{c.heading}}, Options: []Option{{Text: c.options[0]}, {Text: c.options[1]}}}
		m, err := Locate(&Look{Controls: []Seen{s}}, nil, []Locator{c.by}, w, nil)
		if err != nil {
			t.Errorf("%q %q: %v", c.heading, c.options, err)
			continue
		}
		if got := [2]State{m.OptionMeans(c.options[0], w), m.OptionMeans(c.options[1], w)}; got != c.means {
			t.Errorf("%q %q: %q, want %q", c.heading, c.options, got, c.means)
		}
	}
	// If only one option happens to contain a name, the choice is not about that name.
	friends := Seen{Kind: Select, Options: []Option{{Text: "Only me"}, {Text: "My friends"}}}
	if m, err := Locate(&Look{Controls: []Seen{friends}}, nil, []Locator{{Names: []string{"My Friends"}}}, w, nil); err == nil {
		t.Errorf("%s is mistaken for the list of friends", m)
	}
}

// A word ends where a script without spaces begins.
func TestWordsBesideJapanese(t *testing.T) {
	for text, want := range map[string]bool{"Cookieを使用します。": true, "当サイトのcookie": true, "Cookiesを使用": false, "subcookie": false, "a cookie": true} {
		if got := HasPhrase(text, []string{"Cookie"}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
