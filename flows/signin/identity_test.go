package signin

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
)

// apiSite is a site whose API has one answer. It records the headers.
type apiSite struct {
	page.Site
	answer automation.Fetched
	err    error
	asked  []map[string]string
}

func (s *apiSite) Get(_ context.Context, _ string, headers map[string]string) (automation.Fetched, error) {
	s.asked = append(s.asked, headers)
	return s.answer, s.err
}

// Only Plex's own word that it does not accept the token asks for a new sign-in. What is
// no answer of Plex names nobody.
func TestWhoIs(t *testing.T) {
	const aPage = "<!DOCTYPE html><html><head><title>Request blocked</title></head></html>"
	for name, c := range map[string]struct {
		status int
		body   string
		retry  string
		is     error
		says   string
		asked  int
	}{
		"JSON":                         {200, `{"id":7,"uuid":"u1","username":"ada","title":"Ada","friendlyName":"A"}`, "", nil, "", 1},
		"XML":                          {200, `<?xml version="1.0" encoding="UTF-8"?><user id="7" uuid="u1" username="ada" title="Ada" friendlyName="A" adsConsent=""><profile id="9"/></user>`, "", nil, "", 1},
		"bad token":                    {401, `{"errors":[{"code":1001}]}`, "", outcome.ErrSignIn, "does not accept the session (401)", 1},
		"bad token, XML":               {401, `<errors><error code="1001" status="401"/></errors>`, "", outcome.ErrSignIn, "does not accept the session (401)", 1},
		"invalid token":                {422, `{"error":"Invalid token"}`, "", outcome.ErrSignIn, "does not accept the session (422)", 1},
		"another 422":                  {422, `<errors><error code="1000" message="A header is missing"/></errors>`, "", outcome.ErrTryLater, "Plex answers 422, unprocessable entity (code 1000)", 1},
		"bare 403":                     {403, "", "", outcome.ErrTryLater, "Plex answers 403", 1},
		"firewall":                     {403, aPage, "", outcome.ErrTryLater, `a firewall in front of plex.tv answers 403 with a page ("Request blocked")`, 1},
		"firewall's script":            {202, aPage, "", outcome.ErrTryLater, "answers 202", 1},
		"firewall's question":          {405, aPage, "", outcome.ErrTryLater, "answers 405", 1},
		"maintenance":                  {503, aPage, "", outcome.ErrTryLater, "answers 503", 3},
		"too many":                     {429, `{"code":1003}`, "", outcome.ErrTryLater, "Plex answers 429, too many requests (code 1003)", 1},
		"too many, come back":          {429, `{"code":1003}`, "2", outcome.ErrTryLater, "Plex asks to wait 2s", 3},
		"too many, come back tomorrow": {429, `{"code":1003}`, "86400", outcome.ErrTryLater, "Plex asks to wait 24h0m0s", 1},
		"out of order":                 {500, "", "", outcome.ErrTryLater, "Plex answers 500", 3},
		"not there":                    {404, "", "", outcome.ErrTryLater, "Plex answers 404", 1},
		"a page as if all right":       {200, aPage, "", outcome.ErrTryLater, `Plex answers with a page ("Request blocked") instead of data`, 1},
		"half an answer":               {200, `{"id":7,"uuid":"u1","user`, "", outcome.ErrTryLater, "half a document", 1},
		"half an answer in XML":        {200, `<user id="7" uuid="u1"><profile/>`, "", outcome.ErrTryLater, "half a document", 1},
		"foreign XML":                  {200, `<feed id="7" uuid="u1"/>`, "", outcome.ErrTryLater, "a document of another kind", 1},
		"nobody":                       {200, `<user id="" uuid=""/>`, "", outcome.ErrTryLater, "names nobody", 1},
		"nothing":                      {200, "", "", outcome.ErrTryLater, "nothing", 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			site := &apiSite{answer: automation.Fetched{Status: c.status, Body: c.body, RetryAfter: c.retry}}
			got := WhoIs(t.Context(), site, "the-token", "")
			if !errors.Is(got.Err, c.is) || len(site.asked) != c.asked {
				t.Errorf("%s: %v after %d requests", name, got.Err, len(site.asked))
			}
			if c.is == nil {
				if got.ID != "7" || got.UUID != "u1" || got.Username != "ada" || strings.Join(got.Names, " ") != "Ada A" {
					t.Errorf("%s: %+v", name, got)
				}
			} else if got.UUID != "" || got.ID != "" || !strings.Contains(got.Err.Error(), c.says) || strings.Contains(got.Err.Error(), "\n") {
				t.Errorf("%s: %+v, want an error with %q", name, got, c.says)
			}
			if h := site.asked[0]; h["Accept"] != "application/json" || h["X-Plex-Client-Identifier"] == "" {
				t.Errorf("%s: asked with %v", name, h)
			}
		})
	}
}

// An answer that leads to another host, such as to a sign-in page, is a "no", and final.
func TestWhoIsElsewhere(t *testing.T) {
	site := &apiSite{err: &automation.LoadError{URL: UserURL, Text: "net::ERR_BLOCKED_BY_CLIENT"}}
	if got := WhoIs(t.Context(), site, "", ""); !got.nobody || !errors.Is(got.Err, outcome.ErrTryLater) || len(site.asked) != 1 {
		t.Errorf("%+v after %d requests", got, len(site.asked))
	}
}
