package answer

import (
	"strings"
	"testing"
	"time"
	"unicode"
)

// FuzzAnswer looks for an answer that is taken for more than it is: whoever is asked may
// not be Plex.
func FuzzAnswer(f *testing.F) {
	for _, s := range []string{
		"", requestBlocked, scriptPage, `{"errors":[{"code":1001}]}`, `<errors><error code="1003"/></errors>`, `{"user":{"uuid":"a1"}}`,
		`<user id="1" uuid="a"><users><user id="2"/></users></user>`, `[{"name":"a"}]`, "<html><title>\x1b[2J a</title>", "\ufeff<?xml version='1.0'?><user/>",
	} {
		f.Add(200, []byte(s), "7")
		f.Add(403, []byte(s), "Sun, 06 Nov 1994 08:49:37 GMT")
	}
	f.Fuzz(func(t *testing.T, status int, body []byte, retry string) {
		a := Answer{Status: status, Body: body, RetryAfter: retry}
		if m := a.Meaning(); m == Given && (status < 200 || status > 299) {
			t.Errorf("status %d counts as given", status)
		}
		_ = a.Code()
		if title, _ := Page(body); len([]rune(title)) > mostTitle || strings.ContainsFunc(title, unicode.IsControl) {
			t.Errorf("the title is %q", title)
		}
		if n, err := Data(body, "user"); err != nil {
			if len(n.fields)+len(n.inside) > 0 {
				t.Errorf("no data, and %+v is taken from it", n)
			}
		} else if !strings.ContainsAny(string(body), "<{[") {
			t.Errorf("%q is data", body)
		}
		if _, after := Again(status, retry); after < 0 || after > 100*365*24*time.Hour {
			t.Errorf("wait %s", after)
		}
	})
}
