package automation

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// hostileWorker runs as a dedicated, a shared and a service worker.
const hostileWorker = `
const name = location.search.slice(1);
try { new WebSocket("wss://" + name + "-socket.hostile.test/"); } catch {}
fetch("https://" + name + "-worker.hostile.test/", {mode: "no-cors"}).catch(() => {});
try { importScripts("https://" + name + "-import.hostile.test/a.js"); } catch {}
`

// patienceLimit is longer than the page waits for the requests that it has started.
const patienceLimit = 2 * time.Minute

// hostileSite is a plex.tv whose pages try every way out. A direct connection to its
// name reaches it, too.
func hostileSite(t *testing.T) *netSite {
	t.Helper()
	text, err := os.ReadFile("testdata/hostile.html")
	if err != nil {
		t.Fatal(err)
	}
	patience := "1000"
	if *thorough {
		patience = "70000" // the browser sends requests of its own up to a minute later
	}
	text = bytes.ReplaceAll(text, []byte("PATIENCE"), []byte(patience))
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		switch path := r.URL.Path; {
		case path == "/hostile":
			h.Set("Link", `<https://early.hostile.test/a.js>; rel=preload; as=script, <https://early-connect.hostile.test>; rel=preconnect, </users/sign_out?early>; rel=preload; as=fetch`)
			w.WriteHeader(http.StatusEarlyHints)
			h.Set("Speculation-Rules", `"/rules.json"`)
			h.Set("Attribution-Reporting-Register-Source", `{"destination":"https://attribution-header.hostile.test"}`)
			h.Set("Use-As-Dictionary", `match="/*"`)
			h.Set("Accept-CH", "Sec-CH-UA-Model")
			h.Set("Critical-CH", "Sec-CH-UA-Model")
			h.Set("Alt-Svc", `h3="alt-svc.hostile.test:443", h2="alt-svc.hostile.test:8443"`)
			h.Set("Link", `<https://link-header.hostile.test>; rel=preconnect, <https://link-preload.hostile.test/a.js>; rel=preload; as=script`)
			h.Set("Content-Security-Policy-Report-Only", "img-src 'none'; report-uri https://csp-report.hostile.test/ ; report-to away")
			h.Set("Reporting-Endpoints", `away="https://reporting.hostile.test/", default="https://reporting.hostile.test/"`)
			h.Set("Report-To", `{"group":"nel","max_age":600,"endpoints":[{"url":"https://nel.hostile.test/"}]}`)
			h.Set("NEL", `{"report_to":"nel","max_age":600,"success_fraction":1.0}`)
			_, _ = w.Write(text)
		case path == "/worker.js":
			h.Set("Content-Type", "text/javascript")
			_, _ = io.WriteString(w, hostileWorker)
		case path == "/rules.json":
			h.Set("Content-Type", "application/speculationrules+json")
			_, _ = io.WriteString(w, `{"prefetch": [{"urls": ["/users/sign_out?spec-header", "https://spec-header.hostile.test/"], "eagerness": "immediate"}]}`)
		case path == "/speculating":
			_, _ = io.WriteString(w, `<script type="speculationrules">{"prefetch": [{"urls": ["/users/sign_out?spec-frame", "https://spec-frame.hostile.test/"], "eagerness": "immediate"}]}</script>`)
		case path == "/redirect/1":
			http.Redirect(w, r, "https://watch.plex.tv/redirect/image", http.StatusFound)
		case strings.HasPrefix(path, "/redirect/"):
			http.Redirect(w, r, "https://redirect-"+filepath.Base(path)+".hostile.test/", http.StatusTemporaryRedirect)
		case path == "/meta-refresh":
			_, _ = io.WriteString(w, `<meta http-equiv="refresh" content="0;url=https://meta-refresh.hostile.test/">`)
		case path == "/away":
			_, _ = io.WriteString(w, `<script>setTimeout(() => { location = "https://navigation.hostile.test/" }, 500)</script>`)
		case path == "/file":
			h.Set("Content-Disposition", `attachment; filename="evil.sh"`)
		default:
			_, _ = io.WriteString(w, "<title>ok</title>")
		}
	}))
	direct, err := net.Listen("tcp", plexAddress+":443")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { direct.Close() })
	go func() { _ = s.server.Config.Serve(tls.NewListener(direct, s.server.TLS)) }()
	return s
}

