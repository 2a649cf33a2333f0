package automation

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

var libraries = flag.Bool("libraries", false, "try the pages of component libraries that make gallery has built")

// libraryForms maps the forms of testdata/libraries/src/stage.js, by the keys of the
// model, to the names of their widgets.
var libraryForms = []struct{ key, name string }{
	{"plain", "Watch history"},
	{"disabled", "Ratings"},
	{"server", "Playback data"},
	{"redrawn", "Library statistics"},
}

// refusedKinds are the widgets that the engine refuses, with words of the reason. It
// must read and set all others.
var refusedKinds = map[string]string{
	// Its options are tabs, which choose what a page shows.
	"ionic/segmented": "not found",
	// A button that opens something, but does not say that it is a list. Package flows
	// recognizes such a drop-down by its words.
	"bootstrap/select": "not found",
	// Its list is a copy that is not drawn. Package flows recognizes the entries by
	// their words.
	"antd/select": "no options",
	// Plain buttons: only a class says which one is chosen.
	"vuetify/segmented": "not found",
}

// unclearKinds are widgets that change as wanted and then show a wrong state, with the
// reason. The engine claims no success for them; a run sees the truth in the next load.
var unclearKinds = map[string]string{
	// After a click on its label the box is checked, but its aria-checked is false.
	"element-plus/switch": "no effect",
}

// TestLibraries tries the engine on the widgets of well-known component libraries. The
// model of each page stands for the server and tells whether a claim is true. The
// bundles are not in the repository: make gallery builds them.
func TestLibraries(t *testing.T) {
	if !*libraries {
		t.Skip("make gallery builds the pages and runs this")
	}
	pages, err := filepath.Glob("testdata/libraries/dist/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages built: %v", err)
	}
	var rows strings.Builder
	out := tabwriter.NewWriter(&rows, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "library\twidget\tread\tset\trefused\twrong\twhy")
	var sum tally
	for _, page := range pages {
		library := strings.TrimSuffix(filepath.Base(page), ".html")
		tab, ctx := openPage(t, "libraries/dist/"+library+".html")
		var kinds []string
		if err := untilWired(ctx, tab, library); err != nil {
			// The others are tested all the same.
			t.Errorf("%s: %v", library, err)
			tab.Close()
			continue
		}
		if err := tab.evaluateMain(ctx, "kinds", &kinds); err != nil {
			t.Fatal(err)
		}
		for _, kind := range kinds {
			var c tally
			t.Run(library+"/"+kind, func(t *testing.T) {
				for _, form := range libraryForms {
					w := widget{name: form.name, key: form.key, to: "Private", reads: "Friends"}
					if kind == "switch" || kind == "checkbox" {
						w.to, w.reads = "off", "on"
					}
					c.library(t, w, tab, library, kind)
				}
			})
			fmt.Fprintf(out, "%s\t%s\t%d\t%d\t%d\t%d\t%s\n", library, kind, c.read, c.set, c.refused, c.wrong, strings.Join(c.why, "; "))
			sum.read, sum.set, sum.refused, sum.wrong = sum.read+c.read, sum.set+c.set, sum.refused+c.refused, sum.wrong+c.wrong
		}
		tab.Close()
	}
	fmt.Fprintf(out, "all\t\t%d\t%d\t%d\t%d\n", sum.read, sum.set, sum.refused, sum.wrong)
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + rows.String())
}

// tally counts what came of the widgets.
type tally struct {
	read, set, refused, wrong int
	why                       []string
}

// library tries the engine on one widget. What the page recorded is the truth.
func (c *tally) library(t *testing.T, w widget, tab *Tab, library, kind string) {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	address := fmt.Sprintf("%s/libraries/dist/%s.html?kind=%s", shared.site.URL, library, kind)
	if _, err := tab.Goto(ctx, address); err != nil {
		t.Fatal(err)
	}
	if err := untilWired(ctx, tab, library); err != nil {
		t.Fatal(err)
	}
	m, err := w.find(ctx, tab)
	if err == nil {
		c.read++
		if m.Said() != w.reads {
			c.claim(t, w, "reads %q, and it is %q", m.Said(), w.reads)
		}
		err = w.set(ctx, tab)
	}
	var h hearing
	if e := tab.evaluateMain(ctx, "({model, heard, traps: [], presses})", &h); e != nil {
		t.Fatal(e)
	}
	truth := h.Model[w.key]
	switch {
	case w.key == "disabled" && (err == nil || truth != w.reads):
		c.claim(t, w, "is disabled, and was set: %v, %s", err, truth)
	case w.key == "disabled":
		c.refused++
		if !errors.Is(err, sight.ErrDisabled) && !errors.Is(err, ErrNotActionable) {
			c.why = append(c.why, fmt.Sprintf("%s: %v", w.key, err))
		}
	case err == nil && (truth != w.to || len(h.Heard) != 1):
		c.claim(t, w, "said to be %s, and the page heard %q", w.to, h.Heard)
	case err == nil:
		c.set++
	case truth == w.to && unclearKinds[library+"/"+kind] != "" && strings.Contains(err.Error(), unclearKinds[library+"/"+kind]):
		c.refused++
		c.why = append(c.why, w.key+": done, and the page shows it otherwise")
	case truth != w.reads:
		c.claim(t, w, "refused, and yet the page heard %q: %v", h.Heard, err)
	default:
		c.refused++
		c.why = append(c.why, fmt.Sprintf("%s: %v", w.key, err))
		if reason, known := refusedKinds[library+"/"+kind]; !known || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: refused: %v", w.key, err)
		}
	}
}

func (c *tally) claim(t *testing.T, w widget, format string, args ...any) {
	t.Helper()
	c.wrong++
	t.Errorf("%s: %s", w.key, fmt.Sprintf(format, args...))
}

// untilWired waits until a page says that its widgets are ready.
func untilWired(ctx context.Context, tab *Tab, page string) error {
	return Until(ctx, "open", page, pollEvery, func(ctx context.Context) (wired bool, _ string, _ error) {
		// The document may still be about:blank, where nothing is defined.
		err := tab.evaluateMain(ctx, "!!window.wired", &wired)
		return wired, "", err
	})
}
