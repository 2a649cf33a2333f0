package session

// ProfileName returns the form in which a profile's name is stored, or ErrProfileName
// for an invalid name. Callers can refuse such a name before anything is opened.
func ProfileName(name string) (string, error) { return foldProfile(name) }
