//go:build linux

package e2e

import (
	"bytes"
	"encoding/base64"
	bytesof "encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf16"
)

// leftovers checks what every script must leave clean at its end, and returns what
// it does not.
func (w *world) leftovers() []string {
	var out []string
	for _, p := range w.processes {
		if !p.ended {
			out = append(out, "the script did not wait for plexpriv to end")
			continue
		}
		out = append(out, p.watch.leftovers()...)
		for name, text := range map[string][]byte{"stdout": p.stdout.Bytes(), "stderr": p.stderr.Bytes()} {
			if secret := leaked(text); secret != "" {
				out = append(out, fmt.Sprintf("%s of %q holds a secret (%s)", name, p.cmd.Args[1:], secret))
			}
		}
	}
	for _, s := range stillUsing(w.root) {
		out = append(out, s+" still uses the world's directories")
	}
	if w.site != nil {
		out = append(out, w.site.Violations()...)
		for _, h := range w.site.Proxy.Hosts() {
			if !h.Allowed {
				out = append(out, fmt.Sprintf("the proxy was asked for %s:%s (%s)", h.Host, h.Port, h.Reason))
			}
		}
	}
	out = append(out, w.files()...)
	return out
}

// stillUsing waits until no process uses a directory, and names those that do not end.
func stillUsing(dir string) []string {
	deadline := time.Now().Add(goneWithin)
	for {
		found := processTableOf(dir)
		if len(found) == 0 || time.Now().After(deadline) {
			return found
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// processTableOf names processes, other than the world's own helpers, whose
// arguments point into a directory.
func processTableOf(dir string) []string {
	var out []string
	for pid, s := range processTable() {
		text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if s.name != "dbus-daemon" && bytes.Contains(text, []byte(dir+"/")) {
			out = append(out, fmt.Sprintf("%s (%d)", s.name, pid))
		}
	}
	return out
}

// ours are the only places below HOME in which files may be left. The first two hold
// the certificates and the keyring, the others are plexpriv's.
var ours = []string{
	".pki/", ".local/share/keyrings/",
	".local/share/plexpriv/", ".local/state/plexpriv/", ".config/plexpriv/", ".cache/plexpriv/",
}

// files looks at everything that a run could write to, and returns what must not be
// there.
func (w *world) files() []string {
	var out []string
	walk := func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // it was removed during the walk
		}
		if strings.HasPrefix(d.Name(), "plexpriv-run-") {
			out = append(out, "a run directory is left: "+path)
		}
		if !d.Type().IsRegular() {
			return nil
		}
		if rel, err := filepath.Rel(w.home(), path); err == nil && !strings.HasPrefix(rel, "..") &&
			!slices.ContainsFunc(ours, func(dir string) bool { return strings.HasPrefix(rel, dir) }) {
			out = append(out, "a stranger in HOME: "+rel)
		}
		if strings.HasPrefix(path, w.env["TMPDIR"]) {
			out = append(out, "a file is left in TMPDIR: "+path)
		}
		text, err := os.ReadFile(path)
		if secret := leaked(text); err == nil && secret != "" {
			out = append(out, fmt.Sprintf("%s holds a secret (%s)", path, secret))
		}
		return nil
	}
	_ = filepath.WalkDir(w.root, walk)
	if w.work != "" {
		_ = filepath.WalkDir(w.work, walk)
	}
	return out
}

// needles are the forms that a secret of a test account may have: plain, in UTF-16,
// with its hyphen percent-encoded, and in base64 at each of the three offsets at which
// it may begin.
var needles = sync.OnceValue(func() [][]byte {
	wide := func(order bytesof.AppendByteOrder) []byte {
		var out []byte
		for _, c := range utf16.Encode([]rune("canary-")) {
			out = order.AppendUint16(out, c)
		}
		return out
	}
	// The addresses of the made-up servers, which the app asks.
	out := [][]byte{[]byte("192-168-1-20"), []byte("203-0-113-77"), []byte("canary-"), []byte("canary%2D"), []byte("canary%2d"), wide(bytesof.LittleEndian), wide(bytesof.BigEndian)}
	for offset := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", offset) + "canary-"))
		// Only the digits that hold bits of the secret and no others.
		first, end := (8*offset+5)/6, 8*(offset+len("canary-"))/6
		out = append(out, []byte(text[first:end]))
	}
	return out
})

// leaked returns the first characters of a secret of a test account that is in text, as
// it is or compressed; empty if there is none.
func leaked(text []byte) string {
	for _, form := range append([][]byte{text}, packed(text)...) {
		for _, needle := range needles() {
			if i := bytes.Index(form, needle); i >= 0 {
				return fmt.Sprintf("%.24q", form[i:min(i+24, len(form))])
			}
		}
	}
	return ""
}
