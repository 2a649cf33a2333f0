package flows

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// withColumns gives every row of the email page a second box, in another column.
func (w *world) withColumns(mail, other string) {
	p := w.plex.page("https://www.plex.tv/email-preferences/")
	for _, c := range p.controls {
		d := *c
		d.key = "other/" + c.key
		c.column, d.column = mail, other
		w.plex.stored[d.key] = "on"
		p.controls = append(p.controls, &d)
	}
}

// If a row has only a box for push notifications, that box is not set in place of the
// missing one for email.
func TestRowWithoutAnEmailBoxIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.withColumns("Email", "Push")
		const surveys = "email.marketing/surveys"
		w.plex.control(surveys).gone = true
		r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"email"}})
		if got := setting(t, r, "email.marketing"); got.Result != outcome.NotFound {
			t.Errorf("email.marketing is %s (%s), want not_found", got.Result, got.Detail)
		}
		for key, is := range w.plex.state() {
			if strings.HasPrefix(key, "other/") && is != "on" {
				t.Errorf("a box in another column was set: %s is %s", key, is)
			}
		}
	})
}

// If each row has a box for email and one for something else, only those for email
// are set. If the column headers do not tell which is which, nothing is set.
func TestOnlyTheEmailColumnIsSet(t *testing.T) {
	for name, c := range map[string]struct {
		mail, other string
		code        int
		wrote       string
	}{
		"mail and push":     {"Email", "Push", outcome.ExitOK, "email."},
		"two email columns": {"Email", "E-mail", outcome.ExitPageChanged, ""},
		"no email column":   {"Daily", "Weekly", outcome.ExitPageChanged, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.withColumns(c.mail, c.other)
				r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"email"}})
				if r.ExitCode != c.code {
					t.Errorf("exit code %d, want %d: %+v", r.ExitCode, c.code, r.Accounts[0].Settings)
				}
				if (len(w.plex.writes) > 0) != (c.wrote != "") {
					t.Errorf("%d writes to Plex", len(w.plex.writes))
				}
				for _, x := range w.plex.writes {
					if !strings.HasPrefix(x.key, c.wrote) {
						t.Errorf("a box in another column was written: %s", x.key)
					}
				}
				for key, is := range w.plex.state() {
					if strings.HasPrefix(key, "other/") && is != "on" {
						t.Errorf("a box in another column was set: %s is %s", key, is)
					}
				}
			})
		})
	}
}
