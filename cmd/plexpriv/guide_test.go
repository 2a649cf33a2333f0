package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

func TestGuide(t *testing.T) {
	s := newFakeWorld(t)
	if code := s.run("guide"); code != exit.OK {
		t.Fatalf("exit code %d, %s", code, s.err.String())
	}
	for _, want := range []string{"Plex privacy by hand", "  1. Open https://www.plex.tv/email-preferences/", "\n\n  Playback reports (privacy.playback-data): off\n  ", "“All No”", "“My Watchlist”"} {
		if !strings.Contains(s.out.String(), want) {
			t.Errorf("no %q in\n%s", want, s.out.String())
		}
	}
	// What the level leaves alone is named, and has no steps.
	for _, not := range []string{"sources.live-tv", "this level does not touch it", "offer this to everybody"} {
		if strings.Contains(s.out.String(), not) {
			t.Errorf("%q in\n%s", not, s.out.String())
		}
	}
	if !strings.Contains(oneLine(s.out.String()), "This level leaves as they are: Library problem reports, ") || !strings.Contains(s.out.String(), "(vendors.data-sale): off, if Plex offers it\n") {
		t.Errorf("said\n%s", s.out.String())
	}
	if s.run("guide", "sources"); !strings.Contains(s.out.String(), "this level does not touch it") {
		t.Errorf("a page that was asked for:\n%s", s.out.String())
	}
	s.run("guide", "--lang", "de", "privacy")
	if text := s.out.String(); !strings.Contains(text, "Wiedergabedaten") || strings.Contains(text, "email-preferences") {
		t.Errorf("said %s", text)
	}
	s.expectNothingOpened(t)
}

// Without --lang it is the language of the system.
func TestGuideFollowsTheSystem(t *testing.T) {
	for locale, want := range map[string]string{"de_AT.UTF-8": "von Hand", "en_US.UTF-8": "by hand", "pl_PL.UTF-8": "by hand"} {
		s := newFakeWorld(t)
		s.env["LANG"] = locale
		if s.run("guide", "email"); !strings.Contains(s.out.String(), want) {
			t.Errorf("%s: said %s", locale, s.out.String())
		}
	}
}

func TestGuideAsAPage(t *testing.T) {
	s := newFakeWorld(t)
	file := filepath.Join(t.TempDir(), "plex.html")
	if code := s.run("guide", "--html", file, "--lang", "de"); code != exit.OK {
		t.Fatalf("exit code %d, %s", code, s.err.String())
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<html lang="de">`, `<meta name="generator" content="plexpriv">`, `href="https://www.plex.tv/vendors-us/"`, "Send playback data to Plex", "default-src &#39;none&#39;"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in the page", want)
		}
	}
	if err := os.WriteFile(file, []byte("my own notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := s.run("guide", "--html", file); code != exit.Usage {
		t.Errorf("somebody's own file: exit code %d", code)
	}
}

func TestGuideAsJSON(t *testing.T) {
	s := newFakeWorld(t)
	s.run("guide", "--json", "visibility")
	var doc guideReport
	if err := json.Unmarshal(s.out.Bytes(), &doc); err != nil || len(doc.Pages) != 1 || len(doc.Pages[0].Settings) != 5 || doc.Level != "recommended" || doc.Lang != "en" {
		t.Errorf("%v: %s", err, s.out.String())
	}
}

func TestGuideUsage(t *testing.T) {
	s := newFakeWorld(t)
	for _, args := range [][]string{{"guide", "vendor"}, {"guide", "--level", "all"}, {"guide", "--lang", "fr"}, {"guide", "--html="}, {"guide", "email", "vendors"}} {
		if code := s.run(args...); code != exit.Usage {
			t.Errorf("%v: exit code %d", args, code)
		}
	}
	s.run("guide", "vendor")
	if !strings.Contains(s.err.String(), "vendors") {
		t.Errorf("said %s", s.err.String())
	}
}
