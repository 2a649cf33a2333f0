package automation

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/judge"
	"golang.org/x/net/http/httpproxy"
)

// filterBench is a filter in front of a proxy that answers every tunnel itself, with
// the address that was asked for.
type filterBench struct {
	*filter
	mu      sync.Mutex
	asked   []string // what the filter asked the proxy for
	auth    []string
	refused []string
}

func newFilterBench(t *testing.T, o Options, status string) *filterBench {
	t.Helper()
	b := &filterBench{}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go b.answer(c, status)
		}
	}()
	if o.Proxy == nil {
		o.Proxy = func(*url.URL) (*url.URL, error) { return url.Parse("http://me:p%40ss@" + ln.Addr().String()) }
	}
	f, err := startFilter(o, func(host, why string) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.refused = append(b.refused, host+": "+why)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.close)
	b.filter = f
	return b
}

func (b *filterBench) answer(c net.Conn, status string) {
	defer c.Close()
	req, err := http.ReadRequest(bufio.NewReader(c))
	if err != nil {
		return
	}
	b.mu.Lock()
	b.asked = append(b.asked, req.RequestURI)
	b.auth = append(b.auth, req.Header.Get("Proxy-Authorization"))
	b.mu.Unlock()
	// The first bytes of the tunnel arrive together with the answer.
	fmt.Fprintf(c, "HTTP/1.1 %s\r\n\r\nhello from %s\n", status, req.RequestURI)
	_, _ = io.Copy(c, c)
}

// ask sends one request to the filter and returns the status line and the connection.
func (b *filterBench) ask(t *testing.T, request, password string) (string, net.Conn, *bufio.Reader) {
	t.Helper()
	c, err := net.Dial("tcp", b.addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	auth := ""
	if password != "" {
		auth = "Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(filterUser+":"+password)) + "\r\n"
	}
	fmt.Fprintf(c, "%s HTTP/1.1\r\nHost: x\r\n%s\r\n", request, auth)
	r := bufio.NewReader(c)
	line, _ := r.ReadString('\n')
	return strings.TrimSpace(line), c, r
}

func plexOnly() Options { return Options{Hosts: judge.HostRule{Suffix: "plex.tv"}} }

func TestFilterTunnelsThroughTheProxy(t *testing.T) {
	b := newFilterBench(t, plexOnly(), "200 OK")
	line, c, r := b.ask(t, "CONNECT www.plex.tv:443", b.secret)
	if !strings.Contains(line, " 200 ") {
		t.Fatalf("the filter answered %q", line)
	}
	_, _ = r.ReadString('\n') // the empty line
	if got, _ := r.ReadString('\n'); got != "hello from www.plex.tv:443\n" {
		t.Errorf("the first bytes of the tunnel are %q", got)
	}
	fmt.Fprintln(c, "echo")
	if got, _ := r.ReadString('\n'); got != "echo\n" {
		t.Errorf("the tunnel returned %q", got)
	}
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte("me:p@ss"))
	if !slices.Equal(b.auth, []string{want}) {
		t.Errorf("the proxy got the credentials %v", b.auth)
	}
	b.close()
	if _, err := r.ReadByte(); err == nil {
		t.Error("the tunnel is still open after the filter was closed")
	}
}

func TestFilterRefuses(t *testing.T) {
	for _, tt := range []struct{ name, request, password, want string }{
		{"no secret", "CONNECT www.plex.tv:443", "", "407"},
		{"wrong secret", "CONNECT www.plex.tv:443", "guess", "407"},
		{"no secret, other host", "CONNECT evil.example:443", "", "407"},
		{"other host", "CONNECT evil.example:443", "right", "403"},
		{"suffix without dot", "CONNECT evilplex.tv:443", "right", "403"},
		{"suffix in the middle", "CONNECT plex.tv.evil.example:443", "right", "403"},
		{"trailing dot", "CONNECT www.plex.tv.:443", "right", "403"},
		{"other port", "CONNECT www.plex.tv:80", "right", "403"},
		{"no port", "CONNECT www.plex.tv", "right", "40"},
		{"user", "CONNECT www.plex.tv@evil.example:443", "right", "40"},
		{"letters beyond ASCII", "CONNECT www.plex。tv:443", "right", "40"},
		{"escape", "CONNECT evil.example%2f.plex.tv:443", "right", "40"},
		{"address", "CONNECT 127.0.0.1:443", "right", "403"},
		{"plain request", "GET http://www.plex.tv/", "right", "403"},
		{"plain request to the filter", "GET /", "right", "403"},
		{"plain post", "POST http://www.plex.tv/", "right", "403"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newFilterBench(t, plexOnly(), "200 OK")
			password := tt.password
			if password == "right" {
				password = b.secret
			}
			line, _, _ := b.ask(t, tt.request, password)
			if !strings.HasPrefix(line, "HTTP/1.1 "+tt.want) {
				t.Errorf("the filter answered %q", line)
			}
			if len(b.asked) != 0 {
				t.Errorf("the proxy was asked for %v", b.asked)
			}
			if tt.want == "403" && len(b.refused) != 1 {
				t.Errorf("wrong refusals recorded: %v", b.refused)
			}
		})
	}
}

