package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// fakeHome answers the API requests about the Plex Home of alice.
type fakeHome struct {
	users []fakeUser
	// switches are the users that were switched to, with the PINs that were given.
	switches []string
	// status is the answer to a request for the list, if set. networkErr is returned
	// instead of any answer, if set.
	status     int
	networkErr error
}

type fakeUser struct {
	name, pin string
	// title is what Plex shows, if that is not the name.
	title   string
	admin   bool
	managed bool
	// status is the answer to a switch, if set.
	status int
}

func aHome() *fakeHome {
	return &fakeHome{users: []fakeUser{
		{name: "alice", admin: true}, {name: "Kid", managed: true}, {name: "Teen", managed: true, pin: "1234"}, {name: "bob"},
	}}
}

// Do answers a request.
func (h *fakeHome) Do(_ string, req *http.Request) (*http.Response, error) {
	if h.networkErr != nil {
		return nil, h.networkErr
	}
	if strings.HasSuffix(req.URL.Path, "/switch") {
		return h.switchTo(req), nil
	}
	if h.status != 0 {
		return answer(h.status, ""), nil
	}
	var list []string
	for _, u := range h.users {
		name, mail := u.name, u.name+"@example.test"
		if u.managed {
			name, mail = "", ""
		}
		title, err := json.Marshal(cmp.Or(u.title, u.name))
		if err != nil {
			return nil, err
		}
		list = append(list, fmt.Sprintf(`{"id": 7, "uuid": "id-of-%s", "title": %s, "username": %q, "email": %q, "admin": %t, "restricted": %t, "hasPassword": %t, "protected": %t, "guest": false}`,
			u.name, title, name, mail, u.admin, u.managed, !u.managed, u.pin != ""))
	}
	return answer(http.StatusOK, `{"users": [`+strings.Join(list, ",")+`]}`), nil
}

func (h *fakeHome) switchTo(req *http.Request) *http.Response {
	pin := req.URL.Query().Get("pin")
	id := strings.TrimSuffix(req.URL.Path[strings.Index(req.URL.Path, "id-of-"):], "/switch")
	h.switches = append(h.switches, strings.TrimSuffix(strings.TrimPrefix(id, "id-of-")+" "+pin, " "))
	for _, u := range h.users {
		switch {
		case "id-of-"+u.name != id:
		case u.status != 0:
			return answer(u.status, "")
		case u.pin != pin:
			return answer(http.StatusForbidden, `{"errors": [{"code": 1041}]}`)
		default:
			return answer(http.StatusCreated, fmt.Sprintf(`{"id": 7, "uuid": %q, "authToken": "canary-switched-%s"}`, id, u.name))
		}
	}
	return answer(http.StatusNotFound, "")
}

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

// at makes the home the one that a world's API answers for.
func (h *fakeHome) at(s *fakeWorld) *fakeWorld {
	s.api.home = h
	return s
}
