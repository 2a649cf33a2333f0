package automation

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
)

// TestCookiesOfResponses: a cookie is known to be the server's if a response has set it to
// the value that it has, whichever request of a page that answered. What a script has set,
// or set otherwise since, is not.
func TestCookiesOfResponses(t *testing.T) {
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		set := func(lines ...string) {
			for _, line := range lines {
				w.Header().Add("Set-Cookie", line)
			}
		}
		switch r.URL.Path {
		case "/from":
			set("redirect=1; Path=/")
			http.Redirect(w, r, "/page", http.StatusFound)
			return
		case "/page":
			set("document=1; Path=/; Secure", "changed=1; Path=/", `quoted="a b"; Path=/; Domain=plex.tv`, "rewritten=1", "foreign=\u00fc; Path=/")
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<title>x</title><iframe src="/frame"></iframe><img src="/image"><script>
				document.cookie = 'script=1; path=/'; document.cookie = 'changed=2; path=/';
				fetch('/refused', { method: 'POST' }).then(() => fetch('/data')).then(() => { document.title = 'done'; });</script>`)
			return
		case "/refused":
			set("refused=1; Path=/")
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if name := r.URL.Path[1:]; name == "frame" || name == "image" || name == "data" || name == "plain" {
			set(name + "=1; Path=/")
		}
		w.Header().Set("Content-Type", "text/html")
	}))
	b := launchBrowser(t, s.options())
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	began := time.Now()
	i, _ := openAt(t, ctx, b, "https://www.plex.tv/from")
	if _, err := i.Get(ctx, "https://www.plex.tv/plain", nil); err != nil {
		t.Fatal(err)
	}
	servers := []string{"redirect", "document", "quoted", "rewritten", "foreign", "refused", "frame", "image", "data", "plain"}
	all := append(slices.Clone(servers), "script", "changed")
	var cookies []Cookie
	err := Until(ctx, "set", "cookies", pollEvery, func(ctx context.Context) (bool, string, error) {
		var err error
		cookies, err = i.Cookies(ctx)
		return len(cookies) == len(all), fmt.Sprint(len(cookies)), err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cookies {
		want := slices.Contains(servers, c.Name)
		if got := i.Received(c, began); got != want {
			t.Errorf("%s=%s came with a response: %t, want %t", c.Name, c.Value, got, want)
		}
		if i.Received(c, time.Now()) {
			t.Errorf("%s is said to have come with a response that there was not since", c.Name)
		}
	}
}

// A cookie that the browser did not store is nobody's, and of one that is set again the
// last time counts.
func TestReceivedCookies(t *testing.T) {
	r := newReceived()
	answer := func(headers string, blocked ...string) {
		ev := &network.EventResponseReceivedExtraInfo{Headers: network.Headers{"Set-Cookie": headers, "x-other": "note=1"}}
		for _, line := range blocked {
			ev.BlockedCookies = append(ev.BlockedCookies, &network.BlockedSetCookieWithReason{CookieLine: line})
		}
		r.note(ev)
	}
	answer("first=1; Path=/\nblocked=1; Domain=example.com\n second = 2 ;Secure\nnameless\nempty=", "blocked=1; Domain=example.com")
	now := time.Now()
	answer("first=1")
	for _, c := range []struct {
		name, value string
		ever, since bool
	}{
		{"first", "1", true, true},
		{"first", "2", false, false},
		{"blocked", "1", false, false},
		{"second", "2", true, false},
		{"", "nameless", true, false},
		{"empty", "", true, false},
		{"note", "1", false, false},
	} {
		is := Cookie{Name: c.name, Value: c.value}
		if ever, since := r.has(is, time.Time{}), r.has(is, now); ever != c.ever || since != c.since {
			t.Errorf("%q=%q: received %t, and since then %t", c.name, c.value, ever, since)
		}
	}
	for n := range 3 * receivedKept {
		answer(fmt.Sprintf("flood=%d", n))
	}
	if r.has(Cookie{Name: "first", Value: "1"}, time.Time{}) || !r.has(Cookie{Name: "flood", Value: fmt.Sprint(2*receivedKept + 1)}, now) {
		t.Error("the oldest must be forgotten, and no others")
	}
}
