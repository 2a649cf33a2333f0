package survey

import "github.com/plexpriv/plexpriv/flows/outcome"

// State is what a site takes us for.
type State string

const (
	// Member: the site shows a signed-in person's page.
	Member State = "member"
	// Reached: the site answers, and its page does not tell whom it takes us for.
	Reached State = "reached"
	// Stranger: the site is signed in as another account than the session.
	Stranger State = "somebody_else"
	// Visitor: the site shows what visitors see.
	Visitor State = "visitor"
	// Blocked: the site, or what stands before it, refuses to show its page.
	Blocked State = "blocked"
	// Unreachable: no usable answer came.
	Unreachable State = "unreachable"
)

// Answer is what one site says to us.
type Answer struct {
	// Host is the site's host, such as "www.plex.tv".
	Host  string `json:"host"`
	State State  `json:"state"`
	// Account is the user name that Plex has for whom the site holds; empty if that is
	// not known. It is for the person only.
	Account string `json:"account"`
	// Status is the HTTP status of the page, 0 if there was no answer.
	Status int `json:"status"`
	// Detail is why the state is not Member.
	Detail string `json:"detail"`
	// Cookies and Storage are the names of what the site has stored in the browser, never
	// the values.
	Cookies []string `json:"cookies"`
	Storage []string `json:"storage"`
}

// Code returns the exit code that an answer stands for. A visitor's page is only a
// problem where a session was used.
func (a Answer) Code(signedIn bool) int {
	switch {
	case a.State == Blocked || a.State == Unreachable:
		return outcome.ExitTryLater
	case a.State == Stranger, a.State == Visitor && signedIn:
		return outcome.ExitSignIn
	}
	return outcome.ExitOK
}
