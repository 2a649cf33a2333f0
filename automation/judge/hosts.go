package judge

import "strings"

// HostRule names the hosts that may be contacted: Suffix itself and everything
// under it. The zero rule allows nothing.
type HostRule struct {
	// Suffix is a host name in lower-case ASCII: "plex.tv".
	Suffix string
}

// Allows reports whether host, as it stands in a parsed address (no port, no
// user information), is within the rule. It compares plain ASCII host names and
// nothing else: addresses of other shapes (a trailing dot, letters beyond ASCII,
// an escape) name the same host for some parsers and another for others, and no
// honest page needs them.
func (r HostRule) Allows(host string) bool {
	if r.Suffix == "" || !plainHost(host) {
		return false
	}
	host = strings.ToLower(host)
	return host == r.Suffix || strings.HasSuffix(host, "."+r.Suffix)
}

// plainHost reports whether s is one or more non-empty labels of letters,
// digits, hyphens and underscores.
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

// ResolverRules are the browser's own rules for names: whatever the rule does
// not allow does not resolve, whoever in the browser asks for it.
func (r HostRule) ResolverRules() string {
	if r.Suffix == "" {
		return "MAP * ~NOTFOUND"
	}
	return "MAP * ~NOTFOUND, EXCLUDE " + r.Suffix + ", EXCLUDE *." + r.Suffix
}
