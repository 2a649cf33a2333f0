package fakeplex

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// The labels that each page must show, whatever its markup.
var pageLabels = map[string]struct {
	url   string
	words []string
}{
	PageEmail: {"https://www.plex.tv/email-preferences/", []string{"Marketing Emails", "Newsletters & Product News", "Surveys & Research",
		"Email me a summary of my friends activity", "Unsubscribe from ALL", "Update Preferences"}},
	PageVendors: {"https://www.plex.tv/vendors-us/", []string{"Allow the sale or sharing of my personal information", "All No", "Adlantic Media", "Tidewater Targeting"}},
	PagePrivacy: {"https://www.plex.tv/about/privacy-legal/", []string{"Send playback data to Plex", "Advertising Consent"}},
	PageVisibility: {"https://app.plex.tv/desktop/#!/settings/account", []string{"Account Visibility & Activity Sharing",
		"Sync My Watch State and Ratings", "Delete your account"}},
}

func TestEveryPageShowsItsLabelsInEveryVariant(t *testing.T) {
	t.Parallel()
	site, err := Start(Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	ctx := openBrowser(t, site)
	signIn(t, ctx, site.Token("alice"))
	before, _ := site.Snapshot("alice")

	for _, variant := range Variants {
		for _, page := range Pages {
			t.Run(page+"/"+variant, func(t *testing.T) {
				if err := site.change(settingsChange{Variant: map[string]string{page: variant}}); err != nil {
					t.Fatal(err)
				}
				// Between two visits of the app only the fragment differs. The page
				// between them makes the browser load the app again.
				do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(pageLabels[page].url))
				waitFor(t, ctx, pageLabels[page].words...)
				picture(t, ctx, page+"-"+variant)
				if page != PageVisibility {
					return
				}
				openVisibility(t, ctx, variant)
				waitFor(t, ctx, "You're in control", "My Watch History", "My Watchlist", "My Ratings", "My Friends",
					"Who can find your account?", "Account Visibility", "Cancel", "Save")
				picture(t, ctx, "dialog-"+variant)
			})
		}
	}

	after, _ := site.Snapshot("alice")
	if changed := Changed(before, after); len(changed) > 0 {
		t.Errorf("looking at the pages changed %v", changed)
	}
	if writes := site.Writes(); len(writes) > 0 {
		t.Errorf("looking at the pages wrote: %+v", writes)
	}
	for _, host := range site.Proxy.Hosts() {
		if !host.Allowed && !foreign(host.Host) {
			t.Errorf("a page asked for the host %s", host.Host)
		}
	}
}
