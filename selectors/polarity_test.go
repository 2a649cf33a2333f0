package selectors

import "testing"

// Nobody has seen the label of the box against the sale of data. The words of the
// catalogue must lead to the right reading of each of these likely labels.
func TestWordsReadLikelyLabels(t *testing.T) {
	words := embeddedCatalogue(t).Words
	found := func(p Phrases, text string) (hits []string) {
		p.each(func(lang string, _ int, phrase string) {
			if holds(text, phrase, lang) {
				hits = append(hits, phrase)
			}
		})
		return hits
	}
	const plain, negated, doubtful = "plain", "negated", "doubtful"
	for label, want := range map[string]string{
		"Allow the sale or sharing of my personal information":     plain,
		"I consent to Plex selling my personal data":               plain,
		"Share my data with Plex's advertising partners":           plain,
		"Do Not Sell or Share My Personal Information":             negated,
		"Don’t sell my data":                                       negated,
		"I want to opt out of the sale of my personal information": negated,
		"Check this box to opt-out of the sale of your data":       negated,
		"I object to the sharing of my information":                negated,
		"Stop selling my personal data":                            negated,
		"Share my data. You can opt out at any time":               doubtful,
		"Uncheck to stop the sale of your data":                    doubtful,
		"Do not opt out of the sale of my data":                    doubtful,
		"Turn off to opt out of the sale":                          doubtful,
		"Verkauf meiner Daten erlauben":                            plain,
		"Meine Daten dürfen verkauft werden":                       plain,
		"Ich widerspreche dem Verkauf meiner Daten":                negated,
		"Meine personenbezogenen Daten nicht verkaufen":            negated,
		"Deaktivieren, um dem Verkauf zu widersprechen":            doubtful,
		"Vender os dados no Plex":                                  plain, // "no" is "in the"
		"Não vender meus dados pessoais":                           negated,
		"Partager les données dont Plex dispose":                   plain, // "dont" is "of which"
		"Ne pas vendre mes informations personnelles":              negated,
		"No vender mi información personal":                        negated,
		"Non vendere i miei dati personali":                        negated,
		"Verkoop mijn persoonlijke gegevens niet":                  negated,
		"Sälj inte mina personuppgifter":                           negated,
		"Nie sprzedawaj moich danych osobowych":                    negated,
		"個人情報を販売しない":                                               negated,
	} {
		got := plain
		if len(found(words.Negation, label)) > 0 {
			got = negated
		}
		if len(found(words.Doubtful, label)) > 0 {
			got = doubtful
		}
		if got != want {
			t.Errorf("%q is %s by %q and %q; want %s", label, got, found(words.Negation, label), found(words.Doubtful, label), want)
		}
	}
}
