package review

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/flows/answer"
)

const (
	userURL       = "https://plex.tv/api/v2/user"
	companionsURL = "https://plex.tv/api/v2/companions"
	accountPage   = "https://app.plex.tv/desktop/#!/settings/account"
	rightsPage    = "https://www.plex.tv/about/privacy-legal/"
)

// Linked are services of others that are linked to the account. Plex's API does not tell
// with which accounts of others (Google, Apple, Facebook) a person can sign in: its page
// does, under "Linked Accounts".
type Linked struct {
	Part
	Items []Service `json:"items"`
	// Password says whether the account has a password of its own, nil if that is not
	// known. Without one, the sign-in of another company is the only one.
	Password *bool `json:"password"`
}

// Service is a service that plays for the account, such as Sonos.
type Service struct {
	Title string `json:"title"`
}

// Questions are what Plex asks, and asks again.
type Questions struct {
	Part
	Items []Question `json:"items"`
}

// Question is one of them.
type Question struct {
	// Setting is the id of the setting that the answer is about.
	Setting string `json:"setting"`
	// Answer is "yes", "no", "never_asked", or "not_told" if Plex does not tell.
	Answer string `json:"answer"`
	// Asked is when it was answered, Again when Plex asks again; nil where it does not
	// tell.
	Asked *time.Time `json:"answered_at"`
	Again *time.Time `json:"again_at"`
}

// account reads what Plex tells of the account itself: linked services and questions.
func account(ctx context.Context, g Getter) (Linked, Questions) {
	l := Linked{Part: Part{Address: accountPage}, Items: []Service{}}
	q := Questions{Part: Part{Address: rightsPage}, Items: []Question{}}
	n, _, ok := q.get(ctx, g, "ask about the account", userURL, "user")
	if ok && firstOf(n, "uuid", "id") == "" {
		ok, q.Status, q.Detail = false, NotUnderstood, "Plex answers with something else than an account"
	}
	if ok {
		q.Items = append(q.Items, consent(n))
		if n.Yes("hasPassword") || n.No("hasPassword") {
			has := n.Yes("hasPassword")
			l.Password = &has
		}
	}
	items, _ := l.list(ctx, g, "list the linked services", companionsURL, "companion", "companions", "MediaContainer")
	for _, x := range items {
		l.Items = append(l.Items, Service{shown(firstOf(x, "title", "identifier"))})
	}
	return l, q
}

// consent is the advertising consent. A recorded answer (plex-api.rs) has a reminder
// exactly 365 days after the choice.
func consent(user answer.Node) Question {
	q := Question{Setting: "privacy.advertising-consent", Answer: "not_told", Asked: moment(user.Word("adsConsentSetAt")), Again: moment(user.Word("adsConsentReminderAt"))}
	switch {
	case user.Yes("adsConsent"):
		q.Answer = "yes"
	case user.No("adsConsent"):
		q.Answer = "no"
	case user.Empty("adsConsent"):
		q.Answer = "never_asked"
	}
	return q
}
