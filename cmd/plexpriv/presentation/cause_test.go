package presentation

import (
	"testing"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

func TestCauseIsWhatAllPagesShare(t *testing.T) {
	page := func(status outcome.PageStatus, detail string) outcome.PageReport {
		return outcome.PageReport{ID: "email", Status: status, Detail: detail}
	}
	unread := []outcome.SettingReport{{ID: "email.marketing", Result: outcome.Unreadable}}
	for name, c := range map[string]struct {
		account outcome.AccountReport
		want    string
	}{
		"the error": {outcome.AccountReport{Error: "signed in as bob", Settings: unread}, "signed in as bob"},
		"the same on all pages": {outcome.AccountReport{Settings: unread, Pages: []outcome.PageReport{
			page(outcome.PageUnreachable, "Plex answers 429"), page(outcome.PageUnreachable, "Plex answers 429")}}, "Plex answers 429"},
		"the same at two sites": {outcome.AccountReport{Settings: unread, Pages: []outcome.PageReport{
			page(outcome.PageBlocked, "a firewall in front of www.plex.tv; look with --headed"), page(outcome.PageBlocked, "a firewall in front of app.plex.tv; look with --headed")}},
			"a firewall in front of plex.tv"},
		"one page keeps its address": {outcome.AccountReport{Settings: unread, Pages: []outcome.PageReport{page(outcome.PageBlocked, "refused: POST www.plex.tv/x")}}, "refused: POST www.plex.tv/x"},
		"signed out":                 {outcome.AccountReport{Settings: unread, Pages: []outcome.PageReport{page(outcome.PageSignedOut, "a visitor at www.plex.tv/y")}}, "Plex has ended your session"},
		"two causes": {outcome.AccountReport{Settings: unread, Pages: []outcome.PageReport{
			page(outcome.PageBlocked, "a captcha"), page(outcome.PageUnreachable, "Plex answers 500")}}, ""},
		"one page was read":     {outcome.AccountReport{Settings: unread, Pages: []outcome.PageReport{page(outcome.PageOK, ""), page(outcome.PageUnreachable, "Plex answers 500")}}, ""},
		"something was changed": {outcome.AccountReport{Error: "interrupted", Settings: []outcome.SettingReport{{Result: outcome.Verified}}}, ""},
	} {
		if got := Cause(&c.account); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
