package flows

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/flows/direct"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/ownserver"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// httpPlex is what is reached over HTTP: plex.tv and two servers, behind a proxy. It keeps
// what they keep by "host/key".
type httpPlex struct {
	t     *testing.T
	dir   string
	roots *x509.CertPool
	proxy *url.URL
	// asks is called before each request leaves the program, wrote when a change arrives.
	asks  func()
	wrote func(key, from, to string)

	mu     sync.Mutex
	stored map[string]string
}

const httpUser = "a11ce0000000a11c"

// The hosts of the servers, as Plex lists them.
var httpServers = map[string]string{
	"attic":  "10-0-0-1." + strings.Repeat("a1", 16) + ".plex.direct",
	"cellar": "10-0-0-2." + strings.Repeat("c2", 16) + ".plex.direct",
}

func newHTTPPlex(t *testing.T) *httpPlex {
	t.Helper()
	p := &httpPlex{t: t, dir: t.TempDir(), asks: func() {}, wrote: func(string, string, string) {}, stored: map[string]string{
		"attic/sendCrashReports": "true", "attic/RelayEnabled": "true", "cellar/sendCrashReports": "true", "cellar/RelayEnabled": "true",
		"plex.tv/tv.plex.provider.vod": "opt_out_managed", "plex.tv/tv.plex.provider.music": "opt_in", "plex.tv/consent": "true",
	}}
	names := append(slices.Collect(maps.Values(httpServers)), "plex.tv")
	certificate, roots := httpCertificate(t, names)
	p.roots = roots
	site := httptest.NewUnstartedServer(http.HandlerFunc(p.serve))
	site.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	site.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	site.StartTLS()
	t.Cleanup(site.Close)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		there, err := net.Dial("tcp", site.Listener.Addr().String())
		if err != nil {
			return
		}
		here, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			there.Close()
			return
		}
		fmt.Fprint(here, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { defer there.Close(); _, _ = io.Copy(there, here) }()
		go func() { defer here.Close(); _, _ = io.Copy(here, there) }()
	}))
	t.Cleanup(proxy.Close)
	p.proxy, _ = url.Parse(proxy.URL)
	return p
}

func httpCertificate(t *testing.T, names []string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, DNSNames: names, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	root, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(root)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

func (p *httpPlex) serve(w http.ResponseWriter, r *http.Request) {
	name := "plex.tv"
	for server, host := range httpServers {
		if strings.HasPrefix(r.Host, host) {
			name = server
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch r.Method + " " + r.URL.Path {
	case "GET /api/v2/user":
		fmt.Fprintf(w, `{"id":7,"uuid":%q,"username":"ada"}`, httpUser)
	case "GET /api/v2/resources":
		var all []string
		for _, server := range slices.Sorted(maps.Keys(httpServers)) {
			all = append(all, fmt.Sprintf(`{"name":%q,"provides":"server","clientIdentifier":%[1]q,"owned":true,"accessToken":"t","connections":[{"uri":"https://%s:32400","local":true}]}`, server, httpServers[server]))
		}
		fmt.Fprintf(w, "[%s]", strings.Join(all, ","))
	case "GET /identity":
		fmt.Fprintf(w, `{"MediaContainer":{"machineIdentifier":%q}}`, name)
	case "GET /:/prefs":
		fmt.Fprintf(w, `{"MediaContainer":{"Setting":[{"id":"sendCrashReports","type":"bool","value":%s},{"id":"RelayEnabled","type":"bool","value":%s}]}}`,
			p.stored[name+"/sendCrashReports"], p.stored[name+"/RelayEnabled"])
	case "GET /library/sections":
		fmt.Fprint(w, `{"MediaContainer":{"size":0}}`)
	case "GET /api/v2/user/" + httpUser + "/settings/opt_outs":
		fmt.Fprintf(w, `{"optOut":[{"key":"tv.plex.provider.vod","value":%q},{"key":"tv.plex.provider.music","value":%q}]}`,
			p.stored[name+"/tv.plex.provider.vod"], p.stored[name+"/tv.plex.provider.music"])
	case "GET /api/v2/user/view_state_sync":
		fmt.Fprintf(w, `{"consent":%s}`, p.stored[name+"/consent"])
	case "POST /api/v2/user/" + httpUser + "/settings/opt_outs":
		p.set(name+"/"+r.FormValue("key"), r.FormValue("value"))
	case "PUT /:/prefs", "PUT /api/v2/user/view_state_sync":
		for key, values := range r.URL.Query() {
			p.set(name+"/"+key, values[0])
		}
	default:
		http.NotFound(w, r)
	}
}

func (p *httpPlex) set(key, to string) {
	p.wrote(key, p.stored[key], to)
	p.stored[key] = to
}

func (p *httpPlex) state() map[string]string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.stored)
}

func (p *httpPlex) journal() *journal.Journal {
	p.t.Helper()
	j, err := journal.Open(p.dir, "default", httpUser)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { j.Close() })
	return j
}

