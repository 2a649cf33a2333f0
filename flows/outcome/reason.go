package outcome

// Reason says why a setting has its result, where a person should be told and the result
// alone does not say it. It is no part of the JSON report; the detail says the same there.
type Reason string

// The reasons.
const (
	// NotSelected means that --only or --page names other settings, or that the run that an
	// undo takes back did not change it.
	NotSelected Reason = "not-selected"
	// LeftOut means that --skip, or the person at the picker, leaves it out.
	LeftOut Reason = "left-out"
	// KeptByPolicy means that the policy file keeps it.
	KeptByPolicy Reason = "kept-by-policy"
	// KeptByLevel means that the level leaves it as it is.
	KeptByLevel Reason = "kept-by-level"
	// SetElsewhere means that plexpriv only shows it.
	SetElsewhere Reason = "set-elsewhere"
	// Widening means that the value asked for is less private than the present one.
	Widening Reason = "widening"
	// Strictest means that Plex does not offer the wanted value, but this one.
	Strictest Reason = "strictest"
	// ChangedSince means that somebody has changed it since the run that an undo takes
	// back.
	ChangedSince Reason = "changed-since"
	// FormerUnknown means that its value before that run is not known.
	FormerUnknown Reason = "former-unknown"
	// NoSuchServer means that none of the account's servers is called as the person has
	// written, SeveralServers that more than one is.
	NoSuchServer   Reason = "no-such-server"
	SeveralServers Reason = "several-servers"
	// NotReached means that the run ended before it was decided.
	NotReached Reason = "not-reached"
)

// Misnamed says that the name of a server, as the person has written it, is of no use.
func (r Reason) Misnamed() bool { return r == NoSuchServer || r == SeveralServers }
