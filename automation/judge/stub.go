package judge

import (
	"net/url"
	"slices"
	"strings"
)

// Stub is a script that is answered in the place of another one of a host that is not
// contacted. A page that needs the other script's globals then goes on.
//
// A page that pins the script's hash (the attribute "integrity") does not run a stub. It
// then does what it does when the host cannot be reached.
type Stub struct {
	// Host is the host of the replaced script, in lower-case ASCII. Its subdomains are
	// other hosts.
	Host string
	// Path is its path. Empty means every script of the host.
	Path string
	// Script is the answer. It may be empty.
	Script []byte
}

func (s Stub) replaces(u *url.URL) bool {
	return strings.EqualFold(u.Hostname(), s.Host) && (s.Path == "" || u.EscapedPath() == s.Path)
}

// stubFor returns the stub for a request, if there is one. Only scripts have one:
// nothing else is answered in the name of another host.
func (r Rules) stubFor(u *url.URL, req Request) (Stub, bool) {
	if req.Kind != "Script" || req.Method != "GET" || u.Scheme != "https" || u.User != nil || (u.Port() != "" && u.Port() != "443") {
		return Stub{}, false
	}
	i := slices.IndexFunc(r.stubs, func(s Stub) bool { return s.replaces(u) })
	if i < 0 {
		return Stub{}, false
	}
	return r.stubs[i], true
}
