package automation

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

func find(t *testing.T, l *sight.Look, name string) sight.Match {
	t.Helper()
	m, err := sight.Locate(l, nil, []sight.Locator{{Names: []string{name}}}, nil, nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return m
}

// Every way to show a choice is read by its semantics and operated with one click,
// where a person would click.
func TestToggles(t *testing.T) {
	for _, name := range []string{
		"Plain box", "Named by title", "Painted label", "No box at all", "Overlaid", "Switch by id", "Custom box",
		"Pressed button", "Unlabelled switch in a row", "In the shadow",
	} {
		t.Run(name, func(t *testing.T) {
			tab, ctx := openPage(t, "toggles.html")
			l, err := tab.Look(ctx, sight.Ask{})
			if err != nil {
				t.Fatal(err)
			}
			m := find(t, l, name)
			if m.State != sight.On {
				t.Fatalf("before: %v", m)
			}
			if err := tab.Click(ctx, m.Ref, l.Origin, name); err != nil {
				t.Fatal(err)
			}
			l, err = tab.Look(ctx, sight.Ask{})
			if err != nil {
				t.Fatal(err)
			}
			if m = find(t, l, name); m.State != sight.Off {
				t.Errorf("after one click: %v", m)
			}
		})
	}
}

func TestChoices(t *testing.T) {
	for _, c := range []struct{ name, kind, before, option, after string }{
		{"Radio pair", "radios", "Yes", "No", "No"},
		{"Custom radios", "radios", "On", "Off", "Off"},
		{"In a table", "radios", "Yes", "No", "No"},
		{"In its next row", "radios", "No", "Yes", "Yes"},
		{"Yes or no", "buttons", "Yes", "No", "No"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab, ctx := openPage(t, "toggles.html")
			l, err := tab.Look(ctx, sight.Ask{})
			if err != nil {
				t.Fatal(err)
			}
			m := find(t, l, c.name)
			if string(m.Kind) != c.kind || m.Said() != c.before {
				t.Fatalf("before: %s, kind %s, says %q", m, m.Kind, m.Said())
			}
			for _, o := range m.Options {
				if o.Text == c.option {
					if err := tab.Click(ctx, o.Ref, l.Origin, o.Text); err != nil {
						t.Fatal(err)
					}
				}
			}
			l, err = tab.Look(ctx, sight.Ask{})
			if err != nil {
				t.Fatal(err)
			}
			if m = find(t, l, c.name); m.Said() != c.after {
				t.Errorf("after: %q", m.Said())
			}
		})
	}
}

// Setting a native list causes one change event, and none for the options in between.
func TestNativeList(t *testing.T) {
	tab, ctx := openPage(t, "toggles.html")
	l, err := tab.Look(ctx, sight.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	m := find(t, l, "Native list")
	if m.Said() != "Anyone" || len(m.Options) != 4 {
		t.Fatalf("before: %s %v", m, m.Options)
	}
	if err := tab.Choose(ctx, m.Seen, 3, l.Origin); err != nil {
		t.Fatal(err)
	}
	if l, err = tab.Look(ctx, sight.Ask{}); err != nil {
		t.Fatal(err)
	}
	if m = find(t, l, "Native list"); m.Said() != "Private" {
		t.Errorf("after: %s", m)
	}
	var changes []string
	if err := tab.evaluateMain(ctx, "changes", &changes); err != nil {
		t.Fatal(err)
	}
	if strings.Join(changes, ",") != "Private" {
		t.Errorf("the page heard of %v, want one change to Private", changes)
	}
}

func TestUnreadable(t *testing.T) {
	tab, ctx := openPage(t, "toggles.html")
	l, err := tab.Look(ctx, sight.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	if s := find(t, l, "Mixed box").State; s != sight.Mixed {
		t.Errorf("mixed box reads %q", s)
	}
	if s := find(t, l, "Says nothing").State; s != sight.NoState {
		t.Errorf("a switch without aria-checked reads %q", s)
	}
}

// A control that cannot be operated is not clicked, and the error says why.
func TestNotActionable(t *testing.T) {
	for _, c := range []struct{ name, says string }{
		{"Covered box", "covered by <div#toast>"},
		{"Disabled box", "disabled"},
		{"Aria disabled", "disabled"},
		{"Moving box", "moving"},
		{"Slippery box", "<div#slipped>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab, ctx := openPage(t, "unhappy.html")
			l, err := tab.Look(ctx, sight.Ask{})
			if err != nil {
				t.Fatal(err)
			}
			err = tab.Click(ctx, find(t, l, c.name).Ref, l.Origin, c.name)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("click says %v, want %q", err, c.says)
			}
			var clicked []string
			if err := tab.evaluateMain(ctx, "clicked", &clicked); err != nil {
				t.Fatal(err)
			}
			if len(clicked) != 0 {
				t.Errorf("the page was clicked on %v", clicked)
			}
		})
	}
}

func TestAmbiguousAndMissing(t *testing.T) {
	tab, ctx := openPage(t, "unhappy.html")
	l, err := tab.Look(ctx, sight.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = sight.Locate(l, nil, []sight.Locator{{Names: []string{"Twin box"}}}, nil, nil)
	if !errors.Is(err, sight.ErrAmbiguous) || !strings.Contains(err.Error(), "2 controls match") {
		t.Errorf("twins: %v", err)
	}
	m, err := sight.Locate(l, nil, []sight.Locator{{Names: []string{"Twin box"}, Section: []string{"Second"}}}, nil, nil)
	if err != nil || m.Attrs["id"] != "twin2" {
		t.Errorf("narrowed by section: %v %v", m, err)
	}
	_, err = sight.Locate(l, nil, []sight.Locator{{Names: []string{"No such box"}}}, nil, nil)
	if !errors.Is(err, sight.ErrNotFound) || !strings.Contains(err.Error(), `"Covered box"`) {
		t.Errorf("missing: %v", err)
	}
}

// A control that is redrawn between look and click is not clicked by its old handle.
func TestRedrawn(t *testing.T) {
	tab, ctx := openPage(t, "unhappy.html")
	l, err := tab.Look(ctx, sight.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	old := find(t, l, "Redrawn box")
	err = Until(ctx, "wait", "a redraw", 50*time.Millisecond, func(_ctx ctxType) (bool, string, error) {
		now, err := tab.Look(ctx, sight.Ask{})
		if err != nil {
			return false, "", err
		}
		return find(t, now, "Redrawn box").Ref != old.Ref, "same", nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = tab.Click(ctx, old.Ref, l.Origin, "Redrawn box")
	if !errors.Is(err, ErrNotActionable) || !strings.Contains(err.Error(), "gone") {
		t.Errorf("click by an old handle: %v", err)
	}
}

// The accessibility tree agrees with what was read.
func TestWitness(t *testing.T) {
	tab, ctx := openPage(t, "toggles.html")
	l, err := tab.Look(ctx, sight.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Plain box", "Switch by id", "Pressed button", "In the shadow"} {
		w, err := tab.Witness(ctx, find(t, l, name).Ref)
		if err != nil || w.Ignored || w.Checked != sight.On {
			t.Errorf("%s: %+v %v", name, w, err)
		}
	}
}
