package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// askingWorld is a world with a terminal, at which the person types the given lines.
func askingWorld(t *testing.T, typed string) *fakeWorld {
	s := newFakeWorld(t)
	s.Terminal.Stdin.TTY, s.Terminal.Stderr.TTY = true, true
	s.Terminal.Stdin.From = strings.NewReader(typed)
	s.store.kept["default"] = aSession("alice")
	s.engine.report = func(_ context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
		if req.DryRun {
			return accountReport(who, outcome.WouldChange)
		}
		return accountReport(who, outcome.Verified)
	}
	return s
}

func TestAskAppliesWhatIsPicked(t *testing.T) {
	s := askingWorld(t, "\n")
	if code := s.run("apply", "--ask"); code != 0 {
		t.Fatalf("exit code %d, want %d: %s", code, 0, s.err.String())
	}
	if !strings.Contains(s.err.String(), "anyone → private") {
		t.Errorf("the person was shown\n%s", s.err.String())
	}
	if r := s.engine.requests; len(r) != 2 || !r[0].DryRun || r[1].DryRun || len(r[1].Selection.Skip) != 0 {
		t.Errorf("the requests were %+v, want a dry run and then an apply of everything", r)
	}
	if len(s.launches) != 2 || !s.launches[0].ReadOnly || s.launches[1].ReadOnly {
		t.Errorf("the browsers were %+v, want one that cannot write and then one that can", s.launches)
	}
}

func TestAskAppliesNothingThatIsNotPicked(t *testing.T) {
	for _, typed := range []string{"1\n", "q\n", "7\nx\n 1,\n", "7\n7\n7\n", ""} {
		s := askingWorld(t, typed)
		if code := s.run("apply", "--ask"); code != 0 || !strings.Contains(s.err.String(), "Nothing was changed") {
			t.Errorf("%q: exit code %d: %s", typed, code, s.err.String())
		}
		if len(s.engine.requests) != 1 {
			t.Errorf("%q: %d requests, want only the dry run", typed, len(s.engine.requests))
		}
	}
}

func TestAskIsRefusedWithoutATerminal(t *testing.T) {
	s := askingWorld(t, "")
	for _, args := range []string{"--ask --dry-run", "--ask --yes", "--ask --json", "--ask --quiet"} {
		if code := s.run(append([]string{"apply"}, strings.Fields(args)...)...); code != exit.Usage {
			t.Errorf("apply %s: exit code %d, want %d", args, code, exit.Usage)
		}
	}
	s.Terminal.Stdin.TTY = false
	if code := s.run("apply", "--ask"); code != exit.Usage || !strings.Contains(s.err.String(), "no terminal") {
		t.Errorf("without a terminal: exit code %d, want %d: %s", code, exit.Usage, s.err.String())
	}
}

// How much is printed does not decide whether a person at a terminal is asked.
func TestApplyAsksOnATerminalWhateverItPrints(t *testing.T) {
	for _, flag := range []string{"--quiet", "--json", "--wide", "--verbose"} {
		s := askingWorld(t, "n\n")
		s.Terminal.Stdout.TTY = true
		if code := s.run("apply", flag); code != exit.OK || len(s.engine.requests) != 1 {
			t.Errorf("%s: exit code %d, %d requests, want only the dry run: %s", flag, code, len(s.engine.requests), s.err.String())
		}
		if shown := s.out.String() + s.err.String(); !strings.Contains(shown, "[Y/n/pick]") || !strings.Contains(shown, "private") {
			t.Errorf("%s: it asked without the plan: %s", flag, shown)
		}
	}
}

