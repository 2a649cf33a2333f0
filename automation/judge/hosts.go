package judge

import "strings"

// HostRule names the hosts that may be contacted: Suffix and everything under it. The
// zero rule allows nothing.
type HostRule struct {
	// Suffix is a host name in lower-case ASCII: "plex.tv".
	Suffix string
}

// Allows says whether the rule allows host, as a URL parser returns it (no port, no
// user). It compares plain ASCII host names and nothing else: a trailing dot, letters
// beyond ASCII and escapes mean different hosts to different parsers, and no honest
// page needs them.
func (r HostRule) Allows(host string) bool {
	if r.Suffix == "" || !plainHost(host) {
		return false
	}
	host = strings.ToLower(host)
	return host == r.Suffix || strings.HasSuffix(host, "."+r.Suffix)
}

// plainHost says whether s consists of non-empty labels of letters, digits, hyphens and
// underscores.
func plainHost(s string) bool {
	if len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 {
			return false
		}
		for _, c := range []byte(label) {
			letter := 'a' <= c|0x20 && c|0x20 <= 'z'
			if !letter && !('0' <= c && c <= '9') && c != '-' && c != '_' {
				return false
			}
		}
	}
	return true
}

// ResolverRules are rules for the browser's own resolver: a name that the HostRule does
// not allow does not resolve, no matter which part of the browser asks.
func (r HostRule) ResolverRules() string {
	if r.Suffix == "" {
		return "MAP * ~NOTFOUND"
	}
	return "MAP * ~NOTFOUND, EXCLUDE " + r.Suffix + ", EXCLUDE *." + r.Suffix
}
