package session

import "time"

// FormatNow is the [Session] format that this version writes. It is raised whenever a
// field is added, removed or changes its meaning.
const FormatNow = 1

// Session is what signs one account in. Its fields are secret: fmt, slog and JSON
// encoders do not show them; only [Encode] does.
//
// Two gaps in fmt cannot be closed here. fmt calls no methods on an unexported field,
// so a struct must hold a *Session there and never a Session; and it calls none for %p
// of a value, which go vet refuses.
type Session struct {
	// FormatVersion is the format that it was read in; Encode always writes FormatNow.
	// (It is not called Format, because that is a method that hides it from fmt.)
	FormatVersion int
	Account       Account
	// ClientID is the X-Plex-Client-Identifier that the token was issued to. Plex keeps
	// one valid token per account and client identifier, so it must stay the same from
	// one sign-in to the next.
	ClientID string
	// Token is the X-Plex-Token.
	Token   string
	Cookies []Cookie
	Storage Storage
	// Created is when the person signed in, LastUsed when a run last used the session.
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
	// Expires is in seconds since 1970; -1 means that the cookie ends with the browser.
	Expires          float64
	HTTPOnly, Secure bool
	// SameSite is "Strict", "Lax", "None" or empty.
	SameSite string
}

// Storage is localStorage: origin, key, value.
type Storage map[string]map[string]string
