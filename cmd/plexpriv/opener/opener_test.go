package opener

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// program makes a program that writes its arguments to a file.
func program(t *testing.T, dir, name, script string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

func lookIn(dir string) func(string) (string, error) {
	return func(name string) (string, error) {
		path := filepath.Join(dir, name)
		_, err := os.Stat(path)
		return path, err
	}
}

func TestOpenUsesTheProgramOfTheSystem(t *testing.T) {
	for goos, name := range map[string]string{"linux": "xdg-open", "freebsd": "gio", "darwin": "open", "windows": "rundll32"} {
		dir := t.TempDir()
		program(t, dir, name, `echo "$@" > `+dir+`/said`)
		if err := (System{goos, lookIn(dir)}).Open(context.Background(), "https://app.plex.tv/?a=1&b=2"); err != nil {
			t.Fatalf("%s: %v", goos, err)
		}
		said, err := os.ReadFile(filepath.Join(dir, "said"))
		if err != nil || !strings.HasSuffix(strings.TrimSpace(string(said)), "https://app.plex.tv/?a=1&b=2") {
			t.Errorf("%s: %s got %q, %v", goos, name, said, err)
		}
	}
}

func TestOpenReportsWhatFails(t *testing.T) {
	dir := t.TempDir()
	if err := (System{"linux", lookIn(dir)}).Open(context.Background(), "x"); !errors.Is(err, ErrNone) {
		t.Errorf("without a program: %v", err)
	}
	program(t, dir, "xdg-open", "exit 3")
	if err := (System{"linux", lookIn(dir)}).Open(context.Background(), "x"); err == nil {
		t.Error("a program that failed counts as a browser that opened")
	}
}

func TestOpenDoesNotWaitForABrowserThatStays(t *testing.T) {
	dir := t.TempDir()
	program(t, dir, "xdg-open", "exec sleep 20")
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := (System{"linux", lookIn(dir)}).Open(ctx, "x"); err != nil || time.Since(began) > 10*time.Second {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}

func TestRedirectIsOursAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ui")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(dir, "open-123.html")
	if err := os.WriteFile(old, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	path, remove, err := Redirect(t.Context(), dir, "http://127.0.0.1:1234/#canary")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("the file of an earlier process is still there")
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), "http://127.0.0.1:1234/#canary") {
		t.Errorf("%v: %s", err, text)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	remove()
	if _, err := os.Stat(path); err == nil {
		t.Error("it is still there")
	}
}

// Two pages may open at the same time. Neither removes what the other's browser is about
// to read.
func TestRedirectLeavesOthersAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ui")
	first, removeFirst, err := Redirect(t.Context(), dir, "http://127.0.0.1:1234/#first")
	if err != nil {
		t.Fatal(err)
	}
	second, removeSecond, err := Redirect(t.Context(), dir, "http://127.0.0.1:1235/#second")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{first, second} {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("while both are open: %v", err)
		}
	}
	removeFirst()
	removeFirst() // it is removed when the page has come, and at the end
	third, removeThird, err := Redirect(t.Context(), dir, "http://127.0.0.1:1236/#third")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(second); err != nil {
		t.Errorf("after the first is gone: %v", err)
	}
	removeSecond()
	removeThird()
	for _, path := range []string{first, second, third} {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s is still there", path)
		}
	}
}