// TestHostilePage opens a page that tries every way out, and captures every packet that
// its scripts, its workers or the browser itself send meanwhile.
func TestHostilePage(t *testing.T) {
	t.Parallel()
	if !inOwnNetwork(t) {
		return
	}
	for name, path := range hostileBrowsers(t) {
		t.Run("without a proxy, "+name, func(t *testing.T) {
			s := hostileSite(t)
			o := s.options()
			o.BrowserPath, o.Proxy = path, nil
			w := tapWire(t)
			hostileVisit(t, s, o)
			leaked(t, "the wire", w.strangers(directToPlex))
		})
		t.Run("through a proxy, "+name, func(t *testing.T) {
			if !*thorough {
				t.Skip("the next one is this one with a password")
			}
			hostileVisitThroughProxy(t, path, nil)
		})
		t.Run("through a proxy with a password, "+name, func(t *testing.T) {
			hostileVisitThroughProxy(t, path, url.UserPassword("canary-proxy-user", "canary-proxy-pass"))
		})
	}
	for name, path := range browsersToTest(t) {
		t.Run("dry-run, "+name, func(t *testing.T) { hostileDryRun(t, path) })
		t.Run("remote, "+name, func(t *testing.T) { hostileRemote(t, path, false) })
		t.Run("remote dry-run, "+name, func(t *testing.T) { hostileRemote(t, path, true) })
	}
	t.Run("without a guard", hostileVisitUnguarded)
}

// hostileDryRun is a visit in which nothing may change: no address of plex.tv that
// changes something may be asked for. Only the site itself can still do it, by early
// hints, and the tab tells that.
func hostileDryRun(t *testing.T, path string) {
	s := hostileSite(t)
	o := readOnlyOptions(s)
	o.BrowserPath, o.Proxy = path, nil
	w := tapWire(t)
	b := launchBrowser(t, o)
	tab := hostileTab(t, s, b)
	leaked(t, "the wire", w.strangers(directToPlex))
	const hint = "/users/sign_out?early"
	for _, a := range s.arrived(acting) {
		if a.path != hint {
			t.Errorf("something that changes plex.tv arrived there: %s %s", a.method, a.path)
		}
	}
	if s.hasArrived(hint) {
		eventually(t, "the tab tells of the early hint", func() bool { return tab.Load().Unseen != "" })
	} else if why := tab.Load().Unseen; why != "" && !strings.Contains(why, "in advance") {
		t.Errorf("something went past the guard: %s", why)
	}
}

// hostileRemote is a visit in a browser that we did not start, which has no resolver
// rules and none of our flags. What gets out there is what docs/remote.md says, and the
// tab tells that something did.
func hostileRemote(t *testing.T, path string, readOnly bool) {
	s := hostileSite(t)
	o := readOnlyOptions(s)
	o.ReadOnly, o.Proxy = readOnly, nil
	e := remoteEndpoint(t, path, s.home)
	w := tapWire(t)
	b := attachBrowser(t, e, o)
	tab := hostileTab(t, s, b)
	var got []string
	leaked(t, "the wire, other than docs/remote.md says,", w.strangers(func(what string) bool {
		if directToPlex(what) || strings.HasPrefix(what, "tcp 127.0.0.1:") {
			return true
		}
		got = append(got, what)
		return remoteLeaks.MatchString(what)
	}))
	t.Logf("what got out as docs/remote.md says: %s", strings.Join(got, ", "))
	for _, a := range s.arrived(acting) {
		if readOnly && !inAdvance.MatchString(a.path) {
			t.Errorf("something that changes plex.tv arrived there: %s %s", a.method, a.path)
		}
	}
	eventually(t, "the tab tells that something went past the guard", func() bool { return tab.Load().Unseen != "" })
}

// inAdvance are the requests that a remote browser sends by itself: those of speculation
// rules, and of early hints.
var inAdvance = regexp.MustCompile(`\?(spec-(prefetch|prerender|script|frame)|early)$`)

