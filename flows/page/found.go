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
	// heard is what Plex has stored according to the page's own traffic.
	heard heard
	// At is when this was found, and Since is when the page began to show it.
	At, Since time.Time
	// Rested is how long the values had to rest to be believed, Took how long the whole
	// visit took.
	Rested, Took time.Duration
}

// Settings counts the settings that are on the page.
func (f *Found) Settings() int {
	n := 0
	for _, r := range f.Readings {
		if !r.Missing() {
			n++
		}
	}
	return n
}

// AsVisitor discards what was read, because the session was over by then.
func (f *Found) AsVisitor() {
	if f.Report.Status == outcome.PageSignedOut {
		return
	}
	f.Report.Status, f.Report.Detail = outcome.PageSignedOut, "Plex had ended the session when it was read"
	f.Readings = nil
}

// Doubt makes a setting unreadable for which the page still shows something else than
// the API says.
func (f *Found) Doubt(setting, said string) {
	for _, r := range f.Readings {
		if r.Wish.Setting.ID == setting && r.Value() != "" && r.Value() != said {
			r.Unbelieved(reading.Contradiction(r.Value(), said))
		}
	}
}

// Doubtful says whether a value would be changed although nothing but the look of the
// page says that it is so.
func (f *Found) Doubtful(r *reading.Setting) bool {
	value := r.Value()
	return r.Wish.Setting.Readback != nil && value != "" && r.Wish.Skipped == "" && value != r.Wish.Canonical() && f.heard[r.Wish.Setting.ID] == ""
}
