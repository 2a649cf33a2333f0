package fakeplex

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// foreign says whether a host is one of those that Plex's pages ask beside their own.
func foreign(host string) bool {
	return slices.Contains([]string{"cdn.transifex.com", "www.googletagmanager.com", "fonts.googleapis.com"}, host) || strings.HasSuffix(host, ".plex.direct")
}

func asked(site *Site, host string) bool {
	return slices.ContainsFunc(site.Proxy.Hosts(), func(h HostAsked) bool { return strings.HasSuffix(h.Host, host) })
}

func posted(site *Site, path string) bool {
	return slices.ContainsFunc(site.Log(), func(e Entry) bool { return e.Method == "POST" && e.Path == path })
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not after 15 seconds", what)
		}
	}
}

// TestPagesAskForeignHosts: the website asks Transifex, two tag managers, fonts and
// analytics, the app asks the account's servers. Without Transifex no form is drawn, and
// the page tells Plex of the error. Each part can be turned off.
func TestPagesAskForeignHosts(t *testing.T) {
	t.Parallel()
	site := start(t, Config{})
	ctx := openBrowser(t, site)
	signIn(t, ctx, site.Token("alice"))
	for _, page := range Pages {
		open(t, ctx, pageLabels[page].url)
		waitFor(t, ctx, pageLabels[page].words...)
	}
	for _, host := range []string{"cdn.transifex.com", "www.googletagmanager.com", "fonts.googleapis.com", ".plex.direct"} {
		until(t, host+" is asked", func() bool { return asked(site, host) })
	}
	for _, path := range []string{"/collect", "/collect/event", "/collect/timing"} {
		until(t, "a POST to "+path, func() bool { return posted(site, path) })
	}
	if posted(site, "/wp-json/plex/v1/post_js_error") {
		t.Error("with Transifex there is no error to tell")
	}
}

func TestNoFormWithoutTransifex(t *testing.T) {
	t.Parallel()
	site := start(t, Config{})
	ctx := openCutOffBrowser(t, site)
	setCookie(t, ctx, site.Token("alice"))
	for _, page := range []string{PageEmail, PageVendors, PagePrivacy} {
		site.Reset()
		open(t, ctx, pageLabels[page].url)
		until(t, "the error is told", func() bool { return posted(site, "/wp-json/plex/v1/post_js_error") })
		boxes, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.querySelectorAll('main input:not(.plexview-template *)').length`))
		if err != nil || boxes != 0 {
			t.Errorf("%s: %d boxes, %v", page, boxes, err)
		}
	}
	if writes := site.Writes(); len(writes) > 0 {
		t.Errorf("telling an error counts as a write: %+v", writes)
	}
	site.Reset()
	if err := site.SetQuirks("no-transifex", "no-trackers", "no-plex-direct"); err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{PageEmail, PageVendors, PagePrivacy} {
		open(t, ctx, pageLabels[page].url)
		waitFor(t, ctx, pageLabels[page].words...)
	}
	for _, h := range site.Proxy.Hosts() {
		if !h.Allowed {
			t.Errorf("a quiet page asked for %s", h.Host)
		}
	}
}

// TestOldPrivacyAddress: the address of before June 2024 leads to a page that Plex calls
// deprecated, or nowhere; a quirk makes it lead to the right one.
func TestOldPrivacyAddress(t *testing.T) {
	site := start(t, Config{})
	c := call(t, site, "alice")
	const old = "https://www.plex.tv/about/privacy-legal/privacy-preferences/"
	for quirk, want := range map[string]struct {
		status int
		at     string
	}{
		"":                      {302, "/about/privacy-legal/privacy-preferences-deprecated-june-2024/"},
		"old-address-gone":      {404, ""},
		"old-address-redirects": {302, "/about/privacy-legal/"},
		"old-address-only":      {200, ""},
	} {
		if err := site.SetQuirks(quirk); err != nil {
			t.Fatal(err)
		}
		if status, _, h := c.send("GET", old, ""); status != want.status || h.Get("Location") != want.at {
			t.Errorf("%q: %d %q, want %d %q", quirk, status, h.Get("Location"), want.status, want.at)
		}
	}
}

// TestAccountSite: the email page may have moved to account.plex.tv, where the path has a
// language. It works there.
func TestAccountSite(t *testing.T) {
	t.Parallel()
	site := start(t, Config{Quirks: []string{"account-host"}})
	ctx := openBrowser(t, site)
	signIn(t, ctx, site.Token("alice"))
	open(t, ctx, pageLabels[PageEmail].url)
	waitFor(t, ctx, pageLabels[PageEmail].words...)
	at, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href`))
	if err != nil || at != "https://account.plex.tv/en/email-preferences" {
		t.Errorf("the page is at %q, %v", at, err)
	}
}

// TestAdminAjax: pages may read by a POST that changes nothing.
func TestAdminAjax(t *testing.T) {
	t.Parallel()
	site := start(t, Config{Quirks: []string{"admin-ajax"}})
	ctx := openBrowser(t, site)
	signIn(t, ctx, site.Token("alice"))
	for _, page := range []string{PageEmail, PageVendors, PagePrivacy} {
		open(t, ctx, pageLabels[page].url)
		waitFor(t, ctx, pageLabels[page].words...)
	}
	if !posted(site, "/wp-admin/admin-ajax.php") {
		t.Error("the pages read in another way")
	}
	if writes := site.Writes(); len(writes) > 0 {
		t.Errorf("reading counts as a write: %+v", writes)
	}
}
