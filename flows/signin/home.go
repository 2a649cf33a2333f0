package signin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// The addresses that list the users of a Home, the newer one first (python-plexapi,
// myplex.py; plex-api.rs, home.rs).
var homeAddresses = []string{
	"https://plex.tv/api/v2/home/users", "https://plex.tv/api/v2/home", "https://plex.tv/api/home/users",
}

// switchAddress, followed by an account's uuid and "/switch", returns that user's own
// token. The PIN is a query parameter, because every client that is known to work sends
// it so (python-plexapi, plex-api.rs).
const switchAddress = "https://plex.tv/api/v2/home/users/"

// ErrPIN says that Plex wants a PIN, or another one than it got.
var ErrPIN = errors.New("the PIN is not one that Plex takes")

// TokenKindError says that the session's token is of a kind that cannot switch to another
// user of the Home: a signed one, as Plex's newer sign-in gives.
type TokenKindError struct{}

// Error says so.
func (*TokenKindError) Error() string {
	return "this token cannot switch users; sign in with plexpriv login --link"
}

// Unwrap returns outcome.ErrSignIn: another sign-in gives another kind of token.
func (*TokenKindError) Unwrap() error { return outcome.ErrSignIn }

// API sends requests to Plex without a browser. *plexapi.Client implements it. Its
// errors name the request and never the address, which may hold a PIN.
type API interface {
	Do(what string, r *http.Request) (*http.Response, error)
}

// HomeUser is one user of a Plex Home.
type HomeUser struct {
	// ID is Plex's uuid of the account, or its numeric id.
	ID string
	// Title and username are as Plex has them; managed users have no user name.
	Title, username, Number string
	// Admin says that the user owns the Home.
	Admin bool
	// Managed says that the user has neither password nor email address and belongs to
	// the Home's admin. All other users are people with an account of their own.
	Managed bool
	// Protected says that the user has a PIN.
	Protected bool
}

// Name returns the name to show: the name in the Home, never an email address.
func (u HomeUser) Name() string {
	for _, name := range []string{u.Title, u.username} {
		if name != "" {
			return outcome.MaskMail(name)
		}
	}
	return "user " + u.Number
}

// HasName says whether a name that a person typed may mean this user.
func (u HomeUser) HasName(name string) bool {
	for _, own := range []string{u.Title, u.username, u.ID, u.Number} {
		if own != "" && strings.EqualFold(own, name) {
			return true
		}
	}
	return false
}

// HasID says whether an account id is this user's.
func (u HomeUser) HasID(accountID string) bool {
	return accountID != "" && (accountID == u.ID || accountID == u.Number)
}

// Home is the Plex Home of an account. The account's session gives access to it.
type Home struct {
	API     API
	Session *session.Session
}

// listWhat names the request in messages.
const listWhat = "ask who is in the Plex Home"

// Users returns the users of the Home, the account itself included. Guests are left
// out: a guest is no account and has no settings.
func (h Home) Users(ctx context.Context) ([]HomeUser, error) {
	entries, err := listHome(func(address string) (answer.Answer, error) {
		return h.ask(ctx, listWhat, http.MethodGet, address, nil)
	})
	if err != nil {
		return nil, err
	}
	users, err := usersOf(entries)
	if err != nil {
		return nil, notUnderstood(listWhat, err)
	}
	return users, nil
}

// listHome asks the addresses in turn until one of them exists.
func listHome(ask func(address string) (answer.Answer, error)) ([]answer.Node, error) {
	var a answer.Answer
	for _, address := range homeAddresses {
		var err error
		if a, err = ask(address); err != nil {
			return nil, err
		}
		if a.Meaning() != answer.Absent {
			break
		}
	}
	if err := trouble(listWhat, a); err != nil {
		return nil, err
	}
	entries, err := homeEntries(a.Body)
	if err != nil {
		return nil, notUnderstood(listWhat, err)
	}
	return entries, nil
}

// Switch gets a session for a user of the Home. Its only trace is that Plex lists
// plexpriv among the user's devices. ErrPIN says that the PIN is wrong or missing.
func (h Home) Switch(ctx context.Context, u HomeUser, pin string) (*session.Session, error) {
	var query url.Values
	if pin != "" {
		query = url.Values{"pin": {pin}}
	}
	what := "switch to " + u.Name()
	a, err := h.ask(ctx, what, http.MethodPost, switchAddress+url.PathEscape(u.ID)+"/switch", query)
	if err != nil {
		return nil, err
	}
	switch meaning := a.Meaning(); {
	case meaning == answer.WrongPIN:
		return nil, ErrPIN
	case meaning == answer.Refused && a.Status == http.StatusForbidden && signed(h.Session.Token):
		return nil, fmt.Errorf("%s: %w", what, &TokenKindError{})
	}
	if err := trouble(what, a); err != nil {
		return nil, err
	}
	got, err := parseSwitched(a.Body)
	switch {
	case err != nil:
		return nil, notUnderstood(what, err)
	case !u.HasID(got.id) && !u.HasID(got.number):
		return nil, &outcome.WrongAccountError{Want: u.Name(), Got: "somebody else"}
	}
	s, err := newSession(got.token, h.Session.ClientID)
	if err != nil {
		return nil, err
	}
	s.Account = session.Account{ID: u.ID, Username: u.Name()}
	return s, nil
}

// ask sends a request. It tries again where that is safe: for a read, and for a request
// that Plex has not processed.
func (h Home) ask(ctx context.Context, what, method, address string, query url.Values) (a answer.Answer, err error) {
	page.Retry(ctx, page.ShortRetry, func() (temporary bool, after time.Duration) {
		a, err = h.once(ctx, what, method, address, query)
		temporary, after = page.Again(a.Status, a.RetryAfter)
		if method != http.MethodGet {
			unprocessed := a.Status == http.StatusTooManyRequests || a.Status == http.StatusServiceUnavailable
			return temporary && unprocessed, after
		}
		return temporary || err != nil, after
	})
	if err == nil {
		return a, nil
	}
	var trust *plexapi.TrustError
	switch s := outcome.Stopped(ctx); {
	case s != nil:
		return a, s
	case errors.As(err, &trust):
		return a, err
	}
	return a, &outcome.LaterError{What: "Plex could not be reached: " + err.Error()}
}

func (h Home) once(ctx context.Context, what, method, address string, query url.Values) (answer.Answer, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return answer.Answer{}, err
	}
	req.URL.RawQuery = query.Encode()
	for name, value := range APIHeaders(h.Session.Token, h.Session.ClientID) {
		req.Header.Set(name, value)
	}
	res, err := h.API.Do(what, req)
	if err != nil {
		return answer.Answer{}, err
	}
	defer res.Body.Close()
	const most = 1 << 20
	body, err := io.ReadAll(io.LimitReader(res.Body, most))
	return answer.Answer{Host: req.URL.Host, Status: res.StatusCode, RetryAfter: res.Header.Get("Retry-After"), Body: body}, err
}
