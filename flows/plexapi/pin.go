package plexapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"github.com/plexpriv/plexpriv/flows/answer"
)

const (
	pinsURL = "https://plex.tv/api/v2/pins"
	authURL = "https://app.plex.tv/auth"
)

// lifeUnknown is assumed for a PIN that does not say how long it is valid; lifeMost is
// the most that is believed. Plex has said 900 and 1800 seconds.
const (
	lifeUnknown = 15 * time.Minute
	lifeMost    = time.Hour
)

// Device identifies plexpriv to Plex. Plex lists it among the account's authorized
// devices, and keeps one valid token for each account and ClientID.
type Device struct {
	ClientID string
	Product  string
	// Name distinguishes devices of one product.
	Name string
}

func (d Device) headers() map[string]string {
	return map[string]string{
		"X-Plex-Client-Identifier": d.ClientID, "X-Plex-Product": d.Product,
		"X-Plex-Device-Name": d.Name,
	}
}

// PIN is a sign-in that a person has yet to approve.
type PIN struct {
	// ID identifies it to Plex; the person sees Code.
	ID   int64
	Code string
	// Life is how long it can be approved, counted from now.
	Life time.Duration
}

// longestCode is more than a code has had so far.
const longestCode = 100

// codePattern is what a code may look like, because it is printed on a terminal.
var codePattern = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// NewPIN asks for a PIN. It is a strong one: too long to type, it is opened as a link
// ([AuthURL]).
func (c *Client) NewPIN(ctx context.Context, d Device) (PIN, error) {
	const what = "ask Plex for a sign-in code"
	p, err := c.do(ctx, request{what, http.MethodPost, pinsURL + "?strong=true", d.headers(), "pin"})
	if err != nil {
		return PIN{}, err
	}
	pin, ok := pinIn(p)
	if !ok {
		return PIN{}, &StatusError{What: what, Status: http.StatusOK, Strange: errors.New("there is no code in it")}
	}
	return pin, nil
}

// pinIn reads a PIN out of an answer.
func pinIn(p answer.Node) (PIN, bool) {
	code := p.Word("code")
	id, err := strconv.ParseInt(p.Word("id"), 10, 64)
	if err != nil || id <= 0 || len(code) > longestCode || !codePattern.MatchString(code) {
		return PIN{}, false
	}
	life := lifeUnknown
	if seconds, err := strconv.ParseFloat(p.Word("expiresIn"), 64); err == nil && seconds > 0 {
		life = time.Duration(min(seconds, lifeMost.Seconds()) * float64(time.Second))
	}
	return PIN{ID: id, Code: code, Life: life}, true
}

// Token asks whether the PIN was approved, and returns the token if so. The token is
// empty until then; ErrExpired says that it never will be approved.
func (c *Client) Token(ctx context.Context, d Device, p PIN) (string, error) {
	const what = "ask Plex whether the code was approved"
	got, err := c.do(ctx, request{what, http.MethodGet, pinsURL + "/" + strconv.FormatInt(p.ID, 10), d.headers(), "pin"})
	var status *StatusError
	if errors.As(err, &status) && status.Status == http.StatusNotFound && status.Code != 0 {
		return "", fmt.Errorf("%s: %w", what, ErrExpired)
	}
	return got.Word("authToken"), err
}

// AuthURL returns the page on which the person signs in and so approves the PIN. Its
// parameters come after "#", so servers and proxies do not see them.
func AuthURL(d Device, p PIN) string {
	return ShortAuthURL(d, p) + "&" + url.QueryEscape("context[device][product]") + "=" + url.QueryEscape(d.Product)
}

// ShortAuthURL is AuthURL without the name of the program, which Plex has heard already
// when it made the PIN. A QR code of it is small enough for a terminal of 24 lines.
func ShortAuthURL(d Device, p PIN) string {
	return authURL + "#?clientID=" + url.QueryEscape(d.ClientID) + "&code=" + url.QueryEscape(p.Code)
}
