package session

// ProfileName returns the form under which a profile's name is stored, or an
// ErrProfileName for a string that is no name: so that a caller can refuse it
// before anything is opened.
func ProfileName(name string) (string, error) { return foldProfile(name) }
