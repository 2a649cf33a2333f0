package terminal

import (
	"bytes"
	"fmt"
	"testing"
)

func TestRedactHidesWhatLooksSecret(t *testing.T) {
	r := &Redactor{}
	r.Hide("short1", "a-known-secret", "a-known-secret-and-more")
	for in, want := range map[string]string{
		"nothing to hide here, 12 @ 4": "nothing to hide here, 12 @ 4",
		`url=https://192-168-1-20.0123456789abcdef0123456789abcdef.plex.direct:32400/identity method=GET`: "url=a Plex server of yours method=GET",
		"the proxy http://192.168.1.5:3128 refuses":                                                       "the proxy http://192.168.1.5:3128 refuses",
		"x a-known-secret-and-more y":                                                                     "x [hidden] y",
		"mail alice.smith+x@mail.example.test!":                                                           "mail a…@…!",
		"?to=alice%40example.test&x":                                                                      "?to=a…@…&x",
		"https://plex.tv/?X-Plex-Token=abcDEF123456&a=b":                                                  "https://plex.tv/?X-Plex-Token=[hidden]&a=b",
		`{"authToken":"abcDEF123456","x":1}`:                                                              `{"authToken":"[hidden]","x":1}`,
		"%22authToken%22%3A%22abcDEF123456%22":                                                            "%22authToken%22%3A%22[hidden]%22",
		"myPlexAccessToken: abcDEF123456":                                                                 "myPlexAccessToken: [hidden]",
		"eyJhbGciOi.eyJzdWIiOiIx.SflKxwRJSM ok":                                                           "[hidden] ok",
		"visibility.watchlist verified (run 20260314t15)":                                                 "visibility.watchlist verified (run 20260314t15)",
		"signed in as alice; session kept in the keyring":                                                 "signed in as alice; session kept in the keyring",
		"node 18 at https://app.plex.tv/desktop/#!/x":                                                     "node 18 at https://app.plex.tv/desktop/#!/x",
		"proxy http://bob:hunter22@proxy.example.test:80":                                                 "proxy http://[hidden]@proxy.example.test:80",
		`mail \u0061 jörg.ü@example.test, bob\u0040x.test`:                                                `mail \u0061 j…@…, b…@…`,
		"POST /home/users/a1/switch?pin=1234&x=1 and 1234":                                                "POST /home/users/a1/switch?pin=[hidden]&x=1 and 1234",
		`{"pin": "1234", "spin": 5678, "pin":"12345"}`:                                                    `{"pin": "[hidden]", "spin": 5678, "pin":"12345"}`,
		"pin%3D1234 PIN: 4321":                                                                            "pin%3D[hidden] PIN: [hidden]",
		"Authorization: Bearer abc def":                                                                   "Authorization: [hidden]",
		"map[Authorization:[Basic YTpi] X:[y]]":                                                           "map[Authorization:[[hidden]",
		`msg="Proxy-Authorization: Basic YTpi" host=x`:                                                    `msg="Proxy-Authorization: [hidden]" host=x`,
		"Cookie: a=b; c=d\nHost: plex.tv":                                                                 "Cookie: [hidden]\nHost: plex.tv",
		`{"Set-Cookie":"a=\"b\"; Path=/","ok":true}`:                                                      `{"Set-Cookie":"[hidden]","ok":true}`,
		`msg="{\"authToken\":\"abcDEF123456\",\"x\":1}"`:                                                  `msg="{\"authToken\":\"[hidden]\",\"x\":1}"`,
		"GET /library?a=b&token=abcDEF&c=d":                                                               "GET /library?a=b&token=[hidden]&c=d",
		"refresh_token=abcDEF123456 id-token: abcDEF123456":                                               "refresh_token=[hidden] id-token: [hidden]",
		"the cookie banner: I Reject; token absent":                                                       "the cookie banner: I Reject; token absent",
	} {
		if got := r.Redact(in); got != want {
			t.Errorf("%q\nis shown as %q\n      want %q", in, got, want)
		}
	}
}

// A hole in a word says what is missing.
func TestRedactLeavesWordsWhole(t *testing.T) {
	r := &Redactor{}
	r.Hide("pp", "e", "", "set")
	const text = "3 settings skipped, 1 set; applied"
	if got := r.Redact(text); got != text {
		t.Errorf("got %q, want %q", got, text)
	}
}

func TestRedactingWriterReturnsTheLengthItWasGiven(t *testing.T) {
	const canaryToken = "canary-token-Zx81qQ"
	var b bytes.Buffer
	r := &Redactor{}
	r.Hide(canaryToken)
	n, err := fmt.Fprintf(r.Writer(&b), "a %s b", canaryToken)
	if err != nil || n != len(canaryToken)+4 || b.String() != "a [hidden] b" {
		t.Errorf("the writer returned %d, %v, and wrote %q", n, err, b.String())
	}
}
