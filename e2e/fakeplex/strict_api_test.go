package fakeplex

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"
)

// The tests of this file ask a fresh site in ways that the real Plex is known to refuse,
// or to answer unlike older descriptions of it. No default may be kinder.

const homeURL = "https://plex.tv/api/home/users"

func TestJSONOnlyForTheExactAccept(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	for _, address := range []string{userURL, privacyURL, "https://clients.plex.tv/api/v2/user", "https://plex.tv/api/v2/home/users", "https://plex.tv/api/v2/geoip"} {
		for accept, want := range map[string]string{
			"application/json":                  "application/json",
			"":                                  "application/xml",
			"*/*":                               "application/xml",
			"application/json, text/plain, */*": "application/xml",
			"application/json;q=1":              "application/xml",
			"application/json, text/javascript, */*; q=0.01":            "application/xml",
			"text/html,application/xhtml+xml,application/xml;q=0.9,*/*": "application/xml",
		} {
			status, body, header := c.send("GET", address, "", "Accept", accept)
			got, _, _ := strings.Cut(header.Get("Content-Type"), ";")
			if status != 200 || got != want || strings.HasPrefix(body, "<?xml") != (want == "application/xml") {
				t.Errorf("%s with Accept %q: %d %s %.80s, want %s", address, accept, status, got, body, want)
			}
			if want == "application/xml" && xml.Unmarshal([]byte(body), new(struct{})) != nil {
				t.Errorf("%s: the XML is not well-formed: %s", address, body)
			}
		}
	}
	c.want(200, `"uuid":"a11ce0000000a11c"`, "GET", userURL, "")
	c.token = "nobody"
	c.want(401, `{"errors":[{"code":1001,`, "GET", userURL, "")
	c.want(401, `<errors><error code="1001" message="User could not be authenticated" status="401"/></errors>`, "GET", userURL, "", "Accept", "*/*")
	c.want(404, `<errors><error code="1002"`, "GET", "https://plex.tv/api/v2/nothing", "", "Accept", "*/*")
}

// XML tells the same as JSON, with 1 and 0 for true and false.
func TestXMLTellsTheSame(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	user := c.want(200, "<user ", "GET", userURL, "", "Accept", "*/*")
	for _, part := range []string{` id="31415901"`, ` uuid="a11ce0000000a11c"`, ` username="alice"`, ` adsConsent="1"`, ` mailingListStatus="active"`, ` rememberExpiresAt=""`, `<subscription active="1"`} {
		if !strings.Contains(user, part) {
			t.Errorf("the user has no %s: %s", part, user)
		}
	}
	c.want(200, ` optOutPlayback="0"`, "GET", privacyURL, "", "Accept", "*/*")
	c.want(200, `<metrics><metric event="playback:itemstart" status="identifiable"/>`, "GET", privacyURL, "", "Accept", "*/*")
	c.want(201, ` authToken=""`, "POST", "https://plex.tv/api/v2/pins?strong=true", "", "Accept", "*/*")
	c.want(201, ` authToken="`+site.Token("kid"), "POST", "https://plex.tv/api/v2/home/users/c41d00000000c41d/switch", "", "Accept", "*/*")
}

func TestTheOldAddressOfAHomeKnowsNoJSON(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	text := c.want(200, "<MediaContainer ", "GET", homeURL, "")
	if !strings.Contains(text, `<User admin="1"`) || !strings.Contains(text, ` id="31415904"`) || strings.Contains(text, "true") {
		t.Errorf("the list is %s", text)
	}
	c.want(401, `<error code="1001"`, "GET", homeURL, "", "X-Plex-Token", "nobody")
}

// What is missing is the client, and no word of the answer may be taken for a dead token.
func TestAClientHasToSayWhoItIs(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	for _, address := range []string{userURL, privacyURL, "https://plex.tv/api/v2/geoip"} {
		text := c.want(422, `"status":422`, "GET", address, "", "X-Plex-Client-Identifier", "")
		if strings.Contains(text, "1001") || strings.Contains(strings.ToLower(text), "token") {
			t.Errorf("the answer speaks of the token: %s", text)
		}
	}
	c.want(422, "", "DELETE", "https://plex.tv/api/v2/users/signout", "", "X-Plex-Client-Identifier", "")
	c.want(200, "alice", "GET", userURL, "")
	c.want(200, "alice", "GET", userURL+"?X-Plex-Client-Identifier=me", "", "X-Plex-Client-Identifier", "")
}

