package judge

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

func testRules() Rules {
	return NewRules(Config{
		Hosts: HostRule{Suffix: "plex.tv"}, ReadOnly: true, LeaveOut: true,
		Stubs: []Stub{{Host: "cdn.words.example", Path: "/live.js", Script: []byte("1")}, {Host: "tags.example"}},
		Reads: Reads{
			QueryEndpoints: []string{"https://community.plex.tv/api"},
			ActingWords:    []string{"unsubscribe", "signout", "sign-out", "logout", "admin-ajax"},
			Exchanges:      []Exchange{{Method: "POST", Address: "https://plex.tv/api/v2/pins", Parameters: []string{"strong"}}},
		},
	})
}

func TestJudge(t *testing.T) {
	const www = "https://www.plex.tv"
	reading := testRules()
	acting := reading
	acting.ReadOnly = false
	for _, tt := range []struct {
		name  string
		rules Rules
		req   Request
		want  Action
		why   string
	}{
		{"page", reading, Request{URL: www + "/email-preferences/", Method: "GET", Kind: "Document"}, LetThrough, ""},
		{"bare suffix", reading, Request{URL: "https://plex.tv/", Method: "GET"}, LetThrough, ""},
		{"port named", reading, Request{URL: "https://www.plex.tv:443/", Method: "GET"}, LetThrough, ""},
		{"head", reading, Request{URL: www + "/", Method: "HEAD"}, LetThrough, ""},
		{"preflight", reading, Request{URL: www + "/logout", Method: "OPTIONS", Headers: map[string]string{"access-control-request-method": "POST"}}, LetThrough, ""},
		{"data", reading, Request{URL: "data:text/html,<p>", Method: "GET", Kind: "Image"}, LetThrough, ""},
		{"blob", reading, Request{URL: "blob:https://www.plex.tv/1-2", Method: "GET"}, LetThrough, ""},
		{"blank", reading, Request{URL: "about:blank", Method: "GET", Kind: "Document"}, LetThrough, ""},

		{"other host", reading, Request{URL: "https://evil.example/", Method: "GET"}, Refuse, ReasonHost},
		{"suffix without dot", acting, Request{URL: "https://evilplex.tv/", Method: "GET"}, Refuse, ReasonHost},
		{"suffix in the middle", acting, Request{URL: "https://plex.tv.evil.example/", Method: "GET"}, Refuse, ReasonHost},
		{"trailing dot", acting, Request{URL: "https://www.plex.tv./", Method: "GET"}, Refuse, ReasonHost},
		{"user", acting, Request{URL: "https://www.plex.tv@evil.example/", Method: "GET"}, Refuse, ReasonHost},
		{"user of ours", acting, Request{URL: "https://a:b@www.plex.tv/", Method: "GET"}, Refuse, ReasonHost},
		{"other port", acting, Request{URL: "https://www.plex.tv:8443/", Method: "GET"}, Refuse, ReasonHost},
		{"address", acting, Request{URL: "https://127.0.0.1/", Method: "GET"}, Refuse, ReasonHost},
		{"full width", acting, Request{URL: "https://www.plex。tv/", Method: "GET"}, Refuse, ReasonHost},
		{"escaped host", acting, Request{URL: "https://www.plex.tv%2eevil.example/", Method: "GET"}, Refuse, ReasonAddress},
		{"other scheme", acting, Request{URL: "ftp://www.plex.tv/", Method: "GET"}, Refuse, ReasonScheme},
		{"file", acting, Request{URL: "file:///etc/passwd", Method: "GET"}, Refuse, ReasonScheme},
		{"plain http", acting, Request{URL: "http://www.plex.tv/x?y", Method: "GET"}, Upgrade, ""},
		{"plain http elsewhere", acting, Request{URL: "http://evil.example/", Method: "GET"}, Refuse, ReasonScheme},
		{"plain http post", acting, Request{URL: "http://www.plex.tv/x", Method: "POST"}, Refuse, ReasonScheme},
		{"no address", acting, Request{URL: "https://[::1", Method: "GET"}, Refuse, ReasonAddress},

		{"image", reading, Request{URL: www + "/a.png", Method: "GET", Kind: "Image"}, LeaveOut, ""},
		{"image elsewhere", reading, Request{URL: "https://cdn.example/a.png", Method: "GET", Kind: "Image"}, LeaveOut, ""},
		{"font", reading, Request{URL: www + "/a.woff2", Method: "GET", Kind: "Font"}, LeaveOut, ""},
		{"service worker", acting, Request{URL: www + "/sw.js", Method: "GET", Headers: map[string]string{"service-worker": "script"}}, Refuse, ReasonServiceWorker},

		{"known foreign script", reading, Request{URL: "https://cdn.words.example/live.js?v=2", Method: "GET", Kind: "Script"}, Replace, ""},
		{"known foreign script while acting", acting, Request{URL: "https://CDN.words.example:443/live.js", Method: "GET", Kind: "Script"}, Replace, ""},
		{"any script of a host", reading, Request{URL: "https://tags.example/x/y.js", Method: "GET", Kind: "Script"}, Replace, ""},
		{"another script of that host", reading, Request{URL: "https://cdn.words.example/other.js", Method: "GET", Kind: "Script"}, Refuse, ReasonHost},
		{"known foreign script below a host", reading, Request{URL: "https://a.tags.example/y.js", Method: "GET", Kind: "Script"}, Refuse, ReasonHost},
		{"known foreign script, at a port", reading, Request{URL: "https://tags.example:8443/y.js", Method: "GET", Kind: "Script"}, Refuse, ReasonHost},
		{"known foreign script, for a user", reading, Request{URL: "https://a:b@tags.example/y.js", Method: "GET", Kind: "Script"}, Refuse, ReasonHost},
		{"known foreign script, in the clear", reading, Request{URL: "http://tags.example/y.js", Method: "GET", Kind: "Script"}, Refuse, ReasonScheme},
		{"known foreign script, asked by fetch", reading, Request{URL: "https://tags.example/y.js", Method: "GET", Kind: "Fetch"}, Refuse, ReasonHost},
		{"post to a host with a stub", reading, Request{URL: "https://tags.example/y.js", Method: "POST", Kind: "Script"}, Refuse, ReasonHost},

		{"post while acting", acting, Request{URL: www + "/save", Method: "POST", HasBody: true}, LetThrough, ""},
		{"logout while acting", acting, Request{URL: www + "/logout", Method: "GET"}, LetThrough, ""},

		{"post", reading, Request{URL: www + "/save", Method: "POST", HasBody: true, Body: []byte("a=b")}, Refuse, ReasonWrite},
		{"put", reading, Request{URL: www + "/save", Method: "PUT"}, Refuse, ReasonWrite},
		{"delete", reading, Request{URL: www + "/save", Method: "DELETE"}, Refuse, ReasonWrite},
		{"unknown method", reading, Request{URL: www + "/save", Method: "PURGE"}, Refuse, ReasonWrite},
		{"lower-case post", reading, Request{URL: www + "/save", Method: "post"}, Refuse, ReasonWrite},
		{"get with a body", reading, Request{URL: www + "/save", Method: "GET", HasBody: true}, Refuse, ReasonWrite},
		{"override header", reading, Request{URL: www + "/", Method: "GET", Headers: map[string]string{"x-http-method-override": "DELETE"}}, Refuse, ReasonOverride},
		{"override parameter", reading, Request{URL: www + "/?_method=delete", Method: "GET"}, Refuse, ReasonOverride},
		{"override on preflight", reading, Request{URL: www + "/?_METHOD=delete", Method: "OPTIONS"}, Refuse, ReasonOverride},

		{"exchange", reading, Request{URL: "https://plex.tv/api/v2/pins", Method: "POST", HasBody: true, BodyHidden: true}, LetThrough, ""},
		{"exchange, its parameter", reading, Request{URL: "https://PLEX.tv:443/api/v2/pins?strong=true", Method: "POST"}, LetThrough, ""},
		{"exchange, another parameter", reading, Request{URL: "https://plex.tv/api/v2/pins?strong=true&x=1", Method: "POST"}, Refuse, ReasonWrite},
		{"exchange, another method", reading, Request{URL: "https://plex.tv/api/v2/pins", Method: "PUT"}, Refuse, ReasonWrite},
		{"exchange, another path", reading, Request{URL: "https://plex.tv/api/v2/pins/", Method: "POST"}, Refuse, ReasonWrite},
		{"exchange, another spelling", reading, Request{URL: "https://plex.tv/api/v2/%70ins", Method: "POST"}, Refuse, ReasonWrite},
		{"exchange, another host", reading, Request{URL: "https://www.plex.tv/api/v2/pins", Method: "POST"}, Refuse, ReasonWrite},
		{"exchange, hidden method", reading, Request{URL: "https://plex.tv/api/v2/pins", Method: "POST", Headers: map[string]string{"x-http-method-override": "DELETE"}}, Refuse, ReasonOverride},

		{"unsubscribe", reading, Request{URL: www + "/unsubscribe", Method: "GET", Kind: "XHR"}, Refuse, ReasonActingPath},
		{"unsubscribe, one of several words", reading, Request{URL: www + "/mail/one-click-unsubscribe/7", Method: "GET"}, Refuse, ReasonActingPath},
		{"unsubscribe, escaped", reading, Request{URL: www + "/un%73ubscribe", Method: "GET"}, Refuse, ReasonActingPath},
		{"two words", reading, Request{URL: www + "/users/sign_out", Method: "GET"}, Refuse, ReasonActingPath},
		{"two words in other company", reading, Request{URL: www + "/sign/out", Method: "GET"}, LetThrough, ""},
		{"part of a word", reading, Request{URL: www + "/unsubscribed-people/", Method: "GET"}, LetThrough, ""},
		{"admin-ajax", reading, Request{URL: www + "/wp-admin/admin-ajax.php?x=1", Method: "GET"}, Refuse, ReasonActingPath},
		{"action parameter", reading, Request{URL: www + "/?action=logout", Method: "GET"}, Refuse, ReasonActingPath},
		{"parameter's name", reading, Request{URL: www + "/?unsubscribe=1", Method: "GET"}, Refuse, ReasonActingPath},
		{"value of another parameter", reading, Request{URL: www + "/?from=logout", Method: "GET"}, Refuse, ReasonActingPath},
		{"script of that name", reading, Request{URL: www + "/js/unsubscribe.js", Method: "GET", Kind: "Script"}, LetThrough, ""},
		{"style of that name", reading, Request{URL: www + "/css/logout.css", Method: "GET", Kind: "Stylesheet"}, LetThrough, ""},
		{"image of that name, with images", rulesWithImages(), Request{URL: www + "/logout", Method: "GET", Kind: "Image"}, Refuse, ReasonActingPath},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := tt.rules.Judge(tt.req)
			if v.Action != tt.want || v.Reason != tt.why {
				t.Errorf("judge(%s %s) = %v %q, want %v %q", tt.req.Method, tt.req.URL, v.Action, v.Reason, tt.want, tt.why)
			}
		})
	}
}

