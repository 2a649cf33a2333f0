package flows

import (
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// found is what a visit found.
type found struct {
	report   outcome.PageReport
	readings []*reading.Setting
	unknown  []outcome.UnknownControl
	// heard is what the page's own traffic says is stored.
	heard heard
	// at is when that was found, and since is from when on the page has shown it.
	at, since time.Time
	// rested is how long the values had to rest to be believed, and took how long it
	// took to find them.
	rested, took time.Duration
}

// settings counts the settings that were found.
func (f *found) settings() int {
	n := 0
	for _, r := range f.readings {
		if !r.Missing() {
			n++
		}
	}
	return n
}

// asVisitor takes back what a page showed when the session was over.
func (f *found) asVisitor() {
	if f.report.Status == outcome.PageSignedOut {
		return
	}
	f.report.Status, f.report.Detail = outcome.PageSignedOut, "Plex had ended the session when it was read"
	f.readings = nil
}

// doubt leaves a setting alone of which the page and the API still say different things.
func (f *found) doubt(setting, said string) {
	for _, r := range f.readings {
		if r.Wish.Setting.ID == setting && r.Value() != "" && r.Value() != said {
			r.Unbelieved(reading.Contradiction(r.Value(), said))
		}
	}
}

// doubtful says whether a value would be changed and nobody but the page's paint
// has said that it is so.
func (f *found) doubtful(r *reading.Setting) bool {
	value := r.Value()
	return r.Wish.Setting.Readback != nil && value != "" && r.Wish.Skipped == "" && value != r.Wish.Canonical() && f.heard[r.Wish.Setting.ID] == ""
}
