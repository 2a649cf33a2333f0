package review

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// plex answers by address. What is not there is a 404 of Plex.
type plex map[string]answer.Answer

func (p plex) Get(_ context.Context, _, address string) (answer.Answer, error) {
	a, ok := p[address]
	switch {
	case !ok:
		return answer.Answer{Host: "plex.tv", Status: 404, Body: []byte(`{"errors":[{"code":1002}]}`)}, nil
	case a.Status == 0:
		return answer.Answer{}, errors.New("connection reset")
	}
	return a, nil
}

func says(body string) answer.Answer {
	return answer.Answer{Host: "plex.tv", Status: 200, Body: []byte(body)}
}

const (
	deviceList = `<?xml version="1.0"?><MediaContainer publicAddress="1.0.0.1" size="3">
 <Device name="Attic" product="Plex Media Server" platform="Linux" provides="server" clientIdentifier="s" token="canary-a" lastSeenAt="1700000000"><Connection uri="http://172.1.0.1:32400"/></Device>
 <Device name="plexpriv x7k2" product="plexpriv" platform="Linux" provides="" clientIdentifier="me" token="canary-b" lastSeenAt="1790000000"/>
 <Device name="plexpriv zzzz" product="plexpriv" provides="" clientIdentifier="other" token="canary-c" lastSeenAt=""/>
</MediaContainer>`
	shareJSON = `[{"id":1,"name":"Attic","invitedEmail":"canary-dora@example.test","allLibraries":false,"numLibraries":4,"inviteToken":"canary-i",
 "invited":{"id":5,"title":"Dora","username":"dora","email":"canary-dora@example.test"},"libraries":[{"id":100,"key":1,"title":"Movies"},{"id":103,"key":2,"title":"Shows"}]}]`
	shareXML = `<sharedServers><sharedServer id="2" name="Attic" allLibraries="1" numLibraries="4" inviteToken="canary-i"><invited id="6" title="" username="" email="canary-eve@example.test"/></sharedServer></sharedServers>`
)

func whole() plex {
	return plex{
		userURL:       says(`{"uuid":"a1","hasPassword":false,"adsConsent":true,"adsConsentSetAt":1763800000,"adsConsentReminderAt":1795336000}`),
		companionsURL: says(`[{"identifier":"tv.plex.sonos","title":"Sonos","token":"canary-t"}]`),
		devicesURL:    says(deviceList),
		webhooksURL:   says(`[{"url":"https://hooks.example.test/secret/canary-hook?token=canary"},{"url":"http://10.0.0.5:9999/plex"},{"url":"::"}]`),
		acceptedURL:   says(shareJSON), pendingURL: says(shareXML),
		homeURLs[1]: says(`<MediaContainer><User id="1" title="alice" admin="1" guest="0" restricted="0" hasPassword="1" protected="1"/><User id="2" title="Kid" admin="0" guest="0" restricted="1" hasPassword="0" email=""/><User id="3" title="Guest" guest="1"/></MediaContainer>`),
	}
}

func TestReview(t *testing.T) {
	r := Of(t.Context(), whole(), "me")
	for i, p := range r.Parts() {
		if p.Status != OK || p.Detail != "" || !strings.HasPrefix(p.Address, "https://") {
			t.Errorf("part %d: %+v", i, p)
		}
	}
	d := r.Devices.Items
	if len(d) != 3 || !d[0].Ours || !d[0].ThisSession || d[1].Name != "Attic" || !d[1].Server || d[1].Ours || !d[2].Ours || d[2].ThisSession || d[2].LastSeen != nil {
		t.Errorf("devices %+v", d)
	}
	w := r.Webhooks.Items
	if len(w) != 3 || w[0].Host != "hooks.example.test" || !w[0].Encrypted || w[1].Host != "10.0.0.5" || w[1].Encrypted || w[2].Host != "an address that cannot be read" {
		t.Errorf("webhooks %+v", w)
	}
	s := r.Shares.Items
	if len(s) != 2 || s[0].With != "Dora" || s[0].Count != 2 || s[0].Libraries[1] != "Shows" || s[0].Pending || !s[1].All || !s[1].Pending || s[1].Count != 4 || strings.Contains(s[1].With, "example") {
		t.Errorf("shares %+v", s)
	}
	if h := r.Home.Items; len(h) != 3 || h[0].Kind != "admin" || !h[0].PIN || h[1].Kind != "managed" || h[2].Kind != "guest" {
		t.Errorf("home %+v", h)
	}
	if l := r.Linked; len(l.Items) != 1 || l.Items[0].Title != "Sonos" || l.Password == nil || *l.Password {
		t.Errorf("linked %+v", l)
	}
	if q := r.Questions.Items; len(q) != 1 || q[0].Answer != "yes" || q[0].Again.Format("2006-01-02") != "2026-11-22" {
		t.Errorf("questions %+v", q)
	}
}

