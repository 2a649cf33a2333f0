package run

// Accounts says which accounts a run is about.
type Accounts struct {
	Profiles []string
	All      bool
	// Users are Home users by name; family means all of them.
	Users  []string
	Family bool
	// Consent says that adults among them have agreed.
	Consent             bool
	PINFile, PINCommand string
	Expect              string
}

// Home says that users of a Plex Home were asked for.
func (a Accounts) Home() bool { return a.Family || len(a.Users) > 0 }

// Many says that there may be several accounts.
func (a Accounts) Many() bool {
	return a.Family || len(a.Users) > 1 || len(a.Users) == 0 && (a.All || len(a.Profiles) > 1)
}
