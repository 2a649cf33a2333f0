package automation

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

func testRules() rules {
	return rulesFrom(Options{
		Hosts: HostRule{Suffix: "plex.tv"}, ReadOnly: true, BlockResources: true,
		QueryEndpoints:  []string{"https://community.plex.tv/api"},
		ActingPathWords: []string{"unsubscribe", "signout", "sign-out", "logout", "admin-ajax"},
	})
}

func TestJudge(t *testing.T) {
	const www = "https://www.plex.tv"
	reading := testRules()
	acting := reading
	acting.readOnly = false
	for _, tt := range []struct {
		name  string
		rules rules
		req   request
		want  action
		why   string
	}{
		{"page", reading, request{url: www + "/email-preferences/", method: "GET", kind: "Document"}, letThrough, ""},
		{"bare suffix", reading, request{url: "https://plex.tv/", method: "GET"}, letThrough, ""},
		{"port named", reading, request{url: "https://www.plex.tv:443/", method: "GET"}, letThrough, ""},
		{"head", reading, request{url: www + "/", method: "HEAD"}, letThrough, ""},
		{"preflight", reading, request{url: www + "/logout", method: "OPTIONS"}, letThrough, ""},
		{"data", reading, request{url: "data:text/html,<p>", method: "GET", kind: "Image"}, letThrough, ""},
		{"blob", reading, request{url: "blob:https://www.plex.tv/1-2", method: "GET"}, letThrough, ""},
		{"blank", reading, request{url: "about:blank", method: "GET", kind: "Document"}, letThrough, ""},

		{"other host", reading, request{url: "https://evil.example/", method: "GET"}, refuse, ReasonHost},
		{"suffix without dot", acting, request{url: "https://evilplex.tv/", method: "GET"}, refuse, ReasonHost},
		{"suffix in the middle", acting, request{url: "https://plex.tv.evil.example/", method: "GET"}, refuse, ReasonHost},
		{"trailing dot", acting, request{url: "https://www.plex.tv./", method: "GET"}, refuse, ReasonHost},
		{"user", acting, request{url: "https://www.plex.tv@evil.example/", method: "GET"}, refuse, ReasonHost},
		{"user of ours", acting, request{url: "https://a:b@www.plex.tv/", method: "GET"}, refuse, ReasonHost},
		{"other port", acting, request{url: "https://www.plex.tv:8443/", method: "GET"}, refuse, ReasonHost},
		{"address", acting, request{url: "https://127.0.0.1/", method: "GET"}, refuse, ReasonHost},
		{"full width", acting, request{url: "https://www.plex。tv/", method: "GET"}, refuse, ReasonHost},
		{"escaped host", acting, request{url: "https://www.plex.tv%2eevil.example/", method: "GET"}, refuse, ReasonAddress},
		{"other scheme", acting, request{url: "ftp://www.plex.tv/", method: "GET"}, refuse, ReasonScheme},
		{"file", acting, request{url: "file:///etc/passwd", method: "GET"}, refuse, ReasonScheme},
		{"plain http", acting, request{url: "http://www.plex.tv/x?y", method: "GET"}, upgrade, ""},
		{"plain http elsewhere", acting, request{url: "http://evil.example/", method: "GET"}, refuse, ReasonScheme},
		{"plain http post", acting, request{url: "http://www.plex.tv/x", method: "POST"}, refuse, ReasonScheme},
		{"no address", acting, request{url: "https://[::1", method: "GET"}, refuse, ReasonAddress},

		{"image", reading, request{url: www + "/a.png", method: "GET", kind: "Image"}, leaveOut, ""},
		{"image elsewhere", reading, request{url: "https://cdn.example/a.png", method: "GET", kind: "Image"}, leaveOut, ""},
		{"font", reading, request{url: www + "/a.woff2", method: "GET", kind: "Font"}, leaveOut, ""},
		{"service worker", acting, request{url: www + "/sw.js", method: "GET", headers: map[string]string{"service-worker": "script"}}, refuse, ReasonServiceWorker},

		{"post while acting", acting, request{url: www + "/save", method: "POST", hasBody: true}, letThrough, ""},
		{"logout while acting", acting, request{url: www + "/logout", method: "GET"}, letThrough, ""},

		{"post", reading, request{url: www + "/save", method: "POST", hasBody: true, body: []byte("a=b")}, refuse, ReasonWrite},
		{"put", reading, request{url: www + "/save", method: "PUT"}, refuse, ReasonWrite},
		{"delete", reading, request{url: www + "/save", method: "DELETE"}, refuse, ReasonWrite},
		{"unknown method", reading, request{url: www + "/save", method: "PURGE"}, refuse, ReasonWrite},
		{"lower-case post", reading, request{url: www + "/save", method: "post"}, refuse, ReasonWrite},
		{"get with a body", reading, request{url: www + "/save", method: "GET", hasBody: true}, refuse, ReasonWrite},
		{"override header", reading, request{url: www + "/", method: "GET", headers: map[string]string{"x-http-method-override": "DELETE"}}, refuse, ReasonOverride},
		{"override parameter", reading, request{url: www + "/?_method=delete", method: "GET"}, refuse, ReasonOverride},
		{"override on preflight", reading, request{url: www + "/?_METHOD=delete", method: "OPTIONS"}, refuse, ReasonOverride},

		{"unsubscribe", reading, request{url: www + "/unsubscribe", method: "GET", kind: "XHR"}, refuse, ReasonActingPath},
		{"unsubscribe, one of several words", reading, request{url: www + "/mail/one-click-unsubscribe/7", method: "GET"}, refuse, ReasonActingPath},
		{"unsubscribe, escaped", reading, request{url: www + "/un%73ubscribe", method: "GET"}, refuse, ReasonActingPath},
		{"two words", reading, request{url: www + "/users/sign_out", method: "GET"}, refuse, ReasonActingPath},
		{"two words in other company", reading, request{url: www + "/sign/out", method: "GET"}, letThrough, ""},
		{"part of a word", reading, request{url: www + "/unsubscribed-people/", method: "GET"}, letThrough, ""},
		{"admin-ajax", reading, request{url: www + "/wp-admin/admin-ajax.php?x=1", method: "GET"}, refuse, ReasonActingPath},
		{"action parameter", reading, request{url: www + "/?action=logout", method: "GET"}, refuse, ReasonActingPath},
		{"parameter's name", reading, request{url: www + "/?unsubscribe=1", method: "GET"}, refuse, ReasonActingPath},
		{"value of another parameter", reading, request{url: www + "/?from=logout", method: "GET"}, letThrough, ""},
		{"script of that name", reading, request{url: www + "/js/unsubscribe.js", method: "GET", kind: "Script"}, letThrough, ""},
		{"style of that name", reading, request{url: www + "/css/logout.css", method: "GET", kind: "Stylesheet"}, letThrough, ""},
		{"image of that name, with images", rulesWithImages(), request{url: www + "/logout", method: "GET", kind: "Image"}, refuse, ReasonActingPath},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := tt.rules.judge(tt.req)
			if v.action != tt.want || v.reason != tt.why {
				t.Errorf("judge(%s %s) = %v %q, want %v %q", tt.req.method, tt.req.url, v.action, v.reason, tt.want, tt.why)
			}
		})
	}
}

