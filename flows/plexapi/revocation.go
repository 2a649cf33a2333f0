package plexapi

import (
	"context"
	"errors"
	"net/http"
)

const (
	signOutURL = "https://plex.tv/api/v2/users/signout"
	userURL    = "https://plex.tv/api/v2/user"
)

// ErrStillValid says that Plex confirmed the sign-out and still accepts the token.
var ErrStillValid = errors.New("the token is still accepted by Plex")

// Revoke revokes a token, and checks that Plex no longer accepts it. A token that Plex
// does not know counts as revoked.
func (c *Client) Revoke(ctx context.Context, token, clientID string) error {
	headers := map[string]string{"X-Plex-Token": token, "X-Plex-Client-Identifier": clientID}
	err := c.do(ctx, request{"sign out at Plex", http.MethodDelete, signOutURL, headers}, nil)
	if isRefused(err) {
		return nil
	}
	if err != nil {
		return err
	}
	accepted, err := c.Accepts(ctx, token, clientID)
	if accepted {
		return ErrStillValid
	}
	return err
}

// Accepts asks whether Plex still accepts a token.
func (c *Client) Accepts(ctx context.Context, token, clientID string) (bool, error) {
	headers := map[string]string{"X-Plex-Token": token, "X-Plex-Client-Identifier": clientID}
	err := c.do(ctx, request{"ask Plex whether it accepts the token", http.MethodGet, userURL, headers}, nil)
	if isRefused(err) {
		return false, nil
	}
	return err == nil, err
}

// isRefused says that Plex does not accept the token: 401, or 422 "Invalid token".
func isRefused(err error) bool {
	var status *StatusError
	return errors.As(err, &status) && (status.Status == http.StatusUnauthorized || status.Status == http.StatusUnprocessableEntity)
}
