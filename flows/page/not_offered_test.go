package page

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/selectors"
)

// TestNotOffered: a sentence about regions is about this page, or about something else.
func TestNotOffered(t *testing.T) {
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"This page is not available in your region.":                                             true,
		"We're sorry, this feature isn't available in your country":                              true,
		"Opting out of targeted advertising is not currently available in your region.":          true,
		"Vendor preferences are not available in your region":                                    true,
		"These choices are only available to residents of California, Colorado and Utah.":        true,
		"Thank you for coming. This page is not available in your region. Read our policy.":      true,
		"Diese Seite ist leider in deiner Region nicht verfügbar.":                               true,
		"Cette page n'est pas disponible dans votre région.":                                     true,
		"このページはお住まいの地域ではご利用いただけません。":                                                             true,
		"Some Live TV channels are not available in your country.":                               false,
		"Movies on demand are not available in your region":                                      false,
		"Gift cards are only available to residents of the United States":                        false,
		"If the form is empty, it may be because your server is not available in your location.": false,
		"Einige Sender sind in deiner Region nicht verfügbar":                                    false,
		"Certaines chaînes ne sont pas disponibles, d'autres: pas disponible dans votre pays":    false,
		"一部のチャンネルはお住まいの地域ではご利用いただけません。":                                                          false,
	} {
		if got := notOffered(cat.Page("vendors"), &cat.Words, []string{text}, nil); (got != "") != want {
			t.Errorf("%q is taken for %q", text, got)
		}
	}
}

// What stands below the heading of something else speaks of that.
func TestNotOfferedBelowAnotherHeading(t *testing.T) {
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	const sentence = "This feature is not available in your region."
	for heading, want := range map[sight.Heading]bool{
		{Level: 2, Text: "Live TV"}: false, {Level: 2, Text: "Vendors"}: true, {Level: 1, Text: "Plex"}: true,
		{Level: 2, Text: "Opt-out of Targeted Advertising"}: true,
	} {
		text := []string{"Your choices", heading.Text, sentence}
		if got := notOffered(cat.Page("vendors"), &cat.Words, text, []sight.Heading{heading}); (got != "") != want {
			t.Errorf("below %q: taken for %q", heading.Text, got)
		}
	}
}