func rulesWithImages() rules {
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
		want       action
		why, op    string
	}{
		{"query", anyQuery, letThrough, "", "Privacy"},
		{"short form", `{"query":"{ user { id } }"}`, letThrough, "", ""},
		{"all members", `{"operationName":"B","variables":{"a":[1]},"extensions":{"client":"x"},"query":"query A{a} query B{b}"}`, letThrough, "", "B"},
		{"white space around", " \n" + anyQuery + "\n ", letThrough, "", "Privacy"},
		{"fragments", `{"query":"query A{...f} fragment f on User{mutation}"}`, letThrough, "", "A"},
		{"word in a text", `{"query":"query A{a(b:\"mutation {x}\")}"}`, letThrough, "", "A"},
		{"word in a comment", `{"query":"# mutation\nquery A{a}"}`, letThrough, "", "A"},
		{"nulls", `{"query":"query A{a}","variables":null,"operationName":null,"extensions":null}`, letThrough, "", "A"},

		{"mutation", `{"query":"mutation SetPrivacy { setPrivacy(v: PRIVATE) { id } }"}`, refuse, ReasonNotAQuery, "SetPrivacy"},
		{"mutation behind a query", `{"operationName":"A","query":"query A{a} mutation B{b}"}`, refuse, ReasonNotAQuery, "A"},
		{"mutation behind a comment", `{"query":"#query\n mutation B{b}"}`, refuse, ReasonNotAQuery, "B"},
		{"escaped mutation", `{"query":"\u006dutation B{b}"}`, refuse, ReasonNotAQuery, "B"},
		{"subscription", `{"query":"subscription S{s}"}`, refuse, ReasonNotAQuery, "S"},
		{"batch", `[` + anyQuery + `]`, refuse, ReasonNotAQuery, ""},
		{"two objects", anyQuery + `{"query":"mutation B{b}"}`, refuse, ReasonNotAQuery, ""},
		{"text behind", anyQuery + `x`, refuse, ReasonNotAQuery, ""},
		{"member twice", `{"query":"{a}","query":"mutation B{b}"}`, refuse, ReasonNotAQuery, ""},
		{"member twice, other case", `{"query":"{a}","Query":"mutation B{b}"}`, refuse, ReasonNotAQuery, ""},
		{"member twice, escaped", `{"query":"{a}","quer\u0079":"mutation B{b}"}`, refuse, ReasonNotAQuery, ""},
		{"unknown member", `{"query":"{a}","id":"abc"}`, refuse, ReasonNotAQuery, ""},
		{"query no text", `{"query":["{a}"]}`, refuse, ReasonNotAQuery, ""},
		{"empty query", `{"query":" "}`, refuse, ReasonHashOnly, ""},
		{"no query", `{"operationName":"SetPrivacy"}`, refuse, ReasonHashOnly, "SetPrivacy"},
		{"fragments only", `{"query":"fragment f on U{a}"}`, refuse, ReasonNotAQuery, ""},
		{"syntax error", `{"query":"query A{"}`, refuse, ReasonNotAQuery, ""},
		{"comment only", `{"query":"# nothing"}`, refuse, ReasonNotAQuery, ""},
		{"hash only", `{"operationName":"A","extensions":{"persistedQuery":{"version":1,"sha256Hash":"abc"}}}`, refuse, ReasonHashOnly, "A"},
		{"own hash", `{"query":"{ a }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hashOfA + `"}}}`, letThrough, "", ""},
		{"foreign hash", `{"query":"{ a }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hashOfA[:62] + `00"}}}`, refuse, ReasonHashOnly, ""},
		{"bad UTF-8", "{\"query\":\"{a}\xff\"}", refuse, ReasonNotAQuery, ""},
		{"byte order mark", "\ufeff" + anyQuery, refuse, ReasonNotAQuery, ""},
		{"form", `query={a}`, refuse, ReasonNotAQuery, ""},
		{"nothing", ``, refuse, ReasonNotAQuery, ""},
		{"secret as a name", `{"operationName":"me@example.com","query":"mutation{a}"}`, refuse, ReasonNotAQuery, ""},
		{"too long", `{"query":"{a` + strings.Repeat(" ", bodyLimit) + `}"}`, refuse, ReasonNotAQuery, ""},
		{"too many tokens", `{"query":"{` + strings.Repeat("a ", tokenLimit) + `}"}`, refuse, ReasonNotAQuery, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := testRules().judge(request{url: "https://community.plex.tv/api", method: "POST", hasBody: true, body: []byte(tt.body)})
			if v.action != tt.want || v.reason != tt.why || v.operation != tt.op {
				t.Errorf("judge = %v %q %q, want %v %q %q", v.action, v.reason, v.operation, tt.want, tt.why, tt.op)
			}
		})
	}
}

