package session

import "time"

// FormatNow is the [Session] format that this version writes. It is raised
// whenever a field is added, removed or changes its meaning.
const FormatNow = 1

// Session is what signs one account in. Its fields are secret, and no printing
// verb, logger or JSON encoder shows them; [Encode] is the only way out.
//
// Keep it as a Session or a *Session in an exported field, or as a *Session in
// an unexported one: fmt cannot call methods on an unexported field and prints
// the bare values of a struct there.
type Session struct {
	// FormatVersion is the format it was read in; Encode always writes
	// FormatNow. (Not "Format": that is the method that hides it from fmt.)
	FormatVersion int
	Account       Account
	// ClientID is the X-Plex-Client-Identifier that the token was given to.
	// Plex keeps one live token per account and client identifier, so it must
	// stay the same from one sign-in to the next.
	ClientID string
	// Token is the X-Plex-Token.
	Token   string
	Cookies []Cookie
	Storage Storage
	// Created is when the person signed in, LastUsed when a run last used it.
	Created, LastUsed time.Time
}

// Account says whose session it is.
type Account struct {
	// ID is Plex's uuid of the account, or its numeric id.
	ID       string `json:"id"`
	Username string `json:"username"`
}

// Cookie is one cookie as a browser holds it.
type Cookie struct {
	Name, Value  string
	Domain, Path string
	// Expires is in seconds since 1970; -1 is a cookie of the browser session.
	Expires          float64
	HTTPOnly, Secure bool
	// SameSite is "Strict", "Lax", "None" or empty.
	SameSite string
}

// Storage is localStorage: origin, key, value.
type Storage map[string]map[string]string
