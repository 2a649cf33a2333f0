package automation

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// Endpoint is the address of a browser that we did not start. With ws or wss it speaks
// the DevTools protocol over a WebSocket; with http or https it names the address that
// does.
type Endpoint struct{ address *url.URL }

// EndpointError says why an address cannot be an [Endpoint]. It never holds more of the
// address than scheme and host.
type EndpointError struct{ Where, Why string }

// Error names the address and the reason.
func (e *EndpointError) Error() string {
	if e.Where == "" {
		return e.Why
	}
	return e.Where + ": " + e.Why
}

// ParseEndpoint checks an address and contacts nothing. It refuses one that would carry
// the session unencrypted over a network.
func ParseEndpoint(address string) (Endpoint, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		// Without err, which quotes the address.
		return Endpoint{}, &EndpointError{Why: "not an address"}
	}
	u.Scheme = strings.ToLower(u.Scheme)
	e := Endpoint{u}
	refuse := func(format string, args ...any) (Endpoint, error) {
		return Endpoint{}, &EndpointError{Where: e.String(), Why: fmt.Sprintf(format, args...)}
	}
	switch u.Scheme {
	case "ws", "wss", "http", "https":
	default:
		return Endpoint{}, &EndpointError{Why: "not an address that begins with wss:// (or https://; on this machine also ws:// and http://)"}
	}
	switch {
	case u.Opaque != "" || u.Hostname() == "":
		return Endpoint{}, &EndpointError{Where: u.Scheme + "://", Why: "there is no host in it"}
	case u.Fragment != "":
		return refuse("an address of a browser has no #")
	case !e.secure() && !isLoopback(u.Hostname()):
		return refuse("%s:// would carry the session over the network unencrypted; %ss:// is needed for hosts other than this machine", u.Scheme, u.Scheme)
	}
	return e, nil
}

// isLoopback says whether a host can only be this machine. Names other than
// localhost may resolve to anything.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func (e Endpoint) secure() bool { return e.address.Scheme == "wss" || e.address.Scheme == "https" }

// asks says that the endpoint has to be asked where the browser is.
func (e Endpoint) asks() bool { return strings.HasPrefix(e.address.Scheme, "http") }

// bare says that the address names no more than a host.
func (e Endpoint) bare() bool {
	return strings.Trim(e.address.Path, "/") == "" && e.address.RawQuery == ""
}

// String is scheme and host: user, path and query may be secret.
func (e Endpoint) String() string { return e.address.Scheme + "://" + e.address.Host }

// Secretive says that the address holds something secret: a user, or a query, which
// with most pools has a token.
func (e Endpoint) Secretive() bool { return e.address.User != nil || e.address.RawQuery != "" }

// shortestSecret: shorter values of a query are settings (true, 60000).
const shortestSecret = 6

// Secrets are the parts of the address that must not be seen in any output.
func (e Endpoint) Secrets() []string {
	var out []string
	add := func(s string) {
		if len(s) >= shortestSecret {
			out = append(out, s)
		}
	}
	u := e.address
	if u.User != nil {
		add(u.User.String())
		add(u.User.Username())
		password, _ := u.User.Password()
		add(password)
	}
	add(u.RawQuery)
	for _, values := range u.Query() {
		for _, v := range values {
			add(v)
		}
	}
	const id = 16 // names of things are shorter, ids of sessions longer
	for segment := range strings.SplitSeq(u.Path, "/") {
		if len(segment) >= id {
			out = append(out, segment)
		}
	}
	return out
}

// socket is the address of the WebSocket, once it is known.
func (e Endpoint) socket() string { return e.withScheme("ws").String() }

// question is the address to ask for the browser's WebSocket: /json/version, which
// Chrome and browser pools serve.
func (e Endpoint) question() string {
	u := e.withScheme("http")
	if !strings.HasSuffix(strings.TrimRight(u.Path, "/"), "/json/version") {
		u = u.JoinPath("json", "version")
	}
	return u.String()
}

// at is the endpoint with the path that the browser itself has named. Host and scheme
// stay: the browser does not know the proxies in front of it, and must not send us to
// another host.
func (e Endpoint) at(debuggerURL string) (Endpoint, error) {
	named, err := url.Parse(debuggerURL)
	if err != nil || named.Host == "" || !strings.HasPrefix(named.Scheme, "ws") {
		return e, &EndpointError{Where: e.String(), Why: "it does not say where its browser is (no webSocketDebuggerUrl)"}
	}
	u := *e.withScheme("ws")
	u.Path, u.RawPath = named.Path, named.RawPath
	if named.RawQuery != "" {
		u.RawQuery = named.RawQuery
	}
	return Endpoint{&u}, nil
}

// withScheme gives the address with ws or http, secure as it was.
func (e Endpoint) withScheme(plain string) *url.URL {
	u := *e.address
	u.Scheme = plain
	if e.secure() {
		u.Scheme += "s"
	}
	return &u
}
