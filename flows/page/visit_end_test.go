package page

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// What a page's own requests were answered with says why the page is empty.
func TestServerTrouble(t *testing.T) {
	for name, c := range map[string]struct {
		trouble automation.Write
		want    outcome.PageStatus
		says    string
	}{
		"a dead session":      {automation.Write{Status: 401}, outcome.PageSignedOut, "plex.tv/api/v2/user answers 401"},
		"a firewall":          {automation.Write{Status: 403, Page: true}, outcome.PageBlocked, "a firewall in front of plex.tv answers 403"},
		"a firewall's script": {automation.Write{Status: 202, Page: true}, outcome.PageBlocked, "a firewall in front of plex.tv answers 202"},
		"maintenance":         {automation.Write{Status: 503, Page: true}, outcome.PageBlocked, "a firewall in front of plex.tv answers 503"},
		"a refusal of Plex":   {automation.Write{Status: 403}, "", ""},
		"out of order":        {automation.Write{Status: 500, Page: true}, outcome.PageUnreachable, "answers 500"},
	} {
		c.trouble.URL = "plex.tv/api/v2/user"
		var got conclusion
		if end := serverTrouble([]automation.Write{c.trouble}); end != nil {
			got = end.conclusion
		}
		if got.Status != c.want || !strings.Contains(got.Detail, c.says) {
			t.Errorf("%s: %s (%s), want %s", name, got.Status, got.Detail, c.want)
		}
	}
}
