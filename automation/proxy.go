package automation

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/plexpriv/plexpriv/automation/judge"
)

const (
	filterUser      = "plexpriv"
	filterHeaderMax = 16 << 10
	filterDialWait  = 30 * time.Second
)

// filter is a proxy between the browser and the person's proxy. It is needed because a
// browser with a proxy ignores resolver rules and asks the proxy for any host. The
// filter tunnels to port 443 of allowed hosts and refuses everything else. It listens
// on the loopback interface, which everybody on the machine can use, so it requires a
// secret that only our browser gets.
type filter struct {
	hosts    judge.HostRule
	anyHost  bool // in the sign-in window
	upstream upstream
	refused  func(host, why string)
	log      *slog.Logger

	listener net.Listener
	server   *http.Server
	secret   string
	ctx      context.Context // ends the tunnels
	stop     context.CancelFunc
}

// startFilter returns nil if no proxy is to be used.
func startFilter(o Options, refused func(host, why string)) (*filter, error) {
	wanted, err := wantsProxy(o)
	if err != nil || !wanted {
		return nil, err
	}
	ln, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start the proxy filter: %w", err)
	}
	f := &filter{
		hosts: o.Hosts, anyHost: o.OpenNet, upstream: upstream{proxy: o.Proxy}, refused: refused, log: o.logger(),
		listener: ln, secret: rand.Text(),
	}
	f.ctx, f.stop = context.WithCancel(context.Background())
	f.server = &http.Server{
		Handler:           f,
		ReadHeaderTimeout: filterDialWait,
		IdleTimeout:       filterDialWait,
		MaxHeaderBytes:    filterHeaderMax,
		ErrorLog:          slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug),
	}
	go func() {
		if err := f.server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			f.log.Debug("proxy filter stopped", "error", err)
		}
	}()
	return f, nil
}

// wantsProxy says whether any allowed host is reached by a proxy, and fails if that
// proxy is of a kind that we cannot use.
func wantsProxy(o Options) (bool, error) {
	if o.Proxy == nil {
		return false, nil
	}
	var probes []string
	if o.Hosts.Suffix != "" {
		// NO_PROXY may name a domain with or without its subdomains.
		probes = append(probes, o.Hosts.Suffix, "www."+o.Hosts.Suffix)
	}
	if o.OpenNet {
		probes = append(probes, "example.com")
	}
	wanted := false
	for _, host := range probes {
		p, err := o.Proxy(&url.URL{Scheme: "https", Host: host})
		if err != nil {
			return false, fmt.Errorf("read the proxy settings: %w", err)
		}
		if p == nil {
			continue
		}
		wanted = true
		if err := checkProxyScheme(p); err != nil {
			return false, err
		}
	}
	return wanted, nil
}

func (f *filter) addr() string { return f.listener.Addr().String() }

// answers says whether a proxy that asks for a password is this filter.
func (f *filter) answers(origin string) bool { return origin == "http://"+f.addr() }

// close stops listening and ends every tunnel.
func (f *filter) close() {
	f.stop()
	_ = f.server.Close()
}

// ServeHTTP opens a tunnel, or answers why it does not.
func (f *filter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !f.knows(r) {
		w.Header().Set("Proxy-Authenticate", `Basic realm="`+filterUser+`"`)
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	host, port, err := net.SplitHostPort(r.RequestURI)
	if r.Method != http.MethodConnect || err != nil {
		f.refused(r.URL.Hostname(), "not a tunnel")
		w.WriteHeader(http.StatusForbidden)
		return
	}
	if !f.mayTunnel(host, port) {
		f.refused(host, "another host")
		w.WriteHeader(http.StatusForbidden)
		return
	}
	ctx, cancel := context.WithTimeout(f.ctx, filterDialWait)
	far, err := f.upstream.dial(ctx, net.JoinHostPort(host, port))
	cancel()
	if err != nil {
		f.refused(host, err.Error())
		f.log.Debug("tunnel", "host", host, "error", err)
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer far.Close()
	near, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		f.log.Debug("tunnel", "host", host, "error", err)
		return
	}
	defer near.Close()
	if _, err := io.WriteString(near, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	// The buffer may already hold what the browser sent right after its request.
	f.splice(near, buffered, far)
}

// knows checks the secret, in constant time.
func (f *filter) knows(r *http.Request) bool {
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte(filterUser+":"+f.secret))
	return subtle.ConstantTimeCompare([]byte(r.Header.Get("Proxy-Authorization")), []byte(want)) == 1
}

func (f *filter) mayTunnel(host, port string) bool {
	if f.anyHost {
		return true
	}
	return port == "443" && f.hosts.Allows(host)
}

// splice copies in both directions until both sides are done or the filter closes.
func (f *filter) splice(near net.Conn, fromNear io.Reader, far net.Conn) {
	unhook := context.AfterFunc(f.ctx, func() { near.Close(); far.Close() })
	defer unhook()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(far, fromNear)
		closeWrite(far)
	}()
	_, _ = io.Copy(near, far)
	closeWrite(near)
	<-done
}

// closeWrite tells one side that the other will send no more.
func closeWrite(c net.Conn) {
	if half, ok := c.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
		return
	}
	_ = c.Close()
}
