package plexapi

import (
	"net/http"
	"strings"
	"testing"
)

func TestReaderOnlyGets(t *testing.T) {
	p := newPlex(t, says(403, `{"errors":[{"code":1000}]}`))
	a, err := NewReader(p.Client, canaryToken, "me").Get(t.Context(), "list the webhooks", "https://plex.tv/api/v2/user/webhooks")
	if err != nil || a.Status != 403 || a.Host != "plex.tv" || len(a.Body) == 0 {
		t.Fatalf("%+v, %v", a, err)
	}
	r := p.asked[0]
	if r.Method != http.MethodGet || r.Header.Get("Accept") != "application/json" || r.Header.Get("X-Plex-Token") != canaryToken || r.Header.Get("X-Plex-Client-Identifier") != "me" {
		t.Errorf("asked with %s %v", r.Method, r.Header)
	}
	if strings.Contains(p.log.String(), "canary") {
		t.Errorf("a secret is in the log: %s", p.log.String())
	}
}

func TestReaderAsksOnlyPlex(t *testing.T) {
	p := newPlex(t, says(200, `[]`))
	for _, address := range []string{"https://example.com/", "http://plex.tv/", "https://plex.tv.example.com/"} {
		if _, err := NewReader(p.Client, canaryToken, "me").Get(t.Context(), "x", address); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if len(p.asked) > 0 {
		t.Errorf("asked %d times", len(p.asked))
	}
}

func TestReaderTakesNoHalfList(t *testing.T) {
	p := newPlex(t, says(200, "["+strings.Repeat("1,", mostList/2)+"1]"))
	if a, err := NewReader(p.Client, canaryToken, "me").Get(t.Context(), "x", "https://plex.tv/devices.xml"); err == nil || len(a.Body) > 0 {
		t.Errorf("%d bytes, %v", len(a.Body), err)
	}
}
