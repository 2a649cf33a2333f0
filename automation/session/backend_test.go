package session

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"
)

// Texts as measured with go-keyring v0.2.8 on Debian 12, and its sentinels.
func TestKeyringFailureIsNeverAbsence(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name string
		err  error
		want error
		says string
	}{
		{"locked", errors.New("failed to unlock correct collection '/org/freedesktop/secrets/collection/login'"), ErrLocked, "unlock"},
		{"locked item", errors.New("org.freedesktop.Secret.Error.IsLocked"), ErrLocked, "unlock"},
		{"prompt closed", errors.New("Prompt dismissed"), ErrLocked, "unlock"},
		{"no service", errors.New("The name org.freedesktop.secrets was not provided by any .service files"), ErrUnavailable, "gnome-keyring"},
		{"stale bus", &net.OpError{Op: "dial", Net: "unix", Err: errors.New("connect: no such file or directory")}, ErrUnavailable, "no keyring can be used"},
		{"no dbus-launch", &exec.Error{Name: "dbus-launch", Err: exec.ErrNotFound}, ErrUnavailable, "no keyring can be used"},
		{"other system", keyring.ErrUnsupportedPlatform, ErrUnavailable, "no keyring for this system"},
		{"Windows service", errNoLogonSession, ErrUnavailable, "logon"},
		{"too big", keyring.ErrSetDataTooBig, ErrUnavailable, "too big"},
		{"anything else", errors.New("could not be found out"), ErrUnavailable, "found out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake()
			saveAll(t, f, testSession(1, 10))
			f.reset()
			before := f.snapshot()
			f.before = func(int, string, string) error { return c.err }
			k := openFake(t, f)

			_, loadErr := k.Load(ctx, "default")
			_, listErr := k.Profiles(ctx)
			for op, err := range map[string]error{
				"Load": loadErr, "Profiles": listErr,
				"Save": k.Save(ctx, "default", testSession(2, 1)), "Delete": k.Delete(ctx, "default"),
				"Try": k.Try(ctx),
			} {
				if !errors.Is(err, c.want) || errors.Is(err, ErrNotFound) {
					t.Errorf("%s: %v, want %v", op, err, c.want)
				}
				if err != nil && !strings.Contains(err.Error(), c.says) {
					t.Errorf("%s: %q does not say %q", op, err, c.says)
				}
			}
			if f.sets > 0 || !maps.Equal(before, f.snapshot()) {
				t.Error("a keyring that could not be read was written to")
			}
		})
	}
}

func TestMacOSExitCodes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs sh to make an exit status")
	}
	for code, want := range map[int]error{44: ErrNotFound, 36: ErrLocked, 51: ErrLocked, 128: ErrLocked, 1: ErrUnavailable} {
		err := exec.Command("sh", "-c", fmt.Sprint("exit ", code)).Run()
		if got := kindOf("darwin", err); got != want {
			t.Errorf("security exits with %d: %v, want %v", code, got, want)
		}
		if got := kindOf("linux", err); got != ErrUnavailable {
			t.Errorf("exit status %d on Linux: %v, want ErrUnavailable", code, got)
		}
	}
}

// A command that makes a second call does not wait for the prompt as long again.
func TestKeyringSilentTwice(t *testing.T) {
	f := newFake()
	answered := make(chan struct{})
	defer close(answered)
	f.before = func(int, string, string) error {
		<-answered
		return nil
	}
	k := newKeyring(newVault(f, always, 10*time.Millisecond), t.TempDir())
	if _, err := k.Load(context.Background(), "default"); !errors.Is(err, ErrTimeout) {
		t.Fatalf("%v, want ErrTimeout", err)
	}
	k.vault.limit = 8 * time.Second
	const enough = 6 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), enough)
	defer cancel()
	if _, err := k.Load(ctx, "default"); !errors.Is(err, ErrTimeout) {
		t.Errorf("%v, want ErrTimeout before the limit is over", err)
	}
}

func TestKeyringSilent(t *testing.T) {
	ctx := context.Background()
	for _, op := range []string{"get", "set", "delete"} {
		t.Run(op, func(t *testing.T) {
			f := newFake()
			saveAll(t, f, testSession(1, 10), testSession(2, 10))
			f.reset()
			answered := make(chan struct{})
			f.before = func(_ int, made, _ string) error {
				if made == op {
					<-answered
				}
				return nil
			}
			// Long enough for the calls that do answer, even on a busy machine.
			k := newKeyring(newVault(f, always, 250*time.Millisecond), t.TempDir())
			act := func() error { return k.Save(ctx, "default", testSession(3, 1)) }
			if op == "delete" {
				act = func() error { return k.Delete(ctx, "default") }
			}
			if err := noSecret(t, act()); !errors.Is(err, ErrTimeout) || errors.Is(err, ErrNotFound) {
				t.Fatalf("%v, want ErrTimeout", err)
			}
			// While the prompt is open, no other call may get past it.
			calls := f.made()
			if err := act(); !errors.Is(err, ErrTimeout) {
				t.Errorf("second try: %v, want ErrTimeout", err)
			}
			if f.made() != calls {
				t.Error("a call was made while another was still open")
			}
			close(answered)
			k.vault.limit = time.Minute
			if err := act(); err != nil {
				t.Errorf("after the prompt was answered: %v", err)
			}
		})
	}
}

