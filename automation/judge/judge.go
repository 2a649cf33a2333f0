package judge

import (
	"net/url"
	"slices"
)

// Request is what the guard knows about a request before it leaves.
type Request struct {
	URL, Method, Kind string
	Headers           map[string]string // names in lower case
	HasBody           bool
	Body              []byte
	BodyHidden        bool // part of the body is a file, a blob or a stream
}

// Action is what happens to a request.
type Action int

// The actions.
const (
	// Refuse fails the request and records it.
	Refuse Action = iota
	// LeaveOut fails the request to save time (an image, a font) and records nothing.
	LeaveOut
	// Upgrade redirects it to https.
	Upgrade
	// LetThrough lets the request go on unchanged.
	LetThrough
	// Replace answers it with Verdict.Script. Nobody is contacted.
	Replace
)

// Verdict is the decision about one request.
type Verdict struct {
	Action Action
	// Reason is one of the Reason constants where the action is Refuse, else empty.
	Reason string
	// Operation is the name of a GraphQL operation, where there is one.
	Operation string
	// Script is the answer where the action is Replace.
	Script []byte
}

func refused(reason string) Verdict { return Verdict{Action: Refuse, Reason: reason} }

// Rules decide about requests. They have no memory and no clock.
type Rules struct {
	hosts     HostRule
	ReadOnly  bool
	leaveOut  bool
	stubs     []Stub
	endpoints endpoints
	acting    phrases
	exchanges []Exchange
}

// Config is what [Rules] are made from.
type Config struct {
	// Hosts are the hosts that may be contacted.
	Hosts HostRule
	// Stubs are scripts of other hosts that are answered here.
	Stubs []Stub
	// ReadOnly refuses every request that could change something.
	ReadOnly bool
	// LeaveOut refuses images, fonts and media to save time.
	LeaveOut bool
	// Reads is what counts as reading in ReadOnly.
	Reads Reads
}

// Reads says what counts as reading, where a method or an address alone would mislead.
type Reads struct {
	// QueryEndpoints are GraphQL addresses (https, host and path). A POST to one of them
	// is allowed if it is certain to be a query.
	QueryEndpoints []string
	// ActingWords are words in the address of a GET that mean that it changes something:
	// "unsubscribe", "sign-out". The latter stands for "signOut" and "signout", too.
	ActingWords []string
	// Exchanges are writes that are allowed all the same.
	Exchanges []Exchange
}

// NewRules prepares rules. It ignores endpoints that are not https.
func NewRules(c Config) Rules {
	return Rules{
		hosts: c.Hosts, ReadOnly: c.ReadOnly, leaveOut: c.LeaveOut, stubs: c.Stubs,
		endpoints: newEndpoints(c.Reads.QueryEndpoints), acting: newPhrases(c.Reads.ActingWords), exchanges: c.Reads.Exchanges,
	}
}

// Judge decides about one request.
func (r Rules) Judge(req Request) Verdict {
	u, err := url.Parse(req.URL)
	if err != nil {
		return refused(ReasonAddress)
	}
	switch u.Scheme {
	case "data", "blob", "about":
		return Verdict{Action: LetThrough} // never leaves the browser
	}
	if r.leaveOut && slices.Contains([]string{"Image", "Font", "Media"}, req.Kind) {
		return Verdict{Action: LeaveOut}
	}
	if s, ok := r.stubFor(u, req); ok {
		return Verdict{Action: Replace, Script: s.Script}
	}
	switch u.Scheme {
	case "http":
		// HSTS would upgrade the request anyway, but only below the layer that we see.
		if req.Method == "GET" && u.Port() == "" && u.User == nil && r.hosts.Allows(u.Hostname()) {
			return Verdict{Action: Upgrade}
		}
		return refused(ReasonScheme)
	case "https":
	default:
		return refused(ReasonScheme)
	}
	if u.User != nil || (u.Port() != "" && u.Port() != "443") || !r.hosts.Allows(u.Hostname()) {
		return refused(ReasonHost)
	}
	if req.Headers["service-worker"] == "script" {
		// A service worker would answer the page's requests from its cache.
		return refused(ReasonServiceWorker)
	}
	if !r.ReadOnly {
		return Verdict{Action: LetThrough}
	}
	return r.judgeRead(u, req)
}

// judgeRead allows only requests that change nothing.
func (r Rules) judgeRead(u *url.URL, req Request) Verdict {
	a, ok := readAddress(u)
	if !ok {
		return refused(ReasonAddress)
	}
	if overridesMethod(a, req) {
		return refused(ReasonOverride)
	}
	if r.isExchange(u, req.Method) {
		return Verdict{Action: LetThrough}
	}
	switch req.Method {
	case "OPTIONS":
		if isPreflight(req) {
			return Verdict{Action: LetThrough}
		}
	case "GET", "HEAD":
		return r.judgeGet(a, req)
	case "POST":
		if r.endpoints.has(u) {
			return judgeQueryPost(u, req)
		}
	}
	return refused(ReasonWrite)
}

// judgeGet looks at the address only, never at the kind of the request: a page chooses
// the kind, by asking with a script element, a style sheet or a preload.
func (r Rules) judgeGet(a address, req Request) Verdict {
	if req.HasBody {
		return refused(ReasonWrite)
	}
	if v := r.endpoints.judgeQueryGet(a); v.Action != LetThrough {
		return v
	}
	return r.acting.judge(a)
}
