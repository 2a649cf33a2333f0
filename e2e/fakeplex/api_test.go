package fakeplex

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

const (
	userURL    = "https://plex.tv/api/v2/user"
	privacyURL = "https://plex.tv/api/v2/user/privacy"
	graphURL   = "https://community.plex.tv/api"
)

func TestTheAPIKnowsWhoAsks(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	c.want(200, `"username":"alice"`, "GET", userURL, "")
	c.want(200, `"locale":"de"`, "GET", userURL, "", "X-Plex-Token", site.Token("bob"))
	c.token = ""
	c.want(401, `"code":1001`, "GET", userURL, "")
	c.want(200, `"username":"bob"`, "GET", userURL+"?X-Plex-Token="+site.Token("bob"), "")
	_, _, header := c.send("OPTIONS", userURL, "", "Origin", "https://www.plex.tv")
	if header.Get("Access-Control-Allow-Origin") != "https://www.plex.tv" || header.Get("Access-Control-Allow-Credentials") != "true" {
		t.Errorf("www.plex.tv may not read the API: %v", header)
	}
	_, _, header = c.send("OPTIONS", userURL, "", "Origin", "https://plex.tv.evil.test")
	if header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("a foreign origin may read the API")
	}
}

func TestPrivacyCanBeReadAndSetOverTheAPI(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	c.want(200, `"optOutPlayback":false`, "GET", privacyURL, "")
	c.want(204, "", "PUT", privacyURL, "optOutPlayback=1")
	text := c.want(200, `"optOutPlayback":true`, "GET", privacyURL, "")
	if !strings.Contains(text, `{"event":"playback:itemstart","status":"off"}`) || !strings.Contains(text, `{"event":"library:created","status":"identifiable"}`) {
		t.Errorf("opting out of playback should switch the playback events off and no other: %s", text)
	}
	if writes := site.Writes(); len(writes) != 1 || writes[0].Account != "alice" || fmt.Sprint(writes[0].Fields) != "[optOutPlayback]" {
		t.Errorf("the log holds %+v", writes)
	}
}

func TestGraphQLTellsQueriesFromMutations(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	query := `{"operationName":"GetProfileVisibility","query":"query GetProfileVisibility { profileVisibility { __typename } }"}`
	c.want(200, `"watchHistory":"FRIENDS"`, "POST", graphURL, query)
	if len(site.Writes()) != 0 {
		t.Error("a query is logged as a write")
	}
	mutation := `{"operationName":"UpdateProfileVisibility","query":"mutation UpdateProfileVisibility($input: I!) { x }","variables":{"input":{"watchHistory":"PRIVATE"}}}`
	c.want(200, `"watchHistory":"PRIVATE"`, "POST", graphURL, mutation)
	c.token = "nobody"
	c.want(401, "UNAUTHENTICATED", "POST", graphURL, mutation)
	if n := len(site.Writes()); n != 2 {
		t.Errorf("%d writes are logged, want both mutations, the refused one too", n)
	}
}

func TestAPINSignsAClientInAndRotatesItsToken(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "")
	c.want(400, "X-Plex-Client-Identifier", "POST", "https://plex.tv/api/v2/pins?strong=true", "", "X-Plex-Client-Identifier", "")
	link := func() string {
		var pin struct {
			ID   int
			Code string
		}
		text := c.want(201, `"authToken":null`, "POST", "https://plex.tv/api/v2/pins?strong=true", "", "X-Plex-Client-Identifier", "one")
		if err := json.Unmarshal([]byte(text), &pin); err != nil {
			t.Fatal(err)
		}
		if err := site.ApprovePIN(pin.Code, "alice"); err != nil {
			t.Fatal(err)
		}
		address := fmt.Sprintf("https://plex.tv/api/v2/pins/%d", pin.ID)
		c.want(404, "", "GET", address, "", "X-Plex-Client-Identifier", "another")
		var done struct{ AuthToken string }
		json.Unmarshal([]byte(c.want(200, "canary-token-alice", "GET", address, "", "X-Plex-Client-Identifier", "one")), &done)
		return done.AuthToken
	}
	first := link()
	c.want(200, `"username":"alice"`, "GET", userURL, "", "X-Plex-Token", first)
	second := link()
	c.want(401, "", "GET", userURL, "", "X-Plex-Token", first)
	c.want(204, "", "DELETE", "https://plex.tv/api/v2/users/signout", "", "X-Plex-Token", second)
	c.want(401, "", "GET", userURL, "", "X-Plex-Token", second)
	if writes := site.Writes(); len(writes) != 0 {
		t.Errorf("signing in is no write to an account's settings: %+v", writes)
	}
}

func TestAHomeListsAndSwitchesItsUsers(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	c.want(200, `"title":"Teen"`, "GET", "https://plex.tv/api/v2/home/users", "")
	c.want(403, "Invalid PIN", "POST", "https://plex.tv/api/v2/home/users/7ee40000000007ee/switch?pin=0000", "")
	c.want(201, `"authToken":"`+site.Token("teen"), "POST", "https://plex.tv/api/v2/home/users/7ee40000000007ee/switch?pin=1234", "")
	c.want(404, "", "POST", "https://plex.tv/api/v2/home/users/b0b0000000000b0b/switch", "")
}

