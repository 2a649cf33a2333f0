package review

import (
	"context"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// homePage was named by Plex's own staff in the forum (t/821305).
const homePage = "https://app.plex.tv/desktop/#!/settings/plex-home"

// homeURLs list the users of a Home, the newer address first (python-plexapi, plex-api.rs).
var homeURLs = []string{"https://plex.tv/api/v2/home/users", "https://plex.tv/api/home/users"}

// Home is the Plex Home of the account.
type Home struct {
	Part
	Items []Member `json:"items"`
}

// Member is a user of the Home.
type Member struct {
	Name string `json:"name,omitempty"`
	// Kind is "admin", "member" (somebody with an account of their own), "managed" or
	// "guest".
	Kind string `json:"kind"`
	// PIN says that the user is protected by a PIN.
	PIN bool `json:"pin"`
}

func home(ctx context.Context, g Getter) Home {
	h := Home{Part: Part{Address: homePage}, Items: []Member{}}
	for _, address := range homeURLs {
		items, _ := h.list(ctx, g, "list the users of the Plex Home", address, "user", "home", "users", "MediaContainer")
		if h.Status == Absent {
			continue
		}
		for _, u := range items {
			h.Items = append(h.Items, Member{Name: shown(firstOf(u, "title", "username")), Kind: kindOf(u), PIN: u.Yes("protected")})
		}
		break
	}
	return h
}

func kindOf(u answer.Node) string {
	switch {
	case u.Yes("admin"):
		return "admin"
	case u.Yes("guest"):
		return "guest"
	case u.Yes("restricted") && u.No("hasPassword") && u.Word("email") == "":
		return "managed"
	}
	return "member"
}