// remoteLeaks is what gets out of a remote browser, whatever is refused: docs/remote.md has
// the same list.
var remoteLeaks = regexp.MustCompile(strings.Join([]string{
	// Speculation rules, early hints and their connections.
	`^name (spec-(plain|private|prerender|script|frame)|early|early-connect)\.hostile\.test$`,
	// WebRTC, WebTransport, and what a site says of its other addresses and of errors.
	`^name (stun|turn|transport|alt-svc|nel)\.hostile\.test$`, `^(tcp|udp) 203\.0\.113\.9:`, `^udp 224\.0\.0\.251:5353$`,
	// A sign-in with another provider.
	`^name (identity\.)?hostile\.test$`,
	// A full Chrome looks the name up, and connects, before it asks about a document.
	`^name (iframe|redirect-frame|embed|object|form-(get|post)|meta-refresh|download|popup|blank|navigation)\.hostile\.test$`,
	// What a full Chrome asks its maker.
	`^name ([a-z0-9-]+\.)*(google\.com|googleapis\.com|gvt1\.com|gstatic\.com)$`,
	// Where all these names lead here; nobody answers.
	`^(tcp|udp) ` + regexp.QuoteMeta(otherAddress) + `:(80|443|3478|8443)$`,
}, "|"))

// acting says whether a request changes something at plex.tv.
func acting(a arrival) bool {
	return strings.HasPrefix(a.path, "/users/sign_out") || a.method != "GET" && a.method != "HEAD" && a.method != "OPTIONS" || a.header.Get("Upgrade") != ""
}

// hostileVisitUnguarded shows that without a guard the page does reach the network, and
// that the tap sees it. Without it, the other tests could pass because the page is
// broken.
func hostileVisitUnguarded(t *testing.T) {
	s := hostileSite(t)
	w := tapWire(t)
	alloc, cancel := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(hostileBrowser(t)), chromedp.Env("HOME="+s.home), chromedp.Flag("no-sandbox", true),
		chromedp.Flag("disable-background-networking", false))...)
	defer cancel()
	tab, cancelTab := chromedp.NewContext(alloc)
	defer cancelTab()
	if err := chromedp.Do(tab); err != nil {
		t.Fatal(err)
	}
	dismissDialogs(t, tab)
	open(t, tab, "https://www.plex.tv/hostile")
	clickAnywhere(t, tab)
	eventuallyWithin(t, patienceLimit, "the page has tried everything", func() bool { return s.hasArrived("/read/tried") })
	wanted := []string{"udp 203.0.113.9:3478"}
	for _, way := range []string{
		"img", "fetch", "beacon", "socket", "redirect-image", "dedicated-socket", "shared-worker", "service-worker", "popup",
		"preconnect", "dns-prefetch", "stun",
	} {
		wanted = append(wanted, "name "+way+".hostile.test")
	}
	for _, what := range wanted {
		eventually(t, what+" gets out, and is seen", func() bool { return slices.Contains(w.strangers(directToPlex), what) })
	}
	out := w.strangers(directToPlex)
	t.Logf("hosts leaked without a guard: %d: %s", len(out), strings.Join(out, ", "))
}

// directToPlex is all that may be sent if there is no proxy.
func directToPlex(what string) bool {
	return what == "tcp "+plexAddress+":443" || ofPlex(strings.TrimPrefix(what, "name "))
}

// hostileBrowsers are the browsers to test: the one that a person most likely has, or
// all of them.
func hostileBrowsers(t *testing.T) map[string]string {
	t.Helper()
	if *thorough {
		return browsersToTest(t)
	}
	path := hostileBrowser(t)
	return map[string]string{filepath.Base(path): path}
}

// hostileBrowser is a full browser, which sends requests of its own.
func hostileBrowser(t *testing.T) string {
	t.Helper()
	path, _, err := FindBrowser(FindOptions{Headed: true})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func hostileVisitThroughProxy(t *testing.T, path string, user *url.Userinfo) {
	s := hostileSite(t)
	o := s.options()
	o.BrowserPath = path
	var log lockedBuffer
	o.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var secrets []string
	if user != nil {
		password, _ := user.Password()
		s.proxyURL.User = user
		basic := base64.StdEncoding.EncodeToString([]byte(user.Username() + ":" + password))
		s.wantAuth = "Basic " + basic
		secrets = []string{"canary-proxy", basic}
	}
	w := tapWire(t)
	b := hostileVisit(t, s, o)
	ports := []string{b.filter.addr(), s.proxyURL.Host, s.server.Listener.Addr().String()}
	leaked(t, "the wire", w.strangers(func(what string) bool {
		return slices.Contains(ports, strings.TrimPrefix(what, "tcp "))
	}))
	leaked(t, "the proxy", slices.DeleteFunc(s.askedFor(), func(hostport string) bool {
		host, port, _ := net.SplitHostPort(hostport)
		return port == "443" && ofPlex(host)
	}))
	for _, secret := range secrets {
		if strings.Contains(log.String(), secret) {
			t.Error("the proxy's password is in the log")
		}
		for pid := range processesNaming(t, b.dir.path) {
			for _, file := range []string{"cmdline", "environ"} {
				text, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), file))
				if bytes.Contains(text, []byte(secret)) {
					t.Errorf("the proxy's password is in the %s of process %d", file, pid)
				}
			}
		}
		for _, r := range b.Refusals() {
			if strings.Contains(fmt.Sprintf("%+v", r), secret) {
				t.Errorf("the proxy's password is in %+v", r)
			}
		}
	}
}

