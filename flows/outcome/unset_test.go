package outcome

import (
	"maps"
	"testing"
)

func TestUnset(t *testing.T) {
	a := AccountReport{
		Pages: []PageReport{{ID: "email", Status: PageOK}, {ID: "privacy", Status: PageSignedOut}, {ID: "vendors", Status: PageUnreachable}, {ID: "visibility", Status: PageChanged}},
		Settings: []SettingReport{
			{ID: "email.a", Page: "email", Result: Verified, Wanted: "off"},
			{ID: "email.b", Page: "email", Result: Failed, Wanted: "off"},
			{ID: "email.c", Page: "email", Result: Skipped, Wanted: "off"},
			{ID: "email.d", Page: "email", Result: Unreadable},
			{ID: "privacy.a", Page: "privacy", Result: Unreadable, Wanted: "off"},
			{ID: "vendors.a", Page: "vendors", Result: Unreadable, Wanted: "off"},
			{ID: "visibility.a", Page: "visibility", Result: NotFound, Wanted: "private"},
		},
	}
	if got, want := a.Unset(), map[string]string{"email.b": "off", "visibility.a": "private"}; !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
