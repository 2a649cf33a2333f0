package page

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// traffic is what Plex has stored according to the page's own traffic, by setting.
type traffic map[string]string

// readTraffic reads from the page's own traffic what Plex has stored for the settings: a
// page may have the answer long before it draws it.
func readTraffic(ctx context.Context, tab Tab, readings []*reading.Setting) traffic {
	t := traffic{}
	var asked []*selectors.Setting
	for _, r := range readings {
		if r.Wish.Setting.Readback != nil && r.Wish.Skipped == "" {
			asked = append(asked, r.Wish.Setting)
		}
	}
	if len(asked) == 0 {
		return t
	}
	// One value for each address, because a page that asks again gets a newer answer.
	// Two addresses that contradict each other say nothing.
	said := map[string]map[string]string{}
	for _, a := range tab.Answers(ctx, func(at string) bool { return answersAny(asked, at) }) {
		if a.Status != 200 {
			continue
		}
		for _, s := range asked {
			if word, ok := reading.ValueIn(s.Readback, a.Body); ok && reading.Answers(s.Readback, a.URL) {
				if said[s.ID] == nil {
					said[s.ID] = map[string]string{}
				}
				said[s.ID][a.URL] = word
			}
		}
	}
	for id, words := range said {
		if word, ok := unanimous(words); ok {
			t[id] = word
		}
	}
	return t
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

func answersAny(settings []*selectors.Setting, at string) bool {
	for _, s := range settings {
		if reading.Answers(s.Readback, at) {
			return true
		}
	}
	return false
}

// circumstances are what else there is to know about a page whose values rest.
type circumstances struct {
	// asExpected says that no value that was set shows another one.
	asExpected bool
	// late says that an answer arrived after the values were drawn, none that the page's
	// scripts never got any.
	late, none bool
	// awaited is the address of a connection that may still bring values.
	awaited string
	// refused says which question of the page for data was refused, if none was answered.
	refused string
}

// unanswered says that the values on the page came from nowhere that is known, and that
// something may still bring others.
func (c circumstances) unanswered() bool { return c.awaited != "" && c.none }

// window returns how long the values on the page must rest to be believed, and the
// reason if that is not the usual time.
func (t traffic) window(pace Pace, readings []*reading.Setting, c circumstances) (time.Duration, string) {
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
		switch said := t[r.Wish.Setting.ID]; said {
		case "":
		case value:
			confirmed++
		default:
			// The page has the answer and may still draw it.
			return pace.denied(), reading.Contradiction(value, said)
		}
	}
	switch {
	case shown > 0 && confirmed == shown && !missing:
		// Only a page that shows everything is believed after a short rest: what is missing
		// may still be drawn, or be in a closed section.
		return pace.ShortRest, ""
	case c.unanswered():
		return pace.denied(), "it waits for " + c.awaited
	case c.refused != "":
		return pace.late(), c.refused // the page may ask once more
	case !c.asExpected:
		// A value seems to have gone back. But boxes are painted before the account's
		// values arrive, so wait longer before saying so.
		return pace.reverted(), "it shows other values than were set"
	case shown > 0 && confirmed == shown:
		return pace.Rest, ""
	case c.awaited != "":
		return pace.awaited(), "it waits for " + c.awaited
	case c.late:
		// Something arrived and nothing was drawn since: that may still come.
		return pace.late(), "an answer arrived after the page was painted"
	}
	return pace.Rest, ""
}

// markContradicted makes the values unreadable that the page's own traffic still contradicts.
func (t traffic) markContradicted(readings []*reading.Setting) {
	for _, r := range readings {
		value, said := r.Value(), t[r.Wish.Setting.ID]
		if r.Wish.Skipped == "" && value != "" && said != "" && said != value {
			r.MarkUnreadable(reading.Contradiction(value, said))
		}
	}
}

// markUnanswered makes the values unreadable that nothing confirms, because the page still
// waits for what may bring others, or was refused what it asked for: then it may have drawn
// its boxes from nothing.
func (t traffic) markUnanswered(readings []*reading.Setting, c circumstances) {
	why := ""
	switch {
	case c.unanswered():
		why = "the page waits for an answer from " + c.awaited + ", and may show another value then"
	case c.refused != "":
		why = c.refused + ", so what it shows may come from nowhere"
	default:
		return
	}
	for _, r := range readings {
		if value := r.Value(); r.Wish.Skipped == "" && value != "" && t[r.Wish.Setting.ID] != value {
			r.MarkUnreadable(why)
		}
	}
}

// refusedData says which question of a page for data was refused for a reason that concerns
// the account or the server; "" if none was. What is not there (404) may be asked for in
// vain on any day, and some people block what only counts them.
func refusedData(troubles []automation.Write) string {
	for _, w := range troubles {
		if !bringsControls(w.URL) || w.Refused() {
			continue
		}
		switch s := w.Status; {
		case w.Failed != "":
			return "the page asked " + w.URL + " and got no answer"
		case s == http.StatusUnauthorized, s == http.StatusForbidden, s == http.StatusTooManyRequests, s >= http.StatusInternalServerError:
			return fmt.Sprintf("the page asked %s and got %d", w.URL, s)
		}
	}
	return ""
}
