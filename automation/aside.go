package automation

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/network"
	"github.com/plexpriv/plexpriv/automation/judge"
)

// Words in the addresses to which pages report what their visitors do. Some are words of
// other addresses, too, and count only at the end.
var (
	reportWords     = []string{"analytics", "beacon", "beacons", "collect", "collector", "metrics", "pixel", "rum", "telemetry", "tracking", "vitals"}
	reportLastWords = []string{"event", "events", "impression", "impressions", "ingest", "log", "logs", "metric", "pageview", "ping", "stats", "trace", "traces", "track"}
)

var wordBreak = regexp.MustCompile(`[^a-z]+`)

// saysOnly says whether a request that could change something changes nothing of what a
// page shows: it reports what the visitor does, or it asks a question in GraphQL. It is
// a guess. Who is misled by it waits too long or not long enough, and reads the page
// again all the same.
func saysOnly(r *network.Request) bool {
	u, err := url.Parse(r.URL)
	if err != nil {
		return false
	}
	has := func(text string, words []string) bool {
		return slices.ContainsFunc(wordBreak.Split(strings.ToLower(text), -1), func(w string) bool { return slices.Contains(words, w) })
	}
	host, _, _ := strings.Cut(u.Hostname(), ".")
	return has(host+"/"+u.Path, reportWords) || has(path.Base(u.Path), reportLastWords) || onlyAsks(r, u)
}

// onlyAsks says whether the guard would let the request through where nothing may be
// changed, if its address were known as one of GraphQL.
func onlyAsks(r *network.Request, u *url.URL) bool {
	req := judge.Request{URL: r.URL, Method: r.Method, HasBody: r.HasPostData}
	for _, part := range r.PostDataEntries {
		if part == nil || part.Bytes == nil {
			return false
		}
		req.Body = append(req.Body, part.Bytes...)
	}
	rules := judge.NewRules(judge.Config{Hosts: judge.HostRule{Suffix: u.Hostname()}, ReadOnly: true, Reads: judge.Reads{QueryEndpoints: []string{r.URL}}})
	return len(req.Body) > 0 && rules.Judge(req).Action == judge.LetThrough
}
