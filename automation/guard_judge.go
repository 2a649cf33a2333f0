package automation

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// request is what the guard knows of a request before it leaves.
type request struct {
	url, method, kind string
	headers           map[string]string // lower-case names
	hasBody           bool
	body              []byte
	bodyHidden        bool // a part of the body is a file, a blob or a stream
}

type action int

const (
	refuse   action = iota // and record it
	leaveOut               // refused for speed, not worth a word
	upgrade                // ask again over https
	letThrough
)

type verdict struct {
	action    action
	reason    string
	operation string
}

func refused(reason string) verdict { return verdict{action: refuse, reason: reason} }

// rules are what a request is judged by. The judge has no memory and no clock.
type rules struct {
	hosts     HostRule
	readOnly  bool
	leaveOut  bool
	endpoints []string   // host + path
	acting    [][]string // words that follow each other
}

func rulesFrom(o Options) rules {
	r := rules{hosts: o.Hosts, readOnly: o.ReadOnly, leaveOut: o.BlockResources}
	for _, e := range o.QueryEndpoints {
		if u, err := url.Parse(e); err == nil && u.Scheme == "https" {
			r.endpoints = append(r.endpoints, endpointOf(u))
		}
	}
	for _, w := range o.ActingPathWords {
		if words := wordsOf(w); len(words) > 0 {
			r.acting = append(r.acting, words)
		}
	}
	return r
}

// judge decides about one request.
func (r rules) judge(req request) verdict {
	u, err := url.Parse(req.url)
	if err != nil {
		return refused(ReasonAddress)
	}
	switch u.Scheme {
	case "data", "blob", "about":
		return verdict{action: letThrough} // stays inside the browser
	}
	if r.leaveOut && slices.Contains([]string{"Image", "Font", "Media"}, req.kind) {
		return verdict{action: leaveOut}
	}
	switch u.Scheme {
	case "http":
		// The browser would ask over https by itself (HSTS), one layer below us.
		if req.method == "GET" && u.Port() == "" && u.User == nil && r.hosts.Allows(u.Hostname()) {
			return verdict{action: upgrade}
		}
		return refused(ReasonScheme)
	case "https":
	default:
		return refused(ReasonScheme)
	}
	if u.User != nil || (u.Port() != "" && u.Port() != "443") || !r.hosts.Allows(u.Hostname()) {
		return refused(ReasonHost)
	}
	if req.headers["service-worker"] == "script" {
		// It would answer the page's requests with what it kept from another time.
		return refused(ReasonServiceWorker)
	}
	if !r.readOnly {
		return verdict{action: letThrough}
	}
	return r.judgeRead(u, req)
}

// judgeRead lets through only what changes nothing.
func (r rules) judgeRead(u *url.URL, req request) verdict {
	if overridesMethod(u, req) {
		return refused(ReasonOverride)
	}
	switch req.method {
	case "OPTIONS":
		return verdict{action: letThrough}
	case "GET", "HEAD":
		return r.judgeGet(u, req)
	case "POST":
		if r.isEndpoint(u) {
			return judgeQueryPost(u, req)
		}
	}
	return refused(ReasonWrite)
}

func (r rules) judgeGet(u *url.URL, req request) verdict {
	if req.hasBody {
		return refused(ReasonWrite)
	}
	if r.isEndpoint(u) {
		if v := judgeQueryGet(u); v.action != letThrough {
			return v
		}
	}
	if req.kind == "Script" || req.kind == "Stylesheet" {
		// Named after what they are for, not after what fetching them does.
		return verdict{action: letThrough}
	}
	if r.actsByAddress(u) {
		return refused(ReasonActingPath)
	}
	return verdict{action: letThrough}
}

func (r rules) isEndpoint(u *url.URL) bool { return slices.Contains(r.endpoints, endpointOf(u)) }

// endpointOf is host and path; a slash at the end makes no difference.
func endpointOf(u *url.URL) string {
	return strings.ToLower(u.Hostname()) + strings.TrimRight(u.EscapedPath(), "/")
}

// overrideNames are headers and parameters by which frameworks take one method
// for another.
var overrideNames = []string{"x-http-method-override", "x-http-method", "x-method-override", "_method"}

func overridesMethod(u *url.URL, req request) bool {
	for _, name := range overrideNames {
		if _, ok := req.headers[name]; ok {
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

// actsByAddress looks for an acting word in each segment of the path, in the
// names of parameters and in the value of "action".
func (r rules) actsByAddress(u *url.URL) bool {
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

// acts reports whether one of the acting words stands in s as a whole.
func (r rules) acts(s string) bool {
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
