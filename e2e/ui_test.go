//go:build linux

package e2e

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/e2e/eyes"
	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// In these tests a person uses the page of plexpriv ui in a real browser. What is true is
// what the made-up Plex has stored.

// uiPatience is how long the page may take to read or to change everything.
const uiPatience = 2 * time.Minute

// uiPage is plexpriv ui, and the tab that it has opened.
type uiPage struct {
	t       *testing.T
	world   *world
	process *process
	ended   <-chan int
	tab     *eyes.Tab
	// address is where the page is, with the token that is good for one use.
	address string
}

// opener is a program that opens nothing, and keeps a copy of the file that it was to open.
const opener = `#!/bin/sh
echo "$1" > "$HOME/../opened.tmp"
cp "$1" "$HOME/../opened.html"
stat -c %a "$1" > "$HOME/../opened.mode"
mv "$HOME/../opened.tmp" "$HOME/../opened"
`

// uiWorld is a world with a program that opens browsers.
func uiWorld(t *testing.T, account string) *world {
	t.Helper()
	w := quietWorld(t)
	if err := w.open(fakeplex.Config{Latency: 20 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	if account != "" {
		from, err := template(account)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(w.home(), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	bin := filepath.Join(w.root, "bin")
	if err := os.MkdirAll(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(opener), 0o700); err != nil {
		t.Fatal(err)
	}
	w.env["PATH"] = bin + ":" + w.env["PATH"]
	w.work = w.home()
	return w
}

var uiAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+/#[A-Z2-7]+`)

// startUI starts plexpriv ui and waits for the address.
func startUI(t *testing.T, w *world, args ...string) *uiPage {
	t.Helper()
	p, err := w.launch(nil, append([]string{"ui"}, args...), nil)
	if err != nil {
		t.Fatal(err)
	}
	u := &uiPage{t: t, world: w, process: p, ended: w.ending(p)}
	w.await(t, "an address", func() bool {
		u.address = uiAddress.FindString(p.stderr.String())
		return u.address != "" || len(u.ended) > 0
	})
	if u.address == "" {
		t.Fatalf("no address: %s", p.stderr.String())
	}
	return u
}

// show opens an address in a browser.
func (u *uiPage) show(address string) {
	u.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	tab, err := eyes.Open(ctx, address)
	if err != nil {
		cancel()
		u.t.Fatal(err)
	}
	u.tab = tab
	u.t.Cleanup(func() { tab.Close(); cancel() })
}

func (u *uiPage) wait(expression string) {
	u.t.Helper()
	if err := u.tab.Wait(expression, uiPatience); err != nil {
		u.t.Fatalf("%v; on standard error: %s", err, u.process.stderr.String())
	}
}

func (u *uiPage) text(expression string) string {
	u.t.Helper()
	out, err := u.tab.Text(expression)
	if err != nil {
		u.t.Fatal(err)
	}
	return out
}

// press moves the focus to an element with the Tab key alone, and then presses a key.
func (u *uiPage) press(id, key string) {
	u.t.Helper()
	for range 200 {
		if u.text(`document.activeElement.id`) == id {
			if err := u.tab.Press(key); err != nil {
				u.t.Fatal(err)
			}
			return
		}
		if err := u.tab.Press("\t"); err != nil {
			u.t.Fatal(err)
		}
	}
	u.t.Fatalf("the Tab key does not lead to %s", id)
}

// title waits for a heading that has a text in it.
func (u *uiPage) title(text string) {
	u.t.Helper()
	u.wait(fmt.Sprintf(`document.getElementById("title")?.textContent.includes(%s)`, eyes.Quoted(text)))
}

// fine looks at the page on a phone and a screen, in light and dark.
func (u *uiPage) fine(name string) {
	u.t.Helper()
	wrong, err := u.tab.Look(axeScript(u.t)...)
	if err != nil {
		u.t.Fatal(err)
	}
	for _, w := range wrong {
		u.t.Errorf("%s: %s", name, w)
	}
	if dir := os.Getenv("PLEXPRIV_UI_PICTURES"); dir != "" {
		u.pictures(dir, name)
	}
	if err := u.tab.Resize(1280, 800, "light"); err != nil {
		u.t.Fatal(err)
	}
}

// axeScript is axe with its rules, if the test was given axe.
func axeScript(t *testing.T) []string {
	t.Helper()
	if *axe == "" {
		return nil
	}
	var out strings.Builder
	for _, file := range []string{*axe, "a11y/rules.js"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(text)
		out.WriteString("\n;")
	}
	return []string{strings.TrimSuffix(out.String(), ";")}
}

func (u *uiPage) pictures(dir, name string) {
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			if err := u.tab.Resize(width, 844, scheme); err != nil {
				u.t.Fatal(err)
			}
			picture, err := u.tab.Picture()
			if err != nil {
				u.t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), picture, 0o600); err != nil {
				u.t.Fatal(err)
			}
		}
	}
}

// html is all that the page holds, scripts and style apart.
func (u *uiPage) html() string {
	u.t.Helper()
	return u.text(`document.documentElement.outerHTML + JSON.stringify(sessionStorage) + JSON.stringify(localStorage) + document.cookie`)
}

// secretless fails if a secret stands in the page.
func (u *uiPage) secretless() {
	u.t.Helper()
	html := u.html()
	if secret := leaked([]byte(html)); secret != "" {
		u.t.Errorf("the page holds a secret (%s)", secret)
	}
	if _, token, _ := strings.Cut(u.address, "#"); strings.Contains(html, token) {
		u.t.Error("the page still holds the token of its address")
	}
}

// over closes the tab and waits for the end.
func (u *uiPage) over(code int) {
	u.t.Helper()
	port := u.port()
	u.tab.Close()
	u.world.ends(u.t, u.process, u.ended, code)
	if address := listeningSockets(); slices.Contains(slices.Collect(mapsValues(address)), loopback+port) {
		u.t.Errorf("port %s is still open", port)
	}
}

// port is the port of the page as /proc/net/tcp writes it.
func (u *uiPage) port() string {
	address, err := url.Parse(u.address)
	if err != nil {
		u.t.Fatal(err)
	}
	var n int
	if _, err := fmt.Sscan(address.Port(), &n); err != nil {
		u.t.Fatal(err)
	}
	return fmt.Sprintf("%04X", n)
}

func mapsValues(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, v := range m {
			if !yield(v) {
				return
			}
		}
	}
}

