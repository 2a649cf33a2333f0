package flows

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// answers is an API with an answer for each address. It records the requests.
type answers struct {
	by    map[string]*http.Response
	asked []*http.Request
	err   error
}

func (a *answers) Do(_ string, req *http.Request) (*http.Response, error) {
	a.asked = append(a.asked, req)
	if a.err != nil {
		return nil, a.err
	}
	if r := a.by[req.URL.Path]; r != nil {
		return r, nil
	}
	return says(http.StatusNotFound, ""), nil
}

func says(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

func homeWith(path string, r *http.Response) (signin.Home, *answers) {
	a := &answers{by: map[string]*http.Response{path: r}}
	return signin.Home{API: a, Session: &session.Session{Token: "the-admins-token", ClientID: "the-client"}}, a
}

// Plex lists the users of a Home in several formats, depending on the address.
func TestHomeUsers(t *testing.T) {
	for name, c := range map[string]struct{ path, body string }{
		"JSON": {"/api/v2/home/users", `{"id": 3, "users": [
			{"id": 1, "uuid": "a1", "title": "Ada", "username": "ada", "email": "ada@example.test", "admin": true, "restricted": false, "hasPassword": true, "protected": false, "thumb": null},
			{"id": 2, "uuid": "b2", "title": "Ben", "username": "", "email": "", "admin": false, "restricted": true, "hasPassword": false, "protected": true},
			{"id": 3, "uuid": "c3", "title": "cleo@example.test", "username": "cleo@example.test", "email": "cleo@example.test", "admin": false, "restricted": true, "hasPassword": true},
			{"id": 9, "uuid": "", "title": "Guest", "guest": true}]}`},
		"a list": {"/api/v2/home", `[{"id": "1", "uuid": "a1", "title": "Ada", "username": "ada", "email": "x", "admin": 1},
			{"id": "2", "uuid": "b2", "title": "Ben", "username": null, "email": null, "restricted": 1, "protected": "1", "hasPassword": 0},
			{"id": "3", "uuid": "c3", "title": "cleo@example.test", "email": "cleo@example.test"}]`},
		"XML": {"/api/home/users", `<?xml version="1.0"?><MediaContainer size="3">
			<User id="1" uuid="a1" title="Ada" username="ada" email="x" admin="1" restricted="0" protected="0" hasPassword="1"><Server/></User>
			<User id="2" uuid="b2" title="Ben" username="" email="" admin="0" restricted="1" protected="1" hasPassword="0"/>
			<User id="3" uuid="c3" title="cleo@example.test" username="cleo" email="x" admin="0" restricted="0" protected="0"/></MediaContainer>`},
	} {
		h, a := homeWith(c.path, says(http.StatusOK, c.body))
		users, err := h.Users(t.Context())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, u := range users {
			got = append(got, fmt.Sprintf("%s %s admin=%t managed=%t pin=%t", u.ID, u.Name(), u.Admin, u.Managed, u.Protected))
		}
		want := []string{"a1 Ada admin=true managed=false pin=false", "b2 Ben admin=false managed=true pin=true", "c3 c…@… admin=false managed=false pin=false"}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, want)
		}
		if last := a.asked[len(a.asked)-1]; last.Header.Get("X-Plex-Token") != "the-admins-token" || last.URL.RawQuery != "" || last.Method != http.MethodGet {
			t.Errorf("%s: the request was %s %s", name, last.Method, last.URL)
		}
	}
	h, _ := homeWith("/api/v2/home/users", says(http.StatusOK, `{"users": [{"title": "Ada"}]}`))
	if _, err := h.Users(t.Context()); !errors.Is(err, outcome.ErrTryLater) {
		t.Errorf("a list of users without ids: got %v, want 'try again later'", err)
	}
}

