package flows

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
)

// userURL answers who a token belongs to (python-plexapi, myplex.py).
const userURL = "https://plex.tv/api/v2/user"

// Product is the name under which Plex lists us among the authorised devices.
const Product = "plexpriv"

// identity is who Plex says is signed in.
type identity struct {
	id, uuid, username, email string
	// names are what else Plex calls the person.
	names []string
	err   error
}

// user is the part of Plex's answer that we need. Other fields come and go.
type user struct {
	ID           json.Number `json:"id"`
	UUID         string      `json:"uuid"`
	Username     string      `json:"username"`
	Title        string      `json:"title"`
	FriendlyName string      `json:"friendlyName"`
	Email        string      `json:"email"`
}

// apiHeaders authorise a read of Plex's API.
func apiHeaders(token, clientID string) map[string]string {
	return map[string]string{
		"X-Plex-Token": token, "X-Plex-Client-Identifier": clientID, "X-Plex-Product": Product, "Accept": "application/json",
	}
}

func isUserAddress(hostAndPath string) bool {
	host, rest, _ := strings.Cut(hostAndPath, "/")
	return rest == "api/v2/user" && (host == "plex.tv" || strings.HasSuffix(host, ".plex.tv"))
}

// whoIs asks Plex whose token this is, again after a passing trouble.
func whoIs(ctx context.Context, site page.Site, token, clientID string) (got identity) {
	page.Again(ctx, page.Briefly, func() (passing bool, after time.Duration) {
		f, err := site.Get(ctx, userURL, apiHeaders(token, clientID))
		got, passing = parseUser(f, err)
		return passing, page.RetryAfter(f.RetryAfter)
	})
	return got
}

func parseUser(f automation.Fetched, err error) (identity, bool) {
	switch {
	case err != nil:
		var load *automation.LoadError
		if errors.As(err, &load) {
			return identity{err: &outcome.LaterError{What: "Plex could not be reached: " + load.Error()}}, true
		}
		return identity{err: fmt.Errorf("ask who is signed in: %w", err)}, false
	case f.Status == 401 || f.Status == 403 || f.Status == 422:
		return identity{err: fmt.Errorf("%w: Plex does not accept the session (%d)", outcome.ErrSignIn, f.Status)}, false
	case f.Status == 429 || f.Status >= 500:
		return identity{err: &outcome.LaterError{What: fmt.Sprintf("Plex answers %d to the question who is signed in", f.Status), After: page.RetryAfter(f.RetryAfter)}}, true
	}
	var u user
	if err := json.Unmarshal([]byte(f.Body), &u); err != nil || (u.UUID == "" && u.ID == "") {
		return identity{err: &outcome.LaterError{What: fmt.Sprintf("Plex's answer to the question who is signed in is not understood (status %d)", f.Status)}}, false
	}
	name := u.Username
	if name == "" {
		name = u.Title
	}
	return identity{id: u.ID.String(), uuid: u.UUID, username: name, email: u.Email, names: []string{u.Title, u.FriendlyName}}, false
}

// name is what may be shown: the user name, never the e-mail address.
func (i identity) name() string { return outcome.MaskMail(i.username) }
