package automation

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// A response without a body still has a status.
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
	tab, ctx := sharedTab(t, 30*time.Second)
	for path, want := range map[string]Load{"/": {Status: 200}, "/401": {Status: 401}, "/429": {Status: 429, RetryAfter: "7"}} {
		if got, err := tab.Goto(ctx, site.URL+path); err != nil || got != want {
			t.Errorf("%s: %+v %v, want %+v", path, got, err, want)
		}
	}
	var load *LoadError
	if _, err := tab.Goto(ctx, "http://127.0.0.1:1/"); !errors.As(err, &load) {
		t.Errorf("a closed port gives %v", err)
	}
}

// A page with a # in its address is loaded again, too: the first response may have been
// an error, and changes that were not saved must be gone.
func TestGotoLoadsAfresh(t *testing.T) {
	answers := []int{500, 503, 200, 200}
	loads := 0
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/app/" {
			http.NotFound(w, r)
			return
		}
		w.WriteHeader(answers[min(loads, len(answers)-1)])
		loads++
		_, _ = w.Write([]byte("<p>here"))
	}))
	defer site.Close()
	tab, ctx := sharedTab(t, 30*time.Second)
	for i, hash := range []string{"#!/settings", "#!/settings", "#!/settings", "#!/account"} {
		got, err := tab.Goto(ctx, site.URL+"/app/"+hash)
		if err != nil || got.Status != answers[i] || loads != i+1 {
			t.Errorf("%d. %s: %+v %v after %d loads, want %d", i+1, hash, got, err, loads, answers[i])
		}
		eventually(t, "the document is there", func() bool {
			l, err := tab.Look(ctx, sight.Ask{})
			return err == nil && l.Ready == "complete"
		})
	}
	if at, err := tab.URL(ctx); err != nil || at != site.URL+"/app/" {
		t.Errorf("the tab is at %s %v", at, err)
	}
}

// Chrome does not report the end of a response that the page's script never reads. A
// script that saves and looks only at the status has saved all the same.
func TestQuietAfterAnUnreadAnswer(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			_, _ = w.Write([]byte(`{"saved": true}`))
			return
		}
		_, _ = w.Write([]byte(`<script>onload = () => { window.kept = fetch("/save", {method: "PUT"}) }</script>`))
	}))
	defer site.Close()
	tab, ctx := sharedTab(t, 30*time.Second)
	before := time.Now()
	if _, err := tab.Goto(ctx, site.URL); err != nil {
		t.Fatal(err)
	}
	limit, stop := context.WithTimeout(ctx, 6*time.Second)
	defer stop()
	err := Until(limit, "wait for", "quiet", 20*time.Millisecond, func(context.Context) (bool, string, error) {
		w := tab.Writes(before)
		return len(w) == 1 && w[0].Status == http.StatusOK && tab.Quiet() > 300*time.Millisecond, "", nil
	})
	if err != nil {
		t.Errorf("%v; writes %v, quiet for %s", err, tab.Writes(before), tab.Quiet())
	}
}

// A page that reads the status of a response and cancels the rest has its answer. The
// response counts, even one that refuses the session.
func TestAnswerThatTheScriptDrops(t *testing.T) {
	release := make(chan struct{})
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPut {
			_, _ = w.Write([]byte(`<script>onload = async () => { const c = new AbortController(); await fetch("/save", {method: "PUT", signal: c.signal}); c.abort() }</script>`))
			return
		}
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte("{"))
		_ = http.NewResponseController(w).Flush()
		<-release
	}))
	defer site.Close()
	defer close(release)
	tab, ctx := sharedTab(t, 30*time.Second)
	before := time.Now()
	if _, err := tab.Goto(ctx, site.URL); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the answer is told", func() bool {
		w, all := tab.Writes(before), tab.Troubles()
		return len(w) == 1 && w[0].Status == http.StatusUnauthorized && w[0].Failed == "" && len(all) == 1 && all[0].Status == http.StatusUnauthorized
	})
}
