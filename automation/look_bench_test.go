package automation

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// There are many looks a second, on pages with many vendors and on pages with much
// else.

func BenchmarkLookVendors(b *testing.B) { benchmarkLook(b, vendorsPage(150), false) }
func BenchmarkLookFlat(b *testing.B)    { benchmarkLook(b, flatPage(150), false) }
func BenchmarkLookLarge(b *testing.B)   { benchmarkLook(b, largePage(3000), true) }

func vendorsPage(n int) string {
	var s strings.Builder
	s.WriteString("<h1>Vendors</h1><main id=m><section id=list aria-label=Partners><h2>Personalized Ads</h2><button>All No</button><ul>")
	for i := range n {
		fmt.Fprintf(&s, `<li id="v%d"><div><strong>Vendor %d</strong><p>What it does with your data.</p></div>
<div role="radiogroup"><label><input type="radio" name="n%d" checked> Yes</label> <label><input type="radio" name="n%d"> No</label></div></li>`, i, i, i, i)
	}
	return s.String() + "</ul></section></main>"
}

func flatPage(n int) string {
	var s strings.Builder
	s.WriteString("<main><h2>Partners</h2>")
	for i := range n {
		fmt.Fprintf(&s, `<span>Vendor %d</span> <input type="checkbox" checked><br>`, i)
	}
	return s.String() + "</main>"
}

func largePage(n int) string {
	var s strings.Builder
	s.WriteString(`<div style="position:fixed;top:0;width:100%">A bar that floats over the page</div><main>`)
	for i := range n / 6 {
		fmt.Fprintf(&s, `<article id="a%d"><h3>Heading %d</h3><div><p>Some <a href="#a%d">text</a> about it.</p></div></article>`, i, i, i)
	}
	return s.String() + `<label><input type="checkbox" checked> The one box</label></main>`
}

func benchmarkLook(b *testing.B, html string, text bool) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<!doctype html><meta charset=utf-8><title>b</title>" + html))
	}))
	defer site.Close()
	tab, ctx := sharedTab(b, 2*time.Minute)
	if _, err := tab.Goto(ctx, site.URL); err != nil {
		b.Fatal(err)
	}
	ask := sight.Ask{Rows: true, Text: text, CSS: []string{"p.visitor", "input.privacy"}, Texts: map[string][]string{"reveal": {"Edit", "Text", "Heading 7"}}}
	for b.Loop() {
		l, err := tab.Look(ctx, ask)
		if err != nil {
			b.Fatal(err)
		}
		if len(l.Controls) == 0 {
			b.Fatal("no controls")
		}
	}
}
