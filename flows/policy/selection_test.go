package policy

import (
	"fmt"
	"testing"

	"github.com/plexpriv/plexpriv/flows/wanted"
)

func TestPolicyUnderFlags(t *testing.T) {
	p := parse(t, `level = "recommended"
keep = ["email.marketing"]

[set]
"visibility.watchlist" = "friends"

[home-user.Kid]
level = "strict"
`)
	kid := Account{Called: func(name string) bool { return name == "Kid" }}
	flags := wanted.Selection{Level: "minimal", Set: map[string]string{"email.marketing": "subscribed", "visibility.ratings": "private"}}
	const kept = "map[email.marketing:kept by p.toml, line 2; --set does not change that]"
	for name, c := range map[string]struct {
		policy *Policy
		given  bool
		who    Account
		level  string
		set    string
		keep   string
	}{
		"no policy":       {nil, false, kid, "minimal", "map[email.marketing:subscribed visibility.ratings:private]", "map[]"},
		"everybody":       {p, false, Account{}, "recommended", "map[email.marketing:subscribed visibility.ratings:private visibility.watchlist:friends]", kept},
		"named":           {p, false, kid, "strict", "map[email.marketing:subscribed visibility.ratings:private]", kept},
		"level as a flag": {p, true, kid, "minimal", "map[email.marketing:subscribed visibility.ratings:private]", kept},
	} {
		got := c.policy.Over(flags, c.given, c.who)
		if got.Level != c.level || fmt.Sprint(got.Set) != c.set || fmt.Sprint(got.Keep) != c.keep {
			t.Errorf("%s: %+v, want level %s, set %s, keep %s", name, got, c.level, c.set, c.keep)
		}
	}
	if fmt.Sprint(flags.Set) != "map[email.marketing:subscribed visibility.ratings:private]" || flags.Keep != nil {
		t.Errorf("the selection of the flags has changed: %+v", flags)
	}
}
