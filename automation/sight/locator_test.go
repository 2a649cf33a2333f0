package sight

import "testing"

// Phrases are found as whole words only.
func TestPhrasesAreWholeWords(t *testing.T) {
	for _, c := range []struct{ phrase, name string }{
		{"Subscribe to ALL", "Unsubscribe from ALL"},
		{"Subscribe to ALL", "Unsubscribe to ALL"},
		{"Sell data", "Resell data"},
		{"Ads", "Adsorb"},
	} {
		if _, _, ok := (Locator{Names: []string{c.phrase}}).fits(Seen{Thing: Thing{Name: []string{c.name}}}, nil, nil); ok {
			t.Errorf("%q was found in %q", c.phrase, c.name)
		}
	}
}

// A word ends where a script without spaces begins.
func TestWordsBesideJapanese(t *testing.T) {
	for text, want := range map[string]bool{"Cookieを使用します。": true, "当サイトのcookie": true, "Cookiesを使用": false, "subcookie": false, "a cookie": true} {
		if got := HasPhrase(text, []string{"Cookie"}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// If only one option happens to contain a name, the choice is not about that name.
func TestOneOptionIsNoSubject(t *testing.T) {
	friends := Seen{Kind: Select, Options: []Option{{Text: "Only me"}, {Text: "My friends"}}}
	if m, err := Locate(&Look{Controls: []Seen{friends}}, nil, []Locator{{Names: []string{"My Friends"}}}, nil, nil); err == nil {
		t.Errorf("%s is mistaken for the list of friends", m)
	}
}

// What a combobox shows is its value and not its name: an audience "My Friends" is not
// a list of friends. The rest of its name, or of its row, is the name.
func TestComboboxValueIsNotItsName(t *testing.T) {
	mine := Locator{Names: []string{"My Friends", "フレンド"}}
	whole := Locator{Names: []string{"Friends", "友達"}, Whole: true}
	type words = []string
	for _, c := range []struct {
		loc       Locator
		kind      ControlKind
		role      string
		name, row words
		value     string
		score     int
	}{
		{mine, Popup, "button", words{"My Friends"}, nil, "Private", byWhole},
		{mine, Popup, "button", words{"My Friends", "Friends"}, nil, "Friends ▾", byWhole},
		{mine, Popup, "button", words{"My Friends"}, words{"My Watch History", "My Friends"}, "My Friends", 0},
		{mine, Popup, "button", words{"My Friends"}, words{"My Friends", "My Friends"}, "My Friends", byRow},
		{mine, Popup, "button", words{"視聴履歴", "フレンドのみ"}, nil, "フレンドのみ ▾", 0},
		{mine, Popup, "button", words{"フレンド", "フレンドのみ"}, nil, "フレンドのみ", byWhole},
		{mine, Popup, "button", words{"My Friends"}, nil, "", byWhole},
		{mine, Popup, "combobox", words{"My Friends"}, nil, "My Friends", byWhole},
		{mine, Popup, "combobox", words{"What I saw"}, words{"What I saw", "My Friends"}, "My Friends", 0},
		{mine, Popup, "combobox", words{"My Watch History", "My Friends"}, nil, "My Friends", 0},
		{mine, Select, "combobox", words{"My Friends"}, nil, "", byWhole},

		{whole, Radios, "radiogroup", words{"友達"}, nil, "", byWhole},
		{whole, Radios, "radiogroup", nil, words{"友達", "誰に見せるかを選びます。"}, "", byRow},
		{whole, Radios, "radiogroup", nil, words{"視聴履歴", "友達"}, "", 0},
		{whole, Radios, "radiogroup", words{"視聴履歴"}, words{"友達"}, "", 0},
		{whole, Radios, "radiogroup", words{"友達に見せる視聴履歴"}, nil, "", 0},
		{whole, Popup, "button", words{"友達", "友達のみ"}, nil, "友達のみ", byWhole},
		{whole, Popup, "button", words{"友達"}, words{"視聴履歴", "友達"}, "友達", 0},
		{whole, Popup, "button", words{"視聴履歴", "友達"}, nil, "公開", 0},
		{whole, Select, "combobox", words{"Friends of Friends"}, nil, "", 0},
		{whole, Toggle, "switch", words{"Tell my friends"}, words{"Friends"}, "", 0},
	} {
		s := Seen{Thing: Thing{Ref: 1, Role: c.role, Name: c.name, Row: c.row}, Kind: c.kind, Value: c.value}
		m, err := Locate(&Look{Controls: []Seen{s}}, nil, []Locator{c.loc}, nil, nil)
		if (err == nil) != (c.score > 0) || m.Score != c.score {
			t.Errorf("%s %q in the row %q showing %q is matched with %d, want %d (%v)", c.kind, c.name, c.row, c.value, m.Score, c.score, err)
		}
	}
}
