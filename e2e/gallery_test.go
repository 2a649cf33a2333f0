//go:build linux

package e2e

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

const builtPages = "../automation/testdata/libraries/dist/pages"

var gallery = flag.String("gallery", "", `try the pages of component libraries that "make gallery" has built: those whose names match`)

// galleryPage is one of the four pages, drawn by a library: what is stored at first, what
// must be stored at the end, and which values each setting speaks of.
type galleryPage struct {
	state, must map[string]any
	settings    map[string][]string
}

// ranks are the values that say who sees something, the most private first.
var ranks = []string{"Private", "Friends", "Friends Only", "Friends of Friends", "Anyone Signed into Plex", "Anyone"}

// galleryPages are what testdata/libraries/src/page-stage.js of package automation draws.
var galleryPages = map[string]galleryPage{
	fakeplex.PageEmail: {
		state: map[string]any{"newsletters": true, "recommendations": true, "promotions": false, "surveys": true, "messages": true,
			"library_issues": true, "friend_requests": false, "friend_accepts": true, "comments": true, "friends_activity": true},
		must: map[string]any{"newsletters": false, "recommendations": false, "promotions": false, "surveys": false, "messages": false,
			"library_issues": true, "friend_requests": false, "friend_accepts": false, "comments": false, "friends_activity": false},
		settings: map[string][]string{"email.marketing": {"newsletters", "recommendations", "promotions", "surveys"},
			"email.discover": {"messages", "friend_requests", "friend_accepts", "comments", "friends_activity"}},
	},
	fakeplex.PageVendors: {
		state: map[string]any{"sale": true, "acme": "Yes", "bolt": "No", "crisp": "Yes", "delta": "Yes", "echo": "Yes", "fable": "Yes"},
		must:  map[string]any{"sale": false, "acme": "No", "bolt": "No", "crisp": "No", "delta": "No", "echo": "No", "fable": "No"},
		settings: map[string][]string{"vendors.data-sale": {"sale"},
			"vendors.personalized-ads": {"acme", "bolt", "crisp", "delta", "echo", "fable"}},
	},
	fakeplex.PagePrivacy: {
		state:    map[string]any{"playback": true, "ads": true},
		must:     map[string]any{"playback": false, "ads": false},
		settings: map[string][]string{"privacy.playback-data": {"playback"}, "privacy.advertising-consent": {"ads"}},
	},
	fakeplex.PageVisibility: {
		state: map[string]any{"watch_history": "Anyone", "watchlist": "Friends of Friends", "ratings": "Private", "friends": "Friends", "account": "Anyone"},
		must:  map[string]any{"watch_history": "Private", "watchlist": "Private", "ratings": "Private", "friends": "Private", "account": "Friends Only"},
		settings: map[string][]string{"visibility.watch-history": {"watch_history"}, "visibility.watchlist": {"watchlist"},
			"visibility.ratings": {"ratings"}, "visibility.friends": {"friends"}, "visibility.account": {"account"}},
	},
}

// refusedPages are the pages that plexpriv may refuse, with words of the reason. It must
// set everything on all others.
var refusedPages = map[string]string{
	// A button that opens something, and does not say that it is a list.
	"bootstrap/visibility": "it may be in a section that is closed",
	// All rows use the same ids, so that all labels belong to the first.
	"grommet/vendors": "does not say whether it is on or off",
	// The value stands in the name of the button only.
	"grommet/visibility": "could not be read back",
	"vaadin/visibility":  "could not be read back",
	// Its lists have no role.
	"naive-ui/visibility": "not_found",
	"ui5/visibility":      "not_found",
	// The native box in each widget is not kept in step with what it draws.
	"quasar/email":   "the box inside it says off",
	"quasar/privacy": "the box inside it says off",
	"quasar/vendors": "the box inside it says off",
	// A field of no size; its value is drawn beside it.
	"react-select/vendors":    "not_offered",
	"react-select/visibility": "could not be read back",
	// Its button is not recognized as the one that saves.
	"vaadin/email": "nothing was sent",
}

