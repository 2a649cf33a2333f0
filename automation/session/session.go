package session

import "time"

// FormatNow is the [Session] format that this version writes. It is raised
// whenever a field is added, removed or changes its meaning.
const FormatNow = 1

// Session is what signs one account in. Its fields are secret, and neither fmt
// nor slog nor a JSON encoder shows them; [Encode] is the only way out.
//
// Two holes in fmt cannot be closed from here. It calls no methods on an
// unexported field, so keep a *Session there and never a Session; and none for
// %p of a value, which go vet refuses.
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
