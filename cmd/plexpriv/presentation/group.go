package presentation

// Group is a heading with the settings under it.
type Group struct {
	Name string
	Rows []Row
}

// Row is one setting of an account.
type Row struct {
	ID, Name string
	// Was is the value before, and Becomes the other one: what it is now, or what it
	// would become. Becomes is empty if there is nothing to change.
	Was, Becomes string
	Tone         Tone
	// Result is what became of it, in words.
	Result string
	// Note is what a person should know about the row, in a few words: what they lose, or
	// why it is not as wanted.
	Note string
}

// Change is the values of a row: "on → off", or the one that it keeps.
func (r Row) Change() string {
	if r.Becomes == "" {
		return r.Was
	}
	return r.Was + " → " + r.Becomes
}
