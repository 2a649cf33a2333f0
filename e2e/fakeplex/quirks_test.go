package fakeplex

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestQuirksThatRefuse(t *testing.T) {
	for _, c := range []struct {
		quirk, method, url, body string
		status                   int
		contains                 string
	}{
		{"rate-limit", "GET", userURL, "", 429, "rate limit"},
		{"rate-limit", "GET", "https://www.plex.tv/vendors-us/", "", 429, "Too Many"},
		{"error-500", "GET", userURL, "", 500, "Internal"},
		{"challenge", "GET", "https://www.plex.tv/email-preferences/", "", 403, "Verify you are human"},
		{"challenge", "GET", "https://app.plex.tv/desktop/", "", 403, "Verify you are human"},
		{"signed-out", "GET", userURL, "", 401, "1001"},
		{"signed-out", "GET", "https://www.plex.tv/email-preferences/", "", 302, "sign-in"},
		{"wrong-account", "GET", userURL, "", 200, `"username":"bob"`},
		{"vendors-absent", "GET", "https://www.plex.tv/vendors-us/", "", 404, "not found"},
		{"absent:privacy", "GET", "https://www.plex.tv/about/privacy-legal/", "", 404, "not found"},
		{"moved:email", "GET", "https://www.plex.tv/email-preferences/", "", 301, "/account/communications/"},
		{"save-fails", "PUT", privacyURL, "optOutPlayback=1", 500, "refused"},
		{"optimistic:privacy", "PUT", privacyURL, "optOutPlayback=1", 500, "refused"},
	} {
		t.Run(c.quirk+" "+c.url, func(t *testing.T) {
			site := start(t, Config{Quirks: []string{c.quirk}})
			before, _ := site.Snapshot("alice")
			call(t, site, "alice").want(c.status, c.contains, c.method, c.url, c.body)
			if after, _ := site.Snapshot("alice"); len(Changed(before, after)) > 0 {
				t.Errorf("it changed %v", Changed(before, after))
			}
		})
	}
}

func TestCountedQuirksRunOut(t *testing.T) {
	site := start(t, Config{Quirks: []string{"rate-limit=2", "retry-after"}})
	c := call(t, site, "alice")
	for range 2 {
		status, _, header := c.send("GET", userURL, "")
		if status != http.StatusTooManyRequests || header.Get("Retry-After") != "1" {
			t.Errorf("got %d, Retry-After %q", status, header.Get("Retry-After"))
		}
	}
	c.want(200, "alice", "GET", userURL, "")
}

func TestRequestsWithoutAnAnswer(t *testing.T) {
	site := start(t, Config{Quirks: []string{"drop=1", "save-drops:privacy=1"}})
	client, path := call(t, site, "alice"), privacyURL
	if answer, err := client.try("GET", path, ""); err == nil {
		answer.Body.Close()
		t.Error("the first request was answered")
	}
	if answer, err := client.try("PUT", path, "optOutPlayback=1"); err == nil {
		answer.Body.Close()
		t.Error("the save was answered")
	}
	if values, _ := site.Snapshot("alice"); values["privacy.optOutPlayback"] != "true" {
		t.Error("the save was not stored")
	}
	client.want(204, "", "PUT", path, "optOutPlayback=1")
}

func TestQuirksOfSaving(t *testing.T) {
	put := func(t *testing.T, site *Site) {
		call(t, site, "alice").want(204, "", "PUT", privacyURL, "optOutPlayback=1")
	}
	value := func(site *Site, key string) string {
		values, _ := site.Snapshot("alice")
		return values[key]
	}
	t.Run("save-reverts", func(t *testing.T) {
		site := start(t, Config{Quirks: []string{"save-reverts"}})
		put(t, site)
		if value(site, "privacy.optOutPlayback") != "false" {
			t.Error("the value was stored")
		}
	})
	t.Run("late-revert", func(t *testing.T) {
		site := start(t, Config{Quirks: []string{"late-revert:privacy"}})
		put(t, site)
		if value(site, "privacy.optOutPlayback") != "true" {
			t.Error("the value should be there at first")
		}
		waitForValue(t, site, "alice", "privacy.optOutPlayback", "false")
	})
	t.Run("api-behind", func(t *testing.T) {
		site := start(t, Config{Quirks: []string{"api-behind"}})
		if err := site.Set("alice", map[string]string{"privacy.adsConsent": "false"}); err != nil {
			t.Fatal(err)
		}
		call(t, site, "alice").want(200, `"adsConsent":true`, "GET", userURL, "")
	})

	t.Run("library-follows", func(t *testing.T) {
		site := start(t, Config{Quirks: []string{"library-follows"}})
		put(t, site)
		if value(site, "privacy.optOutLibraryStats") != "true" {
			t.Error("library statistics did not follow")
		}
	})
	t.Run("expire-after-1-writes", func(t *testing.T) {
		site := start(t, Config{Quirks: []string{"expire-after-1-writes"}})
		put(t, site)
		call(t, site, "alice").want(401, "", "GET", userURL, "")
	})
	t.Run("on another page", func(t *testing.T) {
		site := start(t, Config{Quirks: []string{"save-reverts:email"}})
		put(t, site)
		if value(site, "privacy.optOutPlayback") != "true" {
			t.Error("a quirk of the email page acted on the privacy page")
		}
	})
}

func TestSlowHoldsAnswersBack(t *testing.T) {
	site := start(t, Config{Quirks: []string{"slow=300"}})
	began := time.Now()
	call(t, site, "alice").want(200, "alice", "GET", userURL, "")
	if waited := time.Since(began); waited < 300*time.Millisecond {
		t.Errorf("answered after %v", waited)
	}
}

func TestUnknownNamesAreRefusedAtStart(t *testing.T) {
	for want, cfg := range map[string]Config{
		"unknown quirk":     {Quirks: []string{"slwo"}},
		"unknown page":      {Quirks: []string{"slow:mail"}},
		"unknown variant":   {Variant: map[string]string{"email": "fancy"}},
		"unknown save mode": {Save: map[string]string{"email": "maybe"}},
		"not a number":      {Quirks: []string{"slow=soon"}},
	} {
		if site, err := Start(cfg); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: got %v, want %q", cfg, err, want)
			if site != nil {
				site.Close()
			}
		}
	}
}