func (w *world) snapshotOf(t *testing.T, account string) map[string]string {
	t.Helper()
	out, err := w.site.Snapshot(account)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestUI makes an account private and takes it back, with the keyboard alone. The page is
// opened by a file, as the person's browser gets it.
func TestUI(t *testing.T) {
	w := uiWorld(t, "alice")
	before := w.snapshotOf(t, "alice")
	u := startUI(t, w)
	_, token, _ := strings.Cut(u.address, "#")
	opened := filepath.Join(w.root, "opened")
	w.await(t, "the browser is opened", func() bool { _, err := os.Stat(opened); return err == nil })
	path, _ := os.ReadFile(opened)
	mode, _ := os.ReadFile(opened + ".mode")
	if strings.Contains(string(path), token) || strings.TrimSpace(string(mode)) != "600" {
		t.Errorf("opened %q with mode %s: the token must be in a file that nobody else can read", path, mode)
	}
	u.show("file://" + opened + ".html")
	u.title("11 settings can be more private")
	w.await(t, "the file is removed", func() bool { _, err := os.Stat(strings.TrimSpace(string(path))); return os.IsNotExist(err) })
	if len(w.site.Writes()) > 0 {
		t.Error("looking has written")
	}
	if got := u.text(`document.querySelectorAll(".pick:checked").length + " of " + document.querySelectorAll(".pick").length`); got != "11 of 11" {
		t.Errorf("%s boxes are checked", got)
	}
	if got := u.text(`document.querySelector("label[for='pick-visibility.watchlist']").closest("li").textContent`); !strings.Contains(got, "Pulsarr") {
		t.Errorf("the row of the watchlist does not warn: %q", got)
	}
	u.fine("plan")
	u.secretless()
	u.press("pick-visibility.watchlist", " ")
	if got := u.text(`document.getElementById("count").textContent`); !strings.Contains(got, "10 of 11") {
		t.Errorf("with a box unchecked: %q", got)
	}
	u.press("change", "\r")
	u.wait(`document.querySelector("[data-step=setting]")`)
	if *axe != "" {
		u.fine("changing")
	}
	u.wait(`document.querySelector("[data-step=proving], [data-step=read-again]")`)
	if err := u.tab.Reload(); err != nil {
		t.Fatal(err)
	}
	u.title("10 settings changed and confirmed")
	if got := u.text(`document.getElementById("live").textContent`); !strings.Contains(got, "10 settings changed") {
		t.Errorf("a screen reader hears %q", got)
	}
	now := w.snapshotOf(t, "alice")
	if now["visibility.watchlist"] != before["visibility.watchlist"] {
		t.Error("what was not picked was changed")
	}
	if got := fakeplex.Changed(before, now); len(got) < 10 {
		t.Errorf("changed at Plex: %v", got)
	}
	u.fine("result")
	u.secretless()
	u.press("undo", "\r")
	u.wait(`document.getElementById("undo-dialog").open`)
	u.fine("question")
	u.press("undo-yes", "\r")
	u.title("10 settings restored and confirmed")
	if got := withoutTimes(fakeplex.Changed(before, w.snapshotOf(t, "alice"))); len(got) > 0 {
		t.Errorf("not set back: %v", got)
	}
	u.fine("undone")
	u.secretless()
	own, _, _ := strings.Cut(u.address, "#")
	for _, complaint := range u.tab.Complaints(own) {
		t.Error(complaint)
	}
	u.over(0)
}

// withoutTimes leaves out what Plex notes of a change itself: when a consent was given.
func withoutTimes(keys []string) []string {
	return slices.DeleteFunc(keys, func(key string) bool { return strings.HasSuffix(key, "SetAt") })
}
