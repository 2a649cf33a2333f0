package review

import (
	"context"
	"strconv"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// What Plex lists, and where a person changes it (the page: many invitation tools link to
// it).
const (
	acceptedURL = "https://clients.plex.tv/api/v2/shared_servers/owned/accepted"
	pendingURL  = "https://clients.plex.tv/api/v2/shared_servers/owned/pending"
	sharesPage  = "https://app.plex.tv/desktop/#!/settings/manage-library-access"
)

// Shares are the servers of the account that others may use.
type Shares struct {
	Part
	Items []Share `json:"items"`
}

// Share is one server, shared with one person.
type Share struct {
	// With is the person, Server the server's name.
	With   string `json:"with,omitempty"`
	Server string `json:"server,omitempty"`
	// All says that every library is shared, later ones too. Count is how many are, -1 if
	// Plex does not tell.
	All       bool     `json:"all_libraries"`
	Count     int      `json:"libraries"`
	Libraries []string `json:"library_names,omitempty"`
	// Pending says that the person has not accepted yet.
	Pending bool `json:"pending"`
}

// shares asks for what was accepted and what is pending. If either could not be read, the
// part says so, and what the other has is shown.
func shares(ctx context.Context, g Getter) Shares {
	s := Shares{Part: Part{Address: sharesPage}, Items: []Share{}}
	pending := s.Part
	for _, x := range []struct {
		part    *Part
		address string
		pending bool
	}{{&s.Part, acceptedURL, false}, {&pending, pendingURL, true}} {
		items, _ := x.part.list(ctx, g, "list who may see which library", x.address, "sharedServer", "sharedServers", "MediaContainer")
		for _, share := range items {
			s.Items = append(s.Items, shareOf(share, x.pending))
		}
	}
	if s.Status == OK && pending.Status != OK {
		s.Status, s.Detail = pending.Status, "of the invitations that are not accepted yet: "+pending.Detail
	}
	return s
}

func shareOf(n answer.Node, pending bool) Share {
	s := Share{
		With:   shown(firstOf(n, "invited.title", "invited.username", "invited.email", "invitedEmail")),
		Server: shown(n.Word("name")), All: n.Yes("allLibraries"), Count: -1, Pending: pending,
	}
	// A list "libraries" is read as items called "librarie" where Plex writes JSON.
	for _, l := range append(n.Items("library"), n.Items("librarie")...) {
		s.Libraries = append(s.Libraries, shown(l.Word("title")))
	}
	if count, err := strconv.Atoi(n.Word("numLibraries")); err == nil && count >= 0 {
		s.Count = count
	}
	if !s.All && len(s.Libraries) > 0 {
		s.Count = len(s.Libraries)
	}
	return s
}
