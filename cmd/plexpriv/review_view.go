package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
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
}

func printReview(w *world.World, r reviewReport) {
	v := reviewView{w.Terminal.Stdout, w.Now(), r}
	v.line("%s (profile %s)", cmp.Or(outcome.MaskMails(r.Account), "the account"), r.Profile)
	v.session()
	v.devices()
	v.webhooks()
	v.linked()
	v.shares()
	v.home()
	v.questions()
	if !r.Names {
		v.line("\nNames are left out; --with-names prints them.")
	}
}

func (v reviewView) line(format string, args ...any) {
	fmt.Fprintln(v.out, v.out.Wrap(fmt.Sprintf(format, args...), "  "))
}

// head prints what a part is about, and whether there is more to print of it.
func (v reviewView) head(title string, count int, p review.Part) bool {
	if p.Status != review.OK {
		v.line("\n%s: not read. %s. See %s", title, strings.TrimSuffix(p.Detail, "."), p.Address)
		return count > 0
	}
	how := "none"
	if count > 0 {
		how = strconv.Itoa(count)
	}
	v.line("\n%s: %s. Change it: %s", title, how, p.Address)
	return count > 0
}

func (v reviewView) table(t *terminal.Table) { v.out.PrintTable(t) }

func (v reviewView) session() {
	s := v.r.Session
	text := fmt.Sprintf("signed in %s, last used %s", terminal.Ago(v.now, s.Created), terminal.Ago(v.now, s.LastUsed))
	switch {
	case s.Ends != nil && s.Ends.Before(v.now):
		text += "; it has ended"
	case s.Ends != nil:
		text += "; it ends on " + s.Ends.Format(time.DateOnly)
	default:
		text += "; it lasts until it is revoked"
	}
	login := "plexpriv logout"
	if v.r.Profile != exit.DefaultProfile {
		login += " --profile " + v.r.Profile
	}
	v.line("\nSession on this machine: %s. End it: %s", text, login)
}

func (v reviewView) devices() {
	d := v.r.Devices
	if !v.head("Authorized devices", len(d.Items), d.Part) {
		return
	}
	t := terminal.NewTable("LAST SEEN", "PRODUCT", "NAME", "NOTE")
	for _, x := range d.Items {
		note := ""
		switch {
		case x.ThisSession:
			note = "this session"
		case x.Ours:
			note = "plexpriv, another session"
		case x.Server:
			note = "server"
		}
		t.Add(v.day(x.LastSeen), cmp.Or(x.Product, "-"), cmp.Or(x.Name, "-"), note)
	}
	v.table(t)
}

func (v reviewView) day(t *time.Time) string {
	if t == nil {
		return "not known"
	}
	return t.Format(time.DateOnly)
}

func (v reviewView) webhooks() {
	h := v.r.Webhooks
	if !v.head("Webhooks, which receive what is played", len(h.Items), h.Part) {
		return
	}
	for _, x := range h.Items {
		note := ""
		if !x.Encrypted {
			note = " (not encrypted)"
		}
		v.line("  %s%s", x.Host, note)
	}
}

func (v reviewView) linked() {
	l := v.r.Linked
	v.head("Linked services", len(l.Items), l.Part)
	for _, x := range l.Items {
		v.line("  %s", x.Title)
	}
	if l.Password != nil && !*l.Password {
		v.line("  Your account has no password of its own: you sign in with the account of another company.")
	}
	v.line("  With which accounts you can sign in (Google, Apple, Facebook) only Plex's page shows, under “Linked Accounts”.")
}

func (v reviewView) shares() {
	s := v.r.Shares
	if !v.head("Who may see which library", len(s.Items), s.Part) {
		return
	}
	t := terminal.NewTable("WITH", "SERVER", "LIBRARIES")
	for i, x := range s.Items {
		libraries := strings.Join(x.Libraries, ", ")
		switch {
		case x.All:
			libraries = "all, later ones too"
		case libraries == "" && x.Count >= 0:
			libraries = strconv.Itoa(x.Count)
		case libraries == "":
			libraries = "not known"
		}
		if x.Pending {
			libraries += " (not accepted yet)"
		}
		t.Add(cmp.Or(x.With, fmt.Sprintf("person %d", i+1)), cmp.Or(x.Server, "-"), libraries)
	}
	v.table(t)
}

func (v reviewView) home() {
	h := v.r.Home
	if !v.head("Plex Home", len(h.Items), h.Part) {
		return
	}
	t := terminal.NewTable("USER", "KIND", "PIN")
	for i, x := range h.Items {
		pin := "no"
		if x.PIN {
			pin = "yes"
		}
		t.Add(cmp.Or(x.Name, fmt.Sprintf("user %d", i+1)), x.Kind, pin)
	}
	v.table(t)
}

func (v reviewView) questions() {
	q := v.r.Questions
	if q.Status != review.OK {
		v.head("What Plex asks again", 0, q.Part)
		return
	}
	for _, x := range q.Items {
		text := map[string]string{"yes": "you have said yes", "no": "you have said no", "never_asked": "Plex has not asked yet"}[x.Answer]
		if x.Asked != nil && x.Answer != "never_asked" {
			text += " on " + v.day(x.Asked)
		}
		if x.Again != nil {
			text += "; Plex asks again on " + v.day(x.Again)
		}
		v.line("\nAdvertising consent: %s. Change it: %s", text, q.Address)
	}
	v.line("Residents of the United States: Plex turns a shared watch history back to private after two years, unless you renew it.")
}
