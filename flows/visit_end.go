package flows

import (
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// outcome sums up a visit that ended with the page looked at.
func (v *visit) outcome(c conclusion) found {
	c.explain(v.readings)
	o := v.found(c.status, c.detail)
	o.since = o.at
	if !v.list.Walked() && !v.rest.changed.IsZero() {
		o.since = v.rest.changed // a list does not show all of it at once
	}
	o.unknown = v.strangers()
	if v.list.Walked() {
		o.unknown = v.list.Unknown()
	}
	return o
}

// halted sums up a visit that something stood in the way of.
func (v *visit) halted(status outcome.PageStatus, detail string) found {
	result := outcome.Unreadable
	if status == outcome.PageNotOffered {
		result = outcome.NotOffered
	}
	v.readings = nil
	for _, w := range v.wishes {
		v.readings = append(v.readings, &reading.Setting{Wish: w, Parts: []*reading.Part{{Key: "page", Result: result, Detail: detail}}})
	}
	return v.found(status, detail)
}

func (v *visit) found(status outcome.PageStatus, detail string) found {
	return found{report: v.pageReport(status, detail), readings: v.readings, heard: v.heard, at: time.Now(), rested: v.rest.rested}
}

func (v *visit) pageReport(status outcome.PageStatus, detail string) outcome.PageReport {
	at, lang := v.page.URL, ""
	if v.last != nil {
		lang = v.last.Lang
		at = "https://" + outcome.Address(v.last.URL)
	}
	for _, d := range v.tab.Dialogs() {
		detail = outcome.Join(detail, "the page opened a message box, which was dismissed: "+outcome.Clip(d, 80))
	}
	return outcome.PageReport{ID: v.page.ID, URL: at, Lang: lang, Status: status, Detail: detail}
}

// strangers are the controls that could be switched and that nothing in the
// catalogue claims.
func (v *visit) strangers() []outcome.UnknownControl {
	var out []outcome.UnknownControl
	for _, s := range v.reader().Strangers(v.last, v.claims) {
		u := outcome.UnknownControl{Page: v.page.ID, Role: s.Role, Name: outcome.Clip(s.Title(), 120), State: s.State, Help: helpText(s.Seen)}
		if len(s.Section) > 0 {
			u.Section = outcome.Clip(s.Section[0], 120)
		}
		out = append(out, u)
	}
	return out
}
