//go:build unix

package session

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/zalando/go-keyring"
)

// The tests in this file kill real processes with SIGKILL while they save. What a
// killed process leaves must be the old session or the new one. With the rounds on the
// keyring of the system, that is 200 kills.

func init() {
	children["save-and-die"] = saveAndDie
	children["save-for-ever"] = saveForEver
}

// diskKeyring is a keyring that outlives the process that uses it, with one file per
// entry. As in a real one, an entry is there as a whole or not at all.
type diskKeyring struct{ dir string }

func (d diskKeyring) path(user string) string {
	return filepath.Join(d.dir, base64.RawURLEncoding.EncodeToString([]byte(user)))
}

func (d diskKeyring) Set(_, user, value string) error {
	temp := filepath.Join(d.dir, "half")
	if err := os.WriteFile(temp, []byte(value), 0o600); err != nil {
		return err
	}
	return os.Rename(temp, d.path(user))
}

func (d diskKeyring) Get(_, user string) (string, error) {
	value, err := os.ReadFile(d.path(user))
	return string(value), notFound(err)
}

func (d diskKeyring) Delete(_, user string) error { return notFound(os.Remove(d.path(user))) }

func notFound(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return keyring.ErrNotFound
	}
	return err
}

// dyingBackend is a backend whose process dies at one of its calls, counted from 1.
type dyingBackend struct {
	backend
	calls *atomic.Int64
	at    int64
	after bool
}

func (m dyingBackend) Set(service, user, value string) error {
	defer m.step()()
	return m.backend.Set(service, user, value)
}

func (m dyingBackend) Get(service, user string) (string, error) {
	defer m.step()()
	return m.backend.Get(service, user)
}

func (m dyingBackend) Delete(service, user string) error {
	defer m.step()()
	return m.backend.Delete(service, user)
}

func (m dyingBackend) step() (end func()) {
	now := m.calls.Add(1) == m.at
	if now && !m.after {
		die()
	}
	return func() {
		if now {
			die()
		}
	}
}

func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {} // until the signal arrives
}

// saveAndDie is a process that is killed at call AT of a save.
func saveAndDie() error {
	at, err := strconv.Atoi(os.Getenv("AT"))
	if err != nil {
		return err
	}
	cookies, err := strconv.Atoi(os.Getenv("COOKIES"))
	if err != nil {
		return err
	}
	b := dyingBackend{diskKeyring{os.Getenv("DIR")}, new(atomic.Int64), int64(at), os.Getenv("WHEN") == "after"}
	k := newKeyring(newVault(b, always, 0), os.Getenv("DIR"))
	return k.Save(context.Background(), "default", testSession(2, cookies))
}

// TestKeyringSaveKilledAtEveryStep kills the process before and after every call of a
// save.
func TestKeyringSaveKilledAtEveryStep(t *testing.T) {
	t.Parallel()
	rounds := 0
	for _, size := range []struct{ first, second int }{{1, 40}, {40, 1}} {
		for _, when := range []string{"before", "after"} {
			for at := 1; ; at++ {
				dir := t.TempDir()
				k := newKeyring(newVault(diskKeyring{dir}, always, 0), dir)
				first := testSession(1, size.first)
				// Both slots have been used, so that there is something to clear.
				for _, s := range []*Session{testSession(0, 20), first} {
					if err := k.Save(context.Background(), "default", s); err != nil {
						t.Fatal(err)
					}
				}
				if !wasKilled(t, child(t, "save-and-die", "DIR="+dir, fmt.Sprint("AT=", at), "WHEN="+when, fmt.Sprint("COOKIES=", size.second)).Run()) {
					if at < 10 {
						t.Fatalf("a save makes %d calls only: nothing was tested", at-1)
					}
					break // it makes no further call
				}
				rounds++
				oldOrNew(t, k, first, testSession(2, size.second))
			}
		}
	}
	t.Logf("%d processes were killed, each at another step", rounds)
}

func wasKilled(t *testing.T, err error) bool {
	t.Helper()
	if err == nil {
		return false
	}
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the child was not killed: %v", err)
	}
	return true
}

