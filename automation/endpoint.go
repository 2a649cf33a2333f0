package automation

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Endpoint is the address of a browser that we did not start. With ws or wss it speaks
// the DevTools protocol over a WebSocket; with http or https it is asked for the
// WebSocket's address.
type Endpoint struct{ address *url.URL }

// EndpointError says why an address cannot be an [Endpoint]. It holds no more of the
// address than scheme and host.
type EndpointError struct{ Where, Why string }

// Error names the address and the reason.
func (e *EndpointError) Error() string {
	if e.Where == "" {
		return e.Why
	}
	return e.Where + ": " + e.Why
}

// ParseEndpoint checks an address without contacting it. It refuses addresses that
// would send the session unencrypted over a network.
func ParseEndpoint(address string) (Endpoint, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		// The parser's error is left out, because it quotes the address.
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

// isLoopback says whether a host can only be this machine. Names other than localhost
// may resolve to anything.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func (e Endpoint) secure() bool { return e.address.Scheme == "wss" || e.address.Scheme == "https" }

// asks says whether the endpoint must be asked for the browser's address.
func (e Endpoint) asks() bool { return strings.HasPrefix(e.address.Scheme, "http") }

// bare says whether the address has only a host: no path, user or query.
func (e Endpoint) bare() bool {
	return strings.Trim(e.address.Path, "/") == "" && e.address.RawQuery == ""
}

// String is scheme and host: user, path and query may be secret.
func (e Endpoint) String() string { return e.address.Scheme + "://" + e.address.Host }

// Secretive says whether the address may hold a secret: a user, a query, in which most
// pools expect a token, or a path with a part that is no usual word: some keys are short.
func (e Endpoint) Secretive() bool {
	return e.address.User != nil || e.address.RawQuery != "" || len(e.Secrets()) > 0 || slices.ContainsFunc(strings.Split(e.address.Path, "/"), mayBeKey)
}

// usualWords stand in the paths of browsers and pools.
var usualWords = []string{"", "devtools", "browser", "cdp", "json", "version", "ws", "chrome", "chromium", "session", "sessions"}

// mayBeKey says whether a part of a path may be a key.
func mayBeKey(part string) bool {
	const longest = 4 // of a number that only counts browsers
	isCount := len(part) <= longest && strings.Trim(part, "0123456789") == ""
	return !isCount && !slices.Contains(usualWords, strings.ToLower(part))
}

// shortestSecret is the shortest query value that counts as a secret. Shorter ones are
// options ("true", "60000").
const shortestSecret = 6

// Secrets returns the parts of the address that must not appear in any output.
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

// socket returns the address of the WebSocket.
func (e Endpoint) socket() string { return e.withScheme("ws").String() }

// question returns the address that says where the browser's WebSocket is:
// /json/version, which Chrome and browser pools serve.
func (e Endpoint) question() string {
	u := e.withScheme("http")
	if !strings.HasSuffix(strings.TrimRight(u.Path, "/"), "/json/version") {
		u = u.JoinPath("json", "version")
	}
	return u.String()
}

// at returns the endpoint with the path that the browser itself gave. Scheme and host
// stay as they are: the browser does not know about proxies in front of it, and must
// not send us to another host.
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

// withScheme returns the address with ws or http, or their secure form if it was
// secure.
func (e Endpoint) withScheme(plain string) *url.URL {
	u := *e.address
	u.Scheme = plain
	if e.secure() {
		u.Scheme += "s"
	}
	return &u
}
