package judge

import (
	"net/url"
	"slices"
	"strings"
)

// Exchange is a kind of request that may leave in ReadOnly although its method says that
// it writes. Nothing but exactly this passes: no other method, host, path or parameter.
type Exchange struct {
	Method string
	// Address is https, host and path, as it stands in a request.
	Address string
	// Parameters are the names that the query may hold.
	Parameters []string
}

// covers says whether a request is one of this kind.
func (e Exchange) covers(u *url.URL, method string) bool {
	if method != e.Method || "https://"+strings.ToLower(u.Hostname())+u.EscapedPath() != e.Address {
		return false
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return false
	}
	for name := range query {
		if !slices.Contains(e.Parameters, name) {
			return false
		}
	}
	return true
}

func (r Rules) isExchange(u *url.URL, method string) bool {
	return slices.ContainsFunc(r.exchanges, func(e Exchange) bool { return e.covers(u, method) })
}