func TestHomeSwitch(t *testing.T) {
	ben := signin.HomeUser{ID: "b2", Number: "2", Title: "Ben", Managed: true, Protected: true}
	for name, c := range map[string]struct {
		status int
		body   string
		want   error
	}{
		"JSON":                        {http.StatusCreated, `{"id": 2, "uuid": "b2", "authToken": "bens-token"}`, nil},
		"XML":                         {http.StatusOK, `<user id="2" authenticationToken="bens-token"/>`, nil},
		"the wrong PIN":               {http.StatusForbidden, `{"errors": [{"code": 1041, "status": 403}]}`, signin.ErrPIN},
		"the wrong PIN, old":          {http.StatusForbidden, `<errors><error code="1041"/></errors>`, signin.ErrPIN},
		"refused, without a code":     {http.StatusForbidden, ``, outcome.ErrTryLater},
		"refused, with another code":  {http.StatusForbidden, `<errors><error code="1000"/></errors>`, outcome.ErrTryLater},
		"a firewall":                  {http.StatusForbidden, `<html><title>Request blocked</title>`, outcome.ErrTryLater},
		"half an answer":              {http.StatusCreated, `<user id="2" authToken="bens-token"`, outcome.ErrTryLater},
		"too many":                    {http.StatusTooManyRequests, `{"errors": [{"code": 1003}]}`, outcome.ErrTryLater},
		"a session without a word":    {http.StatusUnauthorized, ``, outcome.ErrSignIn},
		"a session that Plex refuses": {http.StatusUnauthorized, `{"errors": [{"code": 1001}]}`, outcome.ErrSignIn},
		"somebody else":               {http.StatusCreated, `{"id": 1, "uuid": "a1", "authToken": "adas-token"}`, outcome.ErrSignIn},
		"no token":                    {http.StatusCreated, `{"id": 2, "uuid": "b2", "authToken": null}`, outcome.ErrTryLater},
		"a server error":              {http.StatusBadGateway, ``, outcome.ErrTryLater},
	} {
		h, a := homeWith("/api/v2/home/users/b2/switch", says(c.status, c.body))
		s, err := h.Switch(t.Context(), ben, "1234")
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
		if q := a.asked[0]; len(a.asked) != 1 || q.Method != http.MethodPost || q.URL.Query().Get("pin") != "1234" || q.Header.Get("X-Plex-Client-Identifier") != "the-client" {
			t.Errorf("%s: %d requests, the first %s", name, len(a.asked), q.Method)
		}
		if err == nil && (s.Token != "bens-token" || s.Account.ID != "b2" || s.Account.Username != "Ben" || strings.Contains(fmt.Sprintf("%v", signin.StateOf(s)), "admin")) {
			t.Errorf("%s: got a session of %s", name, s.Account.Username)
		}
	}
}

// A signed token opens everything but the switch, and Plex does not say why. No PIN is
// tried for it a second time.
func TestSignedTokenCannotSwitch(t *testing.T) {
	ben := signin.HomeUser{ID: "b2", Number: "2", Title: "Ben", Managed: true, Protected: true}
	for token, kind := range map[string]bool{"header.payload.signature": true, "the-admins-token": false} {
		for body, known := range map[string]bool{``: true, `{"errors": [{"code": 1000}]}`: true, `{"errors": [{"code": 1041}]}`: false, "<html><title>Request blocked</title>": false} {
			h, a := homeWith("/api/v2/home/users/b2/switch", says(http.StatusForbidden, body))
			h.Session.Token = token
			_, err := h.Switch(t.Context(), ben, "1234")
			var wrong *signin.TokenKindError
			if errors.As(err, &wrong) != (kind && known) || errors.Is(err, signin.ErrPIN) != strings.Contains(body, "1041") || len(a.asked) != 1 {
				t.Errorf("token %q, answer %q: %v after %d requests", token, body, err, len(a.asked))
			}
			if wrong != nil && !strings.Contains(err.Error(), "this token cannot switch users; sign in with plexpriv login --link") {
				t.Errorf("the error says %v", err)
			}
		}
	}
}

// Plex may count a PIN that was sent as a try, even if no answer came back.
func TestFailedHomeSwitchIsNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &answers{err: errors.New("connection refused")}
		h := signin.Home{API: a, Session: &session.Session{}}
		_, err := h.Switch(t.Context(), signin.HomeUser{ID: "b2", Title: "Ben"}, "1234")
		if err == nil || strings.Contains(err.Error(), "1234") || !strings.Contains(err.Error(), "connection refused") || !errors.Is(err, outcome.ErrTryLater) {
			t.Error(err)
		}
		if len(a.asked) != 1 {
			t.Errorf("a PIN was sent %d times, want once", len(a.asked))
		}
		if _, err = h.Users(t.Context()); !errors.Is(err, outcome.ErrTryLater) || len(a.asked) != 4 {
			t.Errorf("got %v after %d requests for the list of users, want 'try again later' after 3", err, len(a.asked)-1)
		}
	})
}

// Who may have a password, for all that Plex says, is an adult, and is asked first.
func TestHomeUserOfUnknownKindIsAnAdult(t *testing.T) {
	for name, user := range map[string]string{
		"nothing is said of a password": `{"id": 3, "uuid": "c3", "title": "Cleo", "restricted": true}`,
		"what is said means nothing":    `{"id": 3, "uuid": "c3", "title": "Cleo", "restricted": true, "hasPassword": null}`,
		"it has a password":             `{"id": 3, "uuid": "c3", "title": "Cleo", "restricted": true, "hasPassword": true}`,
		"as XML":                        `<Home><User id="3" uuid="c3" title="Cleo" restricted="1"/></Home>`,
	} {
		body := user
		if !strings.HasPrefix(user, "<") {
			body = `{"users": [` + user + `]}`
		}
		h, _ := homeWith("/api/v2/home/users", says(http.StatusOK, body))
		users, err := h.Users(t.Context())
		if err != nil || len(users) != 1 || users[0].Managed {
			t.Errorf("%s: %+v %v", name, users, err)
		}
	}
}
