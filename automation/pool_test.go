package automation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// poolServer serves one address of a pool and returns its endpoint, with a token in it.
func poolServer(t *testing.T, serve http.HandlerFunc) Endpoint {
	t.Helper()
	s := httptest.NewServer(serve)
	t.Cleanup(s.Close)
	return endpoint(t, strings.Replace(s.URL, "http", "ws", 1)+"/chrome?token=sesame-123")
}

// answers serves a WebSocket. It answers each command with the result that said has for
// its method, otherwise with an empty one.
func answers(said map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer conn.CloseNow()
		for {
			_, text, err := conn.Read(r.Context())
			var command struct {
				ID     int    `json:"id"`
				Method string `json:"method"`
			}
			if err != nil || json.Unmarshal(text, &command) != nil {
				return
			}
			result := said[command.Method]
			if result == "" {
				result = "{}"
			}
			_ = conn.Write(r.Context(), websocket.MessageText, fmt.Appendf(nil, `{"id":%d,"result":%s}`, command.ID, result))
		}
	}
}

const version = `{"protocolVersion":"1.3","product":"Chrome/156.0.1.2","revision":"","userAgent":"","jsVersion":""}`

func targetsAnswer(url, contextID string) string {
	return fmt.Sprintf(`{"targetInfos":[{"targetId":"T","type":"page","title":"","url":%q,"attached":false,"canAccessOpener":false,"browserContextId":%q}]}`, url, contextID)
}

func TestPoolRefusals(t *testing.T) {
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "7")
			w.Header().Set("Location", "/elsewhere")
			http.Error(w, "sesame-123", code)
		}
	}
	for name, tc := range map[string]struct {
		serve http.HandlerFunc
		busy  bool
		says  string
	}{
		"no token":     {status(401), false, "does not let us in"},
		"wrong token":  {status(403), false, "does not let us in"},
		"redirect":     {status(302), false, "answers 302"},
		"nothing here": {status(404), false, "answers 404"},
		"a web page":   {status(200), false, "not a browser"},
		"all taken":    {status(429), true, "429"},
		"overloaded":   {status(503), true, "503"},
		"hangs up": {func(w http.ResponseWriter, r *http.Request) {
			if conn, err := websocket.Accept(w, r, nil); err == nil {
				conn.CloseNow()
			}
		}, false, "closed the connection"},
		"somebody else's":   {answers(map[string]string{"Browser.getVersion": version, "Target.getTargets": targetsAnswer("https://example.test/", "theirs")}), true, "somebody else"},
		"of the default":    {answers(map[string]string{"Browser.getVersion": version, "Target.getTargets": targetsAnswer("http://example.test/", "")}), true, "somebody else"},
		"talks other words": {answers(map[string]string{"Browser.getVersion": `[]`}), false, "DevTools"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := atomic.Int64{}
			e := poolServer(t, func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1); r.URL.Path != "/chrome" {
					t.Errorf("the request was for %s", r.URL.Path)
				}
				tc.serve(w, r)
			})
			b, err := NewPool([]Endpoint{e}).Connect(t.Context(), Options{}, "")
			if err == nil {
				b.Close(t.Context())
				t.Fatal("no error")
			}
			var busy *BusyError
			var remote *RemoteError
			if errors.As(err, &busy) != tc.busy || errors.As(err, &remote) == tc.busy || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%T: %v", err, err)
			}
			if busy != nil && strings.Contains(name, "taken") && busy.After != 7*time.Second {
				t.Errorf("wait %s", busy.After)
			}
			if strings.Contains(err.Error(), "sesame") || errors.Is(err, context.Canceled) || asked.Load() != 1 {
				t.Errorf("%d requests: %v", asked.Load(), err)
			}
		})
	}
}

// A browser in which nobody else has a page open is used. Commands that would disturb
// others are not sent, and Close does not end the browser.
func TestAttachDisturbsNobody(t *testing.T) {
	sent := make(chan string, 100)
	over := make(chan struct{})
	said := map[string]string{"Browser.getVersion": version, "Target.getTargets": targetsAnswer("about:blank", "")}
	e := poolServer(t, func(w http.ResponseWriter, r *http.Request) {
		defer close(over)
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer conn.CloseNow()
		for {
			_, text, err := conn.Read(r.Context())
			if err != nil {
				return
			}
			var command struct {
				ID     int    `json:"id"`
				Method string `json:"method"`
			}
			_ = json.Unmarshal(text, &command)
			sent <- command.Method
			result := said[command.Method]
			if result == "" {
				result = "{}"
			}
			_ = conn.Write(r.Context(), websocket.MessageText, fmt.Appendf(nil, `{"id":%d,"result":%s}`, command.ID, result))
		}
	})
	b, err := attach(t.Context(), e, Options{}, &contexts{})
	if err != nil {
		t.Fatal(err)
	}
	if b.Lost() || b.Version() != "Chrome/156.0.1.2" || strings.Contains(b.Path(), "sesame") {
		t.Errorf("the connection is lost: %v, browser %s at %s", b.Lost(), b.Version(), b.Path())
	}
	if err := b.Close(t.Context()); err != nil {
		t.Error(err)
	}
	<-over
	close(sent)
	guarded := false
	for method := range sent {
		guarded = guarded || method == "Fetch.enable"
		if method == "Browser.close" || method == "Browser.setDownloadBehavior" {
			t.Errorf("%s was sent to somebody else's browser", method)
		}
	}
	if !guarded {
		t.Error("the guard was not set up")
	}
}

func TestPoolTakesTurns(t *testing.T) {
	var all []Endpoint
	for _, host := range []string{"a", "b", "c"} {
		all = append(all, endpoint(t, "wss://"+host))
	}
	p := NewPool(all)
	for i, want := range []string{"abc", "bca", "cab", "abc"} {
		not := ""
		if i == 3 {
			not, want = "wss://a", "bca"
		}
		got := ""
		for _, e := range p.order(not) {
			got += e.address.Host
		}
		if got != want {
			t.Errorf("%d: %s, want %s", i, got, want)
		}
	}
}

// An endpoint that cannot be used is skipped.
func TestPoolSkipsUnusableEndpoints(t *testing.T) {
	dead := poolServer(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	alive := poolServer(t, answers(map[string]string{"Browser.getVersion": version, "Target.getTargets": `{"targetInfos":[]}`}))
	p := NewPool([]Endpoint{dead, alive})
	for range 2 {
		b, err := p.Connect(t.Context(), Options{}, "")
		if err != nil {
			t.Fatal(err)
		}
		if b.Path() != alive.String() {
			t.Errorf("connected to %s", b.Path())
		}
		b.Close(t.Context())
	}
}
