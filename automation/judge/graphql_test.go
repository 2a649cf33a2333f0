package judge

import (
	"net/url"
	"testing"
)

var asJSON = map[string]string{"content-type": "application/json"}

// A body is a query only for a server that reads it as we do.
func TestJudgeGraphQLContentType(t *testing.T) {
	for kind, want := range map[string]Action{
		"application/json":                           LetThrough,
		"Application/JSON; charset=UTF-8":            LetThrough,
		`application/json; charset="utf-8"`:          LetThrough,
		"":                                           Refuse,
		"text/plain;charset=UTF-8":                   Refuse,
		"application/x-www-form-urlencoded":          Refuse,
		"multipart/form-data; boundary=x":            Refuse,
		"application/graphql":                        Refuse,
		"application/json; charset=utf-7":            Refuse,
		"application/json; charset=utf-16":           Refuse,
		"application/json; charset=utf-8; boundary=": Refuse,
		"application/json; x=y":                      Refuse,
		"application/json, text/plain":               Refuse,
		"application/json; charset=utf-8, x/y":       Refuse,
		"application/json;charset=utf-8;charset=x":   Refuse,
		"application/vnd.api+json":                   Refuse,
		"application/json+form":                      Refuse,
	} {
		req := Request{URL: "https://community.plex.tv/api", Method: "POST", HasBody: true, Body: []byte(anyQuery), Headers: map[string]string{"content-type": kind}}
		if v := testRules().Judge(req); v.Action != want {
			t.Errorf("%q: %v %q", kind, v.Action, v.Reason)
		}
	}
	for _, packed := range []string{"gzip", "br", "identity"} {
		req := Request{URL: "https://community.plex.tv/api", Method: "POST", HasBody: true, Body: []byte(anyQuery),
			Headers: map[string]string{"content-type": "application/json", "content-encoding": packed}}
		if v := testRules().Judge(req); v.Action != Refuse {
			t.Errorf("packed as %q: %v", packed, v.Action)
		}
	}
}

// A mutation in an address is refused wherever it is, because Plex has more GraphQL
// addresses than we know.
func TestJudgeGraphQLAnywhere(t *testing.T) {
	mutation, query := url.QueryEscape("mutation{signOut}"), url.QueryEscape("query{me}")
	for _, address := range []string{
		"https://community.plex.tv/%61pi?query=" + mutation, "https://community.plex.tv//api?query=" + mutation, "https://community.plex.tv/API?query=" + mutation,
		"https://community.plex.tv/x/%2e%2e/api?query=" + mutation, "https://community.plex.tv/api;x?query=" + mutation, "https://community.plex.tv/x/..%2fapi?id=7",
		"https://www.plex.tv/anywhere?query=" + mutation, "https://www.plex.tv/?q=" + url.QueryEscape(mutation), "https://www.plex.tv/?Query=" + mutation,
		"https://www.plex.tv/?body=" + url.QueryEscape(`{"query":"mutation A($a:B){c}"}`), "https://www.plex.tv/?body=" + url.QueryEscape(`{"query":"\u006dutation{c}"}`),
		"https://www.plex.tv/?query=mutation+SignOut+{signOut}", "https://www.plex.tv/?x=1;query=" + mutation, "https://www.plex.tv/?query=subscription%0a%7Ba%7D",
		"https://www.plex.tv/?query=" + url.QueryEscape("query A{a} mutation B{b}"), "https://www.plex.tv/?extensions=" + url.QueryEscape(`{"persistedQuery":{"sha256Hash":"a"}}`),
		"https://www.plex.tv/?operationName=SignOut", "https://www.plex.tv/?OperationName=SignOut&query=" + query, "https://www.plex.tv/?doc_id=7", "https://www.plex.tv/?queryId=7",
		"https://community.plex.tv/api?query=" + query + "&id=7", "https://community.plex.tv/api?%71uery=" + query + "&query=" + query, "https://community.plex.tv/api?query=" + query + ";id=7",
	} {
		if v := testRules().Judge(Request{URL: address, Method: "GET"}); v.Action != Refuse {
			t.Errorf("%s leaves", address)
		}
	}
	for _, address := range []string{
		"https://www.plex.tv/?query=" + query, "https://discover.plex.tv/search?query=mutation&id=7&hash=a", "https://www.plex.tv/?extensions=jpg,png",
		"https://www.plex.tv/?operationName=Me&query=" + url.QueryEscape("query Me{me}"), "https://community.plex.tv/%61pi?query=" + query,
	} {
		if v := testRules().Judge(Request{URL: address, Method: "GET"}); v.Action != LetThrough {
			t.Errorf("%s is refused: %s", address, v.Reason)
		}
	}
	for _, address := range []string{"https://community.plex.tv/%61pi", "https://community.plex.tv/API", "https://community.plex.tv/x/../api", "https://community.plex.tv/api?id=7", "https://community.plex.tv/api?a=1;query=x"} {
		req := Request{URL: address, Method: "POST", Headers: asJSON, HasBody: true, Body: []byte(anyQuery)}
		if v := testRules().Judge(req); v.Action != Refuse {
			t.Errorf("POST %s leaves", address)
		}
	}
}