func rulesWithImages() Rules {
	r := testRules()
	r.leaveOut = false
	return r
}

const anyQuery = `{"query":"query Privacy { user { id } }"}`

func TestJudgeGraphQLPost(t *testing.T) {
	// sha256 of "{ a }"
	const hashOfA = "1c7e1e347f726166b5b1c55afd61f278cc9b45e00c108ec33d540a566379811b"
	for _, tt := range []struct {
		name, body string
		want       Action
		why, op    string
	}{
		{"query", anyQuery, LetThrough, "", "Privacy"},
		{"short form", `{"query":"{ user { id } }"}`, LetThrough, "", ""},
		{"all members", `{"operationName":"B","variables":{"a":[1]},"extensions":{"client":"x"},"query":"query A{a} query B{b}"}`, LetThrough, "", "B"},
		{"white space around", " \n" + anyQuery + "\n ", LetThrough, "", "Privacy"},
		{"fragments", `{"query":"query A{...f} fragment f on User{mutation}"}`, LetThrough, "", "A"},
		{"word in a text", `{"query":"query A{a(b:\"mutation {x}\")}"}`, LetThrough, "", "A"},
		{"word in a comment", `{"query":"# mutation\nquery A{a}"}`, LetThrough, "", "A"},
		{"nulls", `{"query":"query A{a}","variables":null,"operationName":null,"extensions":null}`, LetThrough, "", "A"},

		{"mutation", `{"query":"mutation SetPrivacy { setPrivacy(v: PRIVATE) { id } }"}`, Refuse, ReasonNotAQuery, "SetPrivacy"},
		{"mutation behind a query", `{"operationName":"A","query":"query A{a} mutation B{b}"}`, Refuse, ReasonNotAQuery, "A"},
		{"mutation behind a comment", `{"query":"#query\n mutation B{b}"}`, Refuse, ReasonNotAQuery, "B"},
		{"escaped mutation", `{"query":"\u006dutation B{b}"}`, Refuse, ReasonNotAQuery, "B"},
		{"subscription", `{"query":"subscription S{s}"}`, Refuse, ReasonNotAQuery, "S"},
		{"batch", `[` + anyQuery + `]`, Refuse, ReasonNotAQuery, ""},
		{"two objects", anyQuery + `{"query":"mutation B{b}"}`, Refuse, ReasonNotAQuery, ""},
		{"text behind", anyQuery + `x`, Refuse, ReasonNotAQuery, ""},
		{"member twice", `{"query":"{a}","query":"mutation B{b}"}`, Refuse, ReasonNotAQuery, ""},
		{"member twice, other case", `{"query":"{a}","Query":"mutation B{b}"}`, Refuse, ReasonNotAQuery, ""},
		{"member twice, escaped", `{"query":"{a}","quer\u0079":"mutation B{b}"}`, Refuse, ReasonNotAQuery, ""},
		{"unknown member", `{"query":"{a}","id":"abc"}`, Refuse, ReasonNotAQuery, ""},
		{"query no text", `{"query":["{a}"]}`, Refuse, ReasonNotAQuery, ""},
		{"empty query", `{"query":" "}`, Refuse, ReasonHashOnly, ""},
		{"no query", `{"operationName":"SetPrivacy"}`, Refuse, ReasonHashOnly, "SetPrivacy"},
		{"fragments only", `{"query":"fragment f on U{a}"}`, Refuse, ReasonNotAQuery, ""},
		{"syntax error", `{"query":"query A{"}`, Refuse, ReasonNotAQuery, ""},
		{"comment only", `{"query":"# nothing"}`, Refuse, ReasonNotAQuery, ""},
		{"hash only", `{"operationName":"A","extensions":{"persistedQuery":{"version":1,"sha256Hash":"abc"}}}`, Refuse, ReasonHashOnly, "A"},
		{"own hash", `{"query":"{ a }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hashOfA + `"}}}`, LetThrough, "", ""},
		{"foreign hash", `{"query":"{ a }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hashOfA[:62] + `00"}}}`, Refuse, ReasonHashOnly, ""},
		{"bad UTF-8", "{\"query\":\"{a}\xff\"}", Refuse, ReasonNotAQuery, ""},
		{"byte order mark", "\ufeff" + anyQuery, Refuse, ReasonNotAQuery, ""},
		{"form", `query={a}`, Refuse, ReasonNotAQuery, ""},
		{"nothing", ``, Refuse, ReasonNotAQuery, ""},
		{"secret as a name", `{"operationName":"me@example.com","query":"mutation{a}"}`, Refuse, ReasonNotAQuery, ""},
		{"too long", `{"query":"{a` + strings.Repeat(" ", bodyLimit) + `}"}`, Refuse, ReasonNotAQuery, ""},
		{"too many tokens", `{"query":"{` + strings.Repeat("a ", tokenLimit) + `}"}`, Refuse, ReasonNotAQuery, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := testRules().Judge(Request{URL: "https://community.plex.tv/api", Method: "POST", Headers: asJSON, HasBody: true, Body: []byte(tt.body)})
			if v.Action != tt.want || v.Reason != tt.why || v.Operation != tt.op {
				t.Errorf("judge = %v %q %q, want %v %q %q", v.Action, v.Reason, v.Operation, tt.want, tt.why, tt.op)
			}
		})
	}
}

func TestJudgeGraphQLElsewhere(t *testing.T) {
	const api = "https://community.plex.tv/api"
	body := []byte(anyQuery)
	for _, tt := range []struct {
		name string
		req  Request
		want Action
		why  string
	}{
		{"slash at the end", Request{URL: api + "/", Method: "POST", Headers: asJSON, HasBody: true, Body: body}, LetThrough, ""},
		{"other parameters", Request{URL: api + "?X-Plex-Language=en", Method: "POST", Headers: asJSON, HasBody: true, Body: body}, LetThrough, ""},
		{"not the endpoint", Request{URL: api + "/v2", Method: "POST", Headers: asJSON, HasBody: true, Body: body}, Refuse, ReasonWrite},
		{"not its host", Request{URL: "https://www.plex.tv/api", Method: "POST", Headers: asJSON, HasBody: true, Body: body}, Refuse, ReasonWrite},
		{"hidden body", Request{URL: api, Method: "POST", HasBody: true, BodyHidden: true}, Refuse, ReasonBodyHidden},
		{"missing body", Request{URL: api, Method: "POST", HasBody: true}, Refuse, ReasonBodyHidden},
		{"query in the address too", Request{URL: api + "?query=mutation{a}", Method: "POST", Headers: asJSON, HasBody: true, Body: body}, Refuse, ReasonNotAQuery},
		{"overridden", Request{URL: api, Method: "POST", HasBody: true, Body: body, Headers: map[string]string{"x-method-override": "PUT"}}, Refuse, ReasonOverride},
		{"put", Request{URL: api, Method: "PUT", HasBody: true, Body: body}, Refuse, ReasonWrite},

		{"get", Request{URL: api + "?query=%7Ba%7D&variables=%7B%7D", Method: "GET"}, LetThrough, ""},
		{"get mutation", Request{URL: api + "?query=mutation%7Ba%7D", Method: "GET"}, Refuse, ReasonNotAQuery},
		{"get twice", Request{URL: api + "?query=%7Ba%7D&query=mutation%7Ba%7D", Method: "GET"}, Refuse, ReasonNotAQuery},
		{"get by hash", Request{URL: api + "?extensions=%7B%22persistedQuery%22%3A%7B%22sha256Hash%22%3A%22a%22%7D%7D", Method: "GET"}, Refuse, ReasonHashOnly},
		{"get by id", Request{URL: api + "?documentId=7", Method: "GET"}, Refuse, ReasonHashOnly},
		{"get in another case", Request{URL: api + "?QUERY=mutation%7Ba%7D", Method: "GET"}, Refuse, ReasonNotAQuery},
		{"get a query in another case", Request{URL: api + "?QUERY=%7Ba%7D", Method: "GET"}, Refuse, ReasonHashOnly},
		{"get nothing", Request{URL: api, Method: "GET"}, LetThrough, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := testRules().Judge(tt.req)
			if v.Action != tt.want || v.Reason != tt.why {
				t.Errorf("judge = %v %q, want %v %q", v.Action, v.Reason, tt.want, tt.why)
			}
		})
	}
}

