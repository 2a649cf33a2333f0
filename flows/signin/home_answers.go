package signin

import (
	"context"
	"errors"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
)

// homeEntries returns the users in the list of a Home. Which kind of document it is
// depends on the age of the address.
func homeEntries(body []byte) ([]answer.Node, error) {
	n, err := answer.Data(body, "home", "users", "MediaContainer")
	if err != nil {
		return nil, err
	}
	return n.Items("user"), nil
}

// usersOf returns the users of a Home without its guests.
func usersOf(entries []answer.Node) ([]HomeUser, error) {
	var out []HomeUser
	for _, e := range entries {
		u := HomeUser{
			ID: e.Word("uuid"), Number: e.Word("id"), Title: outcome.Name(e.Word("title")), username: outcome.Name(e.Word("username")),
			Admin: e.Yes("admin"), Protected: e.Yes("protected"),
			// A user with a password or email address has an account of their own,
			// even if it is restricted. Who may have one, for all that the answer says, is
			// an adult and is asked.
			Managed: e.Yes("restricted") && e.No("hasPassword") && e.Word("email") == "" && !e.Yes("admin"),
		}
		if e.Yes("guest") || u.ID == "" && u.Number == "" {
			continue
		}
		if u.ID == "" {
			u.ID = u.Number
		}
		out = append(out, u)
	}
	if len(out) == 0 {
		return nil, errNoHome
	}
	return out, nil
}

var errNoHome = errors.New("the list of users names nobody")

// switched is the user that a switch led to.
type switched struct{ id, number, token string }

// parseSwitched reads the answer to a switch.
func parseSwitched(body []byte) (switched, error) {
	n, err := answer.Data(body, "user")
	if err != nil {
		return switched{}, err
	}
	got := switched{id: n.Word("uuid"), number: n.Word("id"), token: n.Word("authToken")}
	if got.token == "" {
		got.token = n.Word("authenticationToken")
	}
	if got.token == "" || got.id == "" && got.number == "" {
		return switched{}, errors.New("it has no token")
	}
	return got, nil
}

// HomeNames returns the names of everybody in the account's Plex Home. It asks through
// an open site.
func HomeNames(ctx context.Context, site page.Site, s *session.Session) ([]string, error) {
	entries, err := listHome(func(address string) (answer.Answer, error) {
		return page.Ask(ctx, site, address, APIHeaders(s.Token, s.ClientID))
	})
	var out []string
	for _, e := range entries {
		for _, name := range []string{"title", "username", "email", "friendlyName", "uuid"} {
			out = append(out, e.Word(name))
		}
	}
	return out, err
}
