package automation

import (
	"net/netip"
	"net/url"
	"slices"
	"sync"
	"time"
)

// Refusal is a request that was refused.
type Refusal struct {
	Time time.Time
	// URL has neither query nor fragment.
	URL    string
	Method string
	// ResourceType is the browser's word for it: "Document", "XHR", "Ping". Empty for a
	// refused tunnel.
	ResourceType string
	// Reason is one of the Reason constants or, for a tunnel that the filter refused,
	// "background: " with the reason.
	Reason string
	// Operation is the name of the GraphQL operation, if there is one.
	Operation string
	// FrameID is the frame that sent it; empty for workers and the browser itself.
	FrameID string
	// Initiator is the address of the document that sent it (the Referer), if the
	// request has one.
	Initiator string
}

// refusalsKept bounds the memory that a page can use up by sending requests in a loop.
const refusalsKept = 1000

// refusals holds the first thousand requests that were refused.
type refusals struct {
	mu  sync.Mutex
	all []Refusal
}

func (r *refusals) add(x Refusal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.all) < refusalsKept {
		r.all = append(r.all, x)
	}
}

func (r *refusals) list() []Refusal {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.all)
}

// inNumbers is written in a log in the place of a host that is an IP address.
const inNumbers = "address-in-numbers"

// withoutNumbers replaces the host of an address if it is an IP address: pages ask for
// machines in a person's home, and a log is shown to others.
func withoutNumbers(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if _, err := netip.ParseAddr(u.Hostname()); err != nil {
		return address
	}
	return u.Scheme + "://" + inNumbers + u.EscapedPath()
}
