package fakeplex

import (
	"strings"
	"testing"
)

func TestWhatHasAccess(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	for _, accept := range []string{"application/json", "*/*"} {
		if text := c.want(200, "<MediaContainer ", "GET", "https://plex.tv/devices.xml", "", "Accept", accept); !strings.Contains(text, `product="Plex Media Server"`) {
			t.Errorf("the devices are %s", text)
		}
	}
	c.want(200, `[{"url":"https://hooks.example.test/`, "GET", "https://plex.tv/api/v2/user/webhooks", "")
	c.want(200, `<webhooks><webhook url="`, "GET", "https://plex.tv/api/v2/user/webhooks", "", "Accept", "*/*")
	c.want(200, `"title":"Sonos"`, "GET", "https://plex.tv/api/v2/companions", "")
	c.want(200, `"invited":{`, "GET", "https://clients.plex.tv/api/v2/shared_servers/owned/accepted", "")
	c.want(200, `<sharedServers><sharedServer `, "GET", "https://clients.plex.tv/api/v2/shared_servers/owned/pending", "", "Accept", "*/*")
	c.want(410, "", "GET", "https://plex.tv/api/v2/friends", "")
	c.token = "nobody"
	c.want(401, "1001", "GET", "https://plex.tv/devices.xml", "")
}