// FuzzJudgeGraphQL looks for a body that is allowed although a server could take it for
// something else than a query.
func FuzzJudgeGraphQL(f *testing.F) {
	for _, s := range []string{anyQuery, `{"query":"mutation A{a}"}`, `[{}]`, `{"query":"{a}","query":""}`, `{"query":"query A{a} subscription B{b}"}`,
		`{"query":"{a(x:\"\"\"mutation\"\"\")}","extensions":{"persistedQuery":{"sha256Hash":""}}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		v := judgeEnvelope(body)
		if v.Operation != "" && !isName(v.Operation) {
			t.Errorf("operation %q does not look like a name", v.Operation)
		}
		if v.Action != LetThrough {
			return
		}
		if trimmed := bytes.TrimSpace(body); trimmed[0] != '{' || trimmed[len(trimmed)-1] != '}' {
			t.Errorf("a body that is not a query was let through: %q", body)
		}
		for _, word := range definitions(t, body) {
			if word != "query" && word != "{" && word != "fragment" {
				t.Errorf("a body with the word %q was let through: %q", word, body)
			}
		}
	})
}

func TestHostRule(t *testing.T) {
	rule := HostRule{Suffix: "plex.tv"}
	for host, want := range map[string]bool{
		"plex.tv": true, "www.plex.tv": true, "a.b.plex.tv": true, "WWW.Plex.TV": true, "xn--abc.plex.tv": true, "a_b.plex.tv": true,
		"": false, "tv": false, "evilplex.tv": false, "plex.tv.evil.example": false, "plex.tv.": false, "www.plex.tv.": false,
		".plex.tv": false, "a..plex.tv": false, "a@plex.tv": false, "evil.example/.plex.tv": false, "evil.example\x00.plex.tv": false,
		"evil.example#.plex.tv": false, "www。plex.tv": false, "ｗww.plex.tv": false, "%77ww.plex.tv": false, "plex.tv:443": false,
		"127.0.0.1": false, "[::1]": false, " plex.tv": false, strings.Repeat("a", 64) + ".plex.tv": false,
	} {
		if got := rule.Allows(host); got != want {
			t.Errorf("Allows(%q) = %v", host, got)
		}
	}
	if (HostRule{}).Allows("plex.tv") || (HostRule{}).Allows("") {
		t.Error("the zero rule allows something")
	}
}

func FuzzHostRule(f *testing.F) {
	for _, s := range []string{"plex.tv", "www.plex.tv", "evilplex.tv", "plex.tv.", "a@plex.tv", "x/.plex.tv"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, host string) {
		if !(HostRule{Suffix: "plex.tv"}).Allows(host) {
			return
		}
		// An allowed host must be the same host to every parser: alone, in a URL, with
		// a port.
		for _, address := range []string{"https://" + host + "/", "https://" + host + ":443/"} {
			v := NewRules(Config{Hosts: HostRule{Suffix: "plex.tv"}}).Judge(Request{URL: address, Method: "GET"})
			if v.Action != LetThrough {
				t.Errorf("%q is allowed, but %s is not: %s", host, address, v.Reason)
			}
		}
		lower := strings.ToLower(host)
		if lower != "plex.tv" && !strings.HasSuffix(lower, ".plex.tv") {
			t.Errorf("allowed %q", host)
		}
		if strings.ContainsAny(host, " /\\@:#?%\x00") {
			t.Errorf("allowed %q", host)
		}
	})
}

var (
	// strings and comments of GraphQL, whichever begins first
	quoted = regexp.MustCompile(`(?s)"""(?:\\"""|.)*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*`)
	lexeme = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*|[{}()\[\]]`)
)

// definitions returns the first word of each definition in a GraphQL body. It reads the
// body in another way than the judge: with the standard decoder, counting braces.
func definitions(t *testing.T, body []byte) []string {
	var e struct{ Query string }
	if err := json.Unmarshal(body, &e); err != nil {
		t.Fatalf("a body was let through that the standard decoder refuses (%v): %q", err, body)
	}
	var out []string
	depth, begins := 0, true
	for _, l := range lexeme.FindAllString(quoted.ReplaceAllString(e.Query, " "), -1) {
		if begins {
			out, begins = append(out, l), false
		}
		switch l {
		case "{", "(", "[":
			depth++
		case "}", ")", "]":
			depth--
			begins = depth == 0 && l == "}"
		}
	}
	return out
}
