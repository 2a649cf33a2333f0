package fakeplex

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Site is a running plex.tv: its state, its TLS listener, the proxy that
// leads browsers to it and the control listener beside it.
type Site struct {
	CA    *Authority
	Proxy *Proxy

	cfg      Config
	routes   map[string]http.Handler // by host
	server   *http.Server
	control  *http.Server
	listener net.Listener
	ctlAddr  string
	identity string // the outside identity provider's host
	own      *ownPages

	mu         sync.Mutex
	quirks     []quirk
	accounts   []*Account
	log        []Entry
	violations []string
	pins       map[int]*pin
	sessions   map[string]string // further tokens (PIN, Home switch) → account
	revoked    map[string]bool
	badLogins  int
	writesSeen int
}

// Start serves a fresh site on loopback. Its certificates are only in memory; the
// caller writes those to files that it needs.
func Start(cfg Config) (*Site, error) {
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	s := &Site{cfg: cfg.withDefaults(), own: newOwnPages(cfg.Own)}
	s.reset()
	if err := s.SetQuirks(cfg.Quirks...); err != nil {
		return nil, err
	}
	s.identity = s.cfg.IdentityHost
	s.routes = s.hosts()
	if err := s.listen(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Site) listen() error {
	var err error
	if s.CA, err = NewAuthority(append([]string{"plex.tv", "*.plex.tv", s.identity, "localhost"}, s.serverNames()...)...); err != nil {
		return err
	}
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return fmt.Errorf("open the site's listener: %w", err)
	}
	s.server = &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		TLSConfig:         &tls.Config{Certificates: []tls.Certificate{s.CA.Leaf}, MinVersion: tls.VersionTLS12, GetConfigForClient: s.oldProtocol},
		ErrorLog:          quietLog(),
	}
	go s.server.ServeTLS(s.listener, "", "")
	if s.Proxy, err = startProxy(s.listener.Addr().String(), s.allowsHost, s.sleeps, s.cfg.ProxyUser, s.cfg.ProxyPassword); err != nil {
		return err
	}
	return s.startControl()
}

// allowsHost says which hosts the proxy leads to the site.
func (s *Site) allowsHost(host, port string) bool {
	if _, ok := s.serverAt(host); ok {
		return port == "32400"
	}
	if port != "443" {
		return false
	}
	if host == "plex.tv" || strings.HasSuffix(host, ".plex.tv") {
		return true
	}
	return host == s.identity && s.has("google", "")
}

// sleeps says whether nothing answers at a host, although there is a way to it.
func (s *Site) sleeps(host string) bool {
	m, ok := s.serverAt(host)
	return ok && m.asleep
}

// ControlURL is the address of the control API, on loopback.
func (s *Site) ControlURL() string { return "http://" + s.ctlAddr }

// Close stops all listeners.
func (s *Site) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if s.Proxy != nil {
		s.Proxy.Close()
	}
	for _, server := range []*http.Server{s.server, s.control} {
		if server != nil && server.Shutdown(ctx) != nil {
			server.Close()
		}
	}
}

// Reset makes the site fresh again: values, log, PINs and quirks.
func (s *Site) Reset() {
	s.reset()
	if s.Proxy != nil {
		s.Proxy.forget()
	}
}

func (s *Site) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accounts = append(seedAccounts(), crowd(s.cfg.Crowd)...)
	s.addDesignValues()
	s.addServerValues()
	s.log, s.quirks, s.violations = nil, nil, nil
	s.pins, s.sessions, s.revoked = map[int]*pin{}, map[string]string{}, map[string]bool{}
	s.badLogins, s.writesSeen = 0, 0
}