// Nothing secret is in a review, and no name in one without names.
func TestReviewHoldsNoSecret(t *testing.T) {
	r := Of(t.Context(), whole(), "me")
	text, err := json.Marshal(r)
	if err != nil || strings.Contains(string(text), "canary") || strings.Contains(string(text), "172.1.0.1") {
		t.Errorf("%v: %s", err, text)
	}
	r.WithoutNames()
	text, _ = json.Marshal(r)
	for _, name := range []string{"Attic", "Dora", "Movies", "alice", "Kid", "x7k2"} {
		if strings.Contains(string(text), name) {
			t.Errorf("%s is in it: %s", name, text)
		}
	}
	if r.Shares.Items[0].Count != 2 || r.Devices.Items[1].Product != "Plex Media Server" {
		t.Errorf("too much is gone: %s", text)
	}
}

// Each bad answer is one line, and takes no other part along.
func TestBadAnswers(t *testing.T) {
	huge := strings.Repeat("x", 100)
	for name, c := range map[string]struct {
		answer answer.Answer
		want   Status
	}{
		"401":              {answer.Answer{Host: "plex.tv", Status: 401, Body: []byte(`{"errors":[{"code":1001}]}`)}, SignedOut},
		"403":              {answer.Answer{Host: "plex.tv", Status: 403, Body: []byte(`<errors><error code="1000"/></errors>`)}, Refused},
		"404":              {answer.Answer{Host: "plex.tv", Status: 404}, Absent},
		"410":              {answer.Answer{Host: "plex.tv", Status: 410, Body: []byte(`<Response code="410" status="This endpoint was deprecated and removed"/>`)}, Absent},
		"429":              {answer.Answer{Host: "plex.tv", Status: 429, Body: []byte(`{"code":1003}`)}, TryLater},
		"500":              {answer.Answer{Host: "plex.tv", Status: 500}, TryLater},
		"firewall":         {answer.Answer{Host: "plex.tv", Status: 403, Body: []byte("<html><title>Request blocked</title>")}, TryLater},
		"no answer":        {answer.Answer{}, TryLater},
		"a page":           {says("<!doctype html><title>Plex</title>"), NotUnderstood},
		"half":             {says(`[{"url":"https://a`), NotUnderstood},
		"half XML":         {says(`<MediaContainer><Device name="a"`), NotUnderstood},
		"another document": {says(`<Response code="1"/>`), NotUnderstood},
		"an object":        {says(`{"hello":"` + huge + `"}`), NotUnderstood},
		"an empty object":  {says(`{}`), NotUnderstood},
		"a number":         {says(`7`), NotUnderstood},
		"nothing":          {says(``), NotUnderstood},
		"binary":           {says("\x00\xff\x00"), NotUnderstood},
	} {
		for _, address := range []string{userURL, companionsURL, devicesURL, webhooksURL, acceptedURL, pendingURL} {
			p := whole()
			p[address] = c.answer
			r := Of(t.Context(), p, "me")
			bad := 0
			for _, part := range r.Parts() {
				if part.Status == OK {
					continue
				}
				bad++
				if part.Status != c.want || part.Detail == "" || strings.Contains(part.Detail, "\n") {
					t.Errorf("%s at %s: %+v", name, address, part)
				}
			}
			if bad != 1 {
				t.Errorf("%s at %s: %d parts are bad", name, address, bad)
			}
		}
	}
}

// No list is not an empty list.
func TestEmptyLists(t *testing.T) {
	for _, body := range []string{`[]`, `<webhooks/>`, `{"webhooks":[]}`} {
		p := whole()
		p[webhooksURL] = says(body)
		if w := Of(t.Context(), p, "me").Webhooks; w.Status != OK || len(w.Items) != 0 {
			t.Errorf("%s: %+v", body, w)
		}
	}
}

func FuzzReview(f *testing.F) {
	for _, a := range whole() {
		f.Add(a.Body, a.Status)
	}
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		p := plex{}
		for _, address := range append([]string{userURL, companionsURL, devicesURL, webhooksURL, acceptedURL, pendingURL}, homeURLs...) {
			p[address] = answer.Answer{Host: "plex.tv", Status: status, Body: body}
		}
		for _, part := range Of(t.Context(), p, "me").Parts() {
			if part.Status == "" || (part.Status == OK) != (part.Detail == "") {
				t.Errorf("%+v", part)
			}
		}
	})
}

// A question that Plex has never asked is not the same as one of which it tells nothing.
func TestQuestionThatPlexDoesNotTellOf(t *testing.T) {
	for body, want := range map[string]string{
		`{"uuid":"a1","adsConsent":true}`:             "yes",
		`{"uuid":"a1","adsConsent":false}`:            "no",
		`{"uuid":"a1","adsConsent":null}`:             "never_asked",
		`<user uuid="a1" adsConsent=""/>`:             "never_asked",
		`{"uuid":"a1"}`:                               "not_told",
		`<user uuid="a1"/>`:                           "not_told",
		`{"uuid":"a1","adsConsent":"perhaps"}`:        "not_told",
		`{"uuid":"a1","adsConsent":{"given":"true"}}`: "not_told",
	} {
		g := whole()
		g[userURL] = says(body)
		if q := Of(t.Context(), g, "me").Questions.Items; len(q) != 1 || q[0].Answer != want {
			t.Errorf("%s: %+v, want %s", body, q, want)
		}
	}
}