func TestALimitDoesNotSayHowLong(t *testing.T) {
	site := start(t, Config{Quirks: []string{"rate-limit", "pin-rate-limit", "new-pin-rate-limit"}})
	c := call(t, site, "alice")
	limited := func(method, address, want string) {
		t.Helper()
		status, body, header := c.send(method, address, "{}")
		if _, said := header["Retry-After"]; status != http.StatusTooManyRequests || said || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s, Retry-After %q", address, status, body, header.Get("Retry-After"))
		}
	}
	limited("GET", userURL, `"code":1003`)
	limited("POST", graphURL, `"retryAfter":60`)
	limited("GET", "https://www.plex.tv/vendors-us/", "")
	if err := site.SetQuirks("pin-rate-limit", "new-pin-rate-limit"); err != nil {
		t.Fatal(err)
	}
	limited("POST", "https://plex.tv/api/v2/pins?strong=true", `"code":1003`)
	limited("GET", "https://plex.tv/api/v2/pins/700001", `"code":1003`)
}

func TestASignedTokenCannotSwitch(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	const address = "https://plex.tv/api/v2/home/users/7ee40000000007ee/switch?pin="
	c.want(403, `"code":1041`, "POST", address+"0000", "")
	c.token = site.JWT("alice")
	c.want(200, `"username":"alice"`, "GET", userURL, "")
	for _, pin := range []string{"1234", "0000", ""} {
		if text := c.want(403, `"status":403`, "POST", address+pin, ""); strings.Contains(text, "1041") {
			t.Errorf("the answer to a signed token speaks of the PIN: %s", text)
		}
	}
}

// A firewall has its own pages, whatever was asked for.
func TestAFirewallAnswersWithPages(t *testing.T) {
	for quirk, want := range map[string]struct {
		status int
		says   string
	}{
		"":     {403, "Request blocked"},
		"=202": {202, "awsWafCookieDomainList"},
		"=405": {405, "awsWafCookieDomainList"},
		"=503": {503, "Service Temporarily Unavailable"},
	} {
		site := start(t, Config{Quirks: []string{"firewall-api" + quirk}})
		c := call(t, site, "alice")
		for _, address := range []string{userURL, homeURL, graphURL} {
			_, _, header := c.send("GET", address, "")
			if c.want(want.status, want.says, "GET", address, ""); !strings.HasPrefix(header.Get("Content-Type"), "text/html") {
				t.Errorf("%s answers with %s", address, header.Get("Content-Type"))
			}
		}
		c.want(200, "", "GET", "https://www.plex.tv/vendors-us/", "")
		if err := site.SetQuirks("firewall" + quirk); err != nil {
			t.Fatal(err)
		}
		c.want(want.status, want.says, "GET", "https://www.plex.tv/vendors-us/", "")
		c.want(want.status, want.says, "GET", "https://app.plex.tv/desktop/", "")
		c.want(200, "alice", "GET", userURL, "")
	}
}

// Each default can be taken back.
func TestQuirksMakeTheAPIKind(t *testing.T) {
	site := start(t, Config{Quirks: []string{"accept-any", "any-client", "jwt-switches", "retry-after=7", "rate-limit=1"}})
	c := call(t, site, "alice")
	if _, _, header := c.send("GET", userURL, ""); header.Get("Retry-After") != "7" {
		t.Errorf("Retry-After is %q", header.Get("Retry-After"))
	}
	c.want(200, `"username":"alice"`, "GET", userURL, "", "Accept", "text/html, application/json", "X-Plex-Client-Identifier", "")
	c.want(200, `"users":[`, "GET", homeURL, "")
	c.token = site.JWT("alice")
	c.want(201, `"authToken"`, "POST", "https://plex.tv/api/v2/home/users/7ee40000000007ee/switch?pin=1234", "")
}
