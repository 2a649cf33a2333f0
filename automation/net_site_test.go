package automation

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// arrival is a request that reached the site.
type arrival struct {
	host, method, path, body string
	header                   http.Header
}

// netSite answers for every host name over real TLS. The browser gets to it as from
// behind a company's proxy: through a CONNECT proxy, with the company's CA in the trust
// store of the home directory.
type netSite struct {
	t        *testing.T
	home     string
	proxyURL *url.URL
	handle   http.Handler
	server   *httptest.Server

	mu       sync.Mutex
	arrivals []arrival
	tunnels  []string
	wantAuth string
}

func newNetSite(t *testing.T, handle http.Handler) *netSite {
	t.Helper()
	if _, err := exec.LookPath("certutil"); err != nil {
		t.Skip("no certutil: install libnss3-tools")
	}
	s := &netSite{t: t, home: t.TempDir(), handle: handle}
	ca, caKey, caPEM := newCA(t)
	s.trust(caPEM)
	srv := httptest.NewUnstartedServer(s)
	srv.EnableHTTP2 = true
	past := time.Now().Add(-time.Hour)
	expired := newLeaf(t, ca, caKey, past, "expired.plex.tv")
	srv.TLS = &tls.Config{
		Certificates: []tls.Certificate{newLeaf(t, ca, caKey, time.Now().Add(24*time.Hour), "plex.tv", "*.plex.tv", "evil.example")},
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			if hello.ServerName == "expired.plex.tv" {
				return &expired, nil
			}
			return nil, nil // the other handler answers
		},
	}
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	t.Cleanup(srv.Close)
	s.server = srv
	proxy := httptest.NewServer(s.connectProxy(srv.Listener.Addr().String()))
	t.Cleanup(proxy.Close)
	s.proxyURL, _ = url.Parse(proxy.URL)
	return s
}

// proxy is the person's proxy setting.
func (s *netSite) proxy(*url.URL) (*url.URL, error) { return s.proxyURL, nil }

// options returns options that lead the browser to the site.
func (s *netSite) options() Options {
	o := launchOptions(s.t)
	o.Home, o.Proxy = s.home, s.proxy
	return o
}

func (s *netSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.arrivals = append(s.arrivals, arrival{r.Host, r.Method, r.URL.RequestURI(), string(body), r.Header.Clone()})
	s.mu.Unlock()
	s.handle.ServeHTTP(w, r)
}

// arrived returns the requests that reached the site and satisfy a condition.
func (s *netSite) arrived(ok func(arrival) bool) []arrival {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []arrival
	for _, a := range s.arrivals {
		if ok(a) {
			out = append(out, a)
		}
	}
	return out
}

func (s *netSite) hasArrived(path string) bool {
	return len(s.arrived(func(a arrival) bool { return a.path == path })) > 0
}

// forget removes the requests so far.
func (s *netSite) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.arrivals = nil
}

// askedFor returns the tunnels that the proxy was asked for, as host:port.
func (s *netSite) askedFor() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.tunnels...)
}

// connectProxy tunnels every host to the site.
func (s *netSite) connectProxy(target string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.tunnels = append(s.tunnels, r.RequestURI)
		want := s.wantAuth
		s.mu.Unlock()
		if r.Method != http.MethodConnect {
			http.Error(w, "tunnels only", http.StatusForbidden)
			return
		}
		if want != "" && r.Header.Get("Proxy-Authorization") != want {
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		far, err := net.Dial("tcp", target)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer far.Close()
		near, buf, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer near.Close()
		_, _ = io.WriteString(near, "HTTP/1.1 200 OK\r\n\r\n")
		ctx, cancel := context.WithCancel(context.Background())
		go func() { defer cancel(); _, _ = io.Copy(far, buf) }()
		go func() { defer cancel(); _, _ = io.Copy(near, far) }()
		<-ctx.Done()
	})
}

// trust adds a CA to the trust store in the site's home directory.
func (s *netSite) trust(caPEM []byte) {
	s.t.Helper()
	db := filepath.Join(s.home, ".pki", "nssdb")
	if err := os.MkdirAll(db, 0o700); err != nil {
		s.t.Fatal(err)
	}
	file := filepath.Join(s.t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, caPEM, 0o600); err != nil {
		s.t.Fatal(err)
	}
	for _, args := range [][]string{
		{"-N", "--empty-password"},
		{"-A", "-t", "C,,", "-n", "test", "-i", file},
	} {
		out, err := exec.Command("certutil", append([]string{"-d", "sql:" + db}, args...)...).CombinedOutput()
		if err != nil {
			s.t.Fatalf("certutil %s: %v: %s", strings.Join(args, " "), err, out)
		}
	}
}

func newCA(t *testing.T) (*x509.Certificate, *ecdsa.PrivateKey, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cert := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "automation test CA"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return cert, key, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func newLeaf(t *testing.T, ca *x509.Certificate, caKey *ecdsa.PrivateKey, until time.Time, names ...string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cert := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: names[0]}, DNSNames: names,
		NotBefore: until.Add(-48 * time.Hour), NotAfter: until,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, ca, &key.PublicKey, caKey)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
