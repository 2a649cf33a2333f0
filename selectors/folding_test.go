package selectors

import "testing"

func TestHolds(t *testing.T) {
	for _, test := range []struct {
		text, phrase, lang string
		want               bool
	}{
		{"Please Don’t sell my data", "don't sell", "en", true},
		{"Unsubscribe from ALL", "subscribe", "en", false},
		{"Opt-out", "opt out", "en", true},
		{"Préférences", "preferences", "fr", true},
		{"Sauvegarder", "sauvegarder", "fr", true},
		{"アカウントを削除する", "削除", "ja", true},
		{"カメラ", "ガメラ", "ja", false}, // the voicing mark makes another letter
	} {
		if got := holds(test.text, test.phrase, test.lang); got != test.want {
			t.Errorf("%q holds %q: %v; want %v", test.text, test.phrase, got, test.want)
		}
	}
}
