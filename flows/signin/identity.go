package signin

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/answer"
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
	// Blocked says that a firewall answered, and not Plex.
	Blocked bool
	// nobody says that Plex did answer, and named nobody.
	nobody bool
}

// User is the part of Plex's answer that we need.
type User struct{ ID, UUID, Username, Title, FriendlyName, Email string }

// ReadUser reads the answer to the question whom a token belongs to. Whoever has no id is
// nobody.
func ReadUser(body []byte) (User, error) {
	n, err := answer.Data(body, "user")
	if err != nil {
		return User{}, err
	}
	return userIn(n)
}

func userIn(n answer.Node) (User, error) {
	u := User{
		ID: n.Word("id"), UUID: n.Word("uuid"), Username: n.Word("username"),
		Title: n.Word("title"), FriendlyName: n.Word("friendlyName"), Email: n.Word("email"),
	}
	if u.ID == "" && u.UUID == "" {
		return User{}, errNobody
	}
	return u, nil
}

var errNobody = errors.New("the answer names nobody")

// APIHeaders returns the headers that authorize a read of Plex's API. Without a token they
// authorize nothing, and the cookies may. Plex answers in JSON only if the whole Accept is
// what stands here, and refuses a request without a client identifier, whatever its token.
func APIHeaders(token, clientID string) map[string]string {
	if clientID == "" {
		clientID = Product
	}
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
		a, err := page.Ask(ctx, site, UserURL, APIHeaders(token, clientID))
		got = identityIn(a, err)
		temporary, after = page.Again(a.Status, a.RetryAfter)
		var load *automation.LoadError
		return temporary || errors.As(err, &load) && !load.Refused(), after
	})
	return got
}

func identityIn(a answer.Answer, err error) Identity {
	const what = "ask who is signed in"
	var load *automation.LoadError
	if errors.As(err, &load) {
		return Identity{Err: &outcome.LaterError{What: "Plex could not be reached: " + load.Error()}, nobody: load.Refused()}
	}
	if err != nil {
		return Identity{Err: fmt.Errorf("%s: %w", what, err)}
	}
	if a.Meaning() == answer.Absent {
		// The address exists, so what does not know it is not Plex's API.
		return Identity{Err: &outcome.LaterError{What: fmt.Sprintf("%s: Plex answers %d", what, a.Status)}, nobody: true}
	}
	if err := trouble(what, a); err != nil {
		m := a.Meaning()
		return Identity{Err: err, Blocked: m == answer.Blocked, nobody: m == answer.SignedOut || m == answer.Refused}
	}
	u, err := ReadUser(a.Body)
	if err != nil {
		_, page := answer.Page(a.Body)
		return Identity{Err: notUnderstood(what, err), nobody: page || errors.Is(err, errNobody)}
	}
	return u.identity()
}

func (u User) identity() Identity {
	return Identity{ID: u.ID, UUID: u.UUID, Username: cmp.Or(u.Username, u.Title), Email: u.Email, Names: []string{u.Title, u.FriendlyName}}
}

// account is what a session keeps of who it belongs to.
func (i Identity) account() session.Account {
	return session.Account{ID: cmp.Or(i.UUID, i.ID), Username: i.Name()}
}

// Name returns the name to show: the user name, never the email address.
func (i Identity) Name() string { return outcome.MaskMail(i.Username) }

// Expected is whose session it should be.
type Expected struct {
	Token, ClientID string
	// ID and Username are those that were stored; an empty ID is not compared.
	ID, Username string
	// Expect is the user name or email address that the person asks for, if any.
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
