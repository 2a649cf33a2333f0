package fakeplex

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// These tests keep the made-up site as strict as the real one is known to be, or as it may
// be where nothing is known.

const memberPage = "https://www.plex.tv/email-preferences/"

// authCookie is the shared cookie with an account's token, as a program would make it up.
func authCookie(site *Site, account string) string {
	return "plex_tv_auth=" + url.QueryEscape(`{"authentication_token":"`+site.Token(account)+`"}`)
}

// ssoSession makes the round trip by which the app passes a sign-in on to the website, and
// returns the website's cookies.
func ssoSession(t *testing.T, site *Site, account string) string {
	t.Helper()
	c := call(t, site, "")
	var pin struct {
		ID   int
		Code string
	}
	text := c.want(201, "", "POST", "https://plex.tv/api/v2/pins?strong=true", "", "X-Plex-Client-Identifier", "of-www", "X-Plex-Product", "Plex SSO")
	if err := json.Unmarshal([]byte(text), &pin); err != nil {
		t.Fatal(err)
	}
	done := fmt.Sprintf("https://www.plex.tv/sign-in/?pin=%d&code=%s&forward=%s", pin.ID, pin.Code, url.QueryEscape(memberPage))
	if _, _, header := c.send("GET", done, ""); len(header.Values("Set-Cookie")) > 0 {
		t.Error("a code that nobody has approved signs the website in")
	}
	c.want(204, "", "PUT", "https://plex.tv/api/v2/pins/link", "code="+pin.Code, "X-Plex-Token", site.Token(account), "X-Plex-Product", "Plex SSO")
	status, _, header := c.send("GET", done, "")
	if status != http.StatusFound || header.Get("Location") != memberPage {
		t.Fatalf("the approved code leads to %d %s", status, header.Get("Location"))
	}
	var out []string
	for _, line := range header.Values("Set-Cookie") {
		cookie, _, _ := strings.Cut(line, ";")
		out = append(out, cookie)
	}
	return strings.Join(out, "; ")
}

func TestTheAPITakesNoCookieForAToken(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "")
	c.want(401, `"code":1001`, "GET", userURL, "", "Cookie", authCookie(site, "carol"))
	site.SetQuirks("api-takes-cookie")
	c.want(200, `"username":"carol"`, "GET", userURL, "", "Cookie", authCookie(site, "carol"))
}

func TestTheWebsiteHasASessionOfItsOwn(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "")
	status, _, header := c.send("GET", memberPage, "", "Cookie", authCookie(site, "alice"))
	if status != http.StatusFound || !strings.HasPrefix(header.Get("Location"), "https://www.plex.tv/sign-in/") {
		t.Errorf("a cookie that a script made signs www in: %d %s", status, header.Get("Location"))
	}
	own := ssoSession(t, site, "alice")
	c.want(200, "Email Preferences", "GET", memberPage, "", "Cookie", own)
	c.want(401, "", "GET", userURL, "", "Cookie", own)
	if writes := site.Writes(); len(writes) != 0 {
		t.Errorf("the round trip counts as a write to an account's settings: %+v", writes)
	}
}

// A code that was linked under another product is no sign-in of the website.
func TestTheWebsiteTakesItsOwnCodesOnly(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "")
	var pin struct {
		ID   int
		Code string
	}
	json.Unmarshal([]byte(c.want(201, "", "POST", "https://plex.tv/api/v2/pins?strong=true", "", "X-Plex-Client-Identifier", "one", "X-Plex-Product", "something")), &pin)
	c.want(204, "", "PUT", "https://plex.tv/api/v2/pins/link", "code="+pin.Code, "X-Plex-Token", site.Token("alice"), "X-Plex-Product", "Plex SSO")
	_, _, header := c.send("GET", fmt.Sprintf("https://www.plex.tv/sign-in/?pin=%d&code=%s", pin.ID, pin.Code), "")
	if len(header.Values("Set-Cookie")) > 0 {
		t.Error("another program's code signs the website in")
	}
}

func TestTheWebsiteMayHoldAnotherAccount(t *testing.T) {
	site := start(t, Config{})
	own := ssoSession(t, site, "alice")
	if err := site.SetQuirks("www-account=bob"); err != nil {
		t.Fatal(err)
	}
	c := call(t, site, "")
	_, text, header := c.send("GET", memberPage, "", "Cookie", own, "Accept-Language", "en")
	if !strings.Contains(text, "bob") || strings.Contains(text, "alice") || !strings.Contains(fmt.Sprint(header.Values("Set-Cookie")), site.Token("bob")) {
		t.Errorf("www is not bob's: %v", header.Values("Set-Cookie"))
	}
	if err := site.SetQuirks("www-account=nobody"); err == nil {
		t.Error("an account that does not exist")
	}
}

// Plex keeps one token for an account and a client, so an approval ends the former token
// even if nobody collects the new one.
func TestAnApprovalNobodyCollectsEndsTheFormerToken(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "")
	ask := func() (id int, code string) {
		var pin struct {
			ID   int
			Code string
		}
		json.Unmarshal([]byte(c.want(201, "", "POST", "https://plex.tv/api/v2/pins?strong=true", "", "X-Plex-Client-Identifier", "one")), &pin)
		return pin.ID, pin.Code
	}
	id, code := ask()
	if err := site.ApprovePIN(code, "alice"); err != nil {
		t.Fatal(err)
	}
	var held struct{ AuthToken string }
	json.Unmarshal([]byte(c.want(200, "", "GET", fmt.Sprintf("https://plex.tv/api/v2/pins/%d", id), "", "X-Plex-Client-Identifier", "one")), &held)
	c.want(200, `"alice"`, "GET", userURL, "", "X-Plex-Token", held.AuthToken)
	_, code = ask()
	if err := site.ApprovePIN(code, "alice"); err != nil {
		t.Fatal(err)
	}
	c.want(401, "", "GET", userURL, "", "X-Plex-Token", held.AuthToken)
}
