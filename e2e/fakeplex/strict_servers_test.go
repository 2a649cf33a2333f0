package fakeplex

import (
	"strings"
	"testing"
)

func at(m, ip string) string { return "https://" + ip + "." + m + ".plex.direct:32400" }

func TestMediaServer(t *testing.T) {
	site := start(t, Config{Servers: []string{"attic", "cellar", "uncle", "forged"}})
	c := call(t, site, "alice")
	attic := at(strings.Repeat("a1", 16), localIP)
	c.want(200, `"clientIdentifier":"`+strings.Repeat("a1", 20)+`"`, "GET", "https://plex.tv/api/v2/resources?includeHttps=1", "")
	c.want(200, `"owned":false`, "GET", "https://plex.tv/api/v2/resources?includeHttps=1", "")

	c.token = ""
	c.want(200, `<MediaContainer size="0" claimed="1" machineIdentifier="`+strings.Repeat("a1", 20)+`"`, "GET", attic+"/identity", "", "Accept", "*/*")
	c.want(401, "<title>Unauthorized", "GET", attic+"/:/prefs", "")
	c.want(401, "<title>Unauthorized", "GET", attic+"/:/prefs", "", "X-Plex-Token", site.Token("alice"))
	c.token = "canary-server-attic"
	c.want(200, `{"advanced":false`, "GET", attic+"/:/prefs", "")
	c.want(200, `id="sendCrashReports" label="Send crash reports to Plex" summary="" type="bool" value="true"`, "GET", attic+"/:/prefs", "", "Accept", "*/*")
	c.want(400, "", "PUT", attic+"/:/prefs?RelayEnabled=false&NoSuchThing=1", "")
	c.want(400, "", "PUT", attic+"/:/prefs?RelayEnabled=perhaps", "")
	if v, _ := site.Snapshot("alice"); v["server.attic.RelayEnabled"] != "true" {
		t.Error("a refused change was stored")
	}
	c.want(200, "", "PUT", attic+"/:/prefs?RelayEnabled=0", "")
	if v, _ := site.Snapshot("alice"); v["server.attic.RelayEnabled"] != "false" {
		t.Error("a change was not stored")
	}
	if len(site.Violations()) > 0 {
		t.Errorf("%q", site.Violations())
	}
	if _, err := c.try("GET", at(strings.Repeat("f0", 16), localIP)+"/identity", ""); err == nil {
		t.Error("the forged certificate is valid")
	}
	c.want(401, "", "GET", attic+"/:/prefs?X-Plex-Token=canary-server-attic", "", "X-Plex-Token", "")
	c.want(200, "", "GET", at(strings.Repeat("0e", 16), localIP)+"/identity", "")
	if got := strings.Join(site.Violations(), "; "); !strings.Contains(got, "in the address") || !strings.Contains(got, "somebody else got a token") || !strings.Contains(got, "was contacted") {
		t.Errorf("violations: %s", got)
	}
}

func TestNoServerWithoutBeingNamed(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	c.want(200, "a phone", "GET", "https://plex.tv/api/v2/resources", "")
	if _, err := c.try("GET", at(strings.Repeat("a1", 16), localIP)+"/identity", ""); err == nil {
		t.Error("the proxy leads to a server that is not there")
	}
}

func TestSourcesOfSomebodyElse(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	mine, theirs := "https://plex.tv/api/v2/user/a11ce0000000a11c/settings/opt_outs", "https://plex.tv/api/v2/user/b0b0000000000b0b/settings/opt_outs"
	c.want(200, "tv.plex.provider.vod", "GET", mine, "")
	c.want(403, "", "GET", theirs, "")
	c.want(403, "", "POST", theirs+"?key=tv.plex.provider.vod&value=opt_out", "")
	c.want(400, "", "POST", mine+"?key=tv.plex.provider.music&value=opt_out_managed", "")
}
