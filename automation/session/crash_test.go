package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// A fault makes the fake fail at one of its calls. Each fault is tried at every call
// that an operation makes.
var faults = map[string]func(f *fakeKeyring, at int){
	// The process dies: nothing it does from this call on has an effect.
	"dies before": func(f *fakeKeyring, at int) {
		f.before = func(call int, _, _ string) error { return failIf(call >= at) }
	},
	"dies after": func(f *fakeKeyring, at int) {
		f.before = func(call int, _, _ string) error { return failIf(call > at) }
		f.after = func(call int, _, _ string) error { return failIf(call >= at) }
	},
	// The keyring fails once, and the operation goes on as it sees fit.
	"fails once": func(f *fakeKeyring, at int) {
		f.before = func(call int, _, _ string) error { return failIf(call == at) }
	},
	"fails once, having done it": func(f *fakeKeyring, at int) {
		f.after = func(call int, _, _ string) error { return failIf(call == at) }
	},
	"panics once": func(f *fakeKeyring, at int) {
		f.before = func(call int, _, _ string) error {
			if call == at {
				panic("the library, about " + canary)
			}
			return nil
		}
	},
}

func failIf(now bool) error {
	if now {
		return errors.New("keyring went away")
	}
	return nil
}

// atEveryCall runs operation for each fault at each call that it makes, every time on a
// new fake that prepare has filled, and checks what is left.
func atEveryCall(t *testing.T, prepare func(f *fakeKeyring), operation func(k *Keyring) error, judge func(t *testing.T, f *fakeKeyring, err error)) {
	for name, arm := range faults {
		t.Run(name, func(t *testing.T) {
			for at := 1; ; at++ {
				f := newFake()
				prepare(f)
				f.reset()
				arm(f, at)
				err := noSecret(t, operation(openFake(t, f)))
				made := f.calls
				f.reset()
				if made < at {
					if at < 5 {
						t.Fatalf("only %d calls were made: nothing was tested", made)
					}
					return
				}
				t.Run(fmt.Sprint("call ", at), func(t *testing.T) { judge(t, f, err) })
			}
		})
	}
}

func TestKeyringSaveInterrupted(t *testing.T) {
	ctx := context.Background()
	for name, sizes := range map[string][2]int{"growing": {1, 22}, "shrinking": {22, 1}} {
		t.Run(name, func(t *testing.T) {
			first, second, third := testSession(1, sizes[1]), testSession(2, sizes[0]), testSession(3, sizes[1])
			atEveryCall(t,
				func(f *fakeKeyring) {
					// Both slots have been used, so that there is something to clear.
					saveAll(t, f, testSession(0, 10), first)
				},
				func(k *Keyring) error { return k.Save(ctx, "default", second) },
				func(t *testing.T, f *fakeKeyring, saveErr error) {
					got, err := openFake(t, f).Load(ctx, "default")
					if err != nil {
						t.Fatalf("neither the old nor the new session: %v", err)
					}
					if saveErr == nil {
						same(t, got, second)
					} else if now := generationOf(t, got); now != generationOf(t, first) && now != generationOf(t, second) {
						t.Error("got a mix of the old and the new session")
					}
					// The next run must be able to save, and to clean up.
					saveAll(t, f, third)
					if got, err = openFake(t, f).Load(ctx, "default"); err != nil {
						t.Fatal(err)
					}
					same(t, got, third)
					onlyEntriesOf(t, f, third)
					if err := openFake(t, f).Delete(ctx, "default"); err != nil {
						t.Fatal(err)
					}
					nothingLeft(t, f)
				})
		})
	}
}

func TestKeyringFirstSaveInterrupted(t *testing.T) {
	ctx := context.Background()
	want := testSession(1, 12)
	atEveryCall(t,
		func(*fakeKeyring) {},
		func(k *Keyring) error { return k.Save(ctx, "default", want) },
		func(t *testing.T, f *fakeKeyring, saveErr error) {
			got, err := openFake(t, f).Load(ctx, "default")
			switch {
			case err == nil:
				same(t, got, want)
			case saveErr == nil || !errors.Is(err, ErrNotFound):
				t.Fatalf("Load: %v after Save: %v", err, saveErr)
			}
			names, err := openFake(t, f).Profiles(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if len(f.snapshot()) > 0 && len(names) == 0 {
				t.Error("something is stored, but no profile is listed, so nobody will ever remove it")
			}
			for _, name := range names {
				if err := openFake(t, f).Delete(ctx, name); err != nil {
					t.Fatal(err)
				}
			}
			nothingLeft(t, f)
		})
}

func TestKeyringDeleteInterrupted(t *testing.T) {
	ctx := context.Background()
	want := testSession(1, 12)
	for name, saves := range map[string][]*Session{"in slot a": {want}, "in slot b": {testSession(0, 5), want}} {
		t.Run(name, func(t *testing.T) {
			atEveryCall(t,
				func(f *fakeKeyring) { saveAll(t, f, saves...) },
				func(k *Keyring) error { return k.Delete(ctx, "default") },
				func(t *testing.T, f *fakeKeyring, deleteErr error) {
					got, err := openFake(t, f).Load(ctx, "default")
					switch {
					case err == nil && deleteErr == nil:
						t.Error("Delete succeeded, but the session is still there")
					case err == nil:
						same(t, got, want)
					case !errors.Is(err, ErrNotFound):
						t.Errorf("Load after an interrupted Delete: %v, want the session or ErrNotFound", err)
					}
					if err := openFake(t, f).Delete(ctx, "default"); err != nil && !errors.Is(err, ErrNotFound) {
						t.Fatal(err)
					}
					nothingLeft(t, f)
				})
		})
	}
}

func saveAll(t *testing.T, f *fakeKeyring, sessions ...*Session) {
	t.Helper()
	for _, s := range sessions {
		if err := openFake(t, f).Save(context.Background(), "default", s); err != nil {
			t.Fatal(err)
		}
	}
}

func onlyEntriesOf(t *testing.T, f *fakeKeyring, s *Session) {
	t.Helper()
	want := 2 + partsOf(len(generationOf(t, s))) // index, manifest, parts
	if got := f.snapshot(); len(got) != want {
		t.Errorf("%d entries, want %d: %s", len(got), want, entryNames(got))
	}
}

func nothingLeft(t *testing.T, f *fakeKeyring) {
	t.Helper()
	if left := f.snapshot(); len(left) > 0 {
		t.Errorf("left in the keyring: %s", entryNames(left))
	}
}

func entryNames(entries map[string]string) string {
	var names []string
	for name := range entries {
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}
