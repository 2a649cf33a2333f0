package page

import (
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// outcome sums up a visit that ended with the page looked at.
func (v *Visit) outcome(c conclusion) Found {
	c.Explain(v.Readings)
	o := v.found(c.Status, c.Detail)
	o.Since = o.At
	if !v.List.Walked() && !v.Rest.changed.IsZero() {
		o.Since = v.Rest.changed // a list does not show all of it at once
	}
	o.Unknown = v.strangers()
	if v.List.Walked() {
		o.Unknown = v.List.Unknown()
	}
	return o
}

// Halted sums up a visit that something stood in the way of.
func (v *Visit) Halted(status outcome.PageStatus, detail string) Found {
	result := outcome.Unreadable
	if status == outcome.PageNotOffered {
		result = outcome.NotOffered
	}
	v.Readings = nil
	for _, w := range v.wishes {
		v.Readings = append(v.Readings, &reading.Setting{Wish: w, Parts: []*reading.Part{{Key: "page", Result: result, Detail: detail}}})
	}
	return v.found(status, detail)
}

func (v *Visit) found(status outcome.PageStatus, detail string) Found {
	return Found{Report: v.pageReport(status, detail), Readings: v.Readings, heard: v.heard, At: time.Now(), Rested: v.Rest.rested}
}

func (v *Visit) pageReport(status outcome.PageStatus, detail string) outcome.PageReport {
	at, lang := v.Page.URL, ""
	if v.Last != nil {
		lang = v.Last.Lang
		at = "https://" + outcome.Address(v.Last.URL)
	}
	for _, d := range v.tab.Dialogs() {
		detail = outcome.Join(detail, "the page opened a message box, which was dismissed: "+outcome.Clip(d, 80))
	}
	return outcome.PageReport{ID: v.Page.ID, URL: at, Lang: lang, Status: status, Detail: detail}
}

// strangers are the controls that could be switched and that nothing in the
// catalogue claims.
func (v *Visit) strangers() []outcome.UnknownControl {
	var out []outcome.UnknownControl
	for _, s := range v.Reader().Strangers(v.Last, v.Claims) {
		u := outcome.UnknownControl{Page: v.Page.ID, Role: s.Role, Name: outcome.Clip(s.Title(), 120), State: s.State, Help: reading.HelpText(s.Seen)}
		if len(s.Section) > 0 {
			u.Section = outcome.Clip(s.Section[0], 120)
		}
		out = append(out, u)
	}
	return out
}
