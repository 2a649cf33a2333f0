package fakeplex

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// axControls lists "role name" of every node that assistive technology would
// offer on the page.
func axControls(t *testing.T, ctx context.Context) []string {
	t.Helper()
	nodes, err := chromedp.Run(ctx, func(ctx context.Context, tab *chromedp.Target) ([]*accessibility.Node, error) {
		result, err := cdp.Call(ctx, tab, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		return result.Nodes, err
	})
	if err != nil {
		t.Fatal(err)
	}
	word := func(v *accessibility.Value) string {
		var text string
		if v != nil {
			json.Unmarshal([]byte(v.Value), &text)
		}
		return strings.Join(strings.Fields(text), " ")
	}
	var out []string
	for _, n := range nodes {
		if n.Ignored {
			continue
		}
		if role := word(n.Role); role != "StaticText" && role != "InlineTextBox" && word(n.Name) != "" {
			out = append(out, role+" "+word(n.Name))
		}
	}
	sort.Strings(out)
	return out
}

// TestEachMarkupOffersItsOwnRoles makes sure that the three markups differ in their
// roles: a switch that looks the same to a person is another control to a program.
func TestEachMarkupOffersItsOwnRoles(t *testing.T) {
	t.Parallel()
	site := start(t, Config{})
	ctx := openBrowser(t, site)
	signIn(t, ctx, site.Token("alice"))
	for _, c := range []struct {
		page, variant string
		want          []string
	}{
		{PageEmail, "classic", []string{"checkbox Newsletters & Product News", "checkbox Unsubscribe from ALL", "link Update Preferences"}},
		{PageEmail, "aria", []string{"checkbox Newsletters & Product News", "checkbox Unsubscribe from ALL", "link Update Preferences"}},
		{PageEmail, "components", []string{"button Newsletters & Product News", "button Unsubscribe from ALL", "link Update Preferences"}},
		{PageVendors, "classic", []string{"checkbox Allow the sale or sharing of my personal information", "link All No", "group Adlantic Media", "radio No"}},
		{PageVendors, "aria", []string{"switch Allow the sale or sharing of my personal information", "button All No", "radiogroup Adlantic Media", "radio No"}},
		{PageVendors, "components", []string{"checkbox Allow the sale or sharing of my personal information", "button All No", "combobox Adlantic Media"}},
		{PagePrivacy, "classic", []string{"checkbox Send playback data to Plex", "checkbox Advertising Consent"}},
		{PagePrivacy, "aria", []string{"switch Send playback data to Plex", "switch Advertising Consent"}},
		{PagePrivacy, "components", []string{"checkbox Send playback data to Plex", "checkbox Advertising Consent"}},
		{PageVisibility, "classic", []string{"dialog You're in control", "button My Watch History Friends", "button Account Visibility Anyone", "button Save", "button Cancel"}},
		{PageVisibility, "aria", []string{"dialog You're in control", "combobox My Watch History", "combobox Account Visibility", "button Save", "button Cancel"}},
		{PageVisibility, "components", []string{"dialog You're in control", "combobox My Watch History", "combobox Account Visibility", "button Save", "button Cancel"}},
	} {
		t.Run(c.page+"/"+c.variant, func(t *testing.T) {
			if err := site.change(settingsChange{Variant: map[string]string{c.page: c.variant}}); err != nil {
				t.Fatal(err)
			}
			open(t, ctx, pageLabels[c.page].url)
			waitFor(t, ctx, pageLabels[c.page].words...)
			if c.page == PageVisibility {
				openVisibility(t, ctx, c.variant)
				waitFor(t, ctx, "My Watch History", "Save")
			}
			var offered []string
			missing := c.want
			for deadline := time.Now().Add(8 * time.Second); len(missing) > 0 && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
				offered = axControls(t, ctx)
				missing = slices.DeleteFunc(slices.Clone(c.want), func(w string) bool { return slices.Contains(offered, w) })
			}
			if len(missing) > 0 {
				t.Errorf("missing %q; offered:\n%s", missing, strings.Join(offered, "\n"))
			}
			if os.Getenv("FAKEPLEX_ROLES") != "" {
				t.Logf("offered:\n%s", strings.Join(offered, "\n"))
			}
		})
	}
}
