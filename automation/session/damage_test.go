package session

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestKeyringDamaged(t *testing.T) {
	ctx := context.Background()
	const manifestOf, part0, part1 = "session/default", "session/default/a/0", "session/default/a/1"
	swap := func(e map[string]string, a, b string) { e[a], e[b] = e[b], e[a] }
	for name, harm := range map[string]func(e map[string]string){
		"part missing":             func(e map[string]string) { delete(e, part1) },
		"all parts missing":        func(e map[string]string) { delete(e, part0); delete(e, part1) },
		"part cut short":           func(e map[string]string) { e[part1] = e[part1][:len(e[part1])/8*4] },
		"part empty":               func(e map[string]string) { e[part0] = "" },
		"parts swapped":            func(e map[string]string) { swap(e, part0, part1) },
		"part with one other byte": func(e map[string]string) { e[part0] = "AAAA" + e[part0][4:] },
		"part of somebody else":    func(e map[string]string) { e[part0] = "hunter2 \xff" },
		"part of another profile":  func(e map[string]string) { e[part0] = e["session/other/a/0"] },
		"manifest empty":           func(e map[string]string) { e[manifestOf] = "" },
		"manifest cut short":       func(e map[string]string) { e[manifestOf] = e[manifestOf][:40] },
		"manifest of somebody":     func(e map[string]string) { e[manifestOf] = `{"user":"bob"}` },
		"manifest with more to it": func(e map[string]string) { e[manifestOf] = strings.Replace(e[manifestOf], "{", `{"x":1,`, 1) },
		"manifest without slot":    func(e map[string]string) { e[manifestOf] = strings.Replace(e[manifestOf], `"a"`, `"c"`, 1) },
		"other slot":               func(e map[string]string) { e[manifestOf] = strings.Replace(e[manifestOf], `"a"`, `"b"`, 1) },
		"profiles swapped": func(e map[string]string) {
			for _, rest := range []string{"", "/a/0", "/a/1"} {
				swap(e, "session/default"+rest, "session/other"+rest)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake()
			k := openFake(t, f)
			for i, profile := range []string{"default", "other"} {
				if err := k.Save(ctx, profile, testSession(i, 10)); err != nil {
					t.Fatal(err)
				}
			}
			if _, ok := f.entries[part1]; !ok {
				t.Fatal("the session is in one part: nothing to damage")
			}
			harm(f.entries)
			before := f.snapshot()

			_, err := k.Load(ctx, "default")
			if noSecret(t, err); !errors.Is(err, ErrDamaged) || errors.Is(err, ErrNotFound) {
				t.Errorf("Load: %v, want ErrDamaged and not ErrNotFound", err)
			}
			if !maps.Equal(before, f.snapshot()) {
				t.Error("Load changed what is stored")
			}
			if err := k.Save(ctx, "default", testSession(5, 3)); err != nil {
				t.Fatalf("Save after a new sign-in: %v", err)
			}
			got, err := k.Load(ctx, "default")
			if err != nil {
				t.Fatal(err)
			}
			same(t, got, testSession(5, 3))
		})
	}
}

func TestKeyringOfNewerPlexpriv(t *testing.T) {
	ctx := context.Background()
	f := newFake()
	k := openFake(t, f)
	saveAll(t, f, testSession(1, 10))
	f.entries["session/default"] = strings.Replace(f.entries["session/default"], `"format":1`, `"format":2,"shape":"new"`, 1)
	before := f.snapshot()

	if _, err := k.Load(ctx, "default"); !errors.Is(err, ErrNewerFormat) {
		t.Errorf("Load: %v, want ErrNewerFormat", err)
	}
	if err := k.Save(ctx, "default", testSession(2, 1)); !errors.Is(err, ErrNewerFormat) {
		t.Errorf("Save: %v, want ErrNewerFormat", err)
	}
	if !maps.Equal(before, f.snapshot()) {
		t.Error("what the newer plexpriv stored was changed")
	}
	if err := k.Delete(ctx, "default"); err != nil {
		t.Errorf("Delete: %v; a person must be able to log out", err)
	}
	nothingLeft(t, f)
}

func TestKeyringDamagedIndex(t *testing.T) {
	ctx := context.Background()
	for name, text := range map[string]string{
		"garbage": "garbage", "no name": `{"format":1,"profiles":["../x"]}`, "upper case": `{"format":1,"profiles":["Default"]}`,
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake()
			k := openFake(t, f)
			for i, profile := range []string{"one", "two"} {
				if err := k.Save(ctx, profile, testSession(i, 1)); err != nil {
					t.Fatal(err)
				}
			}
			f.entries[indexEntry] = text
			if _, err := k.Profiles(ctx); !errors.Is(err, ErrDamaged) {
				t.Errorf("Profiles: %v, want ErrDamaged", err)
			}
			if _, err := k.Load(ctx, "one"); err != nil {
				t.Errorf("Load needs no index and failed: %v", err)
			}
			if err := k.Save(ctx, "two", testSession(3, 1)); err != nil {
				t.Errorf("Save: %v", err)
			}
			if names, err := k.Profiles(ctx); err != nil || !slices.Equal(names, []string{"two"}) {
				t.Errorf("Profiles after Save: %v, %v", names, err)
			}
		})
	}
}

func TestKeyringIndexFull(t *testing.T) {
	ctx := context.Background()
	f := newFake()
	f.refuses = atMost(2560)
	k := openFake(t, f)
	var full error
	saved := 0
	for ; saved < 100; saved++ {
		name := "p" + noise(saved, 60)
		if full = k.Save(ctx, name, testSession(saved, 0)); full != nil {
			break
		}
	}
	if full == nil || !strings.Contains(full.Error(), "list of profiles") {
		t.Fatalf("after %d profiles: %v", saved, full)
	}
	names, err := k.Profiles(ctx)
	if err != nil || len(names) != saved {
		t.Errorf("%d names, %v; %d were saved", len(names), err, saved)
	}
	if got := len(f.snapshot()); got != 1+2*saved {
		t.Errorf("%d entries for %d profiles: the refused one left something", got, saved)
	}
}

// A save by another process during a load is not damage.
func TestKeyringLoadBesideSaves(t *testing.T) {
	ctx := context.Background()
	f := newFake()
	saveAll(t, f, testSession(1, 10))
	other := openFake(t, f)
	started := false
	f.before = func(_ int, op, user string) error {
		if started || op != "get" || user != "session/default/a/1" {
			return nil
		}
		started = true
		for generation := 2; generation <= 3; generation++ {
			if err := other.Save(ctx, "default", testSession(generation, 10)); err != nil {
				t.Error(err)
			}
		}
		return nil
	}
	got, err := openFake(t, f).Load(ctx, "default")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, testSession(3, 10))
	if !started {
		t.Error("no save went on beside the load: nothing was tested")
	}
}
