package ownserver

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/answer"
)

const (
	token     = "canary-server-token"
	machine   = "0123456789abcdef0123456789abcdef01234567"
	certified = "0123456789abcdef0123456789abcdef"
	name      = "127-0-0-1." + certified + ".plex.direct"
)

// home is a server of a test at 127.0.0.1, with a certificate for some name.
type home struct {
	asked   []*http.Request
	log     bytes.Buffer
	options Options
	server  Server
}

func newHome(t *testing.T, certificate string, handle http.HandlerFunc) *home {
	t.Helper()
	h := &home{}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.asked = append(h.asked, r)
		if r.URL.Path == identityPath && r.Method == http.MethodGet {
			fmt.Fprintf(w, `<MediaContainer size="0" machineIdentifier="%s"/>`, machine)
			return
		}
		handle(w, r)
	}))
	leaf, roots := certificateFor(t, certificate)
	s.TLS = &tls.Config{Certificates: []tls.Certificate{leaf}}
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	s.StartTLS()
	t.Cleanup(s.Close)
	h.options = Options{Roots: roots, Log: slog.New(slog.NewTextHandler(&h.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	h.server = listed(t, fmt.Sprintf(`{"uri":"https://%s:%s","local":true}`, name, port))
	return h
}

// listed is a server of the account's own with these connections.
func listed(t *testing.T, connections string) Server {
	t.Helper()
	return serversIn(t, fmt.Sprintf(`[{"name":"Attic","clientIdentifier":"%s","provides":"server","owned":true,"accessToken":"%s","connections":[%s]}]`, machine, token, connections))[0]
}

func serversIn(t *testing.T, text string) []Server {
	t.Helper()
	n, err := answer.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	all, err := Servers(n)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func certificateFor(t *testing.T, host string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, DNSNames: []string{host}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	root, _ := x509.ParseCertificate(der)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

func (h *home) open(t *testing.T) (*Reader, error) {
	t.Helper()
	r, err := Open(t.Context(), h.options, h.server)
	if err == nil {
		t.Cleanup(r.Close)
	}
	return r, err
}

func (h *home) gotToken() bool {
	for _, r := range h.asked {
		if r.Header.Get("X-Plex-Token") != "" || strings.Contains(r.URL.String(), "canary") {
			return true
		}
	}
	return false
}

// Nothing that a person reads may say where somebody lives.
func (h *home) leaks(err error) string {
	for _, text := range []string{h.log.String(), fmt.Sprint(err), fmt.Sprintf("%v %+v %s", h.server, h.server, h.server)} {
		for _, secret := range []string{token, "127.0.0.1", "127-0-0-1", certified, "Attic"} {
			if strings.Contains(text, secret) {
				return fmt.Sprintf("%q is in %q", secret, text)
			}
		}
	}
	return ""
}

func answers(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

const prefsInXML = `<?xml version="1.0"?><MediaContainer size="2"><Setting id="RelayEnabled" label="Enable Relay" type="bool" default="1" value="1" hidden="0"/><Setting id="LogTokensForDebug" type="bool" value="false" hidden="1"/></MediaContainer>`
const prefsInJSON = `{"MediaContainer":{"size":2,"Setting":[{"id":"RelayEnabled","label":"Enable Relay","type":"bool","value":true,"hidden":false},{"id":"LogTokensForDebug","type":"bool","value":false,"hidden":true}]}}`

func TestPreferences(t *testing.T) {
	for form, body := range map[string]string{"XML": prefsInXML, "JSON": prefsInJSON} {
		h := newHome(t, "*."+certified+".plex.direct", answers(200, body))
		r, err := h.open(t)
		if err != nil {
			t.Fatalf("%s: %v", form, err)
		}
		got, err := r.Preferences(t.Context())
		if err != nil || len(got) != 2 || got[0].ID != "RelayEnabled" || got[0].Type != "bool" || (got[0].Value != "1" && got[0].Value != "true") || got[1].Value != "false" || !got[1].Hidden {
			t.Errorf("%s: %+v, %v", form, got, err)
		}
		for _, q := range h.asked {
			if has := q.Header.Get("X-Plex-Token") == token; has != (q.URL.Path != identityPath) {
				t.Errorf("%s: %s got the token: %t", form, q.URL.Path, has)
			}
			if strings.Contains(q.URL.String(), "canary") || q.Method != http.MethodGet {
				t.Errorf("%s: %s %s", form, q.Method, q.URL)
			}
		}
		if leak := h.leaks(nil); leak != "" {
			t.Error(leak)
		}
	}
}

func TestSet(t *testing.T) {
	h := newHome(t, "*."+certified+".plex.direct", answers(200, ""))
	r, err := h.open(t)
	if err != nil {
		t.Fatal(err)
	}
	w := NewWriter(r)
	defer w.Close()
	if err := w.Set(t.Context(), "RelayEnabled", "false"); err != nil {
		t.Fatal(err)
	}
	q := h.asked[len(h.asked)-1]
	if q.Method != http.MethodPut || q.URL.Path != prefsPath || q.URL.RawQuery != "RelayEnabled=false" || q.Header.Get("X-Plex-Token") != token {
		t.Errorf("%s %s", q.Method, q.URL)
	}
}

// The certificate has to be for the name that Plex gave, whatever else answers.
func TestAnotherCertificateGetsNoToken(t *testing.T) {
	for _, other := range []string{"plex.tv", "*.ffffffffffffffffffffffffffffffff.plex.direct", "127.0.0.1"} {
		h := newHome(t, other, answers(200, prefsInJSON))
		_, err := h.open(t)
		var trouble *Trouble
		if !errors.As(err, &trouble) || trouble.Kind != Untrusted || h.gotToken() {
			t.Errorf("%s: %v, asked %d times", other, err, len(h.asked))
		}
		if leak := h.leaks(err); leak != "" {
			t.Error(leak)
		}
	}
}

func TestAnotherMachineGetsNoToken(t *testing.T) {
	h := newHome(t, "*."+certified+".plex.direct", answers(200, prefsInJSON))
	h.server.ID = strings.Repeat("9", 40)
	_, err := h.open(t)
	if err == nil || !strings.Contains(err.Error(), "another server answers") || h.gotToken() {
		t.Errorf("%v", err)
	}
}

// Somebody else's server is not even connected to.
func TestOnlyOwnServersAreContacted(t *testing.T) {
	h := newHome(t, "*."+certified+".plex.direct", answers(200, prefsInJSON))
	h.server.Owned = false
	if _, err := h.open(t); err == nil || len(h.asked) > 0 {
		t.Errorf("%v; asked %d times", err, len(h.asked))
	}
}

// Only addresses whose certificate can be checked are tried: local ones first, the relay
// never.
func TestWays(t *testing.T) {
	other := strings.Repeat("b", 32)
	s := listed(t, `{"uri":"https://198-51-100-9.`+certified+`.plex.direct:8443","relay":true},
		{"uri":"https://203-0-113-7.`+certified+`.plex.direct:32400","local":false,"relay":false},
		{"uri":"https://192-168-1-2.`+certified+`.plex.direct:32400","local":true,"relay":false},
		{"uri":"http://192.168.1.2:32400","local":true},{"uri":"https://plex.example.com:443"},{"uri":"https://192-168-1-2.`+certified+`.plex.direct.example.com:32400"},
		{"uri":"https://user@192-168-1-2.`+other+`.plex.direct:32400"},{"uri":"https://192-168-1-2.`+other+`.plex.direct:32400/web?x=1"},{"uri":"https://192-168-1-2.`+other+`.plex.direct"}`)
	var got []string
	for _, u := range s.ways {
		got = append(got, u.String())
	}
	want := "https://192-168-1-2." + certified + ".plex.direct:32400 https://203-0-113-7." + certified + ".plex.direct:32400"
	if strings.Join(got, " ") != want || !s.relayed || !s.foreign {
		t.Errorf("%q; want %s", got, want)
	}
	for connections, why := range map[string]string{
		`{"uri":"https://198-51-100-9.` + certified + `.plex.direct:8443","relay":true}`: "over its relay, which plexpriv does not use",
		`{"uri":"http://192.168.1.2:32400","local":true}`:                                "its certificate can be checked",
		``: "it is off, or signed out",
	} {
		if _, err := Open(t.Context(), Options{}, listed(t, connections)); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v", connections, err)
		}
	}
}

func TestServersOfOthersAndPlayers(t *testing.T) {
	got := serversIn(t, `<resources><resource name="a phone" provides="player,pubsub-server" clientIdentifier="p" owned="1"/>
		<resource name="mine" provides="client,server" clientIdentifier="m" owned="1" accessToken="t"><connections><connection uri="https://10-0-0-1.`+certified+`.plex.direct:32400" local="1" relay="0"/></connections></resource>
		<resource name="theirs" provides="server" clientIdentifier="t" owned="0"/></resources>`)
	if len(got) != 2 || !got[0].Owned || len(got[0].ways) != 1 || got[1].Owned {
		t.Errorf("%+v", got)
	}
}

// What is not understood is not a list without servers.
func TestServersNotUnderstood(t *testing.T) {
	for text, want := range map[string]error{
		`[]`: nil, `<resources/>`: nil, `<resources></resources>`: nil, `{"resources":[]}`: nil, `[{"name":"a phone","provides":"player"}]`: nil,
		`{}`: errNoServers, `{"resource":{}}`: nil, `{"error":"later"}`: errNoServers, `<MediaContainer/>`: errNoServers,
		`[{"name":"Attic","provides":"server","owned":true}]`:                                                  errNoID,
		"[" + strings.Repeat(`{"provides":"player"},`, 1000) + `{"provides":"server","clientIdentifier":"m"}]`: nil,
	} {
		n, err := answer.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Servers(n); !errors.Is(err, want) {
			t.Errorf("%.60s: %v; want %v", text, err, want)
		}
	}
}

// Whose a server is, is said or not known; a server that is listed twice is one.
func TestWhoseServersAre(t *testing.T) {
	for owned, want := range map[string][2]bool{ // owned, unclear
		`"owned":true`: {true, false}, `"owned":1`: {true, false}, `"owned":"1"`: {true, false}, `"owned":"true"`: {true, false},
		`"owned":false`: {false, false}, `"owned":0`: {false, false}, `"owned":null`: {false, true}, `"owned":"yes"`: {false, true}, `"x":1`: {false, true},
	} {
		got := serversIn(t, `[{"clientIdentifier":"m","provides":"server",`+owned+`}]`)[0]
		if got.Owned != want[0] || got.Unclear != want[1] {
			t.Errorf("%s: owned %t, unclear %t", owned, got.Owned, got.Unclear)
		}
		if _, err := Open(t.Context(), Options{}, got); err == nil {
			t.Errorf("%s: it was contacted", owned)
		}
	}
	one := func(owned string, ips ...string) string {
		var all []string
		for _, ip := range ips {
			all = append(all, fmt.Sprintf(`{"uri":"https://%s.%s.plex.direct:32400","local":true}`, ip, certified))
		}
		return fmt.Sprintf(`{"clientIdentifier":"m","provides":"server","owned":%s,"accessToken":"t","connections":[%s]}`, owned, strings.Join(all, ","))
	}
	twice := serversIn(t, "["+one("true", "10-0-0-1", "10-0-0-1")+","+one("true", "10-0-0-2", "10-0-0-1")+"]")
	if len(twice) != 1 || !twice[0].Owned || len(twice[0].ways) != 2 {
		t.Errorf("%+v", twice)
	}
	if both := serversIn(t, "["+one("true")+","+one("false")+"]"); len(both) != 1 || both[0].Owned || !both[0].Unclear {
		t.Errorf("%+v", both)
	}
	var many []string
	for i := range 1000 {
		many = append(many, fmt.Sprintf("10-0-%d-%d", i/250, i%250))
	}
	if got := serversIn(t, "["+one("true", many...)+"]")[0]; len(got.ways) != mostWays {
		t.Errorf("%d addresses are tried", len(got.ways))
	}
}

// An address that leads nowhere does not keep the next one waiting, and of several failures
// the most telling one counts.
func TestFirstOf(t *testing.T) {
	nothing, forged := trouble(Unreachable, "nothing answers"), trouble(Untrusted, "another server")
	over := errors.New("over")
	for name, c := range map[string]struct {
		// ways are an error each, nil for the right one; silent ones answer nothing.
		ways   []error
		silent map[int]bool
		want   error
		way    int
	}{
		"the first":       {ways: []error{nil, nil}, way: 0},
		"after a failure": {ways: []error{nothing, nil}, way: 1},
		"after silence":   {ways: []error{nil, nil, nothing, nil}, silent: map[int]bool{0: true, 1: true}, way: 3},
		"none":            {ways: []error{nothing, forged, nothing}, want: forged},
		"all silent":      {ways: []error{nothing, nothing}, silent: map[int]bool{0: true, 1: true}, want: nothing},
		"the run is over": {ways: []error{nothing, over, nil}, want: over},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var ways []*url.URL
				for i := range c.ways {
					ways = append(ways, &url.URL{Host: fmt.Sprint(i)})
				}
				r, err := firstOf(t.Context(), ways, func(ctx context.Context, at *url.URL) (*Reader, error) {
					var i int
					fmt.Sscan(at.Host, &i)
					if c.silent[i] {
						select {
						case <-ctx.Done():
							return nil, context.Cause(ctx)
						case <-time.After(connectLimit):
							return nil, nothing
						}
					}
					if c.ways[i] != nil {
						return nil, c.ways[i]
					}
					return &Reader{line: (Options{}).newLine(at, http.MethodGet)}, nil
				})
				if !errors.Is(err, c.want) || err == nil && r.line.at.Host != fmt.Sprint(c.way) {
					t.Errorf("%v, %v", r, err)
				}
			})
		})
	}
}

