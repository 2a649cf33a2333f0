package fakeplex

import (
	"crypto/subtle"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// HostAsked is one host that somebody asked the proxy for.
type HostAsked struct {
	Host    string    `json:"host"`
	Port    string    `json:"port"`
	Allowed bool      `json:"allowed"`
	Reason  string    `json:"reason,omitempty"`
	First   time.Time `json:"first"`
	Count   int       `json:"count"`
}

// Proxy is a CONNECT proxy on loopback. It connects the site's hosts to the site's TLS
// listener and refuses all others. It records every host that was asked for, so that
// tests can check what a browser tried to reach.
type Proxy struct {
	target         string
	allows         func(host, port string) bool
	sleeps         func(host string) bool
	user, password string
	listener       net.Listener
	server         *http.Server

	mu    sync.Mutex
	asked []HostAsked
}

func startProxy(target string, allows func(host, port string) bool, sleeps func(string) bool, user, password string) (*Proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("open the proxy's listener: %w", err)
	}
	p := &Proxy{target: target, allows: allows, sleeps: sleeps, user: user, password: password, listener: l}
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second, ErrorLog: quietLog()}
	go p.server.Serve(l)
	return p, nil
}

// URL is the value for HTTPS_PROXY, with the credentials when it asks for any.
func (p *Proxy) URL() string {
	u := url.URL{Scheme: "http", Host: p.listener.Addr().String()}
	if p.user != "" {
		u.User = url.UserPassword(p.user, p.password)
	}
	return u.String()
}

// Hosts lists what was asked for, in order of first asking.
func (p *Proxy) Hosts() []HostAsked {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.asked)
}

// Close stops the proxy.
func (p *Proxy) Close() { p.server.Close() }

func (p *Proxy) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = nil
}

func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		host, port = r.Host, "80"
	}
	host = strings.ToLower(host)
	if !p.authorized(r) {
		w.Header().Set("Proxy-Authenticate", `Basic realm="fakeplex"`)
		http.Error(w, "proxy credentials wanted", http.StatusProxyAuthRequired)
		return
	}
	if r.Method != http.MethodConnect || !p.allows(host, port) {
		p.note(host, port, false, refusal(r.Method, port))
		http.Error(w, "fakeplex leads nowhere but to plex.tv", http.StatusForbidden)
		return
	}
	p.note(host, port, true, "")
	if p.sleeps(host) {
		<-r.Context().Done()
		return
	}
	p.tunnel(w)
}

func refusal(method, port string) string {
	if method != http.MethodConnect {
		return "plain " + method
	}
	if port != "443" {
		return "port " + port
	}
	return "foreign host"
}

func (p *Proxy) authorized(r *http.Request) bool {
	if p.user == "" {
		return true
	}
	// BasicAuth reads Authorization only, so the proxy's header is handed over.
	r.Header.Set("Authorization", r.Header.Get("Proxy-Authorization"))
	user, password, ok := r.BasicAuth()
	right := subtle.ConstantTimeCompare([]byte(user+":"+password), []byte(p.user+":"+p.password)) == 1
	return ok && right
}

func (p *Proxy) note(host, port string, allowed bool, reason string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, a := range p.asked {
		if a.Host == host && a.Port == port && a.Allowed == allowed {
			p.asked[i].Count++
			return
		}
	}
	p.asked = append(p.asked, HostAsked{Host: host, Port: port, Allowed: allowed, Reason: reason, First: time.Now(), Count: 1})
}

// tunnel connects the client with the site until one of them disconnects.
func (p *Proxy) tunnel(w http.ResponseWriter) {
	site, err := net.Dial("tcp", p.target)
	if err != nil {
		http.Error(w, "the site is gone", http.StatusBadGateway)
		return
	}
	defer site.Close()
	client, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer client.Close()
	if _, err := io.WriteString(client, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	done := make(chan struct{}, 2)
	go pipe(site, buffered, done)
	go pipe(client, site, done)
	<-done
}

func pipe(to io.Writer, from io.Reader, done chan<- struct{}) {
	io.Copy(to, from)
	done <- struct{}{}
}
