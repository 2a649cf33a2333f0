package page

import (
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// Found is what a visit found.
type Found struct {
	Report   outcome.PageReport
	Readings []*reading.Setting
	Unknown  []outcome.UnknownControl
	// heard is what the page's own traffic says is stored.
	heard heard
	// At is when that was found, and since is from when on the page has shown it.
	At, Since time.Time
	// Rested is how long the values had to rest to be believed, and took how long it
	// took to find them.
	Rested, Took time.Duration
}

// Settings counts the settings that were found.
func (f *Found) Settings() int {
	n := 0
	for _, r := range f.Readings {
		if !r.Missing() {
			n++
		}
	}
	return n
}

// AsVisitor takes back what a page showed when the session was over.
func (f *Found) AsVisitor() {
	if f.Report.Status == outcome.PageSignedOut {
		return
	}
	f.Report.Status, f.Report.Detail = outcome.PageSignedOut, "Plex had ended the session when it was read"
	f.Readings = nil
}

// Doubt leaves a setting alone of which the page and the API still say different things.
func (f *Found) Doubt(setting, said string) {
	for _, r := range f.Readings {
		if r.Wish.Setting.ID == setting && r.Value() != "" && r.Value() != said {
			r.Unbelieved(reading.Contradiction(r.Value(), said))
		}
	}
}

// Doubtful says whether a value would be changed and nobody but the page's paint
// has said that it is so.
func (f *Found) Doubtful(r *reading.Setting) bool {
	value := r.Value()
	return r.Wish.Setting.Readback != nil && value != "" && r.Wish.Skipped == "" && value != r.Wish.Canonical() && f.heard[r.Wish.Setting.ID] == ""
}
