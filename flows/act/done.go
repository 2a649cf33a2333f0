package act

import "time"

// Done is what is known of the saves of a page.
type Done struct {
	// Notes are what went wrong with them.
	Notes []string
	// LastSave is when the last save was answered, or when the page was done with
	// where none was seen; asked is how long Plex asked to wait with another.
	LastSave time.Time
	Asked    time.Duration
	// Opened are the catalogue's reveals that were needed.
	Opened map[int]bool
}