// hostileVisit opens the page under guard, lets it try everything, and leaves it.
func hostileVisit(t *testing.T, s *netSite, o Options) *Browser {
	t.Helper()
	b := launchBrowser(t, o)
	hostileTab(t, s, b)
	return b
}

// hostileTab does so in a browser that is there, and returns the tab.
func hostileTab(t *testing.T, s *netSite, b *Browser) *Tab {
	t.Helper()
	before := filesUnder(t, s.home)
	i, err := b.NewIsolate(t.Context(), SiteState{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	tab, err := i.NewTab(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tab.Goto(t.Context(), "https://www.plex.tv/hostile"); err != nil {
		t.Fatal(err)
	}
	clickAnywhere(t, tab.document.ctx)
	eventuallyWithin(t, patienceLimit, "the page has tried everything", func() bool { return s.hasArrived("/read/tried") })
	// Beacons are sent when a page is left. The next page navigates away by itself.
	if _, err := tab.Goto(t.Context(), "https://www.plex.tv/away"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the way out by itself is refused", func() bool { return refusedHost(b, "navigation.hostile.test") })
	for _, way := range []string{"img", "iframe", "fetch", "beacon", "redirect-image", "shared-worker", "form-post", "pagehide-beacon"} {
		if !refusedHost(b, way+".hostile.test") {
			t.Errorf("%s was not refused, so the page did not try it", way)
		}
	}
	for _, a := range s.arrived(func(a arrival) bool { return !ofPlex(a.host) }) {
		t.Errorf("a request that must be refused reached the site: %s%s", a.host, a.path)
	}
	if dialogs := tab.Dialogs(); len(dialogs) < 3 {
		t.Errorf("too few message boxes were dismissed: %q", dialogs)
	}
	if asked := s.arrived(func(a arrival) bool { return strings.HasPrefix(a.path, "/read/permissions") }); len(asked) == 0 {
		t.Error("the page got no answer to its permission prompts")
	} else if t.Logf("asked a person: %s", asked[0].path); strings.Contains(asked[0].path, "granted") {
		t.Errorf("the page got a permission: %s", asked[0].path)
	}
	if after := filesUnder(t, s.home); !slices.Equal(before, after) {
		t.Errorf("the home directory changed: before %v, after %v", before, after)
	}
	if b.dir == nil {
		return tab
	}
	for _, f := range filesUnder(t, b.dir.path) {
		if strings.Contains(f, "evil") {
			t.Errorf("a file was downloaded to %s", f)
		}
	}
	return tab
}

func leaked(t *testing.T, where string, strangers []string) {
	t.Helper()
	t.Logf("hosts leaked to %s: %d", where, len(strangers))
	for _, what := range strangers {
		t.Errorf("something was sent to %s: %s", where, what)
	}
}

var plexName = regexp.MustCompile(`^([a-z0-9-]+\.)*plex\.tv$`)

func ofPlex(host string) bool { return plexName.MatchString(host) }

func refusedHost(b *Browser, host string) bool {
	return slices.ContainsFunc(b.Refusals(), func(r Refusal) bool {
		u, err := url.Parse(r.URL)
		return err == nil && u.Hostname() == host
	})
}

// clickAnywhere triggers what the page does on a click.
func clickAnywhere(t *testing.T, tab context.Context) {
	t.Helper()
	eventually(t, "the page's script is there", func() bool {
		res, err := chromedp.Call(tab, runtime.Evaluate, runtime.EvaluateParams{Expression: "clicked()", UserGesture: new(true)})
		return err == nil && res.ExceptionDetails == nil
	})
}

// dismissDialogs answers the message boxes of a tab that is not ours.
func dismissDialogs(t *testing.T, tab context.Context) {
	t.Helper()
	err := chromedp.Listen(tab, func(ev any) {
		if _, ok := ev.(*page.EventJavascriptDialogOpening); ok {
			go func() { _, _ = chromedp.Call(tab, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{}) }()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
