package fakeplex

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// caller is a plain HTTP client that goes through the site's proxy.
type caller struct {
	t      *testing.T
	client *http.Client
	token  string
	// website is the account's own cookie of the website.
	website *http.Cookie
}

func start(t *testing.T, cfg Config) *Site {
	t.Helper()
	site, err := Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(site.Close)
	return site
}

func call(t *testing.T, site *Site, account string) caller {
	t.Helper()
	proxy, err := url.Parse(site.Proxy.URL())
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: site.CA.Pool()}, DisableKeepAlives: true}
	name, value := site.WebsiteCookie(account)
	return caller{t: t, token: site.Token(account), website: &http.Cookie{Name: name, Value: value}, client: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// send returns the status, the body and the headers of one request. Extra
// headers come as name, value pairs; an empty value takes a header away.
func (c caller) send(method, address, body string, headers ...string) (int, string, http.Header) {
	c.t.Helper()
	response, err := c.try(method, address, body, headers...)
	if err != nil {
		c.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return response.StatusCode, string(text), response.Header
}

// try is like send, but returns an error if there is no answer.
func (c caller) try(method, address, body string, headers ...string) (*http.Response, error) {
	c.t.Helper()
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("X-Plex-Client-Identifier", "a-test")
	if strings.HasPrefix(body, "{") || strings.HasPrefix(body, "[") {
		request.Header.Set("Content-Type", "application/json")
	} else if body != "" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if c.token != "" {
		request.Header.Set("X-Plex-Token", c.token)
	}
	if c.token != "" && request.URL.Host == wwwHost {
		request.AddCookie(c.website)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i+1] == "" {
			request.Header.Del(headers[i])
			continue
		}
		request.Header.Set(headers[i], headers[i+1])
	}
	return c.client.Do(request)
}

func (c caller) want(status int, contains, method, address, body string, headers ...string) string {
	c.t.Helper()
	got, text, _ := c.send(method, address, body, headers...)
	if got != status || !strings.Contains(text, contains) {
		c.t.Errorf("%s %s answered %d %.300s, want %d and %q", method, address, got, text, status, contains)
	}
	return text
}
