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
	// traffic is what Plex has stored according to the page's own traffic.
	traffic traffic
	// At is when this was found, and Since is when the page began to show it.
	At, Since time.Time
	// Took is how long the whole visit took.
	Took time.Duration
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

// DiscardReadings discards what was read, because the session was over by then.
func (f *Found) DiscardReadings() {
	if f.Report.Status == outcome.PageSignedOut {
		return
	}
	f.Report.Status, f.Report.Detail = outcome.PageSignedOut, "Plex had ended the session when it was read"
	f.Readings = nil
}

// Contradict makes a setting unreadable if the page shows another value than the API
// says.
func (f *Found) Contradict(setting, said string) {
	for _, r := range f.Readings {
		if r.Wish.Setting.ID == setting && r.Value() != "" && r.Value() != said {
			r.MarkUnreadable(reading.Contradiction(r.Value(), said))
		}
	}
}

// Unconfirmed says whether a value is to be changed although nothing but the look of the
// page says what it is.
func (f *Found) Unconfirmed(r *reading.Setting) bool {
	value := r.Value()
	return r.Wish.Setting.Readback != nil && value != "" && r.Wish.Skipped == "" && value != r.Wish.Canonical() && f.traffic[r.Wish.Setting.ID] == ""
}
