package automation

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/coder/websocket"
)

const (
	// remoteWait bounds each step of a connection: DNS lookup, handshake and first
	// answer. Pools start a browser during the handshake.
	remoteWait = 30 * time.Second
	// dialWait bounds the TCP connection.
	dialWait = 10 * time.Second
	// mostMessage bounds one message, in bytes. The body of a page is one message.
	mostMessage = 64 << 20
	// mostVersion bounds the answer of /json/version, in bytes.
	mostVersion = 64 << 10
)

// dialer opens connections to endpoints. chromedp's own dialer supports no proxy, and
// does not report the status of a refusal or its Retry-After.
type dialer struct{ client *http.Client }

func newDialer(o Options) *dialer {
	t := &http.Transport{
		DialContext:         (&net.Dialer{Timeout: dialWait}).DialContext,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots},
		TLSHandshakeTimeout: dialWait,
		DisableKeepAlives:   true,
	}
	if o.Proxy != nil {
		t.Proxy = func(r *http.Request) (*url.URL, error) { return o.Proxy(r.URL) }
	}
	return &dialer{&http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // a redirect must not carry a token elsewhere
	}}}
}

// dial opens the connection to an endpoint's browser.
func (d *dialer) dial(ctx context.Context, e Endpoint) (*websocket.Conn, error) {
	if !e.asks() {
		conn, err := d.handshake(ctx, e)
		if remote := (*RemoteError)(nil); !errors.As(err, &remote) || remote.Status == 0 || !e.bare() {
			return conn, err
		}
		// An address with only a host may be that of a Chrome, which must be asked for
		// its path.
	}
	found, err := d.find(ctx, e)
	if err != nil {
		return nil, err
	}
	return d.handshake(ctx, found)
}

func (d *dialer) handshake(ctx context.Context, e Endpoint) (*websocket.Conn, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, remoteWait, fmt.Errorf("no answer within %s", remoteWait))
	defer cancel()
	conn, resp, err := websocket.Dial(ctx, e.socket(), &websocket.DialOptions{HTTPClient: d.client})
	if err != nil {
		return nil, e.trouble(ctx, resp, err)
	}
	conn.SetReadLimit(mostMessage)
	return conn, nil
}

// find asks an endpoint for the address of its browser.
func (d *dialer) find(ctx context.Context, e Endpoint) (Endpoint, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, remoteWait, fmt.Errorf("no answer within %s", remoteWait))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, e.question(), nil)
	if err != nil {
		return e, &RemoteError{Where: e.String(), Err: errors.New("the address cannot be requested")}
	}
	resp, err := d.client.Do(req)
	if err != nil {
		return e, e.trouble(ctx, nil, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return e, e.trouble(ctx, resp, errors.New("asked where its browser is"))
	}
	var version struct {
		WebSocketDebuggerURL string `json:"webSocketDebuggerUrl"`
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, mostVersion)).Decode(&version); err != nil {
		return e, &RemoteError{Where: e.String(), Err: errors.New("it is not a browser: its /json/version is no JSON")}
	}
	found, err := e.at(version.WebSocketDebuggerURL)
	if err != nil {
		return e, &RemoteError{Where: e.String(), Err: errors.New("it is not a browser: its /json/version has no webSocketDebuggerUrl")}
	}
	return found, nil
}

// trouble returns the error for a failed connection. It does not pass on the library's
// own error as a whole, because that quotes the address.
func (e Endpoint) trouble(ctx context.Context, resp *http.Response, err error) error {
	if resp != nil && resp.StatusCode != 0 {
		return e.refusal(resp, err)
	}
	if cause := context.Cause(ctx); cause != nil {
		return &RemoteError{Where: e.String(), Err: cause}
	}
	var failed *url.Error
	if errors.As(err, &failed) {
		err = failed.Err
	}
	return &RemoteError{Where: e.String(), Err: err}
}

// refusal returns the error for an HTTP response that opens no WebSocket. Pools have
// several ways to say that all their browsers are taken (browserless: 429, and 503 if
// its machine is busy).
func (e Endpoint) refusal(resp *http.Response, err error) error {
	status := fmt.Sprintf("%d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
	switch resp.StatusCode {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return &BusyError{Where: e.String(), Why: status, After: wanted(resp.Header.Get("Retry-After"))}
	case http.StatusUnauthorized, http.StatusForbidden:
		return &RemoteError{Where: e.String(), Status: resp.StatusCode, Err: errors.New("it does not let us in: " + status)}
	case http.StatusSwitchingProtocols:
		return &RemoteError{Where: e.String(), Status: resp.StatusCode, Err: err}
	}
	return &RemoteError{Where: e.String(), Status: resp.StatusCode, Err: errors.New("it is not a browser: it answers " + status)}
}

// wanted reads a Retry-After header, in seconds or as a date; 0 if it has neither.
func wanted(header string) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(header)); err == nil && n > 0 {
		return time.Duration(n) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, time.Until(at))
	}
	return 0
}