func TestJudgeGraphQLElsewhere(t *testing.T) {
	const api = "https://community.plex.tv/api"
	body := []byte(anyQuery)
	for _, tt := range []struct {
		name string
		req  request
		want action
		why  string
	}{
		{"slash at the end", request{url: api + "/", method: "POST", hasBody: true, body: body}, letThrough, ""},
		{"other parameters", request{url: api + "?X-Plex-Language=en", method: "POST", hasBody: true, body: body}, letThrough, ""},
		{"not the endpoint", request{url: api + "/v2", method: "POST", hasBody: true, body: body}, refuse, ReasonWrite},
		{"not its host", request{url: "https://www.plex.tv/api", method: "POST", hasBody: true, body: body}, refuse, ReasonWrite},
		{"hidden body", request{url: api, method: "POST", hasBody: true, bodyHidden: true}, refuse, ReasonBodyHidden},
		{"missing body", request{url: api, method: "POST", hasBody: true}, refuse, ReasonBodyHidden},
		{"query in the address too", request{url: api + "?query=mutation{a}", method: "POST", hasBody: true, body: body}, refuse, ReasonNotAQuery},
		{"overridden", request{url: api, method: "POST", hasBody: true, body: body, headers: map[string]string{"x-method-override": "PUT"}}, refuse, ReasonOverride},
		{"put", request{url: api, method: "PUT", hasBody: true, body: body}, refuse, ReasonWrite},

		{"get", request{url: api + "?query=%7Ba%7D&variables=%7B%7D", method: "GET"}, letThrough, ""},
		{"get mutation", request{url: api + "?query=mutation%7Ba%7D", method: "GET"}, refuse, ReasonNotAQuery},
		{"get twice", request{url: api + "?query=%7Ba%7D&query=mutation%7Ba%7D", method: "GET"}, refuse, ReasonNotAQuery},
		{"get by hash", request{url: api + "?extensions=%7B%22persistedQuery%22%3A%7B%22sha256Hash%22%3A%22a%22%7D%7D", method: "GET"}, refuse, ReasonHashOnly},
		{"get by id", request{url: api + "?documentId=7", method: "GET"}, refuse, ReasonHashOnly},
		{"get in another case", request{url: api + "?QUERY=mutation%7Ba%7D", method: "GET"}, refuse, ReasonHashOnly},
		{"get nothing", request{url: api, method: "GET"}, letThrough, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := testRules().judge(tt.req)
			if v.action != tt.want || v.reason != tt.why {
				t.Errorf("judge = %v %q, want %v %q", v.action, v.reason, tt.want, tt.why)
			}
		})
	}
}