// oldOrNew fails unless the store has one of the two sessions and can save the next
// one.
func oldOrNew(t *testing.T, store Store, first, second *Session) {
	t.Helper()
	ctx := context.Background()
	got, err := store.Load(ctx, "default")
	if err != nil {
		t.Fatalf("neither the old nor the new session: %v", err)
	}
	if now := generationOf(t, got); now != generationOf(t, first) && now != generationOf(t, second) {
		t.Fatal("got a mix of the old and the new session")
	}
	third := testSession(3, 5)
	if err := store.Save(ctx, "default", third); err != nil {
		t.Fatalf("the save after a kill: %v", err)
	}
	if got, err = store.Load(ctx, "default"); err != nil {
		t.Fatalf("the save after a kill is not there: %v", err)
	}
	same(t, got, third)
}

// foreverCookies is the number of cookies in the sessions of saveForEver. It goes up
// and down, so that parts are written and removed.
func foreverCookies(generation int) int { return generation * 17 % 41 }

// saveForEver is a process to be killed.
func saveForEver() error {
	store, err := foreverStore()
	if err != nil {
		return err
	}
	for generation := 1; ; generation++ {
		if err := store.Save(context.Background(), "default", testSession(generation, foreverCookies(generation))); err != nil {
			return err
		}
		fmt.Println(generation)
	}
}

func foreverStore() (Store, error) {
	if os.Getenv("STORE") == KindFile {
		return openFile(os.Getenv("DIR"), testPassphrase), nil
	}
	return Open(Options{Kind: KindKeyring, Dir: os.Getenv("DIR"), Env: os.Getenv})
}

// killSaves starts processes that save one session after another, and kills each at a
// random moment. between is the time between two saves.
func killSaves(t *testing.T, rounds int, kind, dir string, between time.Duration, judge func(t *testing.T, done int)) {
	t.Helper()
	for range rounds {
		cmd := child(t, "save-for-ever", "DIR="+dir, "STORE="+kind)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		done := 0
		for range 1 + rand.IntN(2) {
			if !lines.Scan() {
				t.Fatalf("the child ended by itself: %v", cmd.Wait())
			}
			done++
		}
		time.Sleep(rand.N(between)) // into the middle of the next save
		_ = cmd.Process.Kill()
		// More saves may have been done in the meantime.
		for lines.Scan() {
			done++
		}
		_, _ = io.Copy(io.Discard, out)
		if !wasKilled(t, cmd.Wait()) {
			t.Fatal("the child ended by itself")
		}
		judge(t, done)
	}
}

// lastOf fails unless the store has the session of the last completed save, or of the
// one that was under way.
func lastOf(t *testing.T, store Store, done int) {
	t.Helper()
	oldOrNew(t, store, testSession(done, foreverCookies(done)), testSession(done+1, foreverCookies(done+1)))
}

// A process that is killed while it saves leaves a whole session, and the next save
// cleans up after it.
func TestFileSaveKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	saveFile(t, dir, testSession(0, 20))
	rounds, strays := 116, 0
	killSaves(t, rounds, KindFile, dir, 5*time.Millisecond, func(t *testing.T, done int) {
		strays += min(1, len(strayFiles(t, dir)))
		lastOf(t, openFile(dir, testPassphrase), done)
		if left := strayFiles(t, dir); len(left) > 0 {
			t.Errorf("left after a save: %v", left)
		}
	})
	t.Logf("%d processes were killed, %d with a file half written", rounds, strays)
}

// Every state of the disk that a kill at any step of a file's save can leave.
func TestFileSaveCutOffAtEveryStep(t *testing.T) {
	dir := t.TempDir()
	saveFile(t, dir, testSession(2, 3))
	next, err := os.ReadFile(sessionFile(dir))
	if err != nil {
		t.Fatal(err)
	}
	saveFile(t, dir, testSession(1, 3))
	stray := filepath.Join(filepath.Dir(sessionFile(dir)), ".1.new")
	for written := 0; written < len(next); written += 64 {
		if err := os.WriteFile(stray, next[:written], 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := openFile(dir, testPassphrase).Load(context.Background(), "default")
		if err != nil {
			t.Fatalf("with %d bytes of the new file written: %v", written, err)
		}
		same(t, got, testSession(1, 3))
	}
	for _, err := range []error{os.WriteFile(stray, next, 0o600), os.Rename(stray, sessionFile(dir))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	oldOrNew(t, openFile(dir, testPassphrase), testSession(2, 3), testSession(2, 3))
}
