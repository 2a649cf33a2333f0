package page

import (
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// ending is how a visit ended: the page was read, or something stopped the visit.
type ending struct {
	conclusion conclusion
	halted     bool
}

// haltWith returns the ending of a visit that something stopped.
func haltWith(status outcome.PageStatus, detail string) *ending {
	return &ending{conclusion: conclusion{Status: status, Detail: detail}, halted: true}
}

// concluded returns the ending of a visit whose page can be looked at, or of one with
// something in the way that cannot be removed.
func (v *Visit) concluded() *ending {
	c := v.Conclude()
	inTheWay := c.Status == outcome.PageBlocked || (v.View.shown() == 0 && v.View.layers.strangerOver(v.View.Last) != "")
	return &ending{conclusion: c, halted: inTheWay}
}

// firewalled explains what a page does not show by a firewall that answered its requests
// for data.
func firewalled(troubles []automation.Write) *ending {
	for _, t := range troubles {
		if t.Page && bringsControls(t.URL) && answer.FirewallStatus(t.Status) {
			return haltWith(outcome.PageBlocked, answer.Block(HostOf("https://"+t.URL), t.Status, "")+lookHeaded)
		}
	}
	return nil
}

// serverTrouble explains an empty page by the answers that its requests got.
func serverTrouble(troubles []automation.Write) *ending {
	if end := firewalled(troubles); end != nil {
		return end
	}
	for _, t := range troubles {
		if !bringsControls(t.URL) {
			continue // many people block Plex's analytics in their network
		}
		if t.Status == 401 {
			return haltWith(outcome.PageSignedOut, fmt.Sprintf("%s answers 401: the session is not accepted", t.URL))
		}
		if why := passing(t); why != "" {
			return haltWith(outcome.PageUnreachable, why)
		}
	}
	return nil
}

// Conclude draws the conclusion from the last look. It changes nothing.
func (v *Visit) Conclude() conclusion {
	l := v.View.Last
	e := evidence{
		page: v.View.Page, look: l, readings: v.View.Readings,
		framed: framed(v.List, l), closed: v.doors.sections.stillClosed(l),
		refused: refused(v.tab, l.URL, v.rest.opened, v.Env.Refusals), over: v.View.layers.strangerOver(l),
	}
	e.notOffered = notOffered(v.View.Page, &v.Env.Lex.Cat.Words, l.OwnText, l.Headings)
	if e.page.MayBeAbsent || e.notOffered != "" {
		e.unexplained = unexplained(v.View)
	}
	return e.conclusion()
}

// unrested withdraws what only a page at rest says: that something is not there.
func (c conclusion) unrested(why string) conclusion {
	if c.Status == outcome.PageNotOffered {
		c.Status, c.Detail = outcome.PageUnreachable, why
	}
	c.absent = false
	if c.unseen == "" {
		c.unseen = why
	}
	return c
}

// result sums up a visit that could look at the page.
func (v *Visit) result(c conclusion) Found {
	c.Explain(v.View.Readings)
	o := v.found(c.Status, c.Detail)
	o.Since = o.At
	if !v.List.Walked() && !v.rest.changed.IsZero() {
		o.Since = v.rest.changed // a list does not show all of it at once
	}
	o.Unknown = v.View.strangers()
	if v.List.Walked() {
		o.Unknown = v.List.Unknown()
	}
	return o
}

// Halt sums up a visit that something stopped: no setting has a value.
func (v *Visit) Halt(status outcome.PageStatus, detail string) Found {
	result := outcome.Unreadable
	if status == outcome.PageNotOffered {
		result = outcome.NotOffered
	}
	v.View.Readings = nil
	for _, w := range v.View.wishes {
		v.View.Readings = append(v.View.Readings, &reading.Setting{Wish: w, Parts: []*reading.Part{{Key: "page", Result: result, Detail: detail}}})
	}
	return v.found(status, detail)
}

func (v *Visit) found(status outcome.PageStatus, detail string) Found {
	return Found{Report: v.report(status, detail), Readings: v.View.Readings, traffic: v.traffic, At: time.Now()}
}

func (v *Visit) report(status outcome.PageStatus, detail string) outcome.PageReport {
	pg, at, lang := v.View.Page, v.View.ways.url(), ""
	if l := v.View.newest; l != nil {
		lang = l.Lang
		at = "https://" + outcome.Address(l.URL)
	}
	for _, d := range v.tab.Dialogs() {
		detail = outcome.Join(detail, "the page opened a message box, which was dismissed: "+outcome.Clip(d, 80))
	}
	return outcome.PageReport{ID: pg.ID, URL: at, Lang: lang, Status: status, Detail: detail, Rest: v.rest.rested}
}
