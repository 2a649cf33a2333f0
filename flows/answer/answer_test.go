package answer

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const (
	requestBlocked = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
<TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY><H1>403 ERROR</H1>Request blocked.</BODY></HTML>`
	scriptPage = "<!DOCTYPE html>\n<html lang=\"en\"><head><title></title><script>{\"code\":1001}</script></head></html>"
)

// Each row is an answer that Plex, or something in front of it, is known to give.
func TestMeaning(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   Meaning
	}{
		"data":                                {200, `{"uuid":"a"}`, Given},
		"made":                                {201, `<pin id="1"/>`, Given},
		"done":                                {204, "", Given},
		"a field called code":                 {200, `{"code":1001}`, Given},
		"bad token":                           {401, `{"errors":[{"code":1001,"message":"User could not be authenticated","status":401}]}`, SignedOut},
		"bad token, XML":                      {401, `<errors><error code="1001" message="User could not be authenticated" status="401"/></errors>`, SignedOut},
		"bad token, bare":                     {401, "", SignedOut},
		"a proxy's 401, a page":               {401, "<html>\r\n<head><title>401 Authorization Required</title></head>", Blocked},
		"bad token by its code":               {403, `{"errors":[{"code":1001}]}`, SignedOut},
		"bad token by its words":              {422, `{"error":"Invalid token"}`, SignedOut},
		"bad token by its words, XML":         {422, `<errors><error code="1000" message="Invalid token"/></errors>`, SignedOut},
		"no client identifier":                {422, `{"errors":[{"code":1000,"message":"A header is missing"}]}`, Refused},
		"422, bare":                           {422, "", Refused},
		"422, a page that speaks of a token":  {422, "<html><p>Invalid token", Refused},
		"wrong PIN":                           {403, `{"errors":[{"code":1041}]}`, WrongPIN},
		"wrong PIN, XML":                      {401, `<errors><error code="1041"/></errors>`, WrongPIN},
		"403, another code":                   {403, `{"errors":[{"code":1000}]}`, Refused},
		"403, bare":                           {403, "", Refused},
		"firewall":                            {403, requestBlocked, Blocked},
		"firewall that names a code":          {403, scriptPage, Blocked},
		"firewall, script":                    {202, scriptPage, Blocked},
		"firewall, script, bare":              {202, "", Blocked},
		"firewall, question":                  {405, scriptPage, Blocked},
		"firewall, 406":                       {406, "<html><head><title>Not Acceptable!</title></head></html>", Blocked},
		"load balancer":                       {503, "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>", Blocked},
		"accepted":                            {202, `{"id":7}`, Given},
		"out of order":                        {503, "", Down},
		"gateway":                             {504, "<html>", Down},
		"too many":                            {429, `{"code":1003,"message":"API rate limit exceeded"}`, TooMany},
		"too many, a page":                    {429, "<html><title>Too Many Requests", TooMany},
		"too many by its code":                {403, `<errors><error code="1003"/></errors>`, TooMany},
		"no such address":                     {404, `{"errors":[{"code":1002}]}`, Absent},
		"no such method":                      {405, "", Absent},
		"redirected":                          {302, "", Refused},
		"bad request":                         {400, `{"errors":[{"code":1000}]}`, Refused},
		"a page with its preamble":            {403, "\ufeff <?xml version='1.0'?>\n<!-- x -->\n<html xmlns='http://www.w3.org/1999/xhtml'/>", Blocked},
		"an object store's error, no session": {403, "<Error><Code>AccessDenied</Code></Error>", Refused},
	} {
		if got := (Answer{Status: c.status, Body: []byte(c.body)}).Meaning(); got != c.want {
			t.Errorf("%s: meaning %d, want %d", name, got, c.want)
		}
	}
}

// Both forms of an answer tell the same.
func TestData(t *testing.T) {
	for _, body := range []string{
		`{"id": 31415901, "uuid": "a1", "username": "", "adsConsent": null, "home": true, "subscription": {"active": false, "features": ["home"]}, "users": [{"id": 1, "title": "Ada & co"}, {"id": 2}]}`,
		"\ufeff<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + `<user id="31415901" uuid="a1" username="" adsConsent="" home="1">
			<subscription active="0"><features><feature id="home"/></features></subscription>
			<users><user id="1" title="Ada &amp; co"/><user id="2"/></users></user>`,
		`<user><id>31415901</id><uuid>a1</uuid><username/><home>true</home><subscription active="false"/><User id="1" title="Ada &amp; co"/><User id="2"/></user>`,
	} {
		n, err := Data([]byte(body), "user")
		if err != nil {
			t.Errorf("%v: %s", err, body)
			continue
		}
		users := n.Items("user")
		if n.Word("id") != "31415901" || n.Word("uuid") != "a1" || n.Word("username") != "" || !n.Yes("home") || n.Yes("subscription.active") ||
			len(users) != 2 || users[0].Word("title") != "Ada & co" || users[1].Word("id") != "2" {
			t.Errorf("read as %+v: %s", n, body)
		}
		if _, there := n.Find("adsConsent"); there {
			t.Errorf("what is null is there: %s", body)
		}
		if _, there := n.Find("subscription.active"); !there {
			t.Errorf("what is inside is not there: %s", body)
		}
	}
	for body, empty := range map[string]bool{
		`{"adsConsent": null}`: true, `{"adsConsent": ""}`: true, `<user adsConsent=""/>`: true, `<user><adsConsent/></user>`: true,
		`{"id": 1}`: false, `{"adsConsent": false}`: false, `<user id="1"/>`: false, `<user adsConsent="0"/>`: false, `<user><adsConsent>0</adsConsent></user>`: false,
	} {
		if n, err := Data([]byte(body)); err != nil || n.Empty("adsConsent") != empty {
			t.Errorf("empty %t, %v: %s", !empty, err, body)
		}
	}
	n, err := Data([]byte(`[{"name": "a"}, {"name": "b"}]`), "resources")
	if err != nil || len(n.Items("resource")) != 2 {
		t.Errorf("a list is read as %+v, %v", n, err)
	}
}

// What is no data is described in one sentence, and nothing of it is taken.
func TestNoData(t *testing.T) {
	for body, want := range map[string]string{
		"":                                       "nothing",
		requestBlocked:                           `a page ("ERROR: The request could not be satisfied")`,
		scriptPage:                               "a page without a title",
		"<html><title>\x1b[2J a <b>b</b>\n&lt;c": "a page without a title",
		"<html><title>\x1b[2J a <b>b</b>\n&lt;c</title>":      `a page ("[2J a b <c")`,
		`{"uuid":"a1","username":"al`:                         "half a document",
		`<user uuid="a1"><subscription>`:                      "half a document",
		`<user uuid="a1`:                                      "half a document",
		`<?xml version="1.0"?>`:                               "half a document",
		`<Error><Code>AccessDenied</Code></Error>`:            "a document of another kind",
		`<rss uuid="a1"/>`:                                    "a document of another kind",
		`<user uuid="a1"/><user uuid="b2"/>`:                  "something that is neither JSON nor XML",
		`{"uuid":"a1"}{"uuid":"b2"}`:                          "something that is neither JSON nor XML",
		`"a1"`:                                                "something that is neither JSON nor XML",
		"Not Found":                                           "something that is neither JSON nor XML",
		strings.Repeat("<user>", 1e5):                         "something that is neither JSON nor XML",
		strings.Repeat("[", 9000) + strings.Repeat("]", 9000): "something that is neither JSON nor XML",
	} {
		n, err := Data([]byte(body), "user")
		var no *NotDataError
		if !errors.As(err, &no) || no.What != want || len(n.fields)+len(n.inside) > 0 {
			t.Errorf("%.60q: %v, want %s", body, err, want)
		}
	}
	long, _ := Page([]byte("<title>" + strings.Repeat("x", 500) + "</title>"))
	if len([]rune(long)) != mostTitle {
		t.Errorf("the title is %d long", len(long))
	}
}

func TestRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		for text, want := range map[string]string{
			"": "0s false", "0": "0s true", "7": "7s true", " 60 ": "1m0s true", "-5": "0s false", "soon": "0s false", "99999999999999": "0s false",
			now.Add(30 * time.Second).UTC().Format(http.TimeFormat): "30s true", now.Add(-time.Hour).UTC().Format(http.TimeFormat): "0s true",
		} {
			after, said := RetryAfter(text)
			if got := fmt.Sprint(after, said); got != want {
				t.Errorf("%q: %s, want %s", text, got, want)
			}
		}
	})
}

// After a 429 that does not say how long, nothing is asked again.
func TestAgain(t *testing.T) {
	for _, c := range []struct {
		status int
		header string
		may    bool
		after  time.Duration
	}{
		{200, "", false, 0}, {403, "", false, 0}, {429, "", false, Patience}, {429, "soon", false, Patience},
		{429, "7", true, 7 * time.Second}, {500, "", true, 0}, {503, "7", true, 7 * time.Second},
	} {
		if may, after := Again(c.status, c.header); may != c.may || after != c.after {
			t.Errorf("%d %q: %v, %s", c.status, c.header, may, after)
		}
	}
}

// A list may be called as what is in it: a media server has "Setting": [...].
func TestListWithTheNameOfItsItems(t *testing.T) {
	for _, text := range []string{
		`{"MediaContainer":{"size":2,"Setting":[{"id":"a"},{"id":"b"}]}}`, `<MediaContainer size="2"><Setting id="a"/><Setting id="b"/></MediaContainer>`,
	} {
		n, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := n.Items("Setting"); len(got) != 2 || got[0].Word("id") != "a" || got[1].Word("id") != "b" {
			t.Errorf("%s: %+v", text, got)
		}
	}
	if n, err := Parse([]byte(`{"optOut":[]}`)); err != nil || len(n.Items("optOut")) != 0 {
		t.Errorf("an empty list has something in it: %v", err)
	}
}
