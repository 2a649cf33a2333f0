package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	answers "github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

func reviewed() fakeReads {
	given := func(body string) answers.Answer {
		return answers.Answer{Host: "plex.tv", Status: 200, Body: []byte(body)}
	}
	return fakeReads{
		"https://plex.tv/api/v2/user":                                  given(`{"uuid":"id-of-alice","hasPassword":false,"adsConsent":false,"adsConsentSetAt":1763800000,"adsConsentReminderAt":1795336000}`),
		"https://plex.tv/api/v2/companions":                            given(`[]`),
		"https://plex.tv/devices.xml":                                  given(`<MediaContainer><Device name="Attic" product="Plex Media Server" provides="server" token="canary-1" lastSeenAt="1770000000"/><Device name="plexpriv aaaa" product="plexpriv" clientIdentifier="plexpriv-alice" token="canary-2" lastSeenAt="1770000100"/></MediaContainer>`),
		"https://plex.tv/api/v2/user/webhooks":                         given(`[{"url":"https://hooks.example.test/canary-path"}]`),
		"https://clients.plex.tv/api/v2/shared_servers/owned/accepted": given(`[{"name":"Attic","invited":{"title":"Dora","email":"dora@example.test"},"allLibraries":true}]`),
		"https://clients.plex.tv/api/v2/shared_servers/owned/pending":  given(`[]`),
		"https://plex.tv/api/v2/home/users":                            given(`{"users":[{"title":"alice","admin":true,"protected":true}]}`),
	}
}

func TestReview(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.api.reads = reviewed()
	s.Terminal.Stdout.TTY = true
	if code := s.run("review"); code != exit.OK {
		t.Fatalf("exit code %d, %s", code, s.err.String())
	}
	for _, want := range []string{
		"Session on this machine: signed in 20", "plexpriv logout", "this session", "Attic", "Dora", "hooks.example.test",
		"no password of its own", "you have said no (2025-11-22); Plex asks again on 2026-11-22", "#!/settings/devices", "all, later ones too",
	} {
		if !strings.Contains(s.out.String(), want) {
			t.Errorf("no %q in\n%s", want, s.out.String())
		}
	}
	if strings.Contains(s.out.String(), "canary") || strings.Contains(s.out.String(), "dora@") {
		t.Errorf("a secret is in\n%s", s.out.String())
	}
}

// A day that has passed is no day on which Plex will ask.
func TestReviewOfAQuestionThatIsDue(t *testing.T) {
	s := newFakeWorld(t)
	s.Now = func() time.Time { return time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC) }
	s.store.kept["default"] = aSession("alice")
	s.api.reads = reviewed()
	s.Terminal.Stdout.TTY = true
	s.run("review")
	if !strings.Contains(s.out.String(), "Plex may ask again any day (due 2026-11-22)") {
		t.Errorf("it says\n%s", s.out.String())
	}
}

// Off a terminal, and in JSON, names are left out unless they are asked for.
func TestReviewWithoutNames(t *testing.T) {
	for _, args := range [][]string{{"review"}, {"review", "--json"}} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession("alice")
		s.api.reads = reviewed()
		s.run(args...)
		for _, name := range []string{"Attic", "Dora", "plexpriv aaaa"} {
			if strings.Contains(s.out.String(), name) {
				t.Errorf("%v: %s is in %s", args, name, s.out.String())
			}
		}
		s.run(append(args, "--with-names")...)
		if !strings.Contains(s.out.String(), "Dora") {
			t.Errorf("%v: no names in %s", args, s.out.String())
		}
	}
}

func TestReviewCodes(t *testing.T) {
	refuse := func(status int, addresses ...string) fakeReads {
		reads := reviewed()
		for a := range reads {
			if len(addresses) == 0 || strings.Contains(a, addresses[0]) {
				reads[a] = answers.Answer{Host: "plex.tv", Status: status}
			}
		}
		return reads
	}
	for name, c := range map[string]struct {
		reads fakeReads
		want  int
	}{
		"all well":      {reviewed(), exit.OK},
		"one refused":   {refuse(403, "webhooks"), outcome.ExitPartly},
		"one 401":       {refuse(401, "webhooks"), outcome.ExitPartly},
		"one later":     {refuse(429, "devices"), outcome.ExitTryLater},
		"all 401":       {refuse(401), outcome.ExitSignIn},
		"nothing there": {fakeReads{}, outcome.ExitPartly},
	} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession("alice")
		s.api.reads = c.reads
		if code := s.run("review", "--json"); code != c.want {
			t.Errorf("%s: exit code %d, want %d", name, code, c.want)
		}
		var doc reviewReport
		if err := json.Unmarshal(s.out.Bytes(), &doc); err != nil || doc.ExitCode != c.want || doc.Session.Days != 13 {
			t.Errorf("%s: %v, %s", name, err, s.out.String())
		}
	}
	s := newFakeWorld(t)
	if code := s.run("review"); code != outcome.ExitSignIn {
		t.Errorf("nobody: exit code %d", code)
	}
}

// A German review says in German why a part is missing.
func TestReviewInGerman(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.api.reads = reviewed()
	s.api.reads["https://plex.tv/devices.xml"] = answers.Answer{Host: "plex.tv", Status: 403, Body: []byte(`{"errors":[{"code":1000}]}`)}
	s.run("review", "--lang", "de")
	if said := s.out.String(); !strings.Contains(said, "Zugelassene Geräte: nicht gelesen. Plex gibt das deinem Konto nicht. Siehe https://") || strings.Contains(said, "answers") {
		t.Errorf("said\n%s", said)
	}
}
