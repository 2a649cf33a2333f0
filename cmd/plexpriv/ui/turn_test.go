package ui

import (
	"context"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

var turnMark = regexp.MustCompile(`data-turn="(\d+)"`)

// planned waits for the plan, and returns the turn that it was drawn in.
func (s *served) planned() int {
	s.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		_, view := s.ask("GET", pathView, nil)
		mark := turnMark.FindStringSubmatch(view)
		if mark == nil || !strings.Contains(view, `class="pick"`) {
			continue
		}
		turn, _ := strconv.Atoi(mark[1])
		return turn
	}
	s.t.Fatal("no plan")
	return 0
}

// Another tab may have read another account or another level since this one was drawn. What
// was picked in the old list must not be done to what the new one is about.
func TestOnlyWhatWasSeenIsChanged(t *testing.T) {
	work := &fakeWork{name: "alice", report: planReport(), began: make(chan Order, 8)}
	s := serve(t, work)
	s.begin()
	<-work.began
	old := s.planned()
	if code, text := s.ask("POST", pathAct, map[string]any{"act": "look", "level": "strict"}); code != http.StatusOK {
		t.Fatalf("%d %s", code, text)
	}
	<-work.began
	now := s.planned()
	for name, body := range map[string]map[string]any{
		"a change of an old list":                  {"act": "change", "turn": old, "only": []string{"email.marketing"}},
		"a change of no list":                      {"act": "change", "only": []string{"email.marketing"}},
		"a setting that the list has no box for":   {"act": "change", "turn": now, "only": []string{"email.marketing", "visibility.watchlist"}},
		"an undo that was offered for another one": {"act": "undo", "turn": old, "run": "run1"},
	} {
		if code, text := s.ask("POST", pathAct, body); code != http.StatusConflict || !strings.Contains(text, "out of date") {
			t.Errorf("%s: %d %s", name, code, text)
		}
	}
	if n := len(work.began); n > 0 {
		t.Errorf("%d runs were begun", n)
	}
	if code, text := s.ask("POST", pathAct, map[string]any{"act": "change", "turn": now, "only": []string{"email.marketing"}}); code != http.StatusOK {
		t.Errorf("a change of what is shown: %d %s", code, text)
	}
	s.finish()
}

// finish ends the page, whatever is under way.
func (s *served) finish() {
	s.t.Helper()
	s.signals <- os.Interrupt
	select {
	case <-s.ended:
	case <-time.After(30 * time.Second):
		s.t.Fatal("it does not end")
	}
}

// slow has a keyring that waits for the person to unlock it.
type slow struct {
	fakeWork
	unlocked chan struct{}
}

func (s *slow) Accounts(ctx context.Context) ([]Account, error) {
	<-s.unlocked
	return s.fakeWork.Accounts(ctx)
}

// The token is used up by one request, so its answer must not wait for anything that may
// take longer than the answer may.
func TestKeyComesBeforeTheKeyringIsUnlocked(t *testing.T) {
	work := &slow{fakeWork{name: "alice", report: planReport(), began: make(chan Order, 8)}, make(chan struct{})}
	s := serve(t, work)
	begun := make(chan struct{})
	go func() {
		defer close(begun)
		s.begin()
	}()
	select {
	case <-begun:
	case <-time.After(10 * time.Second):
		t.Error("there is no key while the keyring is locked")
		close(work.unlocked)
		<-begun
		s.finish()
		return
	}
	_, view := s.ask("GET", pathView, nil)
	if !strings.Contains(view, "One moment") || strings.Contains(view, "Sign in to Plex") {
		t.Errorf("while the keyring is locked the page shows\n%s", view)
	}
	close(work.unlocked)
	<-work.began
	s.planned()
	s.finish()
}
