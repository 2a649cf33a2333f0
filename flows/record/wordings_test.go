package record

import "testing"

// A label that contains another value has the same wording. A label with another word
// has not, and the same word in another place does not count as the value.
func TestWordingIsTheSameWithAnotherValue(t *testing.T) {
	is := func(label, help string, shown ...string) wording {
		return wording{Label: label, Help: help, Shown: shown}
	}
	for _, c := range []struct {
		was, is wording
		same    bool
	}{
		{is("My Friends", "", "Friends"), is("My Friends", "", "Private"), true},
		{is("My", "", "Friends"), is("My Friends", "", "Friends"), true},
		{is("My Friends Friends", "", "Friends"), is("My Friends", "", "Private"), true},
		{is("My Watchlist: Friends Only", "", "Friends Only"), is("My Watchlist: Private", "", "Private"), true},
		{is("My Watchlist (friends only), change", "", "Friends Only"), is("My Watchlist (private), change", "", "Private"), true},
		{is("My Watchlist", "Shown to anyone.", "Anyone"), is("My Watchlist", "Shown to friends only.", "Anyone", "Friends Only"), true},
		{is("My Watchlist", "", "Friends Only"), is("My Watchlist, Private", "", "Private"), true},
		{is("メッセージ 友達のみ", "", "友達のみ"), is("メッセージ 非公開", "", "非公開"), true},

		{is("Share with Friends", "", "on"), is("Share with Anyone", "", "on"), false},
		{is("My Watchlist Private", "", "Private"), is("My Ratings Private", "", "Private"), false},
		{is("My Watchlist", "Shown to friends.", "Friends"), is("My Watchlist", "Sold to friends.", "Friends"), false},
		{is("My Watchlist", ""), is("My Watchlist", "Who may see, and license, what you watch."), false},
		{is("Do share my data", "", "on"), is("Do not share my data", "", "on"), false},
		{is("Send data on", "", "on"), is("Send data off", "", "on"), false},
		{is("Send, not sell", "", "on"), is("Send not sell", "", "on"), false},
	} {
		if c.was.same(c.is) != c.same || c.is.same(c.was) != c.same {
			t.Errorf("%+v and %+v: same is not %v in both directions", c.was, c.is, c.same)
		}
	}
}
