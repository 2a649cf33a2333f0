package signin

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
)

// Depending on the age of the address, Plex answers with JSON or XML, and writes yes
// and no as words, numbers or booleans. Only the fields that we need are read.

// word is a value in either kind of document.
type word string

// UnmarshalJSON accepts strings, numbers and booleans; anything else becomes empty.
func (w *word) UnmarshalJSON(text []byte) error {
	*w = ""
	switch {
	case text[0] == '"':
		return json.Unmarshal(text, (*string)(w))
	case text[0] != '{' && text[0] != '[' && string(text) != "null":
		*w = word(text)
	}
	return nil
}

func (w word) yes() bool { return w == "true" || w == "1" }

// no is false if there was no such field.
func (w word) no() bool { return w == "false" || w == "0" }

// homeEntry is a user in the list of a Home.
type homeEntry struct {
	ID          word `json:"id" xml:"id,attr"`
	UUID        word `json:"uuid" xml:"uuid,attr"`
	Title       word `json:"title" xml:"title,attr"`
	Username    word `json:"username" xml:"username,attr"`
	Email       word `json:"email" xml:"email,attr"`
	Friendly    word `json:"friendlyName" xml:"friendlyName,attr"`
	Admin       word `json:"admin" xml:"admin,attr"`
	Guest       word `json:"guest" xml:"guest,attr"`
	Restricted  word `json:"restricted" xml:"restricted,attr"`
	HasPassword word `json:"hasPassword" xml:"hasPassword,attr"`
	Protected   word `json:"protected" xml:"protected,attr"`
}

// names returns everything that Plex calls a user.
func (e homeEntry) names() []string {
	return []string{string(e.Title), string(e.Username), string(e.Email), string(e.Friendly), string(e.UUID)}
}

// usersOf returns the users of a Home without its guests.
func usersOf(entries []homeEntry) ([]HomeUser, error) {
	var out []HomeUser
	for _, e := range entries {
		if e.Guest.yes() || e.ID == "" && e.UUID == "" {
			continue
		}
		u := HomeUser{
			ID: string(e.UUID), Number: string(e.ID), Title: outcome.Name(string(e.Title)), username: outcome.Name(string(e.Username)),
			Admin: e.Admin.yes(), Protected: e.Protected.yes(),
			// A user with a password or e-mail address has an account of their own,
			// even if it is restricted. Who may have one, for all that the answer
			// says, is an adult and is asked.
			Managed: e.Restricted.yes() && e.HasPassword.no() && e.Email == "" && !e.Admin.yes(),
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

var errNoHome = errors.New("the list of users that Plex gives is not understood")

func homeEntries(body []byte) ([]homeEntry, error) {
	switch {
	case len(body) == 0:
		return nil, errNoHome
	case body[0] == '[':
		var list []homeEntry
		if json.Unmarshal(body, &list) != nil {
			return nil, errNoHome
		}
		return list, nil
	case body[0] == '{':
		var home struct{ Users []homeEntry }
		if json.Unmarshal(body, &home) != nil {
			return nil, errNoHome
		}
		return home.Users, nil
	}
	return homeXML(body)
}

// homeXML finds the users wherever they are in the document.
func homeXML(body []byte) ([]homeEntry, error) {
	var out []homeEntry
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, errNoHome
		}
		start, ok := token.(xml.StartElement)
		if !ok || !strings.EqualFold(start.Name.Local, "user") {
			continue
		}
		var e homeEntry
		if err := d.DecodeElement(&e, &start); err != nil {
			return nil, errNoHome
		}
		out = append(out, e)
	}
}

// switched is the user that a switch led to.
type switched struct{ id, number, token string }

// parseSwitched reads the answer to a switch.
func parseSwitched(body []byte) (switched, error) {
	var a struct {
		ID    word `json:"id" xml:"id,attr"`
		UUID  word `json:"uuid" xml:"uuid,attr"`
		Token word `json:"authToken" xml:"authToken,attr"`
		Older word `json:"authenticationToken" xml:"authenticationToken,attr"`
	}
	body = bytes.TrimSpace(body)
	read := json.Unmarshal
	if bytes.HasPrefix(body, []byte("<")) {
		read = xml.Unmarshal
	}
	err := read(body, &a)
	if a.Token == "" {
		a.Token = a.Older
	}
	if err != nil || a.Token == "" || a.ID == "" && a.UUID == "" {
		return switched{}, errors.New("what Plex answers to the switch is not understood")
	}
	return switched{id: string(a.UUID), number: string(a.ID), token: string(a.Token)}, nil
}

// errorCode finds Plex's error number in either kind of document.
var errorCode = regexp.MustCompile(`\bcode"?\s*[:=]\s*"?(\d+)`)

func (a plexAnswer) code() string {
	if m := errorCode.FindSubmatch(a.body); m != nil && a.status >= 400 {
		return string(m[1])
	}
	return ""
}

// HomeNames returns the names of everybody in the account's Plex Home. It asks through
// an open site.
func HomeNames(ctx context.Context, site page.Site, s *session.Session) ([]string, error) {
	entries, err := listHome(func(address string) (plexAnswer, error) {
		f, err := site.Get(ctx, address, APIHeaders(s.Token, s.ClientID))
		return plexAnswer{status: f.Status, body: []byte(f.Body)}, err
	})
	var out []string
	for _, e := range entries {
		out = append(out, e.names()...)
	}
	return out, err
}
