package signin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
)

// UserURL says whom a token belongs to (python-plexapi, myplex.py).
const UserURL = "https://plex.tv/api/v2/user"

// Product is the name under which Plex lists us among the authorized devices.
const Product = "plexpriv"

// Identity is who Plex says is signed in.
type Identity struct {
	ID, UUID, Username, Email string
	// Names are the other names that Plex has for the person.
	Names []string
	Err   error
}

// User is the part of Plex's answer that we need.
type User struct {
	ID           json.Number `json:"id"`
	UUID         string      `json:"uuid"`
	Username     string      `json:"username"`
	Title        string      `json:"title"`
	FriendlyName string      `json:"friendlyName"`
	Email        string      `json:"email"`
}

// APIHeaders returns the headers that authorize a read of Plex's API. Without a token they
// authorize nothing, and the cookies may.
func APIHeaders(token, clientID string) map[string]string {
	out := map[string]string{
		"X-Plex-Token": token, "X-Plex-Client-Identifier": clientID, "X-Plex-Product": Product, "Accept": "application/json",
	}
	if token == "" {
		delete(out, "X-Plex-Token")
	}
	return out
}

// IsUserAddress says whether an address (host and path) says whom a token belongs to.
func IsUserAddress(hostAndPath string) bool {
	host, rest, _ := strings.Cut(hostAndPath, "/")
	return rest == "api/v2/user" && (host == "plex.tv" || strings.HasSuffix(host, ".plex.tv"))
}

// WhoIs asks Plex whose token this is, and tries again after a temporary error.
func WhoIs(ctx context.Context, site page.Site, token, clientID string) (got Identity) {
	page.Retry(ctx, page.ShortRetry, func() (temporary bool, after time.Duration) {
		f, err := site.Get(ctx, UserURL, APIHeaders(token, clientID))
		got, temporary = parseUser(f, err)
		return temporary, page.RetryAfter(f.RetryAfter)
	})
	return got
}

func parseUser(f automation.Fetched, err error) (Identity, bool) {
	switch {
	case err != nil:
		var load *automation.LoadError
		if errors.As(err, &load) {
			return Identity{Err: &outcome.LaterError{What: "Plex could not be reached: " + load.Error()}}, true
		}
		return Identity{Err: fmt.Errorf("ask who is signed in: %w", err)}, false
	case f.Status == 401 || f.Status == 403 || f.Status == 422:
		return Identity{Err: fmt.Errorf("%w: Plex does not accept the session (%d)", outcome.ErrSignIn, f.Status)}, false
	case f.Status == 429 || f.Status >= 500:
		return Identity{Err: &outcome.LaterError{What: fmt.Sprintf("Plex answers %d to the question who is signed in", f.Status), After: page.RetryAfter(f.RetryAfter)}}, true
	}
	var u User
	if err := json.Unmarshal([]byte(f.Body), &u); err != nil || (u.UUID == "" && u.ID == "") {
		return Identity{Err: &outcome.LaterError{What: fmt.Sprintf("Plex's answer to the question who is signed in is not understood (status %d)", f.Status)}}, false
	}
	name := u.Username
	if name == "" {
		name = u.Title
	}
	return Identity{ID: u.ID.String(), UUID: u.UUID, Username: name, Email: u.Email, Names: []string{u.Title, u.FriendlyName}}, false
}

// Name returns the name to show: the user name, never the e-mail address.
func (i Identity) Name() string { return outcome.MaskMail(i.Username) }

// Expected is whose session it should be.
type Expected struct {
	Token, ClientID string
	// ID and Username are those that were stored; an empty ID is not compared.
	ID, Username string
	// Expect is the user name or e-mail address that the person asks for, if any.
	Expect string
}

// IdentifyAs asks Plex whose a token is, and compares that with who is expected.
func IdentifyAs(ctx context.Context, site page.Site, want Expected) Identity {
	if want.Token == "" {
		return Identity{Err: fmt.Errorf("%w: there is no token in the session", outcome.ErrSignIn)}
	}
	got := WhoIs(ctx, site, want.Token, want.ClientID)
	if got.Err != nil {
		return got
	}
	got.Err = want.compare(got)
	return got
}

// Identify asks Plex whose a stored session is, and compares that with what was stored.
func Identify(ctx context.Context, site page.Site, s *session.Session, expect string) Identity {
	return IdentifyAs(ctx, site, Expected{Token: s.Token, ClientID: s.ClientID, ID: s.Account.ID, Username: s.Account.Username, Expect: expect})
}
