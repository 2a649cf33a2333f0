package rights

import "fmt"

// Words are the sentences around the facts, in one language.
type Words struct {
	Where, Law, May, Form, Asks, Deletion, Deadline, Refused string
	// NotNamed says that Plex's policy does not name the state. NoPlace asks where the
	// person lives.
	NotNamed, NoPlace string
	Cookies, Sources  string
	NoAdvice          string
	Unknown           string
}

var words = map[string]Words{
	"en": {
		Where: "You live in", Law: "What applies", May: "You may ask Plex:", Form: "Plex's form",
		Asks: "It asks for:", Deletion: "What a deletion destroys:", Deadline: "Time to answer", Refused: "If Plex refuses",
		NotNamed: "Plex's policy does not name your state. You can ask all the same; Plex may refuse.",
		NoPlace:  "Name it with --country, and in the United States with --state, too.",
		Cookies:  "Cookies in your own browsers", Sources: "Sources",
		NoAdvice: "This is no legal advice. plexpriv fills in nothing and sends nothing.",
		Unknown:  "not known",
	},
	"de": {
		Where: "Wo du wohnst", Law: "Was gilt", May: "Du darfst von Plex verlangen:", Form: "Das Formular von Plex",
		Asks: "Es fragt nach:", Deletion: "Was eine Löschung zerstört:", Deadline: "Frist für die Antwort", Refused: "Wenn Plex ablehnt",
		NotNamed: "Die Richtlinie von Plex nennt deinen Bundesstaat nicht. Du kannst trotzdem fragen; Plex kann ablehnen.",
		NoPlace:  "Nenne es mit --country, in den USA auch mit --state.",
		Cookies:  "Cookies in deinen eigenen Browsern", Sources: "Quellen",
		NoAdvice: "Das ist keine Rechtsberatung. plexpriv füllt nichts aus und sendet nichts.",
		Unknown:  "nicht bekannt",
	},
}

// WordsIn are the sentences in a language, English ones if there are none.
func WordsIn(tag string) Words {
	if w, ok := words[tag]; ok {
		return w
	}
	return words[fallback]
}

// PlaceLine is where the person lives, as it is shown.
func (r Rights) PlaceLine(w Words) string {
	switch {
	case r.Country == "":
		return w.Unknown
	case r.State == "":
		return r.Country
	}
	return fmt.Sprintf("%s, %s", r.Country, r.State)
}
