package terminal

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/selectors"
)

var inEnglish = ProgressWords{
	Starting: "starting",
	Steps:    map[flows.Step]string{flows.StepReading: "reading", flows.StepRead: "read", flows.StepReadAgain: "read again"},
	More:     func(n int) string { return fmt.Sprintf("and %d more", n) },
}

// aBoard is a board of so many accounts that read all pages, after twelve seconds.
func aBoard(columns, lines, accounts int) *board {
	cat, err := selectors.Embedded()
	if err != nil {
		panic(err)
	}
	var pages []PageTitle
	for _, id := range cat.PageIDs() {
		pages = append(pages, PageTitle{id, cat.Page(id).Title})
	}
	now := time.Now()
	b := &board{
		titles: Titles{Pages: pages, Words: inEnglish, Many: accounts > 1}, hide: func(s string) string { return s }, marks: marks{[]rune("*"), "+", ">"},
		now: func() time.Time { return now.Add(12 * time.Second) }, began: now, width: columns, height: lines,
	}
	for i := range accounts {
		for _, page := range slices.Backward(cat.PageIDs()[:4]) { // the others need no browser
			b.note(boardRow{fmt.Sprintf("user %d", i+1), page, flows.StepReading})
		}
	}
	return b
}

func TestBoardShowsAccountStepAndPage(t *testing.T) {
	b := aBoard(80, 24, 2)
	b.note(boardRow{"user 1", "email", flows.StepRead})
	lines := b.lines()
	if lines[0] != "+ user 1  read        Email preferences" || !strings.HasPrefix(lines[4], "* user 2  reading     Email preferences") {
		t.Errorf("the board does not say who is at which step of which page:\n%s", strings.Join(lines, "\n"))
	}
	if last := lines[len(lines)-1]; last != "  12 s" {
		t.Errorf("the last line is %q, want the time that has passed", last)
	}
}

// A board that is larger than the screen could not be replaced by the next picture.
func TestBoardFits(t *testing.T) {
	for _, size := range [][2]int{{20, 6}, {50, 10}, {3, 24}, {1, 1}, {0, 0}} {
		b := aBoard(size[0], size[1], 9)
		b.note(boardRow{"user 9", "visibility", flows.StepReadAgain})
		lines := b.lines()
		if len(lines) > max(2, size[1]-1) {
			t.Errorf("on a screen of %v the board has %d lines", size, len(lines))
		}
		for _, line := range lines {
			if len([]rune(line)) > max(0, size[0]-1) {
				t.Errorf("on a screen of %v this line is too wide: %q", size, line)
			}
		}
	}
	if last := aBoard(50, 10, 9).lines()[7]; last != "  and 29 more, 12 s" {
		t.Errorf("the last line is %q, want the number of pages that have no room", last)
	}
}
