//go:build linux

package e2e

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// longLists are lists of rows that are set one by one. "make pages" tries all of them with
// 300 rows, which takes some minutes; all runs try the first three, with fewer.
var longLists = []fakeplex.LongList{
	{Markup: "checkbox", Behavior: "redraw"},
	{Markup: "switch", Behavior: "reorder"},
	{Markup: "radios", Behavior: "shift"},
	{Markup: "radios"},
	{Markup: "radios", Bulk: true},
	{Markup: "checkbox"},
	{Markup: "switch"},
	{Markup: "select"},
	{Markup: "checkbox", Around: "box"},
	{Markup: "checkbox", Around: "more"},
	{Markup: "checkbox", Around: "pages"},
	{Markup: "checkbox", Around: "virtual"},
	{Markup: "checkbox", Behavior: "toast"},
	{Markup: "checkbox", Behavior: "late"},
	{Markup: "checkbox", Behavior: "linked"},
	{Markup: "checkbox", Behavior: "asks"},
	{Markup: "switch", Behavior: "redraw-reorder"},
}

// TestLongLists sets long lists that move, are drawn anew, or save slowly. Every row has to
// be off at the end on the server, and no row may be saved more than once: that would be a
// click that was not meant.
func TestLongLists(t *testing.T) {
	if testing.Short() {
		t.Skip("starts browsers")
	}
	t.Parallel()
	for i, l := range longLists {
		l.Rows = 300
		if !*allPages {
			l.Rows = 40
		}
		if i >= 3 && !*allPages {
			continue
		}
		t.Run(strings.Join([]string{l.Markup, l.Around, l.Behavior, map[bool]string{true: "bulk"}[l.Bulk]}, "_"), func(t *testing.T) {
			t.Parallel()
			setLongList(t, l)
		})
	}
}

func setLongList(t *testing.T, l fakeplex.LongList) {
	own, err := l.Page()
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	w.work = t.TempDir()
	if err := w.open(fakeplex.Config{Own: map[string]fakeplex.OwnPage{fakeplex.PageVendors: own}}); err != nil {
		t.Fatal(err)
	}
	from, err := template("alice")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(w.home(), os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	p, err := w.run(nil, strings.Fields("apply --only vendors.personalized-ads --json --timeout 20m"), nil)
	if err != nil {
		t.Fatal(err)
	}
	stored := w.site.OwnState(fakeplex.PageVendors)
	var on []string
	for _, key := range l.Keys() {
		if stored[key] != false {
			on = append(on, key)
		}
	}
	if len(on) > 0 {
		t.Errorf("%d of %d are still on: %v", len(on), l.Rows, on[:min(len(on), 5)])
	}
	saves := w.site.OwnSaves(fakeplex.PageVendors)
	for _, key := range slices.Sorted(maps.Keys(saves)) {
		if saves[key] != 1 {
			t.Errorf("%s was saved %d times", key, saves[key])
		}
	}
	var doc any
	if err := json.Unmarshal(p.stdout.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if got, err := at(doc, "accounts.0.settings[id=vendors.personalized-ads].result"); got != "verified" || err != nil {
		t.Errorf("the result is %s (%v)", got, err)
	}
	if p.code != 0 {
		t.Errorf("exit code %d", p.code)
	}
	if t.Failed() {
		t.Logf("%s\n%s", p.stderr.String(), briefly(p.stdout.Bytes()))
	}
}
