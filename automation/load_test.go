package automation

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// An answer without a body is still an answer: its status is told.
func TestGotoStatus(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/401":
			w.WriteHeader(http.StatusUnauthorized)
		case "/429":
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		default:
			_, _ = w.Write([]byte("<p>here"))
		}
	}))
	defer site.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	tabCtx, cancelTab := chromedp.NewContext(shared.ctx)
	tab, err := newTab(ctx, tabCtx, cancelTab, false, false)
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Close()
	for path, want := range map[string]Load{"/": {Status: 200}, "/401": {Status: 401}, "/429": {Status: 429, RetryAfter: "7"}} {
		if got, err := tab.Goto(ctx, site.URL+path); err != nil || got != want {
			t.Errorf("%s: %+v %v, want %+v", path, got, err, want)
		}
	}
	var load *LoadError
	if _, err := tab.Goto(ctx, "http://127.0.0.1:1/"); !errors.As(err, &load) {
		t.Errorf("a closed port: %v", err)
	}
}