// TestGallery lets plexpriv make private what pages show that are drawn with component
// libraries. The server's state tells what it did. A claim that is not so is wrong, and
// so is a value that is less private than before; a refusal is none, and must be known.
func TestGallery(t *testing.T) {
	if *gallery == "" {
		t.Skip("make gallery builds the pages and runs this")
	}
	scripts, err := filepath.Glob(filepath.Join(builtPages, "*.js"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no pages built: %v", err)
	}
	wanted := regexp.MustCompile(*gallery)
	var all galleryTable
	t.Cleanup(func() { t.Log("\n" + all.String()) })
	for n, script := range scripts {
		library := strings.TrimSuffix(filepath.Base(script), ".js")
		for _, page := range slices.Sorted(maps.Keys(galleryPages)) {
			if !wanted.MatchString(library + "/" + page) {
				continue
			}
			t.Run(library+"/"+page, func(t *testing.T) {
				t.Parallel()
				row := galleryRow{library: library, page: page}
				row.try(t, galleryPages[page], script, n)
				all.add(row)
			})
		}
	}
}

// galleryRow counts what became of the settings of a page.
type galleryRow struct {
	library, page       string
	set, refused, wrong int
	why                 []string
}

func (g *galleryRow) try(t *testing.T, p galleryPage, script string, variant int) {
	html, err := galleryHTML(script, g.page, variant)
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	w.work = t.TempDir()
	own := fakeplex.OwnPage{HTML: html, State: p.state, Saved: func(state map[string]any) { told(t, w, state) }}
	if err := w.open(fakeplex.Config{Latency: 20 * time.Millisecond, Own: map[string]fakeplex.OwnPage{g.page: own}}); err != nil {
		t.Fatal(err)
	}
	from, err := template("alice")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(w.home(), os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	run, err := w.run(nil, []string{"apply", "--page", g.page, "--json"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Accounts []struct {
			Settings []struct{ ID, Result, Detail string }
		}
	}
	if err := json.Unmarshal(run.stdout.Bytes(), &doc); err != nil || len(doc.Accounts) != 1 {
		t.Fatalf("%v: %s %s", err, run.stdout.String(), run.stderr.String())
	}
	stored := w.site.OwnState(g.page)
	for key, was := range p.state {
		if worse(was, stored[key]) || p.must[key] == was && stored[key] != was {
			g.mistake(t, "%s was %v and is %v", key, was, stored[key])
		}
	}
	for _, s := range doc.Accounts[0].Settings {
		keys, ours := p.settings[s.ID]
		if !ours || g.lacks(s.ID, variant) {
			continue
		}
		right := !slices.ContainsFunc(keys, func(k string) bool { return stored[k] != p.must[k] })
		said := s.Result == "verified" || s.Result == "already"
		switch {
		case said && right:
			g.set++
		case said:
			g.mistake(t, "%s is said to be %s, and the server has %v", s.ID, s.Result, stored)
		default:
			g.refused++
			g.why = append(g.why, fmt.Sprintf("%s: %s %s", s.ID, s.Result, s.Detail))
		}
	}
	if g.refused > 0 {
		if known := refusedPages[g.library+"/"+g.page]; known == "" || !strings.Contains(strings.Join(g.why, "\n"), known) {
			t.Errorf("refused: %s", strings.Join(g.why, "\n"))
		}
	}
	if t.Failed() {
		t.Log(run.stderr.String(), briefly(run.stdout.Bytes()))
	}
}

// told lets the API answer what the privacy page has stored: a run asks both.
func told(t *testing.T, w *world, state map[string]any) {
	playback, shown := state["playback"]
	if !shown {
		return
	}
	values := map[string]string{"privacy.optOutPlayback": fmt.Sprint(playback == false), "privacy.adsConsent": fmt.Sprint(state["ads"])}
	if err := w.site.Store("alice", values); err != nil {
		t.Error(err)
	}
}

// lacks says that a page of this variant does not show a setting.
func (g *galleryRow) lacks(id string, variant int) bool {
	return id == "vendors.data-sale" && variant%2 == 1
}

func (g *galleryRow) mistake(t *testing.T, format string, args ...any) {
	t.Helper()
	g.wrong++
	g.why = append(g.why, "WRONG: "+fmt.Sprintf(format, args...))
	t.Errorf(format, args...)
}

// worse says that a value is less private than another.
func worse(was, is any) bool {
	switch was := was.(type) {
	case bool:
		return !was && is == true
	case string:
		text, _ := is.(string)
		if was == "No" {
			return text != "No"
		}
		return slices.Index(ranks, text) > slices.Index(ranks, was)
	}
	return false
}

// galleryHTML is the document with the script and styles of a library in it.
func galleryHTML(script, page string, variant int) ([]byte, error) {
	code, err := os.ReadFile(script)
	if err != nil {
		return nil, err
	}
	css, err := os.ReadFile(strings.TrimSuffix(script, ".js") + ".css")
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	code = bytes.ReplaceAll(code, []byte("</script"), []byte(`<\/script`))
	return fmt.Appendf(nil, "<!doctype html><html lang=en data-page=%s data-variant=%d><head><meta charset=utf-8><title>Plex</title><style>%s</style></head><body><div id=root></div><script type=module>%s</script></body></html>",
		page, variant, css, code), nil
}

// galleryTable is what became of all pages.
type galleryTable struct {
	mu   sync.Mutex
	rows []galleryRow
}

func (a *galleryTable) add(r galleryRow) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rows = append(a.rows, r)
}

func (a *galleryTable) String() string {
	slices.SortFunc(a.rows, func(x, y galleryRow) int { return strings.Compare(x.library+"/"+x.page, y.library+"/"+y.page) })
	out := "| library | page | set | refused | wrong | why |\n| --- | --- | --- | --- | --- | --- |\n"
	var sum galleryRow
	for _, r := range a.rows {
		out += fmt.Sprintf("| %s | %s | %d | %d | %d | %s |\n", r.library, r.page, r.set, r.refused, r.wrong, strings.Join(r.why, "; "))
		sum.set, sum.refused, sum.wrong = sum.set+r.set, sum.refused+r.refused, sum.wrong+r.wrong
	}
	return out + fmt.Sprintf("| **all** | %d | %d | %d | %d | |\n", len(a.rows), sum.set, sum.refused, sum.wrong)
}
