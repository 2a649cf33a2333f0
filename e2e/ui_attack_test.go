//go:build linux

package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// attack is a request that the page did not make.
type attack struct {
	method, path, body string
	header             map[string]string
	want               int
}

// send sends a request as it is, without what an HTTP client adds.
func (u *uiPage) send(a attack) *http.Response {
	u.t.Helper()
	host := u.host()
	conn, err := net.Dial("tcp", host)
	if err != nil {
		u.t.Fatal(err)
	}
	u.t.Cleanup(func() { conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	header := map[string]string{"Host": host}
	if a.method == "POST" {
		header["Content-Type"], header["Origin"] = "application/json", "http://"+host
		header["Content-Length"] = fmt.Sprint(len(a.body))
	}
	for name, value := range a.header {
		header[name] = value
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\n", a.method, a.path)
	for name, value := range header {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, value)
		}
	}
	_, _ = io.WriteString(conn, b.String()+"\r\n"+a.body) // it may be refused before its end
	got, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		u.t.Fatalf("%+v: %v", a, err)
	}
	return got
}

func (u *uiPage) host() string {
	own, _, _ := strings.Cut(strings.TrimPrefix(u.address, "http://"), "/")
	return own
}

// key exchanges the token for the key, as the page does.
func (u *uiPage) key() string {
	u.t.Helper()
	_, token, _ := strings.Cut(u.address, "#")
	got := u.send(attack{method: "POST", path: "/api/session", body: `{"token":"` + token + `"}`})
	var out struct {
		Key string `json:"key"`
	}
	if err := json.NewDecoder(got.Body).Decode(&out); err != nil || out.Key == "" {
		u.t.Fatalf("no key: %d, %v", got.StatusCode, err)
	}
	return out.Key
}

// TestUIRefusesOthers sends what a page of another site, a name that leads to this address,
// and another user of the machine could send.
func TestUIRefusesOthers(t *testing.T) {
	w := uiWorld(t, "alice")
	u := startUI(t, w, "--no-open")
	_, token, _ := strings.Cut(u.address, "#")
	session := `{"token":"` + token + `"}`
	const look = `{"act":"look"}`
	for name, a := range map[string]attack{
		"another name that leads here":   {"GET", "/", "", map[string]string{"Host": "evil.example"}, 421},
		"localhost":                      {"GET", "/", "", map[string]string{"Host": "localhost" + u.host()[len("127.0.0.1"):]}, 421},
		"no port":                        {"GET", "/", "", map[string]string{"Host": "127.0.0.1"}, 421},
		"the token from another site":    {"POST", "/api/session", session, map[string]string{"Origin": "https://evil.example"}, 403},
		"the token without an origin":    {"POST", "/api/session", session, map[string]string{"Origin": ""}, 403},
		"the token from a file":          {"POST", "/api/session", session, map[string]string{"Origin": "null"}, 403},
		"another port of this machine":   {"POST", "/api/session", session, map[string]string{"Origin": "http://127.0.0.1:1"}, 403},
		"a form of another site":         {"POST", "/api/session", session, map[string]string{"Content-Type": "text/plain"}, 415},
		"said to be of another site":     {"POST", "/api/session", session, map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		"a wrong token":                  {"POST", "/api/session", `{"token":"AAAAAAAAAAAAAAAAAAAAAAAAAA"}`, nil, 401},
		"an empty token":                 {"POST", "/api/session", `{"token":""}`, nil, 401},
		"no JSON":                        {"POST", "/api/session", "token=" + token, nil, 400},
		"a look at the view":             {"GET", "/api/view", "", nil, 401},
		"the stream":                     {"GET", "/api/events", "", nil, 401},
		"an act":                         {"POST", "/api/act", look, nil, 401},
		"an act with an empty key":       {"POST", "/api/act", look, map[string]string{"Plexpriv-Key": ""}, 401},
		"the shell in a frame":           {"GET", "/", "", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403},
		"the script in another page":     {"GET", "/ui.js", "", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, 403},
		"a method that asks for CORS":    {"OPTIONS", "/api/act", "", map[string]string{"Origin": "https://evil.example"}, 405},
		"a method that writes elsewhere": {"PUT", "/api/act", "", nil, 405},
		"a file of the machine":          {"GET", "/../../etc/passwd", "", nil, 401},
		"the view by a longer path":      {"GET", "//api/view", "", nil, 401},
		"an absolute address elsewhere":  {"GET", "http://evil.example/", "", nil, 421},
		"no host":                        {"GET", "/", "", map[string]string{"Host": ""}, 400},
		"a large header":                 {"GET", "/", "", map[string]string{"X-Large": strings.Repeat("x", 64<<10)}, 431},
	} {
		got := u.send(a)
		if got.StatusCode != a.want {
			t.Errorf("%s: %d, want %d", name, got.StatusCode, a.want)
		}
		if got.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: another site may read the answer", name)
		}
		got.Body.Close()
	}
	if shell := u.send(attack{method: "GET", path: "/"}); shell.StatusCode != 200 {
		t.Errorf("the shell: %d", shell.StatusCode)
	} else {
		text, _ := io.ReadAll(io.LimitReader(shell.Body, 1<<20))
		if strings.Contains(string(text), "alice") || strings.Contains(string(text), token) {
			t.Error("who has no key sees whose account it is, or the token")
		}
		for name, part := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
			"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if !strings.Contains(shell.Header.Get(name), part) {
				t.Errorf("%s is %q", name, shell.Header.Get(name))
			}
		}
	}
	key := u.key()
	own := map[string]string{"Plexpriv-Key": key}
	for name, a := range map[string]attack{
		"the token a second time":       {"POST", "/api/session", session, nil, 401},
		"a body that is too large":      {"POST", "/api/act", `{"act":"` + strings.Repeat("x", 20<<10) + `"}`, own, 413},
		"an act by GET":                 {"GET", "/api/act?act=change", "", own, 405},
		"an act from another site":      {"POST", "/api/act", look, map[string]string{"Plexpriv-Key": key, "Origin": "https://evil.example"}, 403},
		"an act by another name":        {"POST", "/api/act", look, map[string]string{"Plexpriv-Key": key, "Host": "evil.example"}, 421},
		"a setting that there is not":   {"POST", "/api/act", `{"act":"change","only":["email.nothing"]}`, own, 400},
		"a change of nothing":           {"POST", "/api/act", `{"act":"change"}`, own, 400},
		"a pattern":                     {"POST", "/api/act", `{"act":"change","only":["*"]}`, own, 400},
		"a level that there is not":     {"POST", "/api/act", `{"act":"look","level":"../x"}`, own, 400},
		"a profile that nobody has":     {"POST", "/api/act", `{"act":"look","profile":"mallory"}`, own, 400},
		"a second run at the same time": {"POST", "/api/act", look, own, 409},
		"something else":                {"POST", "/api/act", `{"act":"format"}`, own, 400},
	} {
		if got := u.send(a); got.StatusCode != a.want {
			t.Errorf("%s: %d, want %d", name, got.StatusCode, a.want)
		}
	}
	if n := len(w.site.Writes()); n > 0 {
		t.Errorf("%d writes", n)
	}
	if err := u.process.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	w.ends(t, u.process, u.ended, 130)
}