// run does what the program does for a command, without a browser.
func (p *httpPlex) run(ctx context.Context, req Request, wrap func(record.Ledger) record.Ledger) outcome.AccountReport {
	p.t.Helper()
	cat, err := englishCatalogue()
	if err != nil {
		p.t.Fatal(err)
	}
	j := p.journal()
	defer j.Close()
	ledger, err := record.NewLedger(ctx, j, req.Run, journal.Start{Command: req.Command, Level: req.Selection.Level, Catalogue: cat.Version, Version: "test"})
	if err != nil {
		p.t.Fatal(err)
	}
	proxy := func(*url.URL) (*url.URL, error) { p.asks(); return p.proxy, nil }
	accounts := plexapi.NewAccounts(plexapi.New(plexapi.Options{Proxy: proxy, Roots: p.roots}))
	r := &Runner{Catalogue: cat, Log: slog.New(slog.DiscardHandler),
		Access: &direct.Access{Read: accounts, Write: accounts, Servers: ownserver.Options{Proxy: proxy, Roots: p.roots}}}
	report, _ := r.Account(ctx, Subject{Profile: "default", ID: httpUser, Username: "ada", Token: "ada's", Ledger: wrap(ledger)}, req)
	return report
}

// stopper stops a run at one of its points: before each request, and before and after each
// record of the journal.
type stopper struct {
	record.Ledger
	mu        sync.Mutex
	point, at int
	dead      bool
	kills     bool
	stop      func()
}

func (s *stopper) pass() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dead {
		panic(errKilled)
	}
	s.point++
	if s.point == s.at {
		s.dead = s.kills
		s.stop()
	}
}

func (s *stopper) Begin(read []journal.Value) error {
	s.pass()
	defer s.pass()
	return s.Ledger.Begin(read)
}

func (s *stopper) Intend(changes []journal.Intent) error {
	s.pass()
	defer s.pass()
	return s.Ledger.Intend(changes)
}

func (s *stopper) RecordOutcomes(outcomes []journal.Outcome) error {
	s.pass()
	defer s.pass()
	return s.Ledger.RecordOutcomes(outcomes)
}

var httpWanted = wanted.Selection{Level: "strict", Pages: []string{"server", "sources"}}

// httpPlan is what is wanted of what is stored.
var httpPlan = map[string]string{
	"attic/sendCrashReports": "false", "attic/RelayEnabled": "false", "cellar/sendCrashReports": "false", "cellar/RelayEnabled": "false",
	"plex.tv/tv.plex.provider.vod": "opt_out", "plex.tv/tv.plex.provider.music": "opt_out", "plex.tv/consent": "false",
}

// TestStoppedAtEveryPointOverHTTP stops an apply over two servers and what plex.tv keeps at
// every point, in three ways. What was written was on the disk before, the next run finds
// what was left open and does the rest, and both can be taken back.
func TestStoppedAtEveryPointOverHTTP(t *testing.T) {
	for name, stop := range map[string]func(cancel context.CancelCauseFunc, finish chan struct{}){
		"killed":        func(context.CancelCauseFunc, chan struct{}) { panic(errKilled) },
		"canceled":      func(cancel context.CancelCauseFunc, _ chan struct{}) { cancel(outcome.ErrInterrupted) },
		"asked to stop": func(_ context.CancelCauseFunc, finish chan struct{}) { close(finish) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for at := 1; ; at++ {
				if reached := stopOverHTTP(t, at, name == "killed", stop); reached < at {
					t.Logf("stopped at each of %d points", reached)
					if reached < 30 {
						t.Errorf("the run reached only %d points", reached)
					}
					return
				}
				if t.Failed() {
					t.Fatalf("failed with the run stopped at point %d", at)
				}
			}
		})
	}
}

