//go:build linux

package e2e

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

const ownPages = "testdata/pages"

var (
	pageCases = flag.String("pages", ownPages, "the directory of the page cases")
	allPages  = flag.Bool("all-pages", false, "try all page cases of this directory, not a sample")
	pagesAs   = flag.String("pages-as", "", "run this in place of the commands of the page cases: what a case demands is then left out, but no claim may be wrong")
)

// pageCase is a page of which nobody has told plexpriv, and what must come of it.
type pageCase struct {
	Page    string                       `json:"page"`
	Command string                       `json:"command"`
	State   map[string]any               `json:"state"`
	Routes  map[string]fakeplex.OwnRoute `json:"routes"`
	// Rotates makes the site renew the page's session with each answer.
	Rotates bool `json:"rotates"`
	// Must is what has to be stored at the end. Exit are the exit codes that are right,
	// 0 alone if none is named; Results are results of settings.
	Must    map[string]any    `json:"must"`
	Exit    []int             `json:"exit"`
	Results map[string]string `json:"results"`
	// Account is what the account must have at the end on the other pages, Says what the
	// report must say.
	Account map[string]string `json:"account"`
	Says    string            `json:"says"`
	// FillerMB is how much text is put in the place of the word FILLER, in megabytes: what
	// is too big to be kept as a file.
	FillerMB int `json:"filler_mb"`
}

// samplePages are the cases that every run of the tests tries: one of each kind. "make
// pages" tries all of them, which takes some minutes.
var samplePages = []string{
	"lists_filled_when_opened", "list_of_one", "switch_and_its_box_disagree", "values_by_event_stream",
	"button_reports_first_and_saves_later", "escape_closes_the_dialog_too", "region_in_the_footer", "flood_of_controls",
	"transparent_input_over_the_painted_box", "lists_behind_read_only_fields", "accessible_list_holds_a_part",
	"form_sent_at_each_click", "answer_that_overtakes_a_timer", "data_refused_and_boxes_drawn_from_nothing", "read_back_from_a_cookie", "switch_drawn_by_its_class",
	"read_back_from_a_cookie_that_a_response_began", "values_when_scrolled_into_view", "boxes_that_select_for_a_button", "stop_that_only_eyes_read", "session_rotates_with_each_answer",
}

// TestPages runs plexpriv on pages of testdata/pages. What is stored at the end decides.
func TestPages(t *testing.T) {
	if testing.Short() {
		t.Skip("starts browsers")
	}
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(*pageCases, "*", "page.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no page cases in %s: %v", *pageCases, err)
	}
	for _, file := range files {
		dir := filepath.Dir(file)
		if *pageCases == ownPages && !*allPages && !slices.Contains(samplePages, filepath.Base(dir)) {
			continue
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			c, err := loadPageCase(dir)
			if err != nil {
				t.Fatal(err)
			}
			c.run(t, dir)
		})
	}
}

func loadPageCase(dir string) (pageCase, error) {
	c := pageCase{Exit: []int{0}}
	text, err := os.ReadFile(filepath.Join(dir, "case.json"))
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(text, &c); err != nil {
		return c, fmt.Errorf("read %s: %w", dir, err)
	}
	return c, nil
}

func (c pageCase) run(t *testing.T, dir string) {
	html, err := os.ReadFile(filepath.Join(dir, "page.html"))
	if err != nil {
		t.Fatal(err)
	}
	if c.FillerMB > 0 {
		const line = "<p>Something that nobody needs to read, and that a page has all the same.</p>\n"
		html = bytes.Replace(html, []byte("FILLER"), bytes.Repeat([]byte(line), c.FillerMB<<20/len(line)), 1)
	}
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	w.work = t.TempDir()
	page := fakeplex.OwnPage{HTML: html, State: c.State, Routes: c.Routes, Rotates: c.Rotates}
	if err := w.open(fakeplex.Config{Latency: 20 * time.Millisecond, Own: map[string]fakeplex.OwnPage{c.Page: page}}); err != nil {
		t.Fatal(err)
	}
	from, err := template("alice")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(w.home(), os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	p, err := w.launch(nil, c.command(), nil)
	if err != nil {
		t.Fatal(err)
	}
	began, size := time.Now(), weigh(p)
	if _, err := w.wait(p); err != nil {
		t.Fatal(err)
	}
	own, browser := size.peaks()
	t.Logf("it took %s, plexpriv %d MB and its browser %d MB", time.Since(began).Round(time.Second), own, browser)
	if own > mostMemory {
		t.Errorf("plexpriv took %d MB, want at most %d", own, mostMemory)
	}
	defer func() {
		if t.Failed() {
			t.Logf("exit code %d, stored %v\n%s", p.code, w.site.OwnState(c.Page), p.stderr.String())
			t.Log(briefly(p.stdout.Bytes()))
			w.tell(t)
		}
	}()
	stored := w.site.OwnState(c.Page)
	c.neverWrong(t, p.stdout.Bytes(), stored)
	c.neverWider(t, stored)
	if c.onlyReads() {
		c.nothingWritten(t, w)
	}
	if *pagesAs != "" {
		t.Logf("exit code %d\n%s", p.code, briefly(p.stdout.Bytes()))
		if *pagesAs == "undo" {
			c.undone(t, w)
		}
		return
	}
	for key, want := range c.Must {
		if stored[key] != want {
			t.Errorf("%s is %v at the end, want %v", key, stored[key], want)
		}
	}
	account, _ := w.site.Snapshot("alice")
	for key, want := range c.Account {
		if account[key] != want {
			t.Errorf("%s is %s at the end, want %s", key, account[key], want)
		}
	}
	if !strings.Contains(p.stdout.String(), c.Says) {
		t.Errorf("the report does not say %q", c.Says)
	}
	if !slices.Contains(c.Exit, p.code) {
		t.Errorf("exit code %d, want one of %v", p.code, c.Exit)
	}
	var doc any
	if err := json.Unmarshal(p.stdout.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	for id, want := range c.Results {
		if got, err := at(doc, "accounts.0.settings[id="+id+"].result"); got != want {
			t.Errorf("%s: %s (%v), want %s", id, got, err, want)
		}
	}
	for _, complaint := range w.leftovers() {
		t.Errorf("not clean: %s", complaint)
	}
}

// briefly is what a report says of its settings, a line each.
func briefly(text []byte) string {
	var doc struct {
		Accounts []struct {
			Error    string
			Pages    []struct{ ID, Status, Detail string }
			Settings []struct{ ID, Before, After, Result, Detail string }
		}
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		return string(text)
	}
	out := ""
	for _, a := range doc.Accounts {
		out += a.Error + "\n"
		for _, p := range a.Pages {
			out += fmt.Sprintln(p.ID, p.Status, p.Detail)
		}
		for _, s := range a.Settings {
			out += fmt.Sprintln(s.ID, s.Before, s.After, s.Result, s.Detail)
		}
	}
	return out
}
