package judge

import (
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/url"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

const (
	// bodyLimit is far above the size of a real query (10 KB), and small enough to
	// parse quickly.
	bodyLimit  = 256 << 10
	tokenLimit = 20_000
)

// envelope is the only form of GraphQL request that is allowed. It has every member
// that may occur: an unknown one could name another operation than the one that was
// checked.
type envelope struct {
	Query         *string        `json:"query"`
	OperationName *string        `json:"operationName"`
	Variables     jsontext.Value `json:"variables"`
	Extensions    *extensions    `json:"extensions"`
}

type extensions struct {
	PersistedQuery *persistedQuery `json:"persistedQuery"`
	Others         jsontext.Value  `json:",inline"`
}

type persistedQuery struct {
	Hash   string         `json:"sha256Hash"`
	Others jsontext.Value `json:",inline"`
}

// judgeQueryPost allows a POST to a GraphQL address if its whole body is one query.
func judgeQueryPost(u *url.URL, req Request) Verdict {
	if req.BodyHidden || (req.HasBody && req.Body == nil) {
		return refused(ReasonBodyHidden)
	}
	if !plainJSON(req.Headers) {
		return refused(ReasonNotAQuery)
	}
	names, ok := parameterNames(u)
	if !ok || slices.ContainsFunc(names, graphQLParameter) {
		// Some servers read the parameters of the address instead of the body.
		return refused(ReasonNotAQuery)
	}
	return judgeEnvelope(req.Body)
}

// plainJSON says whether a server reads a body as what it is here: JSON in UTF-8. A form,
// another encoding or a packed body may hold another query for a server than for us.
func plainJSON(headers map[string]string) bool {
	if headers["content-encoding"] != "" {
		return false
	}
	kind, parameters, err := mime.ParseMediaType(headers["content-type"])
	if err != nil || kind != "application/json" {
		return false
	}
	charset, said := parameters["charset"]
	return len(parameters) == 0 || said && len(parameters) == 1 && strings.EqualFold(charset, "utf-8")
}

// judgeEnvelope judges the body of a POST. The decoder is strict, because a server's
// decoder might read some bodies differently: repeated members, text after the object,
// names in another case, invalid UTF-8.
func judgeEnvelope(body []byte) Verdict {
	if len(body) > bodyLimit {
		return refused(ReasonNotAQuery)
	}
	if jsontext.Value(body).Kind() != '{' {
		return refused(ReasonNotAQuery)
	}
	var e envelope
	if err := json.Unmarshal(body, &e, json.RejectUnknownMembers(true)); err != nil {
		return Verdict{Action: Refuse, Reason: ReasonNotAQuery, Operation: e.name(nil)}
	}
	return e.judge()
}

func (e envelope) judge() Verdict {
	if e.Query == nil || strings.TrimSpace(*e.Query) == "" {
		return Verdict{Action: Refuse, Reason: ReasonHashOnly, Operation: e.name(nil)}
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: *e.Query}, tokenLimit)
	if err != nil || len(doc.Operations) == 0 {
		return Verdict{Action: Refuse, Reason: ReasonNotAQuery, Operation: e.name(nil)}
	}
	name := e.name(doc)
	for _, op := range doc.Operations {
		if op.Operation != ast.Query {
			return Verdict{Action: Refuse, Reason: ReasonNotAQuery, Operation: name}
		}
	}
	if !e.hashFits() {
		return Verdict{Action: Refuse, Reason: ReasonHashOnly, Operation: name}
	}
	return Verdict{Action: LetThrough, Operation: name}
}

// hashFits says whether the hash of a stored query, if the request has one, is that of
// the query in the request.
func (e envelope) hashFits() bool {
	if e.Extensions == nil || e.Extensions.PersistedQuery == nil {
		return true
	}
	sum := sha256.Sum256([]byte(*e.Query))
	return strings.EqualFold(e.Extensions.PersistedQuery.Hash, hex.EncodeToString(sum[:]))
}

// name returns a name for the request: the operation that it asks to run, otherwise the
// first that has a name. It is used in messages, so anything that does not look like a
// name is left out.
func (e envelope) name(doc *ast.QueryDocument) string {
	if e.OperationName != nil && isName(*e.OperationName) {
		return *e.OperationName
	}
	if doc == nil {
		return ""
	}
	for _, op := range doc.Operations {
		if op.Name != "" {
			return op.Name
		}
	}
	return ""
}

func isName(s string) bool {
	if s == "" || len(s) > 100 {
		return false
	}
	for _, c := range []byte(s) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && !('0' <= c && c <= '9') && c != '_' {
			return false
		}
	}
	return true
}
