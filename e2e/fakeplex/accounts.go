package fakeplex

import (
	"fmt"
	"maps"
)

// Account is a test account. Name is the user name, and what tests call the account. A
// managed user has neither an email address nor a password at Plex.
type Account struct {
	Name, Title, Email, Password, Token string
	ID                                  int
	UUID                                string
	Language, Country                   string // Language "" follows the browser
	PlexPass, Managed, HomeAdmin        bool
	Home                                string // accounts with the same word share a Plex Home
	PIN                                 string // of the Home user, "" when unprotected
	TwoFactorCode                       string // asked for at sign-in when set
	values                              map[string]string
}

// mailBox is one box of the email page.
type mailBox struct{ Key, Label string }

var marketingBoxes = []mailBox{
	{"newsletters", "Newsletters & Product News"},
	{"recommended", "Recommended Movies & Live TV"},
	{"sales", "Sales & Promotions"},
	{"surveys", "Surveys & Research"},
}

var discoverBoxes = []mailBox{
	{"messages", "Email me when someone sends me a message"},
	{"libraryIssues", "Email me when someone reports an issue with my library or replies to an existing issue"},
	{"friendRequests", "Email me when I receive a friend request"},
	{"friendAccepted", "Email me when someone accepts my friend request"},
	{"comments", "Email me when someone comments on my activity or replies to me"},
	{"summary", "Email me a summary of my friends activity"},
}

// vendorNames are invented: the real list was never seen.
var vendorNames = []string{
	"Adlantic Media", "Amberline Ads", "Beacon Reach", "BrightPixel Exchange", "Cadence DSP", "Clearspring Audience",
	"Copperfield Data", "Delta Bidworks", "Everglade Insights", "Fathom Metrics", "Greyline Interactive", "Harborlight SSP",
	"Indigo Graph", "Juniper Programmatic", "Kestrel Video", "Lumen Auctions", "Mosaic Identity", "Northfork Media",
	"Opaline Research", "Pinecrest Networks", "Quillon Attribution", "Redwood Streaming Ads", "Silverbirch Data", "Tidewater Targeting",
}

// vendorID is the number of a vendor, as the page has it.
func vendorID(i int) string { return fmt.Sprintf("v%03d", 101+i) }

// openValues are the values of an account that has never changed a setting.
func openValues() map[string]string {
	v := map[string]string{
		"email.summaryFrequency":     "weekly",
		"vendors.sale":               "true",
		"privacy.optOutPlayback":     "false",
		"privacy.optOutLibraryStats": "false",
		"privacy.adsConsent":         "true",
		"privacy.adsConsentSetAt":    "1763800000",
		"privacy.recommendations":    "true",
		"visibility.watchHistory":    "friends",
		"visibility.watchlist":       "friends",
		"visibility.ratings":         "friends_of_friends",
		"visibility.friends":         "friends",
		"visibility.account":         "anyone",
		"visibility.reviews":         "anyone",
		"sync.viewState":             "true",
		"onboarding.done":            "false",
		"account.deletionAsked":      "false",
		"account.profileEdited":      "false",
	}
	for _, box := range append(append([]mailBox{}, marketingBoxes...), discoverBoxes...) {
		v["email."+box.Key] = "true"
	}
	for i := range vendorNames {
		v["vendors."+vendorID(i)] = "true"
	}
	for _, row := range mediaSources {
		v["sources."+row.Key] = "opt_in"
	}
	return v
}

// privateValues are the values of an account on which nothing is left to do.
func privateValues() map[string]string {
	v := openValues()
	for key, value := range v {
		if value == "true" {
			v[key] = "false"
		}
	}
	maps.Copy(v, map[string]string{
		"privacy.optOutPlayback": "true", "privacy.optOutLibraryStats": "true",
		"visibility.watchHistory": "private", "visibility.watchlist": "private", "visibility.ratings": "private",
		"visibility.friends": "private", "visibility.account": "friends", "visibility.reviews": "private",
		"sync.viewState": "true", "onboarding.done": "true",
	})
	return v
}

// seedAccounts makes the accounts of a fresh site. The addresses, passwords and
// tokens contain the word "canary", so that a test can search for leaks.
func seedAccounts() []*Account {
	bob := openValues()
	maps.Copy(bob, map[string]string{"visibility.ratings": "private", "visibility.account": "friends_of_friends"})
	return []*Account{
		{Name: "alice", Title: "alice", Email: "canary-alice@example.test", Password: "canary-pass-alice", Token: "canary-token-alice-7Hq2",
			ID: 31415901, UUID: "a11ce0000000a11c", Country: "US", PlexPass: true, HomeAdmin: true, Home: "alice", values: openValues()},
		{Name: "bob", Title: "bob", Email: "canary-bob@example.test", Password: "canary-pass-bob", Token: "canary-token-bob-9Kx4",
			ID: 31415902, UUID: "b0b0000000000b0b", Language: "de", Country: "DE", values: bob},
		{Name: "carol", Title: "carol", Email: "canary-carol@example.test", Password: "canary-pass-carol", Token: "canary-token-carol-3Vw8",
			ID: 31415903, UUID: "ca401000000ca401", Country: "US", TwoFactorCode: "246810", values: privateValues()},
		{Name: "kid", Title: "Kid", Token: "canary-token-kid-5Tz1",
			ID: 31415904, UUID: "c41d00000000c41d", Country: "US", Managed: true, Home: "alice", values: openValues()},
		{Name: "teen", Title: "Teen", Token: "canary-token-teen-6Rm3",
			ID: 31415905, UUID: "7ee40000000007ee", Country: "US", Managed: true, Home: "alice", PIN: "1234", values: openValues()},
		{Name: "partner", Title: "partner", Email: "canary-partner@example.test", Password: "canary-pass-partner", Token: "canary-token-partner-8Lw5",
			ID: 31415907, UUID: "9a4740000000a477", Country: "US", Home: "alice", values: openValues()},
		{Name: "visitor", Title: "visitor", Email: "canary-visitor@example.test", Password: "canary-pass-visitor", Token: "canary-token-visitor-2Nd6",
			ID: 31415906, UUID: "f00d00000000f00d", Country: "GB", values: openValues()},
	}
}

// crowd makes further accounts that have never changed a setting: member-01, member-02 …
func crowd(size int) []*Account {
	var out []*Account
	for i := 1; i <= size; i++ {
		name := fmt.Sprintf("member-%02d", i)
		out = append(out, &Account{
			Name: name, Title: name, Email: "canary-" + name + "@example.test", Password: "canary-pass-" + name, Token: "canary-token-" + name,
			ID: 31416000 + i, UUID: fmt.Sprintf("%016x", 0xc0ffee0000+i), Country: "US", values: openValues(),
		})
	}
	return out
}