func TestFilterReportsAProxyThatRefuses(t *testing.T) {
	b := newFilterBench(t, plexOnly(), "407 Proxy Authentication Required")
	line, _, _ := b.ask(t, "CONNECT www.plex.tv:443", b.secret)
	if !strings.Contains(line, " 502 ") {
		t.Errorf("the filter answered %q", line)
	}
	if len(b.refused) != 1 || !strings.Contains(b.refused[0], "407 Proxy Authentication Required") {
		t.Errorf("wrong refusals recorded: %v", b.refused)
	}
	if strings.Contains(strings.Join(b.refused, ""), "p@ss") || strings.Contains(strings.Join(b.refused, ""), "p%40ss") {
		t.Errorf("the password is in %v", b.refused)
	}
}

func TestFilterIsUsedWhereAProxyIsSet(t *testing.T) {
	settings := func(proxy, no string) func(*url.URL) (*url.URL, error) {
		return (&httpproxy.Config{HTTPSProxy: proxy, NoProxy: no}).ProxyFunc()
	}
	for _, tt := range []struct {
		name string
		o    Options
		want bool
	}{
		{"none", plexOnly(), false},
		{"empty settings", Options{Hosts: judge.HostRule{Suffix: "plex.tv"}, Proxy: settings("", "")}, false},
		{"proxy", Options{Hosts: judge.HostRule{Suffix: "plex.tv"}, Proxy: settings("http://p.example:3128", "")}, true},
		{"excepted", Options{Hosts: judge.HostRule{Suffix: "plex.tv"}, Proxy: settings("http://p.example:3128", "plex.tv")}, false},
		{"only subdomains excepted", Options{Hosts: judge.HostRule{Suffix: "plex.tv"}, Proxy: settings("http://p.example:3128", ".plex.tv")}, true},
		{"excepted, but any host", Options{OpenNet: true, Hosts: judge.HostRule{Suffix: "plex.tv"}, Proxy: settings("https://p.example", "plex.tv")}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := startFilter(tt.o, func(string, string) {})
			if err != nil {
				t.Fatal(err)
			}
			if f != nil {
				defer f.close()
			}
			if (f != nil) != tt.want {
				t.Errorf("filter: %v, want %v", f != nil, tt.want)
			}
		})
	}
}

func TestProxyOfAnUnknownKind(t *testing.T) {
	o := launchOptions(t)
	o.Proxy = (&httpproxy.Config{HTTPSProxy: "socks5://me:canary@p.example:1080"}).ProxyFunc()
	_, err := Launch(t.Context(), o)
	var proxy *ProxyError
	if !errors.As(err, &proxy) || proxy.Proxy != "socks5://p.example:1080" {
		t.Fatalf("want a ProxyError, got %v", err)
	}
	if strings.Contains(err.Error(), "canary") {
		t.Errorf("the password is in %q", err)
	}
}

// TestUpstreamDirect: with NO_PROXY, the host is dialed without the proxy.
func TestUpstreamDirect(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	u := upstream{proxy: func(*url.URL) (*url.URL, error) { return nil, nil }}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	c, err := u.dial(ctx, ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
}

// TestUpstreamHangs: a proxy accepts the connection and never answers.
func TestUpstreamHangs(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	u := upstream{proxy: func(*url.URL) (*url.URL, error) { return url.Parse("http://" + ln.Addr().String()) }}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := u.dial(ctx, "www.plex.tv:443"); err == nil {
		t.Error("dial succeeded with a proxy that never answers")
	}
}
