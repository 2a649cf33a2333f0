package fakeplex

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// waitForValue waits until the site has stored a value, because the pages save a moment
// after the click.
func waitForValue(t *testing.T, site *Site, account, key, want string) {
	t.Helper()
	deadline := time.Now().Add(8 * time.Second)
	for {
		values, err := site.Snapshot(account)
		if err != nil {
			t.Fatal(err)
		}
		if values[key] == want {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s of %s is %q, want %q; writes: %+v", key, account, values[key], want, site.Writes())
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// changeCase is one page in one variant, save mode and read mode. It has what a person
// does there, and the only values that may differ afterwards.
type changeCase struct {
	page, variant, save, reads string
	act                        func(t *testing.T, ctx context.Context, variant string)
	want                       map[string]string
}

var allVendorsNo = func() map[string]string {
	want := map[string]string{}
	for i := range vendorNames {
		want["vendors."+vendorID(i)] = "false"
	}
	return want
}()

func TestEveryPageVariantCanBeChanged(t *testing.T) {
	t.Parallel()
	site, err := Start(Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	ctx := openBrowser(t, site)
	do(t, ctx) // starts it

	sale := map[string]string{"vendors.sale": "false"}
	playback := map[string]string{"privacy.optOutPlayback": "true"}
	mail := map[string]string{"email.newsletters": "false"}
	history := map[string]string{"visibility.watchHistory": "private"}
	for _, c := range []changeCase{
		{PageEmail, "classic", "link", "rest", mailOff, mail},
		{PageEmail, "aria", "button", "graphql", mailOff, mail},
		{PageEmail, "components", "form", "rest", mailOff, mail},
		{PageEmail, "classic", "auto", "graphql", mailOff, mail},
		{PageVendors, "classic", "auto", "rest", saleOff, sale},
		{PageVendors, "aria", "form", "graphql", saleOff, sale},
		{PageVendors, "components", "button", "graphql", saleOff, sale},
		{PageVendors, "classic", "link", "rest", allNo, allVendorsNo},
		{PageVendors, "components", "auto", "rest", allNo, allVendorsNo},
		{PagePrivacy, "classic", "auto", "rest", playbackOff, playback},
		{PagePrivacy, "aria", "auto", "graphql", playbackOff, playback},
		{PagePrivacy, "components", "button", "rest", playbackOff, playback},
		{PagePrivacy, "aria", "form", "rest", playbackOff, playback},
		{PageVisibility, "classic", "button", "graphql", historyPrivate, history},
		{PageVisibility, "aria", "auto", "rest", historyPrivate, history},
		{PageVisibility, "aria", "form", "graphql", historyPrivate, history},
		{PageVisibility, "components", "link", "graphql", historyPrivate, history},
	} {
		t.Run(strings.Join([]string{c.page, c.variant, c.save, c.reads}, "/"), func(t *testing.T) {
			site.Reset()
			if err := site.change(settingsChange{Variant: map[string]string{c.page: c.variant}, Save: map[string]string{c.page: c.save}, Reads: map[string]string{c.page: c.reads}}); err != nil {
				t.Fatal(err)
			}
			before, _ := site.Snapshot("alice")
			// Each case has a tab of its own. In a shared tab, a form of the case before
			// could still be loading its answer, and would stop the new load.
			ctx, done := chromedp.NewContext(ctx)
			defer done()
			bringTransifex(t, ctx)
			signIn(t, ctx, site.Token("alice"))
			do(t, ctx, chromedp.Navigate(pageLabels[c.page].url))
			c.act(t, ctx, c.variant)
			switch {
			case c.save == "auto":
			case c.page == PagePrivacy: // each section has its own save control
				clickFirst(t, ctx, `(() => { const b = document.querySelector('[data-prefs="playback"]').querySelectorAll('plx-button, button'); const last = b[b.length - 1]; return last.shadowRoot ? last.shadowRoot.firstElementChild : last; })()`)
			default:
				press(t, ctx, map[string]string{PageEmail: "Update Preferences", PageVendors: "Save", PagePrivacy: "Save Changes", PageVisibility: "Save"}[c.page])
			}
			var keys []string
			for key, value := range c.want {
				waitForValue(t, site, "alice", key, value)
				keys = append(keys, key)
			}
			slices.Sort(keys)
			after, _ := site.Snapshot("alice")
			changed := Changed(before, after)
			changed = slices.DeleteFunc(changed, func(k string) bool { return k == "privacy.adsConsentSetAt" })
			if !slices.Equal(changed, keys) {
				t.Errorf("changed %v, want %v", changed, keys)
			}
		})
	}
}

// toggleNamed clicks what a person would click to flip a switch of that name.
func toggleNamed(t *testing.T, ctx context.Context, variant, name string) {
	t.Helper()
	waitFor(t, ctx, name)
	finder := map[string]string{
		"classic":    `[...document.querySelectorAll('input[type=checkbox]')].find((i) => !i.closest('.plexview-template') && (i.title === name || i.parentElement.textContent.trim() === name))`,
		"aria":       `[...document.querySelectorAll('[role=switch],[role=checkbox]')].find((n) => document.getElementById(n.getAttribute('aria-labelledby')).textContent === name)`,
		"components": `[...document.querySelectorAll('plx-switch,plx-pressed')].map((n) => n.shadowRoot.querySelector('.row')).find((n) => n.textContent.startsWith(name))?.querySelector('.pill, button')`,
	}[variant]
	spot, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](`((name) => { const n = `+finder+`; n.scrollIntoView({ block: 'center' }); const b = n.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; })('`+name+`')`))
	if err != nil {
		t.Fatalf("find the control %q: %v", name, err)
	}
	do(t, ctx, chromedp.MouseClickXY(spot[0], spot[1]))
}

func mailOff(t *testing.T, ctx context.Context, variant string) {
	toggleNamed(t, ctx, variant, "Newsletters & Product News")
}

func saleOff(t *testing.T, ctx context.Context, variant string) {
	toggleNamed(t, ctx, variant, "Allow the sale or sharing of my personal information")
}

func allNo(t *testing.T, ctx context.Context, _ string) { press(t, ctx, "All No") }

// playbackOff waits until the account's values have arrived, as a careful person does.
// If the box is clicked before, the values overwrite the click.
func playbackOff(t *testing.T, ctx context.Context, variant string) {
	waitFor(t, ctx, "Send playback data to Plex")
	time.Sleep(2 * paintedFor)
	toggleNamed(t, ctx, variant, "Send playback data to Plex")
}

func historyPrivate(t *testing.T, ctx context.Context, variant string) {
	openVisibility(t, ctx, variant)
	waitFor(t, ctx, "My Watch History")
	switch variant {
	case "classic":
		clickFirst(t, ctx, `document.querySelector('[role=dialog] button[aria-haspopup]')`)
		press(t, ctx, "Private")
	case "aria":
		clickFirst(t, ctx, `document.querySelector('dialog [role=combobox]')`)
		press(t, ctx, "Private")
	case "components":
		do(t, ctx, chromedp.Evaluate[chromedp.Void](`(() => { const s = [...document.querySelectorAll('plx-select')].map((n) => n.shadowRoot).find((r) => r.textContent.includes('My Watch History')).querySelector('select'); s.value = 'PRIVATE'; s.dispatchEvent(new Event('change')); })()`))
	}
}

func clickFirst(t *testing.T, ctx context.Context, node string) {
	t.Helper()
	spot, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](`(() => { const n = `+node+`; n.scrollIntoView({ block: 'nearest' }); const b = n.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; })()`))
	if err != nil {
		t.Fatalf("find %s: %v", node, err)
	}
	do(t, ctx, chromedp.MouseClickXY(spot[0], spot[1]))
}
