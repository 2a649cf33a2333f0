package run

// Accounts says which accounts a run is about.
type Accounts struct {
	Profiles []string
	All      bool
	// Users are the names of Home users. Family means all of them.
	Users  []string
	Family bool
	// Consent means that the adults among them have agreed.
	Consent             bool
	PINFile, PINCommand string
	// Expect is the username that must be signed in, or empty.
	Expect string
}

// Home reports whether users of a Plex Home were asked for.
func (a Accounts) Home() bool { return a.Family || len(a.Users) > 0 }

// Many reports whether the run may be about more than one account.
func (a Accounts) Many() bool {
	return a.Family || len(a.Users) > 1 || len(a.Users) == 0 && (a.All || len(a.Profiles) > 1)
}
