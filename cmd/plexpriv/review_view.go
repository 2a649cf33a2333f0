package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/review"
)

// reviewView prints a review.
type reviewView struct {
	out terminal.Screen
	now time.Time
	r   reviewReport
	l   *locale.Locale
}

func (v reviewView) say(id string, data ...locale.Data) string { return v.l.Say(id, data...) }

func printReview(w *world.World, r reviewReport) {
	v := reviewView{w.Terminal.Stdout, w.Now(), r, world.Locale(w)}
	v.line("%s (%s)", cmp.Or(outcome.MaskMails(r.Account), v.say("report.account")), v.say("report.a-profile", locale.Data{"Name": r.Profile}))
	v.session()
	v.devices()
	v.webhooks()
	v.linked()
	v.shares()
	v.home()
	v.questions()
	if !r.Names {
		v.line("\n%s", v.say("review.no-names"))
	}
}

func (v reviewView) line(format string, args ...any) {
	fmt.Fprintln(v.out, v.out.Wrap(fmt.Sprintf(format, args...), "  "))
}

// head prints what a part is about, and whether there is more to print of it.
func (v reviewView) head(title string, count int, p review.Part) bool {
	if p.Status != review.OK {
		v.line("\n%s: %s", title, v.say("review.not-read", locale.Data{"Why": v.why(p), "Page": p.Address}))
		return count > 0
	}
	how := v.say("review.none")
	if count > 0 {
		how = strconv.Itoa(count)
	}
	v.line("\n%s: %s. %s", title, how, v.change(p.Address))
	return count > 0
}

// why says why a part could not be read. In English that is what Plex answered; elsewhere
// it is what that means.
func (v reviewView) why(p review.Part) string {
	if id, ok := whyNotRead[p.Status]; ok && v.l.Tag() != locale.English {
		return v.say(id)
	}
	return strings.TrimSuffix(p.Detail, ".")
}

// whyNotRead are the ids of reasons.
var whyNotRead = map[review.Status]string{
	review.SignedOut: "review.why-signed-out", review.Refused: "review.why-refused", review.TryLater: "review.why-later",
	review.Absent: "review.why-absent", review.NotUnderstood: "review.why-not-understood",
}

// change is where a person changes something.
func (v reviewView) change(page string) string {
	return v.say("review.change", locale.Data{"Page": page})
}

// columns are the headings of a table.
func (v reviewView) columns(ids ...string) *terminal.Table {
	var out []string
	for _, id := range ids {
		out = append(out, strings.ToUpper(v.say(id)))
	}
	return terminal.NewTable(out...)
}

func (v reviewView) table(t *terminal.Table) { v.out.PrintTable(t) }

func (v reviewView) session() {
	s := v.r.Session
	text := v.say("review.session", locale.Data{"Created": v.day(&s.Created), "Used": v.day(&s.LastUsed)})
	switch {
	case s.Ends != nil && s.Ends.Before(v.now):
		text += "; " + v.say("review.ended")
	case s.Ends != nil:
		text += "; " + v.say("review.ends", locale.Data{"Day": s.Ends.Format(time.DateOnly)})
	default:
		text += "; " + v.say("review.lasts")
	}
	login := "plexpriv logout"
	if v.r.Profile != exit.DefaultProfile {
		login += " --profile " + v.r.Profile
	}
	v.line("\n%s: %s. %s", v.say("review.here"), text, v.say("review.end", locale.Data{"Command": login}))
}

func (v reviewView) devices() {
	d := v.r.Devices
	if !v.head(v.say("review.devices"), len(d.Items), d.Part) {
		return
	}
	t := v.columns("review.seen", "review.product", "review.who", "review.note")
	for _, x := range d.Items {
		note := ""
		switch {
		case x.ThisSession:
			note = v.say("review.this-session")
		case x.Ours:
			note = v.say("review.other-session")
		case x.Server:
			note = v.say("review.server")
		}
		t.Add(v.day(x.LastSeen), cmp.Or(x.Product, "-"), cmp.Or(x.Name, "-"), note)
	}
	v.table(t)
}

func (v reviewView) day(t *time.Time) string {
	if t == nil {
		return v.say("report.not-known")
	}
	return t.Format(time.DateOnly)
}

func (v reviewView) webhooks() {
	h := v.r.Webhooks
	if !v.head(v.say("review.webhooks"), len(h.Items), h.Part) {
		return
	}
	for _, x := range h.Items {
		note := ""
		if !x.Encrypted {
			note = " (" + v.say("review.open") + ")"
		}
		v.line("  %s%s", x.Host, note)
	}
}

func (v reviewView) linked() {
	l := v.r.Linked
	v.head(v.say("review.linked"), len(l.Items), l.Part)
	for _, x := range l.Items {
		v.line("  %s", x.Title)
	}
	if l.Password != nil && !*l.Password {
		v.line("  %s", v.say("review.no-password"))
	}
	v.line("  %s", v.say("review.sign-in-with"))
}

func (v reviewView) shares() {
	s := v.r.Shares
	if !v.head(v.say("review.shares"), len(s.Items), s.Part) {
		return
	}
	t := v.columns("review.with", "review.server", "review.libraries")
	for i, x := range s.Items {
		libraries := strings.Join(x.Libraries, ", ")
		switch {
		case x.All:
			libraries = v.say("review.all-libraries")
		case libraries == "" && x.Count >= 0:
			libraries = strconv.Itoa(x.Count)
		case libraries == "":
			libraries = v.say("report.not-known")
		}
		if x.Pending {
			libraries += " (" + v.say("review.pending") + ")"
		}
		t.Add(cmp.Or(x.With, v.say("review.person", locale.Data{"N": i + 1})), cmp.Or(x.Server, "-"), libraries)
	}
	v.table(t)
}

func (v reviewView) home() {
	h := v.r.Home
	if !v.head(v.say("review.home"), len(h.Items), h.Part) {
		return
	}
	t := v.columns("review.user", "review.kind", "review.pin")
	for i, x := range h.Items {
		pin := v.say("review.no")
		if x.PIN {
			pin = v.say("review.yes")
		}
		t.Add(cmp.Or(x.Name, v.say("review.user-n", locale.Data{"N": i + 1})), x.Kind, pin)
	}
	v.table(t)
}

func (v reviewView) questions() {
	q := v.r.Questions
	if q.Status != review.OK {
		v.head(v.say("review.questions"), 0, q.Part)
		return
	}
	for _, x := range q.Items {
		text := map[string]string{"yes": v.say("review.said-yes"), "no": v.say("review.said-no"), "never_asked": v.say("review.never-asked"), "not_told": v.say("review.not-told")}[x.Answer]
		if x.Asked != nil && (x.Answer == "yes" || x.Answer == "no") {
			text += " (" + v.day(x.Asked) + ")"
		}
		switch again := x.Again; {
		case again == nil:
		case again.Before(v.now):
			text += "; " + v.say("review.asks-any-day", locale.Data{"Day": v.day(again)})
		default:
			text += "; " + v.say("review.asks-again", locale.Data{"Day": v.day(again)})
		}
		v.line("\n%s: %s. %s", v.say("setting.privacy.advertising-consent.name"), text, v.change(q.Address))
	}
	v.line("%s", v.say("review.us"))
}
