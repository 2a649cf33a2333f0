package presentation

import (
	"testing"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// A server is called by its name where there is one to show, and by its key elsewhere.
func TestServersAreToldApart(t *testing.T) {
	v, _ := vocabulary(t, "en")
	named := &outcome.AccountReport{Places: map[string]string{"1234abcd": "Attic"}, Settings: []outcome.SettingReport{
		{ID: "server.relay@1234abcd", Page: "server@1234abcd", Before: "on", Wanted: "off", Result: outcome.WouldChange},
	}}
	groups := v.Groups("apply", named)
	if len(groups) != 1 || groups[0].Name != "Your servers (Attic)" || groups[0].Rows[0].Name != "Relay" || groups[0].Rows[0].Note != "remote access may stop" {
		t.Errorf("%+v", groups)
	}
	if got := v.settingOf(named, "server.relay@1234abcd"); got != "Relay (Attic)" {
		t.Error(got)
	}
	for got, want := range map[string]string{
		v.Setting("server.relay@1234abcd"): "Relay (server 1234abcd)", v.Setting("server.relay"): "Relay",
		v.Page("server@1234abcd"): "Your Plex Media Server (1234abcd)", v.Group("server"): "Your servers",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A command for servers asks for them, or it would leave them out.
func TestCommandsAskForServersAgain(t *testing.T) {
	report := &outcome.Report{Command: "check"}
	account := &outcome.AccountReport{Profile: "default", Pages: []outcome.PageReport{{ID: "server@a", OverHTTP: true}, {ID: "server@b", OverHTTP: true}}}
	if got := Command(report, account, "apply"); got != "plexpriv apply --page server" {
		t.Error(got)
	}
	account.Pages = append(account.Pages, outcome.PageReport{ID: "email"})
	if got := Command(report, account, "apply"); got != "plexpriv apply" {
		t.Error(got)
	}
}

// What is wrong with a server is not told as if it were Plex's page, or the session.
func TestTroubleWithAServer(t *testing.T) {
	v, _ := vocabulary(t, "en")
	account := &outcome.AccountReport{Profile: "default", Pages: []outcome.PageReport{
		{ID: "server", URL: "https://app.plex.tv/desktop/#!/settings/server", Status: outcome.PageSignedOut, Detail: "it does not accept the token", OverHTTP: true, OwnServer: true},
	}}
	if got := Cause(account); got != "your Plex Media Server: it does not accept the token" {
		t.Error(got)
	}
	next := v.Next(&outcome.Report{Command: "check"}, account, false)
	if len(next) != 1 || next[0].Plain() != "Sign the server in again in its settings: https://app.plex.tv/desktop/#!/settings/server. Then: plexpriv check --page server" {
		t.Errorf("%+v", next)
	}
}
