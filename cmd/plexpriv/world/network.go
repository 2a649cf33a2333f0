package world

import (
	"crypto/x509"
	"fmt"
	"net/url"
	"os"

	"golang.org/x/net/http/httpproxy"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// Proxy returns the function that finds the proxy for an address, as the usual
// variables say, or nil if none of them names a proxy.
func Proxy(getenv func(string) string) func(*url.URL) (*url.URL, error) {
	either := func(upper, lower string) string {
		if v := getenv(upper); v != "" {
			return v
		}
		return getenv(lower)
	}
	c := httpproxy.Config{HTTPSProxy: either("HTTPS_PROXY", "https_proxy"), NoProxy: either("NO_PROXY", "no_proxy")}
	if c.HTTPSProxy == "" {
		return nil
	}
	return c.ProxyFunc()
}

// Roots are the certificate authorities of the system, and those in the file that
// SSL_CERT_FILE names. Go itself reads that file on some systems only. nil stands for
// the authorities of the system alone.
func Roots(getenv func(string) string) (*x509.CertPool, error) {
	file := getenv(exit.EnvCertFile)
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
