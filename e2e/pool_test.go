//go:build linux

package e2e

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/coder/websocket"
	"github.com/rogpeppe/go-internal/testscript"
)

// remoteBrowser is a browser that plexpriv did not start. It serves DevTools on
// loopback, as the browsers of a pool do.
type remoteBrowser struct {
	cmd  *exec.Cmd
	dir  string
	url  *url.URL // ws://127.0.0.1:PORT/devtools/browser/ID
	dead bool
}

// startRemoteBrowser starts a browser that trusts the certificates of the world, and
// reaches the same hosts as its other browsers.
func (w *world) startRemoteBrowser() (*remoteBrowser, error) {
	path, err := remoteProgram()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(suiteDir, "remote")
	if err != nil {
		return nil, err
	}
	args := []string{
		"--headless", "--remote-debugging-port=0", "--user-data-dir=" + dir, "--no-first-run", "--disable-dev-shm-usage",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
		"--disable-features=OptimizationHints,MediaRouter,Translate", "--proxy-server=" + w.env["HTTPS_PROXY"], "about:blank",
	}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox")
	}
	b := &remoteBrowser{cmd: exec.Command(path, args...), dir: dir}
	b.cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + w.home(), "XDG_CONFIG_HOME=" + dir, "XDG_CACHE_HOME=" + dir, "TMPDIR=" + dir}
	b.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	out, err := b.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := b.cmd.Start(); err != nil {
		return nil, err
	}
	w.remote = append(w.remote, b)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address, ok := strings.CutPrefix(lines.Text(), "DevTools listening on "); ok {
			b.url, err = url.Parse(strings.TrimSpace(address))
			go func() {
				for lines.Scan() { // a full pipe would stop it
				}
			}()
			return b, err
		}
	}
	return nil, errors.New("the browser did not say where it serves DevTools")
}

// remoteProgram is the browser itself. Debian's script would leave the browser running
// if the tests were ended.
func remoteProgram() (string, error) {
	const debian = "/usr/lib/chromium/"
	for _, name := range []string{"chromium-headless-shell", "chromium"} {
		if _, err := os.Stat(debian + name); err == nil {
			return debian + name, nil
		}
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("there is no Chromium to stand in for that of a pool")
}

func (b *remoteBrowser) kill() {
	if b.dead {
		return
	}
	b.dead = true
	_ = syscall.Kill(-b.cmd.Process.Pid, syscall.SIGKILL)
	_ = b.cmd.Wait()
	_ = os.RemoveAll(b.dir)
}

// contexts asks the browser which contexts there are besides its own.
func (b *remoteBrowser) contexts() ([]string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, b.url.String(), nil)
	if err != nil {
		return nil, err
	}
	defer conn.CloseNow()
	if err := conn.Write(ctx, websocket.MessageText, []byte(`{"id":1,"method":"Target.getBrowserContexts"}`)); err != nil {
		return nil, err
	}
	_, text, err := conn.Read(ctx)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Result struct {
			IDs []string `json:"browserContextIds"`
		} `json:"result"`
	}
	return answer.Result.IDs, json.Unmarshal(text, &answer)
}

// remote N starts N browsers that serve DevTools, $REMOTE1 and so on; $REMOTE1WS
// has the whole address.
func cmdRemote(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: remote N")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	for range n {
		b, err := worldOf(ts).startRemoteBrowser()
		ts.Check(err)
		name := "REMOTE" + strconv.Itoa(len(worldOf(ts).remote))
		ts.Setenv(name, "http://"+b.url.Host)
		ts.Setenv(name+"WS", b.url.String())
	}
}

func remoteOf(ts *testscript.TestScript, args []string) *remoteBrowser {
	all := worldOf(ts).remote
	if len(args) == 0 {
		ts.Fatalf("which remote browser?")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	if n < 1 || n > len(all) {
		ts.Fatalf("there are %d remote browsers", len(all))
	}
	return all[n-1]
}

// killremote N kills remote browser N.
func cmdKillRemote(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	remoteOf(ts, args).kill()
}

// idleremote N asserts that remote browser N is alive, and has no context but its own.
func cmdIdleRemote(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	b := remoteOf(ts, args)
	deadline := time.Now().Add(10 * time.Second) // the contexts of a killed run close a moment later
	for {
		left, err := b.contexts()
		ts.Check(err)
		if len(left) == 0 {
			break
		}
		if time.Now().After(deadline) {
			ts.Fatalf("contexts are left in the remote browser: %v", left)
		}
		time.Sleep(50 * time.Millisecond)
	}
	walk := func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil
		}
		if text, err := os.ReadFile(path); err == nil && leaked(text) != "" {
			ts.Fatalf("the remote browser has written a secret: %s (%s)", path, leaked(text))
		}
		return nil
	}
	ts.Check(filepath.WalkDir(b.dir, walk))
}

// gateToken is the secret that the gate of a pool asks for.
const gateToken = "canary-gate-5Tq"

// gate N [busy=M] puts a TLS gate with a token in front of remote browser N, as pools
// do. $GATE is the address through it, $GATEHOST its host. It refuses the first M
// requests as busy, and tells each to come again in a second.
func cmdGate(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	w := worldOf(ts)
	b := remoteOf(ts, args)
	var busy atomic.Int64
	for _, arg := range args[1:] {
		n, err := strconv.Atoi(strings.TrimPrefix(arg, "busy="))
		ts.Check(err)
		busy.Store(int64(n))
	}
	listener, err := tls.Listen("tcp4", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{w.site.CA.Leaf}})
	ts.Check(err)
	pass := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: b.url.Host})
		r.Out.URL.RawQuery = ""
	}}
	server := &http.Server{Handler: http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Query().Get("token") != gateToken:
			http.Error(rw, "token?", http.StatusUnauthorized)
		case busy.Add(-1) >= 0:
			rw.Header().Set("Retry-After", "1")
			http.Error(rw, "too many sessions", http.StatusTooManyRequests)
		default:
			pass.ServeHTTP(rw, r)
		}
	})}
	go func() { _ = server.Serve(listener) }()
	w.gates = append(w.gates, server)
	_, port, err := net.SplitHostPort(listener.Addr().String())
	ts.Check(err)
	ts.Setenv("GATEHOST", "localhost:"+port)
	ts.Setenv("GATE", fmt.Sprintf("wss://localhost:%s%s?token=%s", port, b.url.Path, gateToken))
}
