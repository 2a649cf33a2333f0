package world

import (
	"crypto/x509"
	"fmt"
	"net/url"
	"os"
	"strings"

	"golang.org/x/net/http/httpproxy"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// ProxyVariable is where the address of the proxy stands. Its name in small letters will
// do as well.
const ProxyVariable = "HTTPS_PROXY"

// Proxy returns the function that finds the proxy for an address, as the usual
// variables say, or nil if none of them names a proxy. If the variable cannot be
// understood, the function fails for every address: without it the connection would be
// a direct one, which is what a proxy is there to prevent.
func Proxy(getenv func(string) string) func(*url.URL) (*url.URL, error) {
	value := either(getenv, ProxyVariable)
	if value == "" {
		return nil
	}
	proxy, err := ParseProxy(value)
	if err != nil {
		return func(*url.URL) (*url.URL, error) { return nil, err }
	}
	c := httpproxy.Config{HTTPSProxy: proxy.String(), NoProxy: either(getenv, "NO_PROXY")}
	return c.ProxyFunc()
}

// either is the value of a variable, whose name may be in small letters.
func either(getenv func(string) string, name string) string {
	if v := getenv(name); v != "" {
		return v
	}
	return getenv(strings.ToLower(name))
}

// CheckProxy is the usage error about a variable that cannot be understood, or nil.
func CheckProxy(getenv func(string) string) error {
	if value := either(getenv, ProxyVariable); value != "" {
		if _, err := ParseProxy(value); err != nil {
			return err
		}
	}
	return nil
}

// ParseProxy reads the address of a proxy, in which http:// may be left out. The error
// does not quote the address, which may hold a password.
func ParseProxy(value string) (*url.URL, error) {
	if !strings.Contains(value, "://") {
		value = "http://" + value
	}
	u, err := url.Parse(value)
	switch {
	case err != nil || u.Hostname() == "":
		return nil, exit.Usagef("%s is not an address", ProxyVariable).Hinting("it is like http://HOST:PORT; in a password, % and @ are written as %25 and %40")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, exit.Usagef("%s: only http:// and https:// proxies can be used", ProxyVariable)
	}
	return u, nil
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
