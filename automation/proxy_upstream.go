package automation

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// upstream reaches a host directly or through the person's proxy, depending on their
// settings for that host.
type upstream struct {
	proxy func(*url.URL) (*url.URL, error)
}

var errProxyScheme = errors.New("only http:// and https:// proxies can be used")

func checkProxyScheme(p *url.URL) error {
	if p.Scheme == "http" || p.Scheme == "https" {
		return nil
	}
	return proxyError(p, errProxyScheme)
}

// proxyError names a proxy without the user name and password in its address.
func proxyError(p *url.URL, err error) error {
	return &ProxyError{Proxy: p.Scheme + "://" + p.Host, Err: err}
}

// dial opens a connection to host:port, ready for TLS.
func (u upstream) dial(ctx context.Context, hostport string) (net.Conn, error) {
	p, err := u.proxy(&url.URL{Scheme: "https", Host: hostport})
	if err != nil {
		return nil, fmt.Errorf("read the proxy settings: %w", err)
	}
	if p == nil {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", hostport)
	}
	if err := checkProxyScheme(p); err != nil {
		return nil, err
	}
	c, err := dialProxy(ctx, p)
	if err != nil {
		return nil, proxyError(p, err)
	}
	tunnel, err := connect(ctx, c, p, hostport)
	if err != nil {
		c.Close()
		return nil, proxyError(p, err)
	}
	return tunnel, nil
}

func dialProxy(ctx context.Context, p *url.URL) (net.Conn, error) {
	addr := p.Host
	if p.Port() == "" {
		addr = net.JoinHostPort(p.Hostname(), map[string]string{"http": "80", "https": "443"}[p.Scheme])
	}
	if p.Scheme == "https" {
		d := tls.Dialer{Config: &tls.Config{ServerName: p.Hostname(), MinVersion: tls.VersionTLS12}}
		return d.DialContext(ctx, "tcp", addr)
	}
	var d net.Dialer
	return d.DialContext(ctx, "tcp", addr)
}

// connect asks the proxy for a tunnel.
func connect(ctx context.Context, c net.Conn, p *url.URL, hostport string) (net.Conn, error) {
	if deadline, ok := ctx.Deadline(); ok {
		if err := c.SetDeadline(deadline); err != nil {
			return nil, err
		}
	}
	unhook := context.AfterFunc(ctx, func() { c.Close() })
	defer unhook()
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: hostport}, Host: hostport, Header: http.Header{}}
	if p.User != nil {
		password, _ := p.User.Password()
		auth := &http.Request{Header: http.Header{}}
		auth.SetBasicAuth(p.User.Username(), password)
		req.Header.Set("Proxy-Authorization", auth.Header.Get("Authorization"))
	}
	if err := req.Write(c); err != nil {
		return nil, fmt.Errorf("ask for a tunnel: %w", err)
	}
	r := bufio.NewReader(c)
	resp, err := http.ReadResponse(r, req)
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("answered %q", resp.Status)
	}
	if err := c.SetDeadline(time.Time{}); err != nil {
		return nil, err
	}
	return &bufferedConn{Conn: c, r: r}, nil
}

// bufferedConn first returns the bytes that arrived together with the proxy's answer.
type bufferedConn struct {
	net.Conn
	r *bufio.Reader
}

func (c *bufferedConn) Read(p []byte) (int, error) { return c.r.Read(p) }

// CloseWrite passes the half-close on, if the connection below supports it.
func (c *bufferedConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return c.Conn.Close()
}
