package signin

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// Where Plex tells who is in a Home, the newer address first (python-plexapi,
// myplex.py; plex-api.rs, home.rs).
var homeAddresses = []string{
	"https://plex.tv/api/v2/home/users", "https://plex.tv/api/v2/home", "https://plex.tv/api/home/users",
}

// switchAddress, with an account's uuid and "/switch", hands out that user's own
// token. The PIN is a query parameter: no client was seen to send it otherwise
// that is known to work (python-plexapi, plex-api.rs).
const switchAddress = "https://plex.tv/api/v2/home/users/"

// wrongPIN is Plex's error code for a PIN that is not right, badToken that for a
// token it does not take (python-plexapi, issue tracker).
const (
	wrongPIN = "1041"
	badToken = "1001"
)

// ErrPIN says that Plex wants a PIN, or another one than it was given.
var ErrPIN = errors.New("the PIN is not one that Plex takes")

// API sends requests to Plex without a browser. *plexapi.Client is one. Its
// errors name what was asked and never the address, which may hold a PIN.
type API interface {
	Do(what string, r *http.Request) (*http.Response, error)
}

// HomeUser is one user of a Plex Home.
type HomeUser struct {
	// ID is Plex's uuid of the account, or its numeric id.
	ID string
	// Title and username are as Plex has them; managed users have no user name.
	Title, username, Number string
	// Admin owns the Home.
	Admin bool
	// Managed users have neither password nor e-mail address: they belong to the
	// Home's admin. All others are people with an account of their own.
	Managed bool
	// Protected users have a PIN.
	Protected bool
}

// Name is what may be shown: the name in the Home, never an e-mail address.
func (u HomeUser) Name() string {
	for _, name := range []string{u.Title, u.username} {
		if name != "" {
			return outcome.MaskMail(name)
		}
	}
	return "user " + u.Number
}

// Called says whether a person may mean this user by a name.
func (u HomeUser) Called(name string) bool {
	for _, own := range []string{u.Title, u.username, u.ID, u.Number} {
		if own != "" && strings.EqualFold(own, name) {
			return true
		}
	}
	return false
}

// Is says whether an account's id is this user's.
func (u HomeUser) Is(accountID string) bool {
	return accountID != "" && (accountID == u.ID || accountID == u.Number)
}

// Home is the Plex Home of an account, reached with the account's session.
type Home struct {
	API     API
	Session *session.Session
}

// listWhat names the question in messages.
const listWhat = "ask who is in the Plex Home"

// Users are the users of the Home, the account itself among them. Guests are
// left out: they are nobody in particular and have no settings.
func (h Home) Users(ctx context.Context) ([]HomeUser, error) {
	entries, err := listHome(func(address string) (plexAnswer, error) {
		return h.ask(ctx, listWhat, http.MethodGet, address, nil)
	})
	if err != nil {
		return nil, err
	}
	users, err := usersOf(entries)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", listWhat, &outcome.LaterError{What: err.Error()})
	}
	return users, nil
}

// listHome reads the list of a Home's users from the first address that there is.
func listHome(ask func(address string) (plexAnswer, error)) ([]homeEntry, error) {
	var answer plexAnswer
	for _, address := range homeAddresses {
		var err error
		if answer, err = ask(address); err != nil {
			return nil, err
		}
		if answer.status != http.StatusNotFound && answer.status != http.StatusMethodNotAllowed {
			break
		}
	}
	if err := answer.trouble(); err != nil {
		return nil, fmt.Errorf("%s: %w", listWhat, err)
	}
	entries, err := homeEntries(bytes.TrimSpace(answer.body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", listWhat, &outcome.LaterError{What: err.Error()})
	}
	return entries, nil
}

// Switch gives a session of a user of the Home. It changes nothing but that Plex
// lists plexpriv among the user's devices. ErrPIN says that the PIN, or its
// absence, is why not.
func (h Home) Switch(ctx context.Context, u HomeUser, pin string) (*session.Session, error) {
	var query url.Values
	if pin != "" {
		query = url.Values{"pin": {pin}}
	}
	what := "switch to " + u.Name()
	answer, err := h.ask(ctx, what, http.MethodPost, switchAddress+url.PathEscape(u.ID)+"/switch", query)
	if err != nil {
		return nil, err
	}
	if answer.refusesPIN(u.Protected || pin != "") {
		return nil, ErrPIN
	}
	if err := answer.trouble(); err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	got, err := parseSwitched(answer.body)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", what, &outcome.LaterError{What: err.Error()})
	case !u.Is(got.id) && !u.Is(got.number):
		return nil, &outcome.WrongAccountError{Want: u.Name(), Got: "somebody else"}
	}
	s, err := newSession(got.token, h.Session.ClientID)
	if err != nil {
		return nil, err
	}
	s.Account = session.Account{ID: u.ID, Username: u.Name()}
	return s, nil
}

// plexAnswer is an answer of Plex's API.
type plexAnswer struct {
	status int
	after  time.Duration
	body   []byte
}

// refusesPIN tells a wrong PIN from a session that Plex does not take.
func (a plexAnswer) refusesPIN(asked bool) bool {
	switch a.code() {
	case wrongPIN:
		return true
	case badToken:
		return false
	}
	return asked && (a.status == http.StatusForbidden || a.status == http.StatusUnauthorized)
}

// trouble is what an answer other than success means.
func (a plexAnswer) trouble() error {
	switch {
	case a.status == http.StatusOK || a.status == http.StatusCreated:
		return nil
	case a.status == http.StatusUnauthorized || a.status == http.StatusUnprocessableEntity:
		return fmt.Errorf("%w: Plex does not accept the stored session (%d)", outcome.ErrSignIn, a.status)
	case a.status == http.StatusTooManyRequests || a.status >= http.StatusInternalServerError:
		return &outcome.LaterError{What: fmt.Sprintf("Plex answers %d", a.status), After: a.after}
	}
	return fmt.Errorf("status %d from Plex", a.status)
}

// ask sends a request, and again what may be repeated: reads, and what Plex has
// not looked at.
func (h Home) ask(ctx context.Context, what, method, address string, query url.Values) (answer plexAnswer, err error) {
	page.Again(ctx, page.Briefly, func() (passing bool, after time.Duration) {
		answer, err = h.once(ctx, what, method, address, query)
		repeatable := method == http.MethodGet && (err != nil || answer.status >= http.StatusInternalServerError)
		return repeatable || answer.status == http.StatusTooManyRequests || answer.status == http.StatusServiceUnavailable, answer.after
	})
	if err == nil {
		return answer, nil
	}
	var trust *plexapi.TrustError
	switch s := outcome.Stopped(ctx); {
	case s != nil:
		return answer, s
	case errors.As(err, &trust):
		return answer, err
	}
	return answer, &outcome.LaterError{What: "Plex could not be reached: " + err.Error()}
}

func (h Home) once(ctx context.Context, what, method, address string, query url.Values) (plexAnswer, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return plexAnswer{}, err
	}
	req.URL.RawQuery = query.Encode()
	for name, value := range ApiHeaders(h.Session.Token, h.Session.ClientID) {
		req.Header.Set(name, value)
	}
	res, err := h.API.Do(what, req)
	if err != nil {
		return plexAnswer{}, err
	}
	defer res.Body.Close()
	const most = 1 << 20
	body, err := io.ReadAll(io.LimitReader(res.Body, most))
	return plexAnswer{status: res.StatusCode, after: page.RetryAfter(res.Header.Get("Retry-After")), body: body}, err
}