func TestKeyringThatKeepsSomethingElse(t *testing.T) {
	ctx := context.Background()
	for name, entry := range map[string]string{"part": "session/default/b/0", "manifest": "session/default"} {
		for how, keep := range map[string]func(f *fakeKeyring){
			"nothing":  func(f *fakeKeyring) { delete(f.entries, entry) },
			"the half": func(f *fakeKeyring) { f.entries[entry] = f.entries[entry][:20] },
		} {
			if name == "manifest" && how != "the half" {
				continue // the keyring itself has lost the old session
			}
			t.Run(name+" "+how, func(t *testing.T) {
				f := newFake()
				saveAll(t, f, testSession(1, 3))
				f.after = func(_ int, op, user string) error {
					if op == "set" && user == entry {
						keep(f)
					}
					return nil
				}
				err := openFake(t, f).Save(ctx, "default", testSession(2, 3))
				if noSecret(t, err); !errors.Is(err, ErrUnavailable) {
					t.Errorf("Save: %v, want ErrUnavailable", err)
				}
				f.reset()
				got, err := openFake(t, f).Load(ctx, "default")
				if name == "manifest" {
					if !errors.Is(err, ErrDamaged) {
						t.Errorf("Load: %v, want ErrDamaged", err)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				same(t, got, testSession(1, 3))
			})
		}
	}
}

func TestKeyringErrorThatQuotesTheValue(t *testing.T) {
	v := newVault(quoting{}, always, 0)
	err := v.put(context.Background(), "x", canary)
	if err == nil {
		t.Fatal("no error")
	}
	noSecret(t, err)
}

type quoting struct{ backend }

func (quoting) Set(_, _, value string) error { return errors.New("cannot keep " + value) }

func TestSessionBus(t *testing.T) {
	none, with := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(with, "bus"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, address, xdg, runtimeDir, says string
	}{
		{"address given", "unix:path=/x", "", none, ""},
		{"socket where the library looks", "", "", with, ""},
		{"nothing", "", "", none, "no D-Bus session bus"},
		{"autolaunch would leave a daemon", "autolaunch:", "", none, "no keyring can be used"},
		{"socket where the library does not look", "", with, none, "DBUS_SESSION_BUS_ADDRESS"},
	} {
		t.Run(c.name, func(t *testing.T) {
			env := map[string]string{"DBUS_SESSION_BUS_ADDRESS": c.address, "XDG_RUNTIME_DIR": c.xdg}
			err := sessionBus(func(key string) string { return env[key] }, c.runtimeDir)
			if c.says == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want ErrUnavailable and %q", err, c.says)
			}
		})
	}
}

func TestKeyringIsNotCalledWithoutABus(t *testing.T) {
	f := newFake()
	k := newKeyring(newVault(f, func() error { return sessionBus(func(string) string { return "" }, t.TempDir()) }, 0), t.TempDir())
	if err := k.Save(context.Background(), "default", testSession(1, 1)); !errors.Is(err, ErrUnavailable) {
		t.Errorf("Save: %v, want ErrUnavailable", err)
	}
	if f.made() > 0 {
		t.Errorf("the library was called %d times", f.made())
	}
}

func TestOpen(t *testing.T) {
	ask := func(context.Context) (string, error) { return testPassphrase, nil }
	env := func(value string) func(string) string {
		return func(key string) string {
			if key == EnvStore {
				return value
			}
			return ""
		}
	}
	for _, c := range []struct {
		name string
		o    Options
		want string
	}{
		{"nothing said", Options{Dir: "x", Env: env("")}, KindKeyring},
		{"environment", Options{Dir: "x", Env: env("file"), Passphrase: ask}, KindFile},
		{"option over environment", Options{Kind: "keyring", Dir: "x", Env: env("file")}, KindKeyring},
		{"unknown", Options{Dir: "x", Env: env("plain")}, ""},
		{"file without passphrase", Options{Kind: "file", Dir: "x", Env: env("")}, ""},
		{"no directory", Options{Env: env("")}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			store, err := Open(c.o)
			if c.want == "" {
				if err == nil {
					t.Errorf("opened a %s", store.Name())
				}
				return
			}
			if err != nil || store.Name() != c.want {
				t.Errorf("%v, %v, want %s", store, err, c.want)
			}
		})
	}
}
