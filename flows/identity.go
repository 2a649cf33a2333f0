package flows

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
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

// identify asks Plex whose session this is, and compares.
func (a *account) identify(ctx context.Context, site Site) identity {
	got := whoIs(ctx, site, a.who.Token, a.who.ClientID)
	if got.err != nil {
		return got
	}
	if a.who.ID != "" && a.who.ID != got.uuid && a.who.ID != got.id {
		got.err = &outcome.WrongAccountError{Want: a.who.Username, Got: got.name()}
	}
	if a.who.Expect != "" && !strings.EqualFold(a.who.Expect, got.username) && !strings.EqualFold(a.who.Expect, got.email) {
		got.err = &outcome.WrongAccountError{Want: outcome.MaskMail(a.who.Expect), Got: got.name()}
	}
	a.report.Account = got.name()
	return got
}

// sameOnPages makes sure that the pages are signed in as the same account as
// the token: where a page asked Plex who it is, the answer was overheard.
func (a *account) sameOnPages(ctx context.Context) error {
	for _, p := range a.visits {
		for _, ans := range p.tab.Answers(ctx, isUserAddress) {
			var u user
			if ans.Status != 200 || json.Unmarshal([]byte(ans.Body), &u) != nil || (u.UUID == "" && u.ID == "") {
				continue
			}
			if (u.UUID != "" && u.UUID != a.session.status.uuid) || (u.UUID == "" && u.ID.String() != a.session.status.id) {
				return &outcome.WrongAccountError{Want: a.session.status.name(), Got: outcome.MaskMail(u.Username)}
			}
		}
	}
	return nil
}

func isUserAddress(hostAndPath string) bool {
	host, rest, _ := strings.Cut(hostAndPath, "/")
	return rest == "api/v2/user" && (host == "plex.tv" || strings.HasSuffix(host, ".plex.tv"))
}

// whoIs asks Plex whose token this is, again after a passing trouble.
func whoIs(ctx context.Context, site Site, token, clientID string) (got identity) {
	again(ctx, briefly, func() (passing bool, after time.Duration) {
		f, err := site.Get(ctx, userURL, apiHeaders(token, clientID))
		got, passing = parseUser(f, err)
		return passing, retryAfter(f.RetryAfter)
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
		return identity{err: &outcome.LaterError{What: fmt.Sprintf("Plex answers %d to the question who is signed in", f.Status), After: retryAfter(f.RetryAfter)}}, true
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

// witnesses asks Plex's API what it has stored for settings, by setting, each
// address once and all at the same time. Those it does not know are left out.
func (a *account) witnesses(ctx context.Context, settings []*selectors.Setting) map[string]string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	said := map[string]string{}
	asked := map[string]bool{}
	for _, s := range settings {
		if s.Readback == nil || asked[s.Readback.URL] {
			continue
		}
		at := s.Readback.URL
		asked[at] = true
		wg.Go(func() {
			body, ok := a.ask(ctx, at)
			mu.Lock()
			defer mu.Unlock()
			for _, s := range settings {
				if ok && s.Readback != nil && s.Readback.URL == at {
					if word, ok := reading.Told(s.Readback, body); ok {
						said[s.ID] = word
					}
				}
			}
		})
	}
	wg.Wait()
	return said
}

// ask reads an address of Plex's API. ok is false where it does not answer.
func (a *account) ask(ctx context.Context, at string) (body string, ok bool) {
	f, err := a.session.site.Get(ctx, at, apiHeaders(a.who.Token, a.who.ClientID))
	if err != nil || f.Status != 200 {
		a.log.Debug("no second witness", "url", at, "status", f.Status, "error", err)
		return "", false
	}
	return f.Body, true
}
