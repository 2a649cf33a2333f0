package guide

import (
	"fmt"
	"strings"
)

var german = texts{
	title:   "Plex-Datenschutz von Hand einstellen",
	heading: "Von Hand einstellen",
	lead:    "Jeder Teil führt zu einer Seite von Plex. Was in Anführungszeichen steht, zeigt Plex dort so an.",
	check:   "Lade die Seite neu und sieh nach, dass es so geblieben ist.",
	server:  "Öffne die Einstellungen (den Schraubenschlüssel) und wähle links deinen Server beim Namen. Mach die Schritte für jeden deiner Server.",
	keep:    "Lass es, wie du magst: Diese Stufe ändert es nicht.",

	ifOffered:   "falls Plex es anbietet",
	mayBeAbsent: "Plex bietet das nicht allen an. Wenn es fehlt, ist nichts zu tun.",
	guessed:     "Dieser Name ist eine Vermutung: Auf Plex' Seiten wurde er nie gesehen. Suche nach einem, der dasselbe bedeutet.",
	save: map[string][]string{
		"email":      {"Drücke „Update Preferences“ und warte auf „Preferences Updated!“."},
		"privacy":    {"Es gibt nichts zu drücken: Die Seite speichert jedes Kästchen sofort."},
		"sources":    {"Mehr ist nicht zu drücken: Jede Zeile wird für sich gespeichert."},
		"visibility": {"Drücke „Speichern“ (englisch „Save“).", "Wenn Plex einen Begrüßungsbildschirm zum Teilen mit Freunden zeigt, verlasse ihn, ohne zu speichern: Er steht beim Öffnen auf „Freunde“, und Speichern würde dein Konto weniger privat machen."},
	},
	saveUnknown: []string{"Wenn die Seite einen Knopf zum Speichern hat, drücke ihn."},
	say: phrases{
		level:    with("Sie folgt der Stufe %s."),
		left:     with("Diese Stufe lässt, wie sie sind: %s."),
		open:     with("Öffne %s im Browser und melde dich an."),
		sections: with("Öffne diese Abschnitte, falls sie zu sind: %s."),
		master:   with("Auf dieser Stufe kannst du statt der einzelnen Kästchen %s ankreuzen. Das allein speichert noch nichts."),
		switches: switches{
			turnOn:    with("Kreuze an oder schalte ein: %s."),
			turnOff:   with("Entferne das Häkchen oder schalte aus: %s."),
			unseenOn:  with("Suche das Feld zum Thema „%s“ und schalte es ein. Wie es bei Plex heißt, ist nicht bekannt."),
			unseenOff: with("Suche das Feld zum Thema „%s“. Wie es bei Plex heißt, ist nicht bekannt: Wenn es das erlaubt, schalte es aus; wenn es widerspricht oder „Do not“ sagt, schalte es ein."),
		},
		choose: with("Wähle %s."),
		quote:  quoteIn("„", "“"),
		row: func(row, button string) string {
			return fmt.Sprintf("Drücke in der Zeile %s auf %s.", row, button)
		},
		bothNames: func(german, english string) string { return "„" + german + "“ (englisch „" + english + "“)" },
		audience: func(row, wanted string, next []string) string {
			text := fmt.Sprintf("Wähle in der Zeile %s: %s.", row, wanted)
			if len(next) > 0 {
				text += " Falls Plex das nicht anbietet, wähle " + strings.Join(next, ", sonst ") + "."
			}
			return text
		},
		eachEntry: func(on, otherwise bool) string {
			word := "Nein (No)"
			if on {
				word = "Ja (Yes)"
			}
			if otherwise {
				return "Wenn es diesen Knopf nicht gibt, wähle bei jedem Eintrag der Liste " + word + "."
			}
			return "Wähle bei jedem Eintrag der Liste " + word + "."
		},
		list: join("und"),
		elsewhere: elsewhere{
			inServer: func(under, name string, on bool) string {
				if on {
					return fmt.Sprintf("Kreuze unter %s an: %s. Wenn es fehlt, drücke „Show Advanced“ (Erweitert).", under, name)
				}
				return fmt.Sprintf("Entferne unter %s das Häkchen: %s. Wenn es fehlt, drücke „Show Advanced“ (Erweitert).", under, name)
			},
			hidden: func(name string, on bool) string {
				return fmt.Sprintf("Plex zeigt es auf keiner Seite. Es ist %s in der Preferences.xml des Servers: Halte den Server an, setze es auf %d und starte ihn wieder.", name, number(on))
			},
			source: func(row string, on bool) string {
				if on {
					return fmt.Sprintf("Drücke in der Zeile %s auf „Edit“ (Bearbeiten), wähle „Enabled“ und drücke „Save Changes“.", row)
				}
				return fmt.Sprintf("Drücke in der Zeile %s auf „Edit“ (Bearbeiten), wähle „Disabled“ (Deaktiviert) und drücke „Save Changes“.", row)
			},
			onAccountPage: func(row string, on bool) string {
				if on {
					return fmt.Sprintf("Das steht auf einer anderen Seite: Öffne in den Einstellungen „Account“ (Konto) und kreuze dort %s an.", row)
				}
				return fmt.Sprintf("Das steht auf einer anderen Seite: Öffne in den Einstellungen „Account“ (Konto) und entferne dort das Häkchen bei %s.", row)
			},
		},
	},
}
