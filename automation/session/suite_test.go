package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
)

// storesUnderTest are the stores that work on every machine. The keyring of the system
// has its own test, which runs the same suite.
func storesUnderTest() map[string]func(t *testing.T) (open func() Store) {
	fake := func(refuses func(service, user, value string) error) func(t *testing.T) func() Store {
		return func(t *testing.T) func() Store {
			f, dir := newFake(), t.TempDir()
			f.refuses = refuses
			return func() Store { return newKeyring(newVault(f, always, 0), dir) }
		}
	}
	return map[string]func(t *testing.T) func() Store{
		"keyring without a limit":     fake(nil),
		"keyring of 2560 bytes":       fake(atMost(2560)),
		"keyring of 3000 bytes":       fake(atMost(3000)),
		"keyring counting as Windows": fake(asWindows),
		"keyring counting as macOS":   fake(asMacOS),
		"file": func(t *testing.T) func() Store {
			dir := t.TempDir()
			return func() Store { return openFile(dir, testPassphrase) }
		},
	}
}

func TestStores(t *testing.T) {
	for name, newState := range storesUnderTest() {
		t.Run(name, func(t *testing.T) { runSuite(t, newState) })
	}
}

// runSuite checks that a store fulfills the contract. open opens the same store again,
// as another process would.
func runSuite(t *testing.T, newState func(t *testing.T) (open func() Store)) {
	ctx := context.Background()

	t.Run("nothing stored", func(t *testing.T) {
		store := newState(t)()
		if _, err := store.Load(ctx, "default"); !errors.Is(err, ErrNotFound) {
			t.Errorf("Load: %v, want ErrNotFound", err)
		}
		if err := store.Delete(ctx, "default"); !errors.Is(err, ErrNotFound) {
			t.Errorf("Delete: %v, want ErrNotFound", err)
		}
		names, err := store.Profiles(ctx)
		if err != nil || len(names) != 0 {
			t.Errorf("Profiles: %v, %v, want none", names, err)
		}
	})

	t.Run("kept for the next process", func(t *testing.T) {
		open := newState(t)
		want := testSession(1, 2)
		if err := open().Save(ctx, "default", want); err != nil {
			t.Fatal(err)
		}
		got, err := open().Load(ctx, "default")
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, want)
		if got.Token != want.Token || got.Account != want.Account || len(got.Cookies) != 2 || got.Cookies[0] != want.Cookies[0] {
			t.Error("token, account or cookies came back changed")
		}
	})

	t.Run("sizes up and down", func(t *testing.T) {
		open := newState(t)
		for generation, cookies := range []int{0, 1, 40, 5, 60, 0} {
			want := testSession(generation, cookies)
			if err := open().Save(ctx, "default", want); err != nil {
				t.Fatalf("%d cookies: %v", cookies, err)
			}
			got, err := open().Load(ctx, "default")
			if err != nil {
				t.Fatalf("%d cookies: %v", cookies, err)
			}
			same(t, got, want)
		}
	})

	t.Run("profiles apart", func(t *testing.T) {
		open := newState(t)
		for i, name := range []string{"zoe", "Anna", "b.c-d_e"} {
			if err := open().Save(ctx, name, testSession(i, i)); err != nil {
				t.Fatal(err)
			}
		}
		names, err := open().Profiles(ctx)
		if want := []string{"anna", "b.c-d_e", "zoe"}; err != nil || !slices.Equal(names, want) {
			t.Errorf("Profiles: %v, %v, want %v", names, err, want)
		}
		if err := open().Delete(ctx, "ZOE"); err != nil {
			t.Fatal(err)
		}
		if _, err := open().Load(ctx, "zoe"); !errors.Is(err, ErrNotFound) {
			t.Errorf("Load after Delete: %v, want ErrNotFound", err)
		}
		got, err := open().Load(ctx, "ANNA")
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, testSession(1, 1))
		names, _ = open().Profiles(ctx)
		if want := []string{"anna", "b.c-d_e"}; !slices.Equal(names, want) {
			t.Errorf("Profiles after Delete: %v, want %v", names, want)
		}
	})

	t.Run("names that are none", func(t *testing.T) {
		store := newState(t)()
		long := "a123456789012345678901234567890123456789012345678901234567890123"
		for _, name := range []string{"", ".", "..", "-x", "a/b", `a\b`, "a b", "ä", "a\n", "../default", long + "4"} {
			_, loadErr := store.Load(ctx, name)
			for op, err := range map[string]error{
				"Load": loadErr, "Save": store.Save(ctx, name, testSession(1, 0)), "Delete": store.Delete(ctx, name),
			} {
				if !errors.Is(err, ErrProfileName) {
					t.Errorf("%s(%q): %v, want ErrProfileName", op, name, err)
				}
			}
		}
		if err := store.Save(ctx, long, testSession(1, 0)); err != nil {
			t.Errorf("a name of 64 characters: %v", err)
		}
	})

	t.Run("no session to save", func(t *testing.T) {
		open := newState(t)
		if err := open().Save(ctx, "default", testSession(1, 1)); err != nil {
			t.Fatal(err)
		}
		if err := open().Save(ctx, "default", nil); err == nil {
			t.Error("Save(nil) succeeded")
		}
		got, err := open().Load(ctx, "default")
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, testSession(1, 1))
	})

	t.Run("canceled", func(t *testing.T) {
		open := newState(t)
		if err := open().Save(ctx, "default", testSession(1, 1)); err != nil {
			t.Fatal(err)
		}
		canceled, cancel := context.WithCancel(ctx)
		cancel()
		if err := open().Save(canceled, "default", testSession(2, 1)); !errors.Is(err, context.Canceled) {
			t.Errorf("Save: %v, want context.Canceled", err)
		}
		if _, err := open().Load(canceled, "default"); !errors.Is(err, context.Canceled) {
			t.Errorf("Load: %v, want context.Canceled", err)
		}
		got, err := open().Load(ctx, "default")
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, testSession(1, 1))
	})

	t.Run("tried", func(t *testing.T) {
		open := newState(t)
		if err := open().Try(ctx); err != nil {
			t.Fatalf("with nothing stored: %v", err)
		}
		if names, err := open().Profiles(ctx); err != nil || len(names) != 0 {
			t.Errorf("Profiles: %v, %v, want none", names, err)
		}
		if err := open().Save(ctx, "trial", testSession(1, 1)); err != nil {
			t.Fatal(err)
		}
		if err := open().Try(ctx); err != nil {
			t.Errorf("with a session: %v", err)
		}
		got, err := open().Load(ctx, "trial")
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, testSession(1, 1))
	})

	t.Run("several at once", func(t *testing.T) {
		open := newState(t)
		var saves sync.WaitGroup
		for i := range 6 {
			saves.Go(func() {
				if err := open().Save(ctx, fmt.Sprintf("p%d", i), testSession(i, 1)); err != nil {
					t.Errorf("p%d: %v", i, err)
				}
			})
		}
		saves.Wait()
		names, err := open().Profiles(ctx)
		if want := []string{"p0", "p1", "p2", "p3", "p4", "p5"}; err != nil || !slices.Equal(names, want) {
			t.Errorf("Profiles: %v, %v, want %v", names, err, want)
		}
	})
}