// A name tells its address, which is then not looked up.
func TestDialed(t *testing.T) {
	for in, want := range map[string]string{
		name + ":32400": "127.0.0.1:32400",
		"192-168-1-2." + certified + ".plex.direct:443": "192.168.1.2:443",
		"2001-db8--1." + certified + ".plex.direct:443": "2001-db8--1." + certified + ".plex.direct:443",
		"999-1-1-1." + certified + ".plex.direct:443":   "999-1-1-1." + certified + ".plex.direct:443",
		"proxy.example.com:3128":                        "proxy.example.com:3128",
	} {
		if got := dialed(in); got != want {
			t.Errorf("%s: %s; want %s", in, got, want)
		}
	}
}

func TestBadAnswers(t *testing.T) {
	huge := `{"MediaContainer":{"Setting":[` + strings.Repeat(`{"id":"x","type":"text","value":"`+strings.Repeat("y", 1000)+`"},`, 4000)
	for what, bad := range map[string]struct {
		status int
		body   string
		kind   Kind
		want   string
	}{
		"HTML":         {200, "<!DOCTYPE html><html><head><title>Attic</title></head></html>", Strange, "a page instead of data"},
		"half JSON":    {200, prefsInJSON[:60], Strange, "half a document"},
		"half XML":     {200, prefsInXML[:100], Strange, "half a document"},
		"huge":         {200, huge, Strange, "too long"},
		"empty":        {200, "", Strange, "nothing instead of data"},
		"no settings":  {200, `{"MediaContainer":{"size":0}}`, Strange, "no preferences"},
		"another kind": {200, `<errors><error/></errors>`, Strange, "another kind"},
		"401":          {401, "<html><head><title>Unauthorized</title></head></html>", SignedOut, "401"},
		"500":          {500, "", Unreachable, "out of order"},
		"404":          {404, "", Strange, "refuses (404)"},
		"429":          {429, "", Unreachable, "refuses for now (429)"},
	} {
		h := newHome(t, "*."+certified+".plex.direct", answers(bad.status, bad.body))
		r, err := h.open(t)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Preferences(t.Context())
		var trouble *Trouble
		if !errors.As(err, &trouble) || trouble.Kind != bad.kind || !strings.Contains(err.Error(), bad.want) || got != nil {
			t.Errorf("%s: %v", what, err)
		}
		if leak := h.leaks(err); leak != "" {
			t.Errorf("%s: %s", what, leak)
		}
	}
}

