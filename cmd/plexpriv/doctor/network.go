package doctor

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// plexHosts are the hosts that a run needs.
var plexHosts = []string{"plex.tv", "www.plex.tv", "app.plex.tv"}

// checkProxy connects to the proxy that is used for Plex. It never prints the user name
// and password in the proxy's address.
func checkProxy(ctx context.Context, env *Env) Finding {
	find := world.Proxy(env.World.Terminal.Getenv)
	if find == nil {
		return OK("none: HTTPS_PROXY is not set")
	}
	const next = "see to HTTPS_PROXY and NO_PROXY"
	if err := world.CheckProxy(env.World.Terminal.Getenv); err != nil {
		return problem(exit.Code(err), next, "%v", err)
	}
	var direct []string
	var proxy *url.URL
	for _, host := range plexHosts {
		at, err := find(&url.URL{Scheme: "https", Host: host})
		if err != nil {
			return problem(outcome.ExitTryLater, next, "%v", err)
		}
		if at == nil {
			direct = append(direct, host)
		} else {
			proxy = at
		}
	}
	if proxy == nil {
		return OK("not used for Plex: NO_PROXY says so")
	}
	name := proxy.Scheme + "://" + proxy.Host
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(proxy.Hostname(), cmp.Or(proxy.Port(), map[string]string{"http": "80", "https": "443"}[proxy.Scheme])))
	if err != nil {
		return problem(outcome.ExitTryLater, next, "%s does not answer: %v", name, err)
	}
	conn.Close()
	detail := name + " answers"
	if proxy.User != nil {
		detail += "; it is given a user name"
	}
	if len(direct) > 0 {
		detail += "; NO_PROXY leaves out " + strings.Join(direct, ", ")
	}
	return OK("%s", detail)
}

// checkHost reports whether a host answers plexpriv's own HTTP client.
func checkHost(host string) func(context.Context, *Env) Finding {
	return func(_ context.Context, env *Env) Finding {
		if _, err := env.api(); err != nil {
			return problem(exit.Code(err), "see to "+exit.EnvCertFile, "%v", err)
		}
		r := env.hosts[host]()
		switch {
		case r.err != nil:
			return networkProblem(env, r.err)
		case r.Status == http.StatusTooManyRequests || r.Status >= http.StatusInternalServerError:
			return problem(outcome.ExitTryLater, "try again later", "answers, with status %d", r.Status)
		}
		return OK("answers")
	}
}

// networkProblem is the problem of a host that cannot be reached, with a hint that fits
// the cause.
func networkProblem(env *Env, err error) Finding {
	f := problemOf(env, err, outcome.ExitTryLater)
	f.Code = outcome.ExitTryLater
	var expired x509.CertificateInvalidError
	var trust *plexapi.TrustError
	var name *net.DNSError
	switch {
	case errors.As(err, &expired) && expired.Reason == x509.Expired:
		f.Next = "set the clock of this machine"
	case errors.As(err, &trust):
		f.Next = "if a company proxy or antivirus is intercepting HTTPS here, put its certificate authority into the file that " + exit.EnvCertFile + " names; else set the clock"
	case errors.As(err, &name):
		f.Next = "see to the network: names do not resolve"
		if world.Proxy(env.World.Terminal.Getenv) == nil {
			f.Next += "; behind a proxy, set HTTPS_PROXY"
		}
	case f.Next == "":
		f.Next = "see to the network, and to HTTPS_PROXY if there is a proxy"
	}
	return f
}

// maxSkew is how far the clocks may differ. A smaller difference does not matter to
// certificates and cookies.
const maxSkew = 2 * time.Minute

// checkClock compares this machine's clock with the Date header of Plex's hosts.
func checkClock(_ context.Context, env *Env) Finding {
	var skews []time.Duration
	for _, host := range plexHosts {
		if r := env.hosts[host](); r.err == nil && !r.Date.IsZero() {
			skews = append(skews, r.at.Sub(r.Date))
		}
	}
	if len(skews) == 0 {
		return Note("", "not known: no host has told the time")
	}
	slices.SortFunc(skews, func(a, b time.Duration) int { return cmp.Compare(a.Abs(), b.Abs()) })
	skew := skews[0].Round(time.Second)
	if skew.Abs() <= maxSkew {
		return OK("right, compared with Plex's")
	}
	side := "ahead of"
	if skew < 0 {
		side = "behind"
	}
	return Note("set the clock of this machine", "%s", fmt.Sprintf("%s %s Plex's", skew.Abs(), side))
}
