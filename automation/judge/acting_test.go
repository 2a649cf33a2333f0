package judge

import (
	"strings"
	"testing"
)

// An address that acts is refused in every spelling, and whatever kind of request asks
// for it: a script element, a style sheet, a preload or import() make no difference.
func TestJudgeActingGET(t *testing.T) {
	const www = "https://www.plex.tv"
	for _, address := range []string{
		"/logout", "/LOGOUT", "/Logout.php", "/logout.js", "/users/sign_out.css", "/users/sign_out.mjs", "/log-out", "/logOut", "/signOut2", "/HTTPLogout",
		"/%6cogout", "/%256cogout", "/%25256cogout", "/?do=%u006cogout", "/lo%67out/x.js", "/logout/x.js", "/logout.php/x.js", "/sign_out;x.js", "/sign_out%00.js",
		"/sign_out%3bx.js", "/x%2flogout", "/x%5clogout", "/x;do=logout/y", "/x;logout", "//logout", "/log%00out", "/log%0aout", "/sign%20out", "/sign+out", "/sign.out",
		"/%EF%BD%8Cogout", "/lo%E2%80%8Bgout", "/l%C3%B3gout", "/js/x/..%2f..%2flogout",
		"/?logout", "/?logout=1", "/?do=logout", "/?cmd=unsubscribe", "/?do=sign_out", "/?do=sign+out", "/?do=sign%20out", "/?x=1;do=logout", "/?x=%zz&do=logout",
		"/?do=%6cogout", "/?do=%256cogout", "/?task=user.logout", "/?next=/users/sign_out", "/?next=%2Fusers%2Fsign_out", "/?next=https%3A%2F%2Fplex.tv%2Flogout%3Fx",
		"/?%64o=x&a%5B0%5D=logout", "/?a={%22do%22:%22logout%22}", "/?a=%7B%22do%22%3A%22%5Cu006cogout%22%7D", "/app.js?do=logout", "/app.js?/users/sign_out",
		"/?doLogout", "/?x=/unsubscribe.js",
	} {
		for _, kind := range []string{"Document", "Fetch", "Script", "Stylesheet", "Preflight", "Other"} {
			for _, method := range []string{"GET", "HEAD"} {
				v := rulesWithImages().Judge(Request{URL: www + address, Method: method, Kind: kind})
				if v.Action != Refuse || v.Reason != ReasonActingPath {
					t.Errorf("%s %s as %s: %v %q", method, address, kind, v.Action, v.Reason)
				}
			}
		}
	}
	for _, address := range []string{
		"/js/unsubscribe.js", "/css/logout.css", "/static/app/logout.mjs", "/unsubscribe-7f3a.js", "/app.logout.min.js", "/unsubscribed-people/", "/sign/out",
		"/?a=sign&out", "/logouts", "/dialogout", "/catalogouting", "/blog/outdoors", "/%D1%8B", "/?q=caf%C3%A9", "/?q=100%", "/?q=a%2Bb", "/?q=%2525",
	} {
		if v := testRules().Judge(Request{URL: www + address, Method: "GET", Kind: "Fetch"}); v.Action != LetThrough {
			t.Errorf("%s is refused: %s", address, v.Reason)
		}
	}
}

// What no two servers read alike is read by nobody.
func TestJudgeUnreadableAddress(t *testing.T) {
	for _, address := range []string{"/%ff", "/%c1%ac", "/?x=%c0%ac", "/?x=" + strings.Repeat("%25", 1) + strings.Repeat("25", 12) + "41"} {
		if v := testRules().Judge(Request{URL: "https://www.plex.tv" + address, Method: "GET"}); v.Reason != ReasonAddress {
			t.Errorf("%s: %v %q", address, v.Action, v.Reason)
		}
	}
}

func TestJudgeMethod(t *testing.T) {
	for _, name := range []string{
		"x-http-method-override", "x-http-method", "x-method-override", "x-original-method", "x-original-url", "x-original-uri", "x-rewrite-url",
		"x-override-url", "x-forwarded-uri", "x-forwarded-method", "http-method-override", "x-requested-method",
	} {
		for _, method := range []string{"GET", "OPTIONS", "POST"} {
			req := Request{URL: "https://plex.tv/api/v2/pins", Method: method, Headers: map[string]string{name: "x", "access-control-request-method": "PUT"}}
			if v := testRules().Judge(req); v.Reason != ReasonOverride {
				t.Errorf("%s with %s: %v %q", method, name, v.Action, v.Reason)
			}
		}
	}
	for _, query := range []string{"_method=put", "_METHOD=PUT", "%5fmethod=put", "x=1;_method=put", "_method", "X-HTTP-Method-Override=PUT", "method=delete", "httpMethod=Post", "$verb=PATCH", "a=%26_method%3dput"} {
		if v := testRules().Judge(Request{URL: "https://www.plex.tv/?" + query, Method: "GET"}); v.Reason != ReasonOverride {
			t.Errorf("?%s: %v %q", query, v.Action, v.Reason)
		}
	}
	for _, query := range []string{"method=flickr.test", "payment_method=card", "methods=put"} {
		if v := testRules().Judge(Request{URL: "https://www.plex.tv/?" + query, Method: "GET"}); v.Action != LetThrough {
			t.Errorf("?%s: %v %q", query, v.Action, v.Reason)
		}
	}
	preflight := map[string]string{"access-control-request-method": "POST", "origin": "https://app.plex.tv"}
	for name, tt := range map[string]struct {
		req  Request
		want Action
	}{
		"preflight":        {Request{Method: "OPTIONS", Headers: preflight}, LetThrough},
		"asked by a page":  {Request{Method: "OPTIONS"}, Refuse},
		"with a body":      {Request{Method: "OPTIONS", Headers: preflight, HasBody: true, Body: []byte("x")}, Refuse},
		"with hidden body": {Request{Method: "OPTIONS", Headers: preflight, HasBody: true, BodyHidden: true}, Refuse},
		"trace":            {Request{Method: "TRACE"}, Refuse},
		"connect":          {Request{Method: "CONNECT"}, Refuse},
		"webdav":           {Request{Method: "PROPPATCH"}, Refuse},
		"query":            {Request{Method: "QUERY", HasBody: true, Body: []byte("{}")}, Refuse},
		"none":             {Request{}, Refuse},
	} {
		tt.req.URL = "https://www.plex.tv/x"
		if v := testRules().Judge(tt.req); v.Action != tt.want {
			t.Errorf("%s: %v %q", name, v.Action, v.Reason)
		}
	}
}
