package page

import (
	"testing"

	"github.com/plexpriv/plexpriv/selectors"
)

func TestAtHome(t *testing.T) {
	site := &selectors.Page{Place: selectors.Place{URL: "https://www.plex.tv/about/privacy-legal/", Addresses: []string{"/about/privacy-legal", "account.plex.tv/privacy"}}}
	app := &selectors.Page{Place: selectors.Place{URL: "https://app.plex.tv/desktop/#!/settings/account", Addresses: []string{"#!/settings/account"}}}
	old := &selectors.Page{Place: selectors.Place{URL: "https://www.plex.tv/deprecated-page/", Addresses: []string{"/deprecated-page"}}}
	for _, c := range []struct {
		page *selectors.Page
		at   string
		want bool
	}{
		{site, "https://www.plex.tv/about/privacy-legal/", true},
		{site, "https://www.plex.tv/about/privacy-legal", true},
		{site, "https://www.plex.tv/pt-br/about/privacy-legal/#opd", true},
		{site, "https://www.plex.tv/about/privacy-legal/privacy-preferences/", true},
		{site, "https://www.plex.tv/about/privacy-legal/privacy-preferences-deprecated-june-2024/", false},
		{site, "https://www.plex.tv/about/privacy-legalities/", false},
		{site, "https://account.plex.tv/en-GB/privacy", true},
		{site, "https://account.plex.tv/privacy/", true},
		{site, "https://account.plex.tv/about/privacy-legal/", false},
		{site, "https://watch.plex.tv/privacy", false},
		{app, "https://app.plex.tv/desktop/#!/settings/account", true},
		{app, "https://app.plex.tv/desktop/#!/settings/account?x=1", true},
		{app, "https://app.plex.tv/desktop/#!/settings/accounts", false},
		{old, "https://www.plex.tv/deprecated-page/", true},
	} {
		if got := AtHome(c.page, c.at); got != c.want {
			t.Errorf("%s: %t", c.at, got)
		}
	}
}
