//go:build linux

package session

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// stageVar is set in a test process that was started inside a session bus.
const stageVar = "PLEXPRIV_SESSION_TEST_STAGE"

// What runs on the bus before the test: a keyring daemon that got the password, or
// nothing; then D-Bus starts a daemon that did not get it.
const (
	unlocked = `printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"`
	locked   = `exec "$@"`
)

// TestSystemKeyring checks that the real keyring fulfills the contract. It starts this
// test binary again with a session bus and a home directory of its own, so that the
// person's keyring is neither seen nor touched.
func TestSystemKeyring(t *testing.T) {
	if os.Getenv(stageVar) == "unlocked" {
		runSuite(t, func(t *testing.T) func() Store {
			dir := t.TempDir()
			t.Cleanup(func() { emptyKeyring(t, dir) })
			return func() Store { return openSystem(t, dir) }
		})
		t.Run("killed while it saves", func(t *testing.T) {
			dir, rounds := t.TempDir(), 12
			t.Cleanup(func() { emptyKeyring(t, dir) })
			killSaves(t, rounds, KindKeyring, dir, 100*time.Millisecond, func(t *testing.T, done int) {
				lastOf(t, openSystem(t, dir), done)
			})
			t.Logf("%d processes were killed", rounds)
		})
		return
	}
	t.Parallel()
	home := newHome(t)
	onBus(t, home, "unlocked", unlocked, t.Name())
	// The same keyring after the desktop was started again, still locked.
	onBus(t, home, "locked", locked, "TestSystemKeyringLocked")
}

// TestSystemKeyringLocked is started by TestSystemKeyring.
func TestSystemKeyringLocked(t *testing.T) {
	if os.Getenv(stageVar) != "locked" {
		t.Skip("runs within TestSystemKeyring")
	}
	ctx := context.Background()
	store := openSystem(t, t.TempDir())
	_, loadErr := store.Load(ctx, "default")
	for op, err := range map[string]error{
		"Load": loadErr, "Save": store.Save(ctx, "default", testSession(1, 1)), "Delete": store.Delete(ctx, "default"),
	} {
		// If a prompt can be shown, nobody answers it here.
		if !errors.Is(err, ErrLocked) && !errors.Is(err, ErrTimeout) {
			t.Errorf("%s: %v, want ErrLocked", op, err)
		}
		t.Logf("%s: %v", op, err)
	}
}

// TestSystemWithoutDefaultKeyring uses the real library on a Secret Service that runs and
// has no keyring, as on a server: there is nothing to unlock.
func TestSystemWithoutDefaultKeyring(t *testing.T) {
	if os.Getenv(stageVar) != "nothing in it" {
		t.Parallel()
		onBus(t, newHome(t), "nothing in it", locked, t.Name())
		return
	}
	ctx := context.Background()
	store := openSystem(t, t.TempDir())
	_, loadErr := store.Load(ctx, "default")
	_, listErr := store.Profiles(ctx)
	for op, err := range map[string]error{
		"Load": loadErr, "Profiles": listErr, "Save": store.Save(ctx, "default", testSession(1, 1)), "Delete": store.Delete(ctx, "default"), "Try": store.Try(ctx),
	} {
		if !errors.Is(err, ErrNoKeyring) || errors.Is(err, ErrLocked) || errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v, want ErrNoKeyring", op, err)
		}
	}
}

// TestSystemWithoutKeyring uses the real library on a bus without a Secret Service.
func TestSystemWithoutKeyring(t *testing.T) {
	if os.Getenv(stageVar) == "none" {
		_, err := openSystem(t, t.TempDir()).Load(context.Background(), "default")
		if !errors.Is(err, ErrUnavailable) {
			t.Errorf("Load: %v, want ErrUnavailable", err)
		}
		t.Log(err)
		return
	}
	home := newHome(t)
	config := filepath.Join(home, "bus.conf")
	bare := `<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`
	if err := os.WriteFile(config, []byte(bare), 0o600); err != nil {
		t.Fatal(err)
	}
	onBus(t, home, "none", locked, t.Name(), "--config-file="+config)
}

func openSystem(t *testing.T, dir string) Store {
	t.Helper()
	store, err := Open(Options{Kind: KindKeyring, Dir: dir, Env: os.Getenv})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func emptyKeyring(t *testing.T, dir string) {
	store := openSystem(t, dir)
	names, err := store.Profiles(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := store.Delete(context.Background(), name); err != nil {
			t.Error(err)
		}
	}
}

func newHome(t *testing.T) string {
	t.Helper()
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err == nil {
			continue
		}
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed, and this test must run here", program)
		}
		t.Skipf("%s is not installed", program)
	}
	return t.TempDir()
}

// onBus runs one test of this binary in a session bus.
func onBus(t *testing.T, home, stage, script, test string, busFlags ...string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := append(busFlags, "--", "sh", "-c", script, "sh", self, "-test.run=^"+test+"$", "-test.v")
	cmd := exec.Command("dbus-run-session", args...)
	// Not the person's environment: with DISPLAY, prompts would appear.
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_DATA_HOME=" + filepath.Join(home, "data"),
		"XDG_RUNTIME_DIR=" + home, "TMPDIR=" + home, stageVar + "=" + stage,
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s on a bus, %s: %v\n%s", test, stage, err, out)
	}
	t.Logf("%s", out)
}
