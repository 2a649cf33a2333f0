package automation

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/plexpriv/plexpriv/automation/sight"
)

// showPage opens a document and looks at it.
func showPage(t *testing.T, html string) (context.Context, *Tab, *sight.Look) {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<!doctype html><meta charset=utf-8><title>b</title>" + html))
	}))
	t.Cleanup(site.Close)
	tab, ctx := sharedTab(t, time.Minute)
	if _, err := tab.Goto(ctx, site.URL); err != nil {
		t.Fatal(err)
	}
	return ctx, tab, complete(ctx, t, tab)
}

func complete(ctx context.Context, t *testing.T, tab *Tab) *sight.Look {
	t.Helper()
	var l *sight.Look
	err := Until(ctx, "load", "the page", pollEvery, func(ctx context.Context) (bool, string, error) {
		var err error
		l, err = tab.Look(ctx, sight.Ask{})
		return err == nil && l.Ready == sight.Complete, "", err
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// do runs a script in the page.
func do(t *testing.T, tab *Tab, script string) {
	t.Helper()
	if _, err := chromedp.Run(tab.document.ctx, chromedp.Evaluate[any]("void (() => {"+script+"})()")); err != nil {
		t.Fatal(err)
	}
}

// rowsPage has one row of each kind.
const rowsPage = `<style>.s{display:inline-block;width:40px;height:20px;background:#888}</style>
<main><h1>Choices</h1><h2 id=h>Partners</h2><p>They see what you do.</p><div id=list>
<fieldset class=row><legend>Acme</legend><label><input type=radio name=a checked> Yes</label><label><input type=radio name=a> No</label></fieldset>
<label class=row><input type=checkbox checked> <span>Bolt</span></label>
<div class=row><span id=nc>Cube</span> <div class=s role=switch tabindex=0 aria-checked=true aria-labelledby=nc></div></div>
<label class=row><span>Dash</span> <select><option>Yes<option>No</select></label>
<div class=row><h3>Echo</h3><p>It makes ads.</p><div class=s role=switch tabindex=0 aria-checked=true></div></div>
<div class=row><span>Fuse</span> <button aria-pressed=true>Yes</button><button aria-pressed=false>No</button></div>
<div class=row><span>Gate</span> <input type=checkbox id=g checked></div>
</div></main>`

// TestAGlanceSaysWhatALookSays compares the two for every control of pages of all kinds,
// before and after it was pressed. A glance may refuse, but not differ.
func TestAGlanceSaysWhatALookSays(t *testing.T) {
	glancesAgree := func(t *testing.T, ctx context.Context, tab *Tab, l *sight.Look) (refused int) {
		t.Helper()
		for _, want := range l.Controls {
			got, err := tab.Glance(ctx, want.Ref, sight.Ask{})
			switch {
			case errors.Is(err, ErrDoubt):
				refused++
			case err != nil:
				t.Fatal(err)
			case got.Ref != want.Ref: // the page has redrawn it
			case !reflect.DeepEqual(got, want):
				t.Errorf("%s: a glance says\n%+v\na look says\n%+v", want, got, want)
			}
		}
		return refused
	}
	for name, html := range map[string]string{"rows": rowsPage, "radios": vendorsPage(12), "flat": flatPage(6)} {
		t.Run(name, func(t *testing.T) {
			ctx, tab, l := showPage(t, html)
			if n := glancesAgree(t, ctx, tab, l); n > 0 {
				t.Errorf("%d of %d refused", n, len(l.Controls))
			}
			for _, c := range l.Controls {
				ref := c.Ref
				if len(c.Options) > 1 && c.Kind != sight.Select {
					ref = c.Options[1].Ref
				}
				if err := tab.Click(ctx, ref, l.Origin, c.String()); err != nil {
					t.Fatal(err)
				}
				if c.Kind == sight.Select {
					_ = tab.Escape(ctx)
				}
			}
			before := map[sight.Ref]sight.Seen{}
			for _, c := range l.Controls {
				if got, err := tab.Glance(ctx, c.Ref, sight.Ask{}); err == nil {
					before[c.Ref] = got
				}
			}
			again := complete(ctx, t, tab)
			for _, c := range again.Controls {
				if got, ok := before[c.Ref]; ok && !reflect.DeepEqual(got, c) {
					t.Errorf("%s: after a click a glance says\n%+v\na look says\n%+v", c, got, c)
				}
			}
		})
	}
	for _, file := range []string{"toggles.html", "unhappy.html"} {
		t.Run(file, func(t *testing.T) {
			tab, ctx := openPage(t, file)
			glancesAgree(t, ctx, tab, complete(ctx, t, tab))
		})
	}
}

// TestAGlanceRefuses changes something that makes the last look worthless.
func TestAGlanceRefuses(t *testing.T) {
	for name, script := range map[string]string{
		"a dialog":               `document.body.insertAdjacentHTML('beforeend', '<div role=dialog style="position:fixed;top:10px;left:10px">Sure? <button>Yes</button></div>')`,
		"a native dialog":        `const d = document.createElement('dialog'); d.textContent = 'Sure?'; document.body.append(d); d.showModal()`,
		"something over it":      `document.body.insertAdjacentHTML('beforeend', '<div style="position:fixed;inset:0;background:#fff">Wait</div>')`,
		"another heading":        `document.getElementById('h').textContent = 'Opt out of partners'`,
		"no row":                 `document.querySelectorAll('.row')[1].remove()`,
		"a row elsewhere":        `document.querySelector('main').append(document.querySelectorAll('.row')[1])`,
		"a second box in it":     `document.querySelectorAll('.row')[1].insertAdjacentHTML('beforeend', '<input type=checkbox>')`,
		"two rows alike":         `const r = document.querySelectorAll('.row')[1]; r.after(r.cloneNode(true)); r.replaceWith(r.cloneNode(true))`,
		"a list drawn anew":      `const l = document.getElementById('list'); l.replaceWith(l.cloneNode(true))`,
		"another address":        `history.pushState(null, '', '/elsewhere')`,
		"a hidden row":           `document.querySelectorAll('.row')[1].style.display = 'none'`,
		"a row nobody is to see": `document.getElementById('list').setAttribute('aria-hidden', 'true')`,
	} {
		t.Run(name, func(t *testing.T) {
			ctx, tab, l := showPage(t, rowsPage)
			bolt := find(t, l, "Bolt")
			if _, err := tab.Glance(ctx, bolt.Ref, sight.Ask{}); err != nil {
				t.Fatalf("before: %v", err)
			}
			do(t, tab, script)
			if got, err := tab.Glance(ctx, bolt.Ref, sight.Ask{}); !errors.Is(err, ErrDoubt) {
				t.Errorf("it says %s, and %v", got, err)
			}
		})
	}
}

// TestAGlanceTakesNoOtherRow: a row that is gone for a moment, as while it is saved, is not
// the one with the same text below another heading.
func TestAGlanceTakesNoOtherRow(t *testing.T) {
	ctx, tab, l := showPage(t, `<main><h1>Partners</h1><div id=list>
<h3>Acme</h3><label class=row><input type=checkbox checked> Consent</label>
<h3>Beta</h3><label class=row><input type=checkbox> Consent</label></div></main>`)
	do(t, tab, `document.querySelector('.row').outerHTML = '<i>Saving…</i>'`)
	if got, err := tab.Glance(ctx, l.Controls[0].Ref, sight.Ask{}); !errors.Is(err, ErrDoubt) {
		t.Errorf("the row of Acme is gone, and a glance at it says %s, %v", got, err)
	}
}

// TestAGlanceFindsARowAgain: rows may move, and a page may draw them anew.
func TestAGlanceFindsARowAgain(t *testing.T) {
	for name, script := range map[string]string{
		"moved":     `const l = document.getElementById('list'); l.append(l.children[1])`,
		"drawn":     `const l = document.getElementById('list'); l.innerHTML = l.innerHTML`,
		"both":      `const l = document.getElementById('list'); l.innerHTML = l.innerHTML; l.append(l.children[1])`,
		"a message": `document.body.insertAdjacentHTML('beforeend', '<div role=status style="position:fixed;bottom:0">Saved</div>')`,
		"pushed":    `document.getElementById('h').insertAdjacentHTML('afterend', '<p style="height:300px">Saved</p>')`,
	} {
		t.Run(name, func(t *testing.T) {
			ctx, tab, l := showPage(t, rowsPage)
			bolt := find(t, l, "Bolt")
			do(t, tab, script)
			got, err := tab.Glance(ctx, bolt.Ref, sight.Ask{})
			if err != nil || got.Title() != "Bolt" || got.State != sight.On {
				t.Fatalf("it says %s, and %v", got, err)
			}
			if err := tab.Click(ctx, got.Ref, l.Origin, "Bolt"); err != nil {
				t.Fatal(err)
			}
			if got, err = tab.Glance(ctx, got.Ref, sight.Ask{}); err != nil || got.State != sight.Off {
				t.Errorf("after a click it says %s, and %v", got, err)
			}
			if fresh := find(t, complete(ctx, t, tab), "Bolt"); fresh.State != sight.Off || fresh.Ref != got.Ref {
				t.Errorf("a look says %s, a glance %s", fresh, got)
			}
		})
	}
}
