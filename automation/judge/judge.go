package judge

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
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
	endpoints []string   // host + path
	acting    [][]string // words that stand next to each other
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
	// "unsubscribe", "sign-out".
	ActingWords []string
	// Exchanges are writes that are allowed all the same.
	Exchanges []Exchange
}

// NewRules prepares rules. It ignores endpoints that are not https.
func NewRules(c Config) Rules {
	r := Rules{
		hosts: c.Hosts, ReadOnly: c.ReadOnly, leaveOut: c.LeaveOut, stubs: c.Stubs,
		exchanges: c.Reads.Exchanges,
	}
	for _, e := range c.Reads.QueryEndpoints {
		if u, err := url.Parse(e); err == nil && u.Scheme == "https" {
			r.endpoints = append(r.endpoints, endpointOf(u))
		}
	}
	for _, w := range c.Reads.ActingWords {
		if words := wordsOf(w); len(words) > 0 {
			r.acting = append(r.acting, words)
		}
	}
	return r
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
	if overridesMethod(u, req) {
		return refused(ReasonOverride)
	}
	if r.isExchange(u, req.Method) {
		return Verdict{Action: LetThrough}
	}
	switch req.Method {
	case "OPTIONS":
		return Verdict{Action: LetThrough}
	case "GET", "HEAD":
		return r.judgeGet(u, req)
	case "POST":
		if r.isEndpoint(u) {
			return judgeQueryPost(u, req)
		}
	}
	return refused(ReasonWrite)
}

func (r Rules) judgeGet(u *url.URL, req Request) Verdict {
	if req.HasBody {
		return refused(ReasonWrite)
	}
	if r.isEndpoint(u) {
		if v := judgeQueryGet(u); v.Action != LetThrough {
			return v
		}
	}
	if req.Kind == "Script" || req.Kind == "Stylesheet" {
		// The name of a script or style sheet says what it is for ("unsubscribe.js"),
		// not what fetching it does.
		return Verdict{Action: LetThrough}
	}
	if r.actsByAddress(u) {
		return refused(ReasonActingPath)
	}
	return Verdict{Action: LetThrough}
}

func (r Rules) isEndpoint(u *url.URL) bool { return slices.Contains(r.endpoints, endpointOf(u)) }

// endpointOf returns host and path, without a slash at the end.
func endpointOf(u *url.URL) string {
	return strings.ToLower(u.Hostname()) + strings.TrimRight(u.EscapedPath(), "/")
}

// overrideNames are headers and parameters by which frameworks replace the method of a
// request.
var overrideNames = []string{"x-http-method-override", "x-http-method", "x-method-override", "_method"}

func overridesMethod(u *url.URL, req Request) bool {
	for _, name := range overrideNames {
		if _, ok := req.Headers[name]; ok {
			return true
		}
	}
	for name := range u.Query() {
		if slices.Contains(overrideNames, strings.ToLower(name)) {
			return true
		}
	}
	return false
}

// actsByAddress looks for an acting word in the segments of the path, in the names of
// parameters and in the value of "action".
func (r Rules) actsByAddress(u *url.URL) bool {
	for segment := range strings.SplitSeq(u.Path, "/") {
		if r.acts(segment) {
			return true
		}
	}
	for name, values := range u.Query() {
		if r.acts(name) {
			return true
		}
		if strings.EqualFold(name, "action") && slices.ContainsFunc(values, r.acts) {
			return true
		}
	}
	return false
}

// acts says whether one of the acting words occurs in s as a whole word.
func (r Rules) acts(s string) bool {
	words := wordsOf(s)
	for _, want := range r.acting {
		for i := 0; i+len(want) <= len(words); i++ {
			if slices.Equal(words[i:i+len(want)], want) {
				return true
			}
		}
	}
	return false
}

// wordsOf splits at everything that is neither letter nor digit.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}
