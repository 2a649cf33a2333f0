//go:build linux

package e2e

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

// The tests in this file test the test helpers: they make sure that the assertions
// of the other tests can fail.

func TestLeaked(t *testing.T) {
	for name, text := range map[string]string{
		"as it is":   "token=canary-token-alice-7Hq2",
		"escaped":    "%22canary-token-alice-7Hq2%22",
		"base64":     base64.StdEncoding.EncodeToString([]byte("canary-token-alice-7Hq2")),
		"UTF-16":     "c\x00a\x00n\x00a\x00r\x00y\x00-\x00t\x00",
		"encoded":    "canary%2Dtoken%2Dalice",
		"base64 + 1": base64.StdEncoding.EncodeToString([]byte("1canary-token-alice-7Hq2")),
		"base64 + 2": base64.RawURLEncoding.EncodeToString([]byte("12canary-token-alice-7Hq2")),
	} {
		if leaked([]byte(text)) == "" {
			t.Errorf("%s: not noticed", name)
		}
	}
	for name, pack := range packers {
		text := pack([]byte(`{"token":"canary-token-alice-7Hq2","more":"and more, so that it can be compressed: more and more"}`))
		if bytes.Contains(text, []byte("canary-")) {
			t.Errorf("%s: it is not packed", name)
		}
		for where, text := range map[string][]byte{
			"alone": text, "in the middle": append(append([]byte("\x00\x01profile\n"), text...), "\x01rest"...),
			"in base64": []byte("key = " + base64.StdEncoding.EncodeToString(text) + "\n"),
		} {
			if name == "deflate" && where == "in the middle" {
				continue // it can begin anywhere, and has no mark
			}
			if leaked(text) == "" {
				t.Errorf("%s, %s: not noticed", name, where)
			}
		}
	}
	if secret := leaked([]byte("a canary is a bird")); secret != "" {
		t.Errorf("noticed %s where there is no secret", secret)
	}
}

// packers are the forms in which programs write what is compressed; the last is that of
// a session before it is encrypted.
var packers = map[string]func([]byte) []byte{
	"deflate": deflated,
	"gzip": func(text []byte) []byte {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = w.Write(text)
		_ = w.Close()
		return b.Bytes()
	},
	"zlib": func(text []byte) []byte {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		_, _ = w.Write(text)
		_ = w.Close()
		return b.Bytes()
	},
	"a session": func(text []byte) []byte {
		body := deflated(text)
		sum := sha256.Sum256(append([]byte{1}, body...))
		return append(append([]byte{1}, sum[:]...), body...)
	},
}

func deflated(text []byte) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	_, _ = w.Write(text)
	_ = w.Close()
	return b.Bytes()
}

func TestAt(t *testing.T) {
	var doc any
	text := `{"accounts": [{"profile": null, "settings": [{"id": "a.b", "n": 1}, {"id": "c", "n": 2}]}]}`
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"accounts.0.settings[id=a.b].n": "1", "accounts.0.settings[id=c].id": "c", "accounts.0.settings.1.n": "2",
		"accounts.0.profile": "null", "accounts.0.settings[id=d].n": "", "accounts.1": "", "nothing": "",
	} {
		got, err := at(doc, path)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%s: %q, %v; want %q", path, got, err, want)
		}
	}
}

func TestKeyringOfAWorld(t *testing.T) {
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	if err := w.unlock(); err != nil {
		t.Fatal(err)
	}
	if err := w.ring.lock(); err != nil {
		t.Fatal(err)
	}
	conn, err := dbus.Connect(w.ring.address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if defaultCollection(conn) == "/" || isOpen(conn) {
		t.Error("the keyring is not there, or still open, after lock")
	}
}

// helperProcess is a child that sleeps until the test is over.
func helperProcess(t *testing.T, argument string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command("sh", "-c", "read forever", argument)
	cmd.Env = append(os.Environ(), "SOMETHING=canary-variable")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = cmd.Wait()
	})
	return cmd
}

// TestWatch watches the test's own process, which listens and has a child with a
// secret in its arguments.
func TestWatch(t *testing.T) {
	listener, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	cmd := helperProcess(t, "--type=canary-token-alice-7Hq2")
	w := startWatch(os.Getpid(), false)
	w.stop()
	all := fmt.Sprint(w.complaints)
	for _, want := range []string{"listened on 00000000:", "arguments of sh hold a secret", "environment of sh holds a secret"} {
		if !strings.Contains(all, want) {
			t.Errorf("not noticed: %q in %s", want, all)
		}
	}
	if _, ok := processTable()[cmd.Process.Pid]; !ok {
		t.Error("the child is not in the table of processes")
	}
}

func TestFilesOfAWorld(t *testing.T) {
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	if left := w.files(); len(left) > 0 {
		t.Errorf("a fresh world is not clean: %v", left)
	}
	write := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(path[:strings.LastIndexByte(path, '/')], 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(w.home()+"/.local/state/plexpriv/journal", "canary-alice@example.test")
	write(w.home()+"/.config/chromium/Local State", "{}")
	write(w.env["XDG_RUNTIME_DIR"]+"/plexpriv-run-1/lock", "")
	write(w.env["TMPDIR"]+"/x", "")
	if left := w.files(); len(left) != 4 {
		t.Errorf("want four complaints, have %d: %q", len(left), left)
	}
}
