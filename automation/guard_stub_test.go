package automation

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/plexpriv/plexpriv/automation/judge"
)

// TestStubsRunInPages: a known script of another host is answered here, to a page that
// asks with CORS and to one that isolates itself, too. Nobody is contacted, and nothing
// counts as refused. A script whose hash is pinned does not run: then the page gets on
// as it would without the host.
func TestStubsRunInPages(t *testing.T) {
	for name, path := range browsersToTest(t) {
		for _, readOnly := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, read only %t", name, readOnly), func(t *testing.T) {
				s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "text/html")
					w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
					w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
					fmt.Fprint(w, `<script src="https://words.evil.example/live.js"></script><script>words.say("first")</script>
						<script crossorigin="anonymous" src="https://words.evil.example/live.js?anonymous"></script>
						<script crossorigin="use-credentials" src="https://words.evil.example/live.js?credentials"></script>
						<script integrity="sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" crossorigin src="https://words.evil.example/live.js?pinned" onerror="words.say('pinned')"></script>
						<script src="https://tags.evil.example/tag.js" onload="words.say('tag')" onerror="words.say('no tag')"></script>
						<script>words.say("last"); document.title = words.loads + " " + words.said.join()</script>`)
				}))
				o := s.options()
				o.BrowserPath, o.ReadOnly = path, readOnly
				o.Stubs = []judge.Stub{
					{Host: "words.evil.example", Path: "/live.js", Script: []byte(`globalThis.words ??= { loads: 0, said: [], say(w) { this.said.push(w) } }; words.loads++`)},
					{Host: "tags.evil.example"},
				}
				b := launchBrowser(t, o)
				tab := isolatedTab(t, b)
				open(t, tab, "https://www.plex.tv/")
				const want = "3 first,pinned,tag,last"
				if title, err := chromedp.Run(tab, chromedp.Evaluate[string](`document.title`)); err != nil || title != want {
					t.Errorf("the page shows %q, %v, want %q", title, err, want)
				}
				if refused := b.Refusals(); len(refused) > 0 {
					t.Errorf("refused: %+v", refused)
				}
				if n := b.guard.stubbed.total(); n != 5 {
					t.Errorf("%d stubs were counted, want 5", n)
				}
				if a := s.arrived(func(a arrival) bool { return a.host != "www.plex.tv" }); len(a) > 0 {
					t.Errorf("%s was contacted", a[0].host)
				}
			})
		}
	}
}
