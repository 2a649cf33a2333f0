package judge

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

// endpoints are GraphQL addresses: host and path, without a slash at the end.
type endpoints []string

func newEndpoints(addresses []string) (out endpoints) {
	for _, a := range addresses {
		if u, err := url.Parse(a); err == nil && u.Scheme == "https" {
			out = append(out, endpointOf(u))
		}
	}
	return out
}

// judgeQueryGet judges GraphQL in the parameters of an address. A GET without such
// parameters is an ordinary GET. Plex has more GraphQL addresses than we know, so the
// parameters of any address are looked at.
func (e endpoints) judgeQueryGet(a address) Verdict {
	if slices.ContainsFunc(a.queries, namesOperation) {
		return refused(ReasonNotAQuery)
	}
	asks := ownToGraphQL
	if e.mayHave(a) || slices.ContainsFunc(a.queries, namesHash) {
		asks = graphQLParameter
	}
	return judgeParameters(a.URL, asks)
}

func namesHash(text string) bool { return strings.Contains(strings.ToLower(text), "persistedquery") }

// operation is a mutation or subscription, roughly: whether its word stands there as one
// is not asked.
var operation = regexp.MustCompile(`(?is)\b(?:mutation|subscription)\b.*\{`)

func namesOperation(text string) bool {
	return operation.MatchString(strings.ReplaceAll(text, "+", " "))
}

// judgeParameters judges the parameters of an address as a GraphQL request if asks says
// so of one of their names.
func judgeParameters(u *url.URL, asks func(name string) bool) Verdict {
	names, ok := parameterNames(u)
	if !slices.ContainsFunc(names, asks) {
		return Verdict{Action: LetThrough}
	}
	if !ok {
		return refused(ReasonNotAQuery)
	}
	var e envelope
	for name, values := range u.Query() {
		if !graphQLParameter(name) {
			continue
		}
		if len(values) != 1 {
			return refused(ReasonNotAQuery)
		}
		switch name {
		case "query":
			e.Query = &values[0]
		case "operationName":
			e.OperationName = &values[0]
		case "variables":
		case "extensions":
			if err := json.Unmarshal([]byte(values[0]), &e.Extensions); err != nil {
				return refused(ReasonNotAQuery)
			}
		default:
			return refused(ReasonHashOnly)
		}
	}
	return e.judge()
}

// parameterNames returns the names of the parameters, also of those that Go's parser
// refuses and a server may take. It returns false if there are such.
func parameterNames(u *url.URL) (names []string, ok bool) {
	for pair := range strings.FieldsFuncSeq(u.RawQuery, func(c rune) bool { return c == '&' || c == ';' }) {
		name, _, _ := strings.Cut(pair, "=")
		names = append(names, unescape(name))
	}
	_, err := url.ParseQuery(u.RawQuery)
	return names, err == nil
}

// graphQLParameter says whether a parameter of a GraphQL address says what is to be run.
func graphQLParameter(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	return ownToGraphQL(name) || slices.Contains([]string{"query", "variables", "extensions", "hash", "mutation", "id"}, name)
}

// ownToGraphQL says whether a parameter has a name that means GraphQL anywhere.
func ownToGraphQL(name string) bool {
	return slices.Contains([]string{"operationname", "queryid", "documentid", "doc_id"}, strings.ToLower(strings.TrimSpace(name)))
}

// has says whether an address is one of the GraphQL addresses, as it stands there:
// what may be posted to is not read generously.
func (e endpoints) has(u *url.URL) bool { return slices.Contains(e, endpointOf(u)) }

// endpointOf returns host and path, without a slash at the end.
func endpointOf(u *url.URL) string {
	return strings.ToLower(u.Hostname()) + strings.TrimRight(u.EscapedPath(), "/")
}

// mayHave says whether a server may take an address for a GraphQL address, in spite
// of its spelling.
func (e endpoints) mayHave(a address) bool {
	host := strings.ToLower(a.Hostname())
	return slices.ContainsFunc(a.paths, func(text string) bool {
		segments := strings.Split(strings.ReplaceAll(text, `\`, "/"), "/")
		for i, s := range segments {
			segments[i], _, _ = strings.Cut(strings.TrimSpace(s), ";")
		}
		cleaned := strings.TrimRight(path.Clean("/"+strings.Join(segments, "/")), "/")
		return slices.ContainsFunc(e, func(known string) bool { return strings.EqualFold(known, host+cleaned) })
	})
}
