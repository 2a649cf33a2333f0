package fakeplex

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

func text(t *testing.T, ctx context.Context) string {
	t.Helper()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](visibleJS))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func open(t *testing.T, ctx context.Context, url string) {
	t.Helper()
	do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(url))
}

// waitForWrite waits until a write was answered with the status.
func waitForWrite(t *testing.T, site *Site, status int) {
	t.Helper()
	deadline := time.Now().Add(8 * time.Second)
	for time.Now().Before(deadline) {
		for _, e := range site.Writes() {
			if e.Status == status {
				return
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("no write was answered with %d: %+v", status, site.Writes())
}

// liveChecked reads the playback box that shows in the classic markup, not its hidden
// copy.
const liveChecked = `document.querySelector('[class^="plexview-privacy-prefs-form-"] input[data-option="optOutPlayback"]')?.checked ?? null`

func TestPagesMisbehaveAsAsked(t *testing.T) {
	t.Parallel()
	site := start(t, Config{})
	ctx := openBrowser(t, site)
	signIn(t, ctx, site.Token("alice"))
	quirks := func(names ...string) {
		t.Helper()
		site.Reset()
		if err := site.SetQuirks(names...); err != nil {
			t.Fatal(err)
		}
	}

	for quirk, want := range map[string]int{"duplicated": 2, "missing": 0, "renamed": 0} {
		quirks(quirk)
		open(t, ctx, pageLabels[PageEmail].url)
		waitFor(t, ctx, "Surveys & Research")
		if n := strings.Count(text(t, ctx), "Newsletters & Product News"); n != want {
			t.Errorf("%s: the label is visible %d times, want %d", quirk, n, want)
		}
	}

	quirks("vendors-region")
	open(t, ctx, pageLabels[PageVendors].url)
	waitFor(t, ctx, "not available in your region")

	quirks("no-bulk", "negated-labels")
	open(t, ctx, pageLabels[PageVendors].url)
	waitFor(t, ctx, "Do not sell or share my personal information", "Adlantic Media")
	if strings.Contains(text(t, ctx), "All No") {
		t.Error("no-bulk: All No is there")
	}
	toggleNamed(t, ctx, "classic", "Do not sell or share my personal information")
	waitForValue(t, site, "alice", "vendors.sale", "false")

	quirks("new-audience", "unknown-control")
	open(t, ctx, pageLabels[PageVisibility].url)
	openVisibility(t, ctx, "classic")
	waitFor(t, ctx, "My Reviews")
	clickFirst(t, ctx, `document.querySelector('[role=dialog] button[aria-haspopup]')`)
	waitFor(t, ctx, "Followers", "Anyone Signed into Plex")
	picture(t, ctx, "list-open")

	quirks("moved")
	open(t, ctx, pageLabels[PageVisibility].url)
	waitFor(t, ctx, "Account Visibility & Activity Sharing")
	if where, _ := chromedp.Run(ctx, chromedp.Location()); !strings.HasSuffix(where, "#!/settings/profile-and-privacy") {
		t.Errorf("moved: the account page is still at %s", where)
	}

	quirks("optimistic")
	open(t, ctx, pageLabels[PageVendors].url)
	saleOff(t, ctx, "classic")
	const saleBox = `document.querySelector('input[data-option=saleOfData]').checked`
	waitForWrite(t, site, 500)
	if on, err := chromedp.Run(ctx, chromedp.Evaluate[bool](saleBox)); err != nil || on {
		t.Errorf("optimistic: the page should still show the new value after the refusal (%v)", err)
	}

	quirks("save-fails")
	open(t, ctx, pageLabels[PageVendors].url)
	saleOff(t, ctx, "classic")
	waitFor(t, ctx, "Something went wrong")
	if on, err := chromedp.Run(ctx, chromedp.Evaluate[bool](saleBox)); err != nil || !on {
		t.Errorf("save-fails: the page should show the old value again (%v)", err)
	}

	quirks("rerender")
	open(t, ctx, pageLabels[PageEmail].url)
	waitFor(t, ctx, "Surveys & Research")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`window.firstBox = document.querySelector('#email-preferences input')`))
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`!window.firstBox.isConnected`)); err != nil {
		t.Errorf("rerender: the rows are still the first ones: %v", err)
	}
}

