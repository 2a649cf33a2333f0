//go:build linux

package e2e

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// world is everything that a script's plexpriv can reach: directories, a bus with a
// keyring, and a plex.tv. It cannot reach anything of the person who runs the tests.
type world struct {
	root string // directories of the world
	work string // the script's own directory
	env  map[string]string

	site      *fakeplex.Site
	ring      *keyring
	processes []*process
	remote    []*remoteBrowser
	gates     []*http.Server
	snapshots map[string]map[string]string
	stdout    string // of the last command that ended
}

// worlds counts the worlds; the number is the name of its directory.
var worlds atomic.Int64

func newWorld() (*world, error) {
	root := filepath.Join(suiteDir, strconv.FormatInt(worlds.Add(1), 10))
	w := &world{root: root, snapshots: map[string]map[string]string{}}
	home := w.home()
	w.env = map[string]string{
		"PATH": os.Getenv("PATH"), "LANG": "C.UTF-8", "TERM": "dumb",
		"HOME": home, "TMPDIR": filepath.Join(root, "tmp"), "XDG_RUNTIME_DIR": filepath.Join(root, "run"),
		"XDG_DATA_HOME": filepath.Join(home, ".local/share"), "XDG_STATE_HOME": filepath.Join(home, ".local/state"),
		"XDG_CONFIG_HOME": filepath.Join(home, ".config"), "XDG_CACHE_HOME": filepath.Join(home, ".cache"),
		// As long as there is no fakeplex, nothing answers, so that the real plex.tv is
		// never contacted.
		"HTTPS_PROXY": "http://127.0.0.1:1",
		// A busy machine must not make a test fail.
		"PLEXPRIV_TIMEOUT": "4m",
		"GOCOVERDIR":       os.Getenv("GOCOVERDIR"),
		// A secret of another program, which must not reach a browser.
		"PASSWORD_OF_SOMETHING_ELSE": "canary-variable",
	}
	if os.Geteuid() == 0 {
		w.env["PLEXPRIV_NO_SANDBOX"] = "1"
	}
	for _, dir := range []string{home, w.env["TMPDIR"], w.env["XDG_RUNTIME_DIR"], w.env["XDG_DATA_HOME"]} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("make a world: %w", err)
		}
	}
	return w, nil
}

func (w *world) home() string           { return filepath.Join(w.root, "home") }
func (w *world) xdg(name string) string { return w.env[name] }

// environ is the world's environment with changes on top; "NAME=" removes one.
func (w *world) environ(changes []string) []string {
	env := maps.Clone(w.env)
	for _, change := range changes {
		name, value, _ := strings.Cut(change, "=")
		env[name] = value
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(env)) {
		if env[name] != "" {
			out = append(out, name+"="+env[name])
		}
	}
	return out
}

// open starts a site, and makes the world's browsers and HTTP clients trust it.
func (w *world) open(cfg fakeplex.Config) error {
	if w.site != nil {
		return errors.New("the site runs already")
	}
	site, err := fakeplex.Start(cfg)
	if err != nil {
		return err
	}
	w.site = site
	if err := site.CA.InstallNSS(w.home()); err != nil {
		return err
	}
	cert := filepath.Join(w.root, "ca.pem")
	if err := site.CA.WritePEM(cert); err != nil {
		return err
	}
	w.env["SSL_CERT_FILE"], w.env["HTTPS_PROXY"] = cert, site.Proxy.URL()
	return nil
}

// unlock starts the world's keyring, once. It is not started with the world, so that a
// script can begin with a keyring that holds a session.
func (w *world) unlock() error {
	if w.ring != nil {
		return nil
	}
	ring, err := startKeyring(w.env)
	if err != nil {
		return err
	}
	w.ring = ring
	w.env["DBUS_SESSION_BUS_ADDRESS"] = ring.address
	return nil
}

func (w *world) close() {
	for _, p := range w.processes {
		p.kill()
	}
	for _, g := range w.gates {
		_ = g.Close()
	}
	for _, b := range w.remote {
		b.kill()
	}
	if w.ring != nil {
		w.ring.stop()
	}
	if w.site != nil {
		w.site.Close()
	}
}

// tell logs what helps to understand why a script failed.
func (w *world) tell(tb testing.TB) {
	if w.site == nil {
		return
	}
	for _, e := range w.site.Writes() {
		tb.Logf("write: %s %s %s%s %s %v -> %d", e.Account, e.Method, e.Host, e.Path, e.Operation, e.Fields, e.Status)
	}
	for _, h := range w.site.Proxy.Hosts() {
		if !h.Allowed {
			tb.Logf("refused by the proxy: %s:%s (%s)", h.Host, h.Port, h.Reason)
		}
	}
}
