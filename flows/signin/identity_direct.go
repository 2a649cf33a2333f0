package signin

import (
	"context"
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// UserReader asks Plex over HTTP whose a token is. plexapi.Reader is one.
type UserReader interface {
	User(ctx context.Context) (answer.Node, error)
}

// IdentifyDirectly is IdentifyAs without a browser.
func IdentifyDirectly(ctx context.Context, api UserReader, want Expected) Identity {
	const what = "ask who is signed in"
	if want.Token == "" {
		return Identity{Err: fmt.Errorf("%w: there is no token in the session", outcome.ErrSignIn)}
	}
	n, err := api.User(ctx)
	if err != nil {
		return Identity{Err: userTrouble(ctx, what, err)}
	}
	u, err := userIn(n)
	if err != nil {
		return Identity{Err: notUnderstood(what, err)}
	}
	got := u.identity()
	got.Err = want.compare(got)
	return got
}

// userTrouble is apiTrouble for a question that a dead session cannot ask.
func userTrouble(ctx context.Context, what string, err error) error {
	var refused *plexapi.StatusError
	if errors.As(err, &refused) && refused.Meaning == answer.SignedOut {
		return fmt.Errorf("%s: %w: Plex does not accept the session (%d)", what, outcome.ErrSignIn, refused.Status)
	}
	return apiTrouble(ctx, err)
}