// FuzzJudgeGraphQL looks for a body that is let through although it could be
// taken for something else than a query.
func FuzzJudgeGraphQL(f *testing.F) {
	for _, s := range []string{anyQuery, `{"query":"mutation A{a}"}`, `[{}]`, `{"query":"{a}","query":""}`, `{"query":"query A{a} subscription B{b}"}`,
		`{"query":"{a(x:\"\"\"mutation\"\"\")}","extensions":{"persistedQuery":{"sha256Hash":""}}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		v := judgeEnvelope(body)
		if v.operation != "" && !isName(v.operation) {
			t.Errorf("operation %q does not look like a name", v.operation)
		}
		if v.action != letThrough {
			return
		}
		if trimmed := bytes.TrimSpace(body); trimmed[0] != '{' || trimmed[len(trimmed)-1] != '}' {
			t.Errorf("let through: %q", body)
		}
		for _, word := range definitions(t, body) {
			if word != "query" && word != "{" && word != "fragment" {
				t.Errorf("let through with %q: %q", word, body)
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
		// What is allowed is one host in every reading: alone, in an address, with a port.
		for _, address := range []string{"https://" + host + "/", "https://" + host + ":443/"} {
			v := rulesFrom(Options{Hosts: HostRule{Suffix: "plex.tv"}}).judge(request{url: address, method: "GET"})
			if v.action != letThrough {
				t.Errorf("%q is allowed and %s is not: %s", host, address, v.reason)
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
	// texts and comments of GraphQL, whichever begins first
	quoted = regexp.MustCompile(`(?s)"""(?:\\"""|.)*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*`)
	lexeme = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*|[{}()\[\]]`)
)

// definitions gives the first word of each definition of a GraphQL body, read in
// another way than the judge reads it: the standard decoder, and counted braces.
func definitions(t *testing.T, body []byte) []string {
	var e struct{ Query string }
	if err := json.Unmarshal(body, &e); err != nil {
		t.Fatalf("let through, and the standard decoder says %v: %q", err, body)
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
