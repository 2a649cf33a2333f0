package signin

import (
	"fmt"

	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// trouble returns the error for an answer to what was asked, nil if Plex gave it. Only a
// token that Plex itself does not accept asks for a new sign-in. Whatever stands in front
// of Plex, and whatever Plex refuses for another reason, says nothing of the session.
func trouble(what string, a answer.Answer) error {
	switch a.Meaning() {
	case answer.Given:
		return nil
	case answer.SignedOut:
		return fmt.Errorf("%s: %w: Plex does not accept the session (%d)", what, outcome.ErrSignIn, a.Status)
	case answer.Blocked:
		title, _ := answer.Page(a.Body)
		return &outcome.LaterError{What: what + ": " + answer.Block(a.Host, a.Status, title)}
	case answer.Absent:
		return fmt.Errorf("%s: Plex answers %d", what, a.Status)
	}
	said := what + ": " + answer.Said(a.Status)
	if code := a.Code(); code != "" {
		said += " (code " + code + ")"
	}
	after, _ := answer.RetryAfter(a.RetryAfter)
	return &outcome.LaterError{What: said, After: after}
}

// notUnderstood is the error for an answer that is not what was asked for.
func notUnderstood(what string, err error) error {
	return &outcome.LaterError{What: what + ": the answer is not understood: " + err.Error()}
}
