package plexapi

import (
	"context"
	"errors"
	"net/http"

	"github.com/plexpriv/plexpriv/flows/answer"
)

const (
	signOutURL = "https://plex.tv/api/v2/users/signout"
	userURL    = "https://plex.tv/api/v2/user"
)

// ErrStillValid says that Plex confirmed the sign-out and still accepts the token.
var ErrStillValid = errors.New("the token is still accepted by Plex")

// Revoke revokes a token, and checks that Plex no longer accepts it, also if Plex refused
// the request: the token may have ended before. Only Plex's own word that it does not
// accept the token counts.
func (c *Client) Revoke(ctx context.Context, token, clientID string) error {
	_, refusal := c.do(ctx, request{"sign out at Plex", http.MethodDelete, signOutURL, tokenHeaders(token, clientID), ""})
	answered := (*StatusError)(nil)
	if refusal != nil && (!errors.As(refusal, &answered) || answered.Meaning == answer.TooMany) {
		return refusal
	}
	accepted, err := c.Accepts(ctx, token, clientID)
	switch {
	case err == nil && !accepted:
		return nil
	case refusal != nil:
		return refusal
	case accepted:
		return ErrStillValid
	}
	return err
}

// Accepts asks whether Plex still accepts a token.
func (c *Client) Accepts(ctx context.Context, token, clientID string) (bool, error) {
	_, err := c.do(ctx, request{"ask Plex whether it accepts the token", http.MethodGet, userURL, tokenHeaders(token, clientID), "user"})
	var status *StatusError
	if errors.As(err, &status) && status.Meaning == answer.SignedOut {
		return false, nil
	}
	return err == nil, err
}

// tokenHeaders are the headers of a request with a token. Plex refuses one without a
// client identifier, whatever the token.
func tokenHeaders(token, clientID string) map[string]string {
	const nobody = "plexpriv"
	if clientID == "" {
		clientID = nobody
	}
	return map[string]string{"X-Plex-Token": token, "X-Plex-Client-Identifier": clientID}
}