// TestPrivacyPagePaintsBeforeItLoads: the privacy page has a hidden copy of each box, and
// shows the boxes checked before it has the account's values. To a visitor it shows a
// link to sign in.
func TestPrivacyPagePaintsBeforeItLoads(t *testing.T) {
	t.Parallel()
	site := start(t, Config{Quirks: []string{"painted-wrong=4000"}})
	ctx := openBrowser(t, site)
	signIn(t, ctx, site.Token("carol"))
	open(t, ctx, pageLabels[PagePrivacy].url)
	waitFor(t, ctx, "Send playback data to Plex")
	copies, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.querySelectorAll('input[data-option="optOutPlayback"]').length`))
	if err != nil || copies != 2 {
		t.Errorf("%d boxes (%v), want the one that shows and its hidden copy", copies, err)
	}
	painted, err := chromedp.Run(ctx, chromedp.Evaluate[bool](liveChecked))
	if err != nil || !painted {
		t.Errorf("the box of an account that opted out should be checked before the values arrive (%v)", err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`(`+liveChecked+`) === false`)); err != nil {
		t.Errorf("the account's value never arrived: %v", err)
	}
	if err := site.SetQuirks("signed-out"); err != nil {
		t.Fatal(err)
	}
	open(t, ctx, pageLabels[PagePrivacy].url)
	waitFor(t, ctx, "log into your Plex account")
}

func TestOverlaysStandInTheWay(t *testing.T) {
	t.Parallel()
	site := start(t, Config{Quirks: []string{"cookie-banner"}})
	ctx := openBrowser(t, site)
	signIn(t, ctx, site.Token("alice"))

	open(t, ctx, pageLabels[PageVendors].url)
	waitFor(t, ctx, "We value your privacy.", "I Accept", "I Reject", "More Options", "All No")
	picture(t, ctx, "cookie-banner")
	press(t, ctx, "I Reject")
	open(t, ctx, pageLabels[PageVendors].url)
	waitFor(t, ctx, "All No")
	if strings.Contains(text(t, ctx), "We value your privacy.") {
		t.Error("the banner came back after it was answered")
	}

	site.SetQuirks("select-user", "onboarding")
	open(t, ctx, pageLabels[PageVisibility].url)
	waitFor(t, ctx, "Select User", "alice", "Kid", "Managed Account")
	picture(t, ctx, "select-user")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('.UserPicker-user-9fQ').click()`))
	waitFor(t, ctx, "Select User") // a scripted click does nothing
	press(t, ctx, "alice")
	waitFor(t, ctx, "Discover Together")
	site.Set("alice", map[string]string{"visibility.ratings": "private"})
	press(t, ctx, "Next")
	press(t, ctx, "Continue")
	waitFor(t, ctx, "Choose what you share")
	picture(t, ctx, "onboarding")
	press(t, ctx, "Finish")
	waitForValue(t, site, "alice", "visibility.ratings", "friends")
}

func TestAGermanAccountIsAnsweredInGerman(t *testing.T) {
	t.Parallel()
	site := start(t, Config{})
	ctx := openBrowser(t, site)
	signIn(t, ctx, site.Token("bob"))
	open(t, ctx, pageLabels[PageVisibility].url)
	openVisibility(t, ctx, "classic")
	waitFor(t, ctx, "Mein Abspielverlauf", "Meine Merkliste", "Konto Sichtbarkeit", "Privat", "Speichern")
	picture(t, ctx, "dialog-german")
}

