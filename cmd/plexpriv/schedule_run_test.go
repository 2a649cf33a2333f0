package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// worldWithNotifyCommand is a world with a notify command. The function returns the
// messages that the command has got since the last call.
func worldWithNotifyCommand(t *testing.T) (*fakeWorld, func() []schedule.Message) {
	t.Helper()
	s, _ := familyWorld(t)
	file := filepath.Join(t.TempDir(), "heard")
	s.env[exit.EnvNotifyCommand] = "cat >> " + file
	return s, func() []schedule.Message {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil
		}
		os.Remove(file)
		var out []schedule.Message
		for d := json.NewDecoder(strings.NewReader(string(text))); ; {
			var m schedule.Message
			if d.Decode(&m) != nil {
				return out
			}
			out = append(out, m)
		}
	}
}

// reportAll makes every account end with the same result.
func (s *fakeWorld) reportAll(r outcome.Result, cause error) {
	s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
		a := accountReport(who, r)
		if a.Cause = cause; cause != nil {
			a.Settings, a.Error = nil, cause.Error()
		}
		return a
	}
}

func TestJobNotifiesOnlyOfProblemsAndChanges(t *testing.T) {
	s, told := worldWithNotifyCommand(t)
	for _, c := range []struct {
		name, args string
		result     outcome.Result
		cause      error
		code       int
		event      string
	}{
		{"all is well", "", outcome.Already, nil, exit.OK, ""},
		{"drift", "", outcome.WouldChange, nil, outcome.ExitDiffers, schedule.EventDrift},
		{"set back", "--fix", outcome.Verified, nil, exit.OK, schedule.EventFixed},
		{"not set back", "--fix", outcome.Reverted, nil, outcome.ExitPartly, schedule.EventTrouble},
		{"signed out", "", "", outcome.ErrSignIn, outcome.ExitSignIn, schedule.EventSignIn},
		{"no network, once", "", "", outcome.ErrTryLater, outcome.ExitTryLater, ""},
		{"no network, again", "", "", outcome.ErrTryLater, outcome.ExitTryLater, schedule.EventTrouble},
		{"well again", "", outcome.Already, nil, exit.OK, ""},
	} {
		s.reportAll(c.result, c.cause)
		code := s.run(append([]string{"schedule", "run"}, strings.Fields(c.args)...)...)
		got := told()
		if code != c.code || (c.event == "") != (len(got) == 0) || len(got) > 0 && (got[0].Event != c.event || got[0].ExitCode != c.code) {
			t.Errorf("%s: exit code %d, want %d; messages %+v, want event %q", c.name, code, c.code, got, c.event)
		}
		if c.code == exit.OK && s.out.Len()+s.err.Len() > 0 {
			t.Errorf("%s: printed %s%s", c.name, &s.out, &s.err)
		}
		for _, m := range got {
			if strings.Contains(m.Text+strings.Join(m.Settings, ""), "alice") {
				t.Errorf("%s: the message names the account: %+v", c.name, m)
			}
		}
	}
	delete(s.store.kept, "default")
	s.store.err = errors.New("the keyring of alice, in /home/alice, is closed")
	if s.run("schedule", "run"); strings.Contains(told()[0].Text, "alice") {
		t.Error("the message contains a name from an error")
	}
	s.store.err = nil
	if code := s.run("schedule", "run"); code != outcome.ExitSignIn || told()[0].Event != schedule.EventSignIn {
		t.Errorf("nobody is signed in: exit code %d, want %d", code, outcome.ExitSignIn)
	}
	s.run("schedule", "status")
	if !strings.Contains(s.out.String(), "exit code 4") {
		t.Errorf("status says %s", &s.out)
	}
}

func TestJobNotifiesBeforeASessionExpires(t *testing.T) {
	s, told := worldWithNotifyCommand(t)
	for days, event := range map[int]string{20: schedule.EventEnding, 200: ""} {
		claims := fmt.Sprintf(`{"exp":%d}`, s.Now().AddDate(0, 0, days).Unix())
		s.store.kept["default"].Token = "e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"
		// A site's cookie ends earlier, and is no end of the sign-in.
		s.store.kept["default"].Cookies = []session.Cookie{{Name: "plex_tv_auth", Expires: float64(s.Now().AddDate(0, 0, 3).Unix())}}
		s.run("schedule", "run")
		got := told()
		if (event == "") != (len(got) == 0) || len(got) > 0 && (got[0].Event != event || got[0].Ends != "2026-04-03") {
			t.Errorf("%d days before the session expires: messages %+v, want event %q", days, got, event)
		}
	}
}

