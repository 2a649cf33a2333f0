package automation

import (
	"net/http"
	"testing"
)

// TestReadOnlyTabReportsTheStatus: the guard answers requests for documents itself, and
// must pass on the status that the site sent.
func TestReadOnlyTabReportsTheStatus(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/busy" {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		}
		_, _ = w.Write([]byte("<title>x</title><h1>x</h1>"))
	}))
	b := launchBrowser(t, readOnlyOptions(s))
	iso, err := b.NewIsolate(t.Context(), SiteState{Cookies: []Cookie{{Name: "a", Value: "b", Domain: ".plex.tv", Path: "/", Expires: -1, Secure: true}}})
	if err != nil {
		t.Fatal(err)
	}
	defer iso.Close()
	tab, err := iso.NewTab(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]Load{"/": {Status: 200}, "/busy": {Status: 429, RetryAfter: "7"}} {
		got, err := tab.Goto(t.Context(), "https://www.plex.tv"+path)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", path, got, err, want)
		}
	}
	if len(s.arrived(func(a arrival) bool { return a.header.Get("Cookie") == "a=b" })) != 2 {
		t.Error("the request did not have the isolate's cookie")
	}
}