func TestSigningInThroughTheFrame(t *testing.T) {
	t.Parallel()
	site := start(t, Config{Quirks: []string{"google"}})

	t.Run("by password", func(t *testing.T) {
		ctx := openBrowser(t, site)
		open(t, ctx, "https://app.plex.tv/auth#?forwardUrl=https://www.plex.tv/email-preferences/")
		press(t, ctx, "Continue with Email")
		do(t, ctx, chromedp.SendKeys(chromedp.ID("email"), "canary-alice@example.test"))
		picture(t, ctx, "signin-email")
		press(t, ctx, "Continue")
		do(t, ctx, chromedp.SendKeys(chromedp.ID("password"), "canary-pass-alice"))
		press(t, ctx, "Sign In")
		waitFor(t, ctx, "Unsubscribe from ALL")
	})
	t.Run("with a code", func(t *testing.T) {
		ctx := openBrowser(t, site)
		open(t, ctx, "https://app.plex.tv/auth#?forwardUrl=https://www.plex.tv/email-preferences/")
		press(t, ctx, "Continue with Email")
		do(t, ctx, chromedp.SendKeys(chromedp.ID("email"), "carol"))
		press(t, ctx, "Continue")
		do(t, ctx, chromedp.SendKeys(chromedp.ID("password"), "canary-pass-carol"))
		press(t, ctx, "Sign In")
		waitFor(t, ctx, "Verification code")
		do(t, ctx, chromedp.SendKeys(chromedp.ID("verificationCode"), "246810"))
		press(t, ctx, "Verify")
		waitFor(t, ctx, "Unsubscribe from ALL")
	})
	t.Run("by Google", func(t *testing.T) {
		ctx := openBrowser(t, site)
		open(t, ctx, "https://app.plex.tv/auth#?forwardUrl=https://www.plex.tv/email-preferences/")
		press(t, ctx, "Continue with Google")
		waitFor(t, ctx, "Choose an account")
		press(t, ctx, "bob")
		waitFor(t, ctx, "Unsubscribe from ALL")
	})
	t.Run("by the app's session alone", func(t *testing.T) {
		ctx := openBrowser(t, site)
		open(t, ctx, "https://www.plex.tv/sign-in/?forward=https://www.plex.tv/email-preferences/")
		waitFor(t, ctx, "Account Sign in")
		picture(t, ctx, "signin-frame")
		storeToken(t, ctx, site.Token("alice"))
		open(t, ctx, "https://www.plex.tv/email-preferences/")
		waitFor(t, ctx, "Unsubscribe from ALL")
	})
	t.Run("the app's own login", func(t *testing.T) {
		ctx := openBrowser(t, site)
		open(t, ctx, pageLabels[PageVisibility].url)
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`location.hash === '#!/login' && !!document.querySelector('iframe')`)); err != nil {
			t.Errorf("signed out, the app does not lead to its login: %v", err)
		}
	})
}

func TestUnsubscribeFromAllFlipsTheRestAndSavesNothing(t *testing.T) {
	t.Parallel()
	site := start(t, Config{})
	ctx := openBrowser(t, site)
	signIn(t, ctx, site.Token("alice"))
	open(t, ctx, pageLabels[PageEmail].url)
	toggleNamed(t, ctx, "classic", "Unsubscribe from ALL")
	waitFor(t, ctx, "not receiving")
	ticked, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.querySelectorAll('#email-preferences input:checked').length`))
	if err != nil || ticked != 1 {
		t.Errorf("%d boxes are ticked (%v), want the master alone", ticked, err)
	}
	if len(site.Writes()) != 0 {
		t.Errorf("ticking the master wrote: %+v", site.Writes())
	}
	press(t, ctx, "Update Preferences")
	waitFor(t, ctx, "Preferences Updated!")
	for _, box := range append(append([]mailBox{}, marketingBoxes...), discoverBoxes...) {
		waitForValue(t, site, "alice", "email."+box.Key, "false")
	}
}