func TestJobCallsAWebhook(t *testing.T) {
	s, _ := familyWorld(t)
	s.reportAll(outcome.WouldChange, nil)
	var body []byte
	calls := 0
	status := http.StatusNoContent
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		calls++
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // one handshake fails on purpose
	server.StartTLS()
	defer server.Close()
	ca := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(ca, text, 0o600); err != nil {
		t.Fatal(err)
	}
	s.env[exit.EnvWebhook] = server.URL + "/canary-key"
	if s.run("schedule", "run"); !strings.Contains(s.err.String(), "certificate") || body != nil {
		t.Errorf("the webhook's certificate is not trusted, and the error is: %s", &s.err)
	}
	s.env[exit.EnvCertFile] = ca
	if code := s.run("schedule", "run"); code != outcome.ExitDiffers {
		t.Errorf("exit code %d, want %d: %s", code, outcome.ExitDiffers, &s.err)
	}
	var m schedule.Message
	if err := json.Unmarshal(body, &m); err != nil || m.Event != schedule.EventDrift || m.Differs != 1 || m.Settings[0] != "visibility.watchlist" {
		t.Errorf("%v: %s", err, body)
	}
	for _, word := range []string{"alice", "anyone", "default", canaryToken} {
		if strings.Contains(string(body), word) {
			t.Errorf("the webhook gets %q in %s", word, body)
		}
	}
	for _, status = range []int{http.StatusFound, http.StatusTemporaryRedirect, http.StatusInternalServerError} {
		calls = 0
		if s.run("schedule", "run"); !strings.Contains(s.err.String(), "webhook") || strings.Contains(s.err.String(), "canary-key") || calls != 1 {
			t.Errorf("status %d: %d calls, want 1 and an error without the address: %s", status, calls, &s.err)
		}
	}
}

// Each service gets its own form, over TLS, and no redirect is followed.
func TestWebhookFormats(t *testing.T) {
	type call struct{ path, kind, body string }
	var calls []call
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		calls = append(calls, call{r.URL.RequestURI(), r.Header.Get("Content-Type"), string(body)})
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	s, _ := familyWorld(t)
	s.reportAll(outcome.WouldChange, nil)
	ca := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(ca, text, 0o600); err != nil {
		t.Fatal(err)
	}
	s.env[exit.EnvCertFile] = ca
	for _, c := range []struct{ path, format, kind, want string }{
		{"/message?token=canary-key", "", "application/json", `"message":"1 setting at Plex`},
		{"/notify/canary-key", "", "application/json", `"body":"1 setting at Plex`},
		{"/canary-key", "discord", "application/json", `"content":"1 setting at Plex`},
		{"/canary-key", "ntfy", "text/plain; charset=utf-8", "1 setting at Plex"},
		{"/canary-key", "", "application/json", `"event":"drift"`},
	} {
		calls = nil
		file := filepath.Join(t.TempDir(), "webhook")
		if err := os.WriteFile(file, []byte(server.URL+c.path+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		s.env[exit.EnvWebhookFile], s.env[exit.EnvWebhookFormat] = file, c.format
		s.run("schedule", "run", "--verbose")
		if len(calls) != 1 || calls[0].path != c.path || calls[0].kind != c.kind || !strings.Contains(calls[0].body, c.want) {
			t.Errorf("%s %s: %+v: %s", c.path, c.format, calls, &s.err)
		}
		if strings.Contains(s.out.String()+s.err.String(), "canary-key") || !strings.Contains(s.err.String(), "307") {
			t.Errorf("%s: printed %s%s", c.path, &s.out, &s.err)
		}
	}
}

// notifications is a notification service on a session bus.
type notifications struct{ shown chan [2]string }

// Notify is the method of the specification.
func (n notifications) Notify(_ string, _ uint32, _, title, body string, _ []string, _ map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	n.shown <- [2]string{title, body}
	return 1, nil
}

// privateBus starts a session bus for one test and returns its address.
func privateBus(t *testing.T) string {
	t.Helper()
	daemon, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Skip("no dbus-daemon")
	}
	cmd := exec.Command(daemon, "--session", "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func TestJobShowsANotification(t *testing.T) {
	address := privateBus(t)
	s, _ := familyWorld(t)
	s.reportAll(outcome.WouldChange, nil)
	s.env["DBUS_SESSION_BUS_ADDRESS"] = address
	// Without a notification service the message is printed on standard error.
	if code := s.run("schedule", "run"); code != outcome.ExitDiffers || !strings.Contains(s.err.String(), "1 setting at Plex is not as you want") {
		t.Errorf("exit code %d, want %d: %s", code, outcome.ExitDiffers, &s.err)
	}
	bus, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close()
	n := notifications{make(chan [2]string, 1)}
	if err := bus.Export(n, "/org/freedesktop/Notifications", "org.freedesktop.Notifications"); err != nil {
		t.Fatal(err)
	}
	if _, err := bus.RequestName("org.freedesktop.Notifications", 0); err != nil {
		t.Fatal(err)
	}
	if code := s.run("schedule", "run"); code != outcome.ExitDiffers {
		t.Errorf("exit code %d, want %d: %s", code, outcome.ExitDiffers, &s.err)
	}
	select {
	case got := <-n.shown:
		if got[0] != "plexpriv" || !strings.Contains(got[1], "Watchlist") {
			t.Errorf("shown: %q", got)
		}
	case <-time.After(10 * time.Second):
		t.Errorf("nothing was shown: %s", &s.err)
	}
	delete(s.env, "DBUS_SESSION_BUS_ADDRESS")
	s.env["XDG_RUNTIME_DIR"] = t.TempDir()
	if s.run("schedule", "run"); !strings.Contains(s.err.String(), "no desktop to notify") {
		t.Errorf("without a bus: %s", &s.err)
	}
}
