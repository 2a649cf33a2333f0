package page

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// heard is what the page's own traffic says is stored, by setting.
type heard map[string]string

// hear asks what the page's own traffic says Plex has stored for its settings: a page
// may have its answer long before it draws it.
func hear(ctx context.Context, tab Tab, readings []*reading.Setting) heard {
	h := heard{}
	var asked []*selectors.Setting
	for _, r := range readings {
		if r.Wish.Setting.Readback != nil && r.Wish.Skipped == "" {
			asked = append(asked, r.Wish.Setting)
		}
	}
	if len(asked) == 0 {
		return h
	}
	// By address, for a page that asks again gets a newer answer; two addresses
	// that contradict each other say nothing.
	said := map[string]map[string]string{}
	for _, a := range tab.Answers(ctx, func(at string) bool { return tellsOne(asked, at) }) {
		if a.Status != 200 {
			continue
		}
		for _, s := range asked {
			if word, ok := reading.Told(s.Readback, a.Body); ok && reading.Tells(s.Readback, a.URL) {
				if said[s.ID] == nil {
					said[s.ID] = map[string]string{}
				}
				said[s.ID][a.URL] = word
			}
		}
	}
	for id, words := range said {
		if word, ok := unanimous(words); ok {
			h[id] = word
		}
	}
	return h
}

func unanimous(words map[string]string) (string, bool) {
	out := ""
	for _, w := range words {
		if out != "" && w != out {
			return "", false
		}
		out = w
	}
	return out, out != ""
}

func tellsOne(settings []*selectors.Setting, at string) bool {
	for _, s := range settings {
		if reading.Tells(s.Readback, at) {
			return true
		}
	}
	return false
}

// window is how long the values on the page must have rested to be believed, and why
// it is not the usual time, if so. asExpected says whether they are those that were
// set, if any were, and late that an answer arrived after they were drawn.
func (h heard) window(pace Pace, readings []*reading.Setting, asExpected, late bool) (time.Duration, string) {
	confirmed, shown, missing := 0, 0, false
	for _, r := range readings {
		value := r.Value()
		if r.Wish.Skipped != "" {
			continue
		}
		if value == "" {
			missing = true
			continue
		}
		shown++
		switch said := h[r.Wish.Setting.ID]; said {
		case "":
		case value:
			confirmed++
		default:
			// It has its answer and may yet draw it.
			return pace.denied(), reading.Contradiction(value, said)
		}
	}
	switch {
	case shown > 0 && confirmed == shown && !missing:
		// What is missing may yet be drawn, or stand in a section that is closed:
		// only a page that has everything is believed at a glance.
		return pace.Glance, ""
	case !asExpected:
		// Before saying that something went back: boxes are painted before the
		// account's values arrive.
		return pace.reverted(), "it shows other values than were set"
	case shown > 0 && confirmed == shown:
		return pace.Settle, ""
	case late:
		// Something arrived and nothing was drawn: it may be on its way, once.
		return pace.late(), "an answer arrived after the page was painted"
	}
	return pace.Settle, ""
}

// disbelieve gives up on the values that the page's own traffic denies to the
// end.
func (h heard) disbelieve(readings []*reading.Setting) {
	for _, r := range readings {
		value, said := r.Value(), h[r.Wish.Setting.ID]
		if r.Wish.Skipped == "" && value != "" && said != "" && said != value {
			r.Unbelieved(reading.Contradiction(value, said))
		}
	}
}
