package rights

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Letter is what a letter to Plex is made from.
type Letter struct {
	Rights Rights
	// Ask are the ids of what is asked for.
	Ask []string
	// Account is the user name at Plex, "" if it is not known.
	Account string
	At      time.Time
	// Receipts are the annex, oldest first.
	Receipts []Receipt
}

// Receipt is the receipt of a run, as the annex has it.
type Receipt struct {
	N      int
	SHA256 string
	// Changes are what the run has changed and what was read afterwards, a line each.
	Changes []string
}

// letterWords are the sentences of a letter.
type letterWords struct {
	subject, greeting, account, ask, deadline, identity, end, name, annex, hash string
	// under names the law, and the words are those of the other person's form.
	under    string
	requests map[string]string
}

var letters = map[string]letterWords{
	"en": {
		subject: "Request about my personal data", greeting: "Dear Sir or Madam,",
		account: "My account at Plex has the user name %s.", under: "Under the %s I ask you for the following:",
		ask: "I ask you for the following:", deadline: "Please answer within the legal period (%s).",
		identity: "I send this request from the email address of the account. If you need more to verify my identity, please tell me what.",
		end:      "Yours faithfully,", name: "[your name]", annex: "Annex: what I have set at Plex myself", hash: "Receipt %d, SHA-256 %s",
		requests: map[string]string{
			"access":      "Tell me whether you process personal data about me, and give me a copy of it, with the purposes, the categories, the sources, the recipients and how long it is kept.",
			"correction":  "Correct the following data about me: [which data is wrong, and what is right]",
			"deletion":    "Delete the personal data that you have about me. I know that this deletes my account with its subscriptions.",
			"portability": "Give me the data that I have provided in a structured, commonly used and machine-readable format.",
			"objection":   "I object to the use of my data for advertising, and to its sale and sharing for advertising.",
		},
	},
	"de": {
		subject: "Anfrage zu meinen personenbezogenen Daten", greeting: "Sehr geehrte Damen und Herren,",
		account: "Mein Konto bei Plex hat den Benutzernamen %s.", under: "Nach %s bitte ich Sie um Folgendes:",
		ask: "Ich bitte Sie um Folgendes:", deadline: "Bitte antworten Sie innerhalb der gesetzlichen Frist (%s).",
		identity: "Ich sende diese Anfrage von der E-Mail-Adresse des Kontos. Falls Sie zur Prüfung meiner Identität mehr brauchen, nennen Sie mir bitte, was.",
		end:      "Mit freundlichen Grüßen", name: "[dein Name]", annex: "Anlage: was ich bei Plex selbst eingestellt habe", hash: "Beleg %d, SHA-256 %s",
		requests: map[string]string{
			"access":      "Teilen Sie mir mit, ob Sie personenbezogene Daten über mich verarbeiten, und geben Sie mir eine Kopie, mit den Zwecken, den Kategorien, der Herkunft, den Empfängern und der Speicherdauer.",
			"correction":  "Berichtigen Sie die folgenden Daten über mich: [welche Daten falsch sind, und was richtig ist]",
			"deletion":    "Löschen Sie die personenbezogenen Daten, die Sie über mich haben. Ich weiß, dass damit mein Konto mit seinen Abonnements gelöscht wird.",
			"portability": "Geben Sie mir die Daten, die ich bereitgestellt habe, in einem strukturierten, gängigen und maschinenlesbaren Format.",
			"objection":   "Ich widerspreche der Nutzung meiner Daten für Werbung sowie ihrem Verkauf und ihrer Weitergabe für Werbung.",
		},
	},
}

// Write writes the letter in the language with a tag. It leaves blank what only the person
// knows: name and address.
func (l Letter) Write(tag string) string {
	t, ok := letters[tag]
	if !ok {
		t = letters[fallback]
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nPlex GmbH\n%s\n\n%s\n\n%s\n\n%s\n\n", t.name, l.Rights.Form.Address, l.At.Format(time.DateOnly), t.subject, t.greeting)
	if l.Account != "" {
		fmt.Fprintf(&b, t.account+"\n\n", l.Account)
	}
	if l.Rights.LawID == "plex-policy" {
		b.WriteString(t.ask + "\n\n")
	} else {
		fmt.Fprintf(&b, t.under+"\n\n", l.Rights.Law)
	}
	n := 0
	for _, right := range l.Rights.May {
		if !slices.Contains(l.Ask, right.ID) {
			continue
		}
		n++
		section := ""
		if right.Section != "" && l.Rights.LawID != "plex-policy" {
			section = " (" + right.Section + ")"
		}
		fmt.Fprintf(&b, "%d. %s%s\n", n, t.requests[right.ID], section)
	}
	b.WriteString("\n" + t.identity + "\n")
	if l.Rights.LawID != "plex-policy" {
		fmt.Fprintf(&b, t.deadline+"\n", l.Rights.Deadline)
	}
	fmt.Fprintf(&b, "\n%s\n%s\n", t.end, t.name)
	l.annex(&b, t)
	return b.String()
}

// annex lists what runs have changed, as the receipts have it.
func (l Letter) annex(b *strings.Builder, t letterWords) {
	if len(l.Receipts) == 0 {
		return
	}
	b.WriteString("\n\n" + t.annex + "\n")
	for _, r := range l.Receipts {
		fmt.Fprintf(b, "\n"+t.hash+"\n", r.N, r.SHA256)
		for _, line := range r.Changes {
			fmt.Fprintf(b, "  %s\n", line)
		}
	}
}