// A redirect could carry the token, or a change, to somebody else.
func TestNoRedirectIsFollowed(t *testing.T) {
	h := newHome(t, "*."+certified+".plex.direct", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/elsewhere", http.StatusPermanentRedirect)
	})
	r, err := h.open(t)
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Preferences(t.Context())
	w := NewWriter(r)
	defer w.Close()
	if set := w.Set(t.Context(), "RelayEnabled", "false"); err == nil || set == nil || !strings.Contains(set.Error(), "redirect") {
		t.Errorf("%v, %v", err, set)
	}
	for _, q := range h.asked {
		if q.URL.Path == "/elsewhere" {
			t.Error("the redirect was followed")
		}
	}
}

func TestSilentAndAbsentServers(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	s := listed(t, fmt.Sprintf(`{"uri":"https://%s:%s","local":true}`, name, port))
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := Open(ctx, Options{}, s); err == nil || err.Error() != "it does not answer" {
		t.Errorf("silent: %v", err)
	}
	l.Close()
	if _, err := Open(t.Context(), Options{}, s); err == nil || err.Error() != "nothing answers at its address" {
		t.Errorf("absent: %v", err)
	}
}

// The connection that reads lets nothing else pass, and neither leads to another host.
func TestLines(t *testing.T) {
	at := &url.URL{Scheme: "https", Host: name + ":32400"}
	for _, c := range []struct{ line, method, address string }{
		{http.MethodGet, http.MethodPut, "https://" + name + ":32400/:/prefs?RelayEnabled=0"},
		{http.MethodGet, http.MethodPost, "https://" + name + ":32400/"},
		{http.MethodGet, http.MethodGet, "http://" + name + ":32400/"},
		{http.MethodGet, http.MethodGet, "https://example.com/"},
		{http.MethodPut, http.MethodDelete, "https://" + name + ":32400/library/sections/1"},
		{http.MethodPut, http.MethodGet, "https://" + name + ":32400/"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, c.address, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := (Options{}).newLine(at, c.line).http.Do(r); !errors.Is(err, errRefused) {
			t.Errorf("%s %s on a line for %s: %v", c.method, c.address, c.line, err)
		}
	}
}

func FuzzServers(f *testing.F) {
	f.Add(`[{"clientIdentifier":"m","provides":"server","owned":true,"connections":[{"uri":"https://10-0-0-1.` + certified + `.plex.direct:32400","local":true}]}]`)
	f.Fuzz(func(t *testing.T, text string) {
		n, err := answer.Parse([]byte(text))
		if err != nil {
			return
		}
		all, _ := Servers(n)
		for _, s := range all {
			for _, u := range s.ways {
				if u.Scheme != "https" || !strings.HasSuffix(u.Hostname(), ".plex.direct") || u.User != nil {
					t.Errorf("%s from %q", u, text)
				}
			}
		}
	})
}