// TestUIAddressWorksOnce: whoever finds the address afterwards gets nothing of it.
func TestUIAddressWorksOnce(t *testing.T) {
	w := uiWorld(t, "alice")
	u := startUI(t, w, "--no-open")
	u.show(u.address)
	u.title("settings can be more private")
	if got := u.text("location.href"); strings.Contains(got, "#") {
		t.Errorf("the token stays in the address: %s", got)
	}
	second := &uiPage{t: t, world: w, process: u.process, ended: u.ended, address: u.address}
	second.show(u.address)
	second.wait(`!document.getElementById("alert").hidden`)
	if got := second.text(`document.getElementById("alert").textContent`); !strings.Contains(got, "works once") {
		t.Errorf("the second use says %q", got)
	}
	if got := second.html(); strings.Contains(got, "alice") {
		t.Error("the second use shows whose account it is")
	}
	second.tab.Close()
	u.over(0)
}

// TestUIEndsARunProperly: the tab is closed in the middle of a change. The pages in work
// are finished, so nothing is left open, and undo knows of all of it.
func TestUIEndsARunProperly(t *testing.T) {
	w := uiWorld(t, "alice")
	before := w.snapshotOf(t, "alice")
	u := startUI(t, w, "--no-open")
	u.show(u.address)
	u.title("settings can be more private")
	u.press("change", "\r")
	u.wait(`document.querySelector("[data-step=setting]")`)
	w.await(t, "a write", func() bool { return len(w.site.Writes()) > 0 })
	u.over(0)
	if !strings.Contains(u.process.stderr.String(), "The page was closed") {
		t.Errorf("said %q", u.process.stderr.String())
	}
	p, err := w.run(nil, []string{"undo", "--yes"}, nil)
	if err != nil || p.code != 0 || strings.Contains(p.stderr.String(), "interrupted") {
		t.Errorf("undo: %v, %d: %s", err, p.code, &p.stderr)
	}
	now := w.snapshotOf(t, "alice")
	for _, key := range []string{"email.newsletters", "privacy.optOutPlayback", "visibility.watchHistory", "visibility.watchlist"} {
		if now[key] != before[key] {
			t.Errorf("%s is %q and was %q", key, now[key], before[key])
		}
	}
}

