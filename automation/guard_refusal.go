package automation

import (
	"slices"
	"sync"
	"time"
)

// Refusal is a request that was not let out.
type Refusal struct {
	Time time.Time
	// URL has neither query nor fragment.
	URL    string
	Method string
	// ResourceType is the browser's name for it: "Document", "XHR", "Ping". Empty for a
	// refused tunnel.
	ResourceType string
	// Reason is one of the Reason constants, or, for a tunnel that the filter
	// refused, "background: " and why.
	Reason string
	// Operation is the name of a GraphQL operation, where there is one.
	Operation string
	// FrameID is the frame that asked; empty for workers and the browser itself.
	FrameID string
	// Initiator is the address of the document that asked (the Referer), where the
	// request has it.
	Initiator string
}

// refusalsKept bounds the memory that a page which asks in a loop can take.
const refusalsKept = 1000

// refusals are the requests that were refused, the first thousand.
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