func TestSignInAsksForACodeAndLocksOut(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "")
	const address = "https://plex.tv/api/v2/users/signin"
	c.want(401, "enter the verification code", "POST", address, "login=carol&password=canary-pass-carol")
	c.want(201, `"username":"carol"`, "POST", address, "login=carol&password=canary-pass-carol&verificationCode=246810")
	for range loginLimit {
		c.want(401, "incorrect", "POST", address, "login=alice&password=wrong")
	}
	c.want(401, "repeated failures", "POST", address, "login=alice&password=canary-pass-alice")
}

func TestTheWebsiteFollowsTheLanguageOfTheAccount(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "bob")
	status, _, header := c.send("GET", "https://www.plex.tv/vendors-us/", "", "Accept-Language", "de-DE,de")
	if status != http.StatusFound || header.Get("Location") != "/de/vendors-us/" {
		t.Errorf("a German account without English got %d %s", status, header.Get("Location"))
	}
	c.want(200, "Open Plex", "GET", "https://www.plex.tv/vendors-us/", "", "Accept-Language", "en-US")
	c.want(200, "Plex öffnen", "GET", "https://www.plex.tv/de/vendors-us/", "")
}

func TestALinkThatActsIsAWrite(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	c.want(200, "unsubscribed", "GET", "https://www.plex.tv/email-preferences/?unsubscribe=all", "")
	values, _ := site.Snapshot("alice")
	if values["email.newsletters"] != "false" || len(site.Writes()) != 1 {
		t.Errorf("newsletters %s after the link, writes %+v", values["email.newsletters"], site.Writes())
	}
}

func TestTheProxyRefusesAndRemembersOtherHosts(t *testing.T) {
	site := start(t, Config{ProxyUser: "u", ProxyPassword: "p"})
	c := call(t, site, "alice")
	c.want(200, "alice", "GET", userURL, "")
	if _, err := c.client.Get("https://example.com/"); err == nil {
		t.Error("the proxy led to example.com")
	}
	hosts := site.Proxy.Hosts()
	if len(hosts) != 2 || !hosts[0].Allowed || hosts[1].Host != "example.com" || hosts[1].Allowed {
		t.Errorf("the proxy remembers %+v", hosts)
	}
	site.Proxy.user = "somebody-else"
	if _, err := c.client.Get(userURL); err == nil {
		t.Error("the proxy let a stranger through")
	}
}

func TestTheControlAPIDrivesTheSite(t *testing.T) {
	site := start(t, Config{})
	c := caller{t: t, client: &http.Client{Timeout: 5 * time.Second}}
	control := site.ControlURL()
	c.want(200, `"ok"`, "POST", control+"/set", `{"account":"alice","values":{"visibility.friends":"anyone"},"variant":{"email":"aria"}}`)
	c.want(200, `"visibility.friends":"anyone"`, "GET", control+"/state?account=alice", "")
	c.want(400, "stores nothing called", "POST", control+"/set", `{"account":"alice","values":{"visibility.freinds":"anyone"}}`)
	c.want(400, "unknown quirk", "POST", control+"/quirks", `["slwo"]`)
	c.want(200, "signed-out", "POST", control+"/quirks", `["signed-out"]`)
	call(t, site, "alice").want(401, "", "GET", userURL, "")
	c.want(200, `"status":401`, "GET", control+"/log", "")
	c.want(200, `"plex.tv"`, "GET", control+"/hosts", "")
	c.want(200, `"ok"`, "POST", control+"/reset", "")
	c.want(200, `"visibility.friends":"friends"`, "GET", control+"/state?account=alice", "")
	c.want(200, "[]", "GET", control+"/log", "")
}

func TestACodeExpiresAndItsClientIsSlowedDown(t *testing.T) {
	site := start(t, Config{Quirks: []string{"pin-rate-limit=1", "pin-life=1"}})
	c := call(t, site, "")
	c.want(201, `"expiresIn":1,`, "POST", "https://plex.tv/api/v2/pins?strong=true", "", "X-Plex-Client-Identifier", "one")
	const address = "https://plex.tv/api/v2/pins/700001"
	c.want(429, `"code":1003`, "GET", address, "", "X-Plex-Client-Identifier", "one")
	c.want(200, `"authToken":null`, "GET", address, "", "X-Plex-Client-Identifier", "one")
	if pins := site.PINs(); len(pins) != 1 || pins[0].Polls != 1 || pins[0].Client != "one" || pins[0].Approved {
		t.Errorf("the list of codes is %+v", pins)
	}
	site.mu.Lock()
	site.pins[firstPIN].expiry = time.Now()
	site.mu.Unlock()
	c.want(404, `"code":1020`, "GET", address, "", "X-Plex-Client-Identifier", "one")
	if err := site.ApprovePIN("", "alice"); err == nil {
		t.Error("an expired code can be approved")
	}
}
