package act

import "time"

// Done is what is known after acting on a page.
type Done struct {
	// Notes say what went wrong with the saves.
	Notes []string
	// LastSave is when the last save was answered, or if that is not known, when acting
	// was over. Asked is how long Plex asked to wait before another save.
	LastSave time.Time
	Asked    time.Duration
	// Opened are the catalogue's reveals that the page needed.
	Opened map[int]bool
}