// A person who presses Ctrl-C at a question is told nothing of pages: none is in work.
func TestCtrlCAtTheQuestionSaysNothingOfPages(t *testing.T) {
	s := askingWorld(t, "")
	s.Terminal.Stdin.From = readerFunc(func([]byte) (int, error) {
		s.signal <- os.Interrupt
		select {}
	})
	if code := s.run("apply", "--ask"); code != outcome.ExitInterrupted || len(s.engine.requests) != 1 {
		t.Errorf("exit code %d, %d requests", code, len(s.engine.requests))
	}
	if said := s.err.String(); strings.Contains(said, "finishing") || !strings.Contains(said, "interrupted") {
		t.Errorf("it said %s", said)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// typist is a person who types once a text is shown.
type typist struct {
	screen *screenRecorder
	text   string
	keys   io.Reader
	until  time.Time
}

// Read waits for the text.
func (r *typist) Read(p []byte) (int, error) {
	for !r.screen.showed(r.text) && time.Now().Before(r.until) {
		time.Sleep(5 * time.Millisecond)
	}
	return r.keys.Read(p)
}

// On a terminal that can move the cursor, the person picks from a list with keys.
func TestAskWithThePicker(t *testing.T) {
	for name, c := range map[string]struct {
		keys string
		runs int
		code int
		says string
	}{
		"all":             {"\r", 2, 0, "1 of 1 setting to change"},
		"left out":        {" \r", 1, 0, "Nothing was changed"},
		"all left out":    {"a\r", 1, 0, "Nothing was changed"},
		"out and in":      {"xx\r", 2, 0, "1 of 1 setting to change"},
		"nothing":         {"q", 1, 0, "Nothing was changed"},
		"Ctrl-C":          {"\x03", 1, 130, "interrupted"},
		"end of the list": {"\x1b[B\x1b[A\r", 2, 0, "1 of 1 setting to change"},
	} {
		s := askingWorld(t, c.keys)
		v := newScreenRecorder(70, 24)
		s.Terminal.Stderr = terminal.Screen{To: v, TTY: true, Width: 70}
		s.env["TERM"], s.env["LANG"] = "xterm-256color", "C.UTF-8"
		s.Terminal.Stdin.From = &typist{v, "anyone → private", strings.NewReader(c.keys), time.Now().Add(5 * time.Second)}
		if code := s.run("apply", "--ask"); code != c.code {
			t.Errorf("%s: exit code %d: %s", name, code, v.current())
		}
		if len(s.engine.requests) != c.runs {
			t.Errorf("%s: %d requests, want %d", name, len(s.engine.requests), c.runs)
		}
		if now := v.current(); !strings.Contains(now, c.says) || strings.Contains(now, "[✓]") {
			t.Errorf("%s: at the end it shows\n%s", name, now)
		}
		if !v.showed("What would change for alice", "anyone → private") {
			t.Errorf("%s: it showed\n%s", name, strings.Join(v.screens, "\n----\n"))
		}
		if !v.term.CursorVisible() {
			t.Errorf("%s: the cursor is hidden", name)
		}
	}
}

// An earlier run was cut off before its receipt was written. It gets one when the
// person answers the question, and also when they press Ctrl-C at it.
func TestAskWritesReceiptsOfEarlierRuns(t *testing.T) {
	for name, c := range map[string]struct {
		keys string
		code int
	}{
		"something is picked": {"\r", exit.OK},
		"nothing is picked":   {"q", exit.OK},
		"Ctrl-C":              {"\x03", outcome.ExitInterrupted},
	} {
		s := askingWorld(t, c.keys)
		s.recordRun(t, "default", "id-of-alice")
		v := newScreenRecorder(70, 24)
		s.Terminal.Stderr = terminal.Screen{To: v, TTY: true, Width: 70}
		s.env["TERM"], s.env["LANG"] = "xterm-256color", "C.UTF-8"
		s.Terminal.Stdin.From = &typist{v, "anyone → private", strings.NewReader(c.keys), time.Now().Add(5 * time.Second)}
		if code := s.run("apply", "--ask"); code != c.code {
			t.Errorf("%s: exit code %d, want %d: %s", name, code, c.code, v.current())
		}
		if code := s.run("receipt", "run1"); code != exit.OK {
			t.Errorf("%s: there is no receipt of the earlier run: exit code %d: %s", name, code, v.current())
		}
	}
}

// What a run remembers for later ones is saved when the run is over. The picked changes
// are applied by the same run, so its report tells again of what the plan told of.
func TestAskReportsANewWordingAgainAfterThePick(t *testing.T) {
	for name, c := range map[string]struct {
		typed string
		told  int
	}{
		"something is picked": {"\n", 2},
		"nothing is picked":   {"q\n", 1},
	} {
		s := askingWorld(t, c.typed)
		work := s.engine.report
		label := "My Watchlist"
		var remembered []string
		s.engine.report = func(ctx context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
			a := work(ctx, who, req)
			a.Settings[0].Controls = []outcome.ControlReport{{ID: "watchlist", Label: label}}
			text, _ := os.ReadFile(filepath.Join(s.State, "wordings.json"))
			remembered = append(remembered, string(text))
			return a
		}
		s.run("check")
		label, remembered = "My List of Wishes", nil
		page := filepath.Join(t.TempDir(), "report.html")
		if code := s.run("apply", "--ask", "--report", page); code != exit.OK {
			t.Fatalf("%s: exit code %d, want %d: %s", name, code, exit.OK, s.err.String())
		}
		if said := outcome.OneLine(s.out.String() + s.err.String()); strings.Count(said, "has changed the wording")+strings.Count(said, "Plex now calls it") != c.told {
			t.Errorf("%s: the new wording is not reported %d times:\n%s", name, c.told, said)
		}
		if text, err := os.ReadFile(page); c.told == 2 && (err != nil || !strings.Contains(string(text), "The page says “My List of Wishes” now")) {
			t.Errorf("%s: the HTML report does not tell of the new wording (%v)", name, err)
		}
		for i, text := range remembered {
			if strings.Contains(text, label) {
				t.Errorf("%s: before reading number %d the new wording had been saved", name, i+1)
			}
		}
		s.run("check")
		if strings.Contains(s.out.String(), "wording") {
			t.Errorf("%s: the next check tells of it again:\n%s", name, s.out.String())
		}
	}
}

// A session that the plan has renewed is stored, also if the person picks nothing.
func TestAskStoresRenewedSessionsAtTheEnd(t *testing.T) {
	for _, typed := range []string{"\n", "q\n"} {
		s := askingWorld(t, typed)
		work := s.engine.report
		var stored []int
		s.engine.report = func(ctx context.Context, who flows.Subject, req flows.Request) outcome.AccountReport {
			stored = append(stored, len(s.store.kept["default"].Cookies))
			return work(ctx, who, req)
		}
		s.engine.cookies = func(req flows.Request) []automation.Cookie {
			if !req.DryRun {
				return nil
			}
			return []automation.Cookie{{Name: "renewed", Value: "x", Domain: ".plex.tv"}}
		}
		before := len(s.store.kept["default"].Cookies)
		if code := s.run("apply", "--ask"); code != exit.OK {
			t.Fatalf("%q: exit code %d: %s", typed, code, s.err.String())
		}
		if now := len(s.store.kept["default"].Cookies); now == before {
			t.Errorf("%q: the renewed session was not stored", typed)
		}
		for i, n := range stored {
			if n != before {
				t.Errorf("%q: the session was stored before reading number %d", typed, i+1)
			}
		}
	}
}

// On a terminal that cannot move the cursor, the list has the explanations in it.
func TestAskByNumberShowsExplanations(t *testing.T) {
	s := askingWorld(t, "\n")
	s.env["TERM"], s.Terminal.Stderr.Width = "dumb", 60
	s.run("apply", "--ask")
	const want = "  1  Watchlist: anyone → private\n     Friends"
	if !strings.Contains(s.err.String(), want) || strings.Contains(s.err.String(), "\x1b") {
		t.Errorf("the person was shown\n%s", s.err.String())
	}
}