// TestUIBusy: another plexpriv is at work on the account.
func TestUIBusy(t *testing.T) {
	w := uiWorld(t, "alice")
	u := startUI(t, w, "--no-open")
	u.show(u.address)
	u.title("settings can be more private")
	other, err := w.launch(nil, []string{"apply", "--settle", "8s"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ended := w.ending(other)
	w.await(t, "a write of the other one", func() bool { return len(w.site.Writes()) > 0 })
	u.press("change", "\r")
	u.title("did not work")
	if got := u.text(`document.querySelector(".error").textContent`); !strings.Contains(got, "Another plexpriv is at work") && !strings.Contains(got, "another plexpriv is at work") {
		t.Errorf("says %q", got)
	}
	w.ends(t, other, ended, 0)
	u.press("look-again", "\r")
	u.title("Everything is as private as you chose")
	u.over(0)
}

// TestUISignIn signs in from the page, and goes on by itself.
func TestUISignIn(t *testing.T) {
	w := uiWorld(t, "")
	u := startUI(t, w, "--no-open")
	u.show(u.address)
	u.title("Sign in to Plex")
	u.fine("sign-in")
	u.press("sign-in", "\r")
	u.wait(`document.getElementById("link")`)
	if got := u.text(`document.getElementById("link").href`); !strings.HasPrefix(got, "https://app.plex.tv/auth#") {
		t.Errorf("the link leads to %s", got)
	}
	u.fine("invitation")
	w.await(t, "plexpriv asks for the code", func() bool {
		pins := w.site.PINs()
		return len(pins) > 0 && pins[len(pins)-1].Polls > 0
	})
	if err := w.site.ApprovePIN("", "alice"); err != nil {
		t.Fatal(err)
	}
	u.title("11 settings can be more private")
	if got := u.text(`document.querySelector(".kicker").textContent`); got != "alice" {
		t.Errorf("signed in as %q", got)
	}
	u.secretless()
	u.over(0)
	w.signedInAs(t, "alice")
}

// TestUIGerman: the page speaks the person's language.
func TestUIGerman(t *testing.T) {
	w := uiWorld(t, "alice")
	w.env["LANG"] = "de_DE.UTF-8"
	u := startUI(t, w, "--no-open")
	u.show(u.address)
	u.title("11 Einstellungen können privater sein")
	for _, want := range []string{"Privat machen", "Merkliste", "Wer dich sehen kann", "fehlt Pulsarr, Watchlistarr"} {
		if !strings.Contains(u.text("document.body.textContent"), want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if got := u.text("document.documentElement.lang"); got != "de" {
		t.Errorf("lang is %q", got)
	}
	u.fine("german")
	u.over(0)
}

// TestUIKeepsWhatWasUnchecked: the connection of the tab breaks, as when a computer sleeps,
// and the page is drawn again. What was unchecked stays so, and the page goes on even if
// drawing fails once.
func TestUIKeepsWhatWasUnchecked(t *testing.T) {
	w := uiWorld(t, "alice")
	before := w.snapshotOf(t, "alice")
	u := startUI(t, w, "--no-open")
	u.show(u.address)
	u.title("settings can be more private")
	u.press("pick-visibility.watchlist", " ")
	u.text(`(() => {
		const real = window.fetch;
		let failed = false;
		window.fetch = (path, how) => {
			if (path !== "/api/view" || failed) return real(path, how);
			failed = true;
			return Promise.reject(new TypeError("the connection is lost"));
		};
		window.old = document.getElementById("title");
		window.stop();
	})()`)
	u.wait(`document.getElementById("title") !== window.old`)
	if got := u.text(`document.getElementById("pick-visibility.watchlist").checked + ", " + document.getElementById("count").textContent`); got != "false, 10 of 11 selected" {
		t.Errorf("after it was drawn again: %s", got)
	}
	u.press("change", "\r")
	u.title("10 settings changed and confirmed")
	if w.snapshotOf(t, "alice")["visibility.watchlist"] != before["visibility.watchlist"] {
		t.Error("what was unchecked was changed")
	}
	u.over(0)
}

// TestUICtrlCWhileTheBrowserOpens: some programs that open a browser stay for a while. The
// file with the token is removed even then.
func TestUICtrlCWhileTheBrowserOpens(t *testing.T) {
	w := uiWorld(t, "alice")
	opened, leave := filepath.Join(w.root, "opened"), filepath.Join(w.root, "leave")
	script := opener + "for i in $(seq 100); do [ -e \"$HOME/../leave\" ] && exit 0; sleep 0.1; done\n"
	if err := os.WriteFile(filepath.Join(w.root, "bin", "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	u := startUI(t, w)
	w.await(t, "the browser is opened", func() bool { _, err := os.Stat(opened); return err == nil })
	if err := u.process.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	w.ends(t, u.process, u.ended, 0)
	path, err := os.ReadFile(opened)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(strings.TrimSpace(string(path))); !os.IsNotExist(err) {
		t.Errorf("the file with the token is left (%v)", err)
	}
	if err := os.WriteFile(leave, nil, 0o600); err != nil {
		t.Fatal(err)
	}
}
