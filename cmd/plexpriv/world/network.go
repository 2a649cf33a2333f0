package world

import (
	"crypto/x509"
	"fmt"
	"net/url"
	"os"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"golang.org/x/net/http/httpproxy"
)

// Proxy finds the proxy for an address from the variables that everybody uses;
// nil if there are none.
func (w *World) Proxy() func(*url.URL) (*url.URL, error) {
	either := func(upper, lower string) string {
		if v := w.Terminal.Getenv(upper); v != "" {
			return v
		}
		return w.Terminal.Getenv(lower)
	}
	c := httpproxy.Config{HTTPSProxy: either("HTTPS_PROXY", "https_proxy"), NoProxy: either("NO_PROXY", "no_proxy")}
	if c.HTTPSProxy == "" {
		return nil
	}
	return c.ProxyFunc()
}

// Roots are the system's authorities and those of SSL_CERT_FILE, which Go itself
// reads on some systems only; nil stands for the system's.
func (w *World) Roots() (*x509.CertPool, error) {
	file := w.Terminal.Getenv(exit.EnvCertFile)
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", exit.EnvCertFile, err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		return nil, fmt.Errorf("read the system's certificate authorities: %w", err)
	}
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("read %s: there is no certificate in %s", exit.EnvCertFile, file)
	}
	return pool, nil
}