func stopOverHTTP(t *testing.T, at int, kills bool, stop func(context.CancelCauseFunc, chan struct{})) (reached int) {
	p := newHTTPPlex(t)
	start := p.state()
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	finish := make(chan struct{})
	s := &stopper{at: at, kills: kills, stop: func() { stop(cancel, finish) }}
	p.asks = s.pass
	p.wrote = func(key, from, to string) { checkIntended(t, p, key, from, to) }
	report, killed := runOverHTTP(ctx, p, Request{Command: "apply", Selection: httpWanted, Run: "first", Stop: finish, Settle: time.Millisecond},
		func(l record.Ledger) record.Ledger { s.Ledger = l; return s })
	p.asks = func() {}
	if s.point < at {
		return s.point
	}
	checkOverHTTP(t, start, p.state(), report, killed)

	next := p.run(t.Context(), Request{Command: "apply", Selection: httpWanted, Run: "second", Settle: time.Millisecond}, func(l record.Ledger) record.Ledger { return l })
	checkOverHTTP(t, start, p.state(), next, false)
	if got := p.state(); !maps.Equal(got, httpPlan) || next.Error != "" {
		t.Errorf("after the next run (%q) there is %v", next.Error, got)
	}
	if open := p.journal().Left(); len(open) > 0 {
		t.Errorf("after the next run %d changes are still open, the first %+v", len(open), open[0])
	}
	p.wrote = func(string, string, string) {}
	undoOverHTTP(t, p)
	if got := p.state(); !maps.Equal(got, start) {
		t.Errorf("after undoing both runs there is\n%v\nand at the start there was\n%v", got, start)
	}
	return s.point
}

func runOverHTTP(ctx context.Context, p *httpPlex, req Request, wrap func(record.Ledger) record.Ledger) (r outcome.AccountReport, killed bool) {
	defer func() {
		if x := recover(); x != nil {
			if x != errKilled {
				panic(x)
			}
			killed = true
		}
	}()
	return p.run(ctx, req, wrap), false
}

// checkIntended checks a change that arrives: it was wanted, and its old value is on the
// disk.
func checkIntended(t *testing.T, p *httpPlex, key, from, to string) {
	if httpPlan[key] != to {
		t.Errorf("%s was set from %s to %s, which nobody asked for", key, from, to)
	}
	j, err := journal.Open(p.dir, "default", httpUser)
	if err != nil {
		t.Errorf("the journal cannot be read during a write: %v", err)
		return
	}
	defer j.Close()
	cat, _ := englishCatalogue()
	_, stored, _ := strings.Cut(key, "/")
	for _, r := range j.Records() {
		if i := r.Intent; i != nil {
			s := cat.Setting(i.Setting)
			if slices.Contains(s.Stored.Keys, stored) && i.Before == s.Stored.Values[from] && i.Wanted == s.Stored.Values[to] {
				return
			}
		}
	}
	t.Errorf("%s was set to %s before that, and the old value %s, were on the disk", key, to, from)
}

// checkOverHTTP checks what must hold however a run ended.
func checkOverHTTP(t *testing.T, start, now map[string]string, r outcome.AccountReport, killed bool) {
	t.Helper()
	for key, was := range start {
		if got := now[key]; got != was && got != httpPlan[key] {
			t.Errorf("%s was changed from %s to %s, which nobody asked for", key, was, got)
		}
	}
	if killed {
		return
	}
	cat, _ := englishCatalogue()
	for _, s := range r.Settings {
		stored := cat.Setting(s.ID).Stored
		at := "plex.tv"
		if strings.HasPrefix(s.ID, "server.") {
			at = r.Places[strings.TrimPrefix(s.Page, "server@")]
		}
		got := stored.Values[now[at+"/"+stored.Keys[0]]]
		if s.Result == outcome.Verified && got != s.After {
			t.Errorf("%s is said to be verified as %s, and it is %s", s.ID, s.After, got)
		}
		if s.Result == outcome.Skipped && got != "" && s.Before != "" && got != s.Before {
			t.Errorf("%s was changed, and is said to be skipped (%s)", s.ID, s.Detail)
		}
		if s.Result == outcome.WouldChange {
			t.Errorf("%s has no final result", s.ID)
		}
	}
}

// undoOverHTTP takes all runs back, the last one first.
func undoOverHTTP(t *testing.T, p *httpPlex) {
	t.Helper()
	cat, _ := englishCatalogue()
	runs := p.journal().Runs()
	for i, run := range slices.Backward(runs) {
		u, ok, err := record.PlanUndo(cat, p.journal(), run.ID, wanted.Selection{}, false)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			continue
		}
		sel := wanted.Selection{Restore: u.Restore, AllowWidening: true}
		r := p.run(t.Context(), Request{Command: "undo", Selection: sel, Run: fmt.Sprintf("undo%d", i), Settle: time.Millisecond}, func(l record.Ledger) record.Ledger { return l })
		if r.Error != "" {
			t.Errorf("the undo of %s ends with %s", run.ID, r.Error)
		}
	}
}
