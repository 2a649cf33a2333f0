//go:build linux

package e2e

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// pageClaims are what the state of a page is if a setting on it is said to be as it should
// be. A state that lacks one of these keys, or has another kind of value there, is left out.
var pageClaims = map[string]map[string]any{
	"email.marketing":          {"newsletters": false, "recommendations": false, "promotions": false, "surveys": false},
	"email.discover":           {"messages": false, "friend_requests": false, "friend_accepts": false, "comments": false, "friends_activity": false},
	"vendors.data-sale":        {"sale": false},
	"visibility.watch-history": {"watch_history": "PRIVATE"},
	"visibility.watchlist":     {"watchlist": "PRIVATE"},
	"visibility.ratings":       {"ratings": "PRIVATE"},
	"visibility.friends":       {"friends": "PRIVATE"},
	"visibility.account":       {"account": "FRIENDS"},
}

// vendorClaim is the same for the list of vendors, whose rows are all keys but that of the
// sale. Keys that begin with "out_" or "obj_" are refusals.
func vendorClaim(state map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range state {
		if _, twofold := value.(bool); twofold && key != "sale" {
			out[key] = strings.HasPrefix(key, "out_") || strings.HasPrefix(key, "obj_")
		}
	}
	return out
}

// claim is what a report says of one setting.
type claim struct {
	ID, Before, Wanted, After, Result, Detail string
}

func claimsOf(t *testing.T, report []byte) []claim {
	t.Helper()
	var doc struct {
		Accounts []struct{ Settings []claim }
	}
	if err := json.Unmarshal(report, &doc); err != nil {
		t.Fatalf("read the report: %v", err)
	}
	var out []claim
	for _, a := range doc.Accounts {
		out = append(out, a.Settings...)
	}
	return out
}

// rightAt returns what a state must be for a claim to be so, without what an undo has set
// back to what it was.
func (c claim) rightAt(state map[string]any) map[string]any {
	want := maps.Clone(pageClaims[c.ID])
	if c.ID == "vendors.personalized-ads" {
		want = vendorClaim(state)
	}
	maps.DeleteFunc(want, func(key string, value any) bool {
		return reflect.TypeOf(state[key]) != reflect.TypeOf(value)
	})
	return want
}

// neverWrong holds what a report claims against what is stored.
func (c pageCase) neverWrong(t *testing.T, report []byte, stored map[string]any) {
	t.Helper()
	for _, said := range claimsOf(t, report) {
		if said.Result != "already" && said.Result != "verified" {
			continue
		}
		if said.Detail != "" && strings.Contains(said.Detail, "the tightest that is") || strings.HasPrefix(said.ID, "visibility.") && said.After == "friends-of-friends" {
			continue // where the page does not offer what is wanted, or something else was asked for
		}
		if said.ID == "vendors.personalized-ads" && c.Page != "vendors" {
			continue // it was set on Plex's own page
		}
		for key, want := range said.rightAt(stored) {
			if stored[key] != want {
				t.Errorf("%s is said to be %s (%s → %s), but %s is %v", said.ID, said.Result, said.Before, said.After, key, stored[key])
			}
		}
	}
}

// neverWider tells what of the settings that a run has set is less private than before.
func (c pageCase) neverWider(t *testing.T, stored map[string]any) {
	t.Helper()
	for _, id := range slices.Sorted(maps.Keys(pageClaims)) {
		for key, private := range pageClaims[id] {
			if c.State[key] == private && stored[key] != private {
				t.Errorf("%s was %v and is %v", key, private, stored[key])
			}
		}
	}
	for key, private := range vendorClaim(c.State) {
		if c.Page == "vendors" && c.State[key] == private && stored[key] != private {
			t.Errorf("%s was %v and is %v", key, private, stored[key])
		}
	}
}

// command is the command line of a case, or what is tried in its place: "check",
// "dry-run", or "undo", which comes after the command itself.
func (c pageCase) command() []string {
	args := strings.Fields(c.Command)
	switch *pagesAs {
	case "check":
		args[0] = "check"
	case "dry-run":
		args = append(args, "--dry-run")
	}
	return slices.DeleteFunc(args, func(a string) bool { return args[0] == "check" && a == "--dry-run" })
}

// onlyReads says that the command must change nothing.
func (c pageCase) onlyReads() bool {
	args := c.command()
	return args[0] == "check" || slices.Contains(args, "--dry-run")
}

// nothingWritten holds a command that must change nothing against what Plex heard.
func (c pageCase) nothingWritten(t *testing.T, w *world) {
	t.Helper()
	if saves := w.site.OwnSaves(c.Page); len(saves) > 0 {
		t.Errorf("it only reads, and saved %v", saves)
	}
	if stored := w.site.OwnState(c.Page); !reflect.DeepEqual(stored, c.State) {
		t.Errorf("it only reads, and %v is stored", stored)
	}
}

// undone takes the run back: what is said to be set back is as it was.
func (c pageCase) undone(t *testing.T, w *world) {
	t.Helper()
	p, err := w.run(nil, []string{"undo", "--yes", "--json"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	stored := w.site.OwnState(c.Page)
	for _, said := range claimsOf(t, p.stdout.Bytes()) {
		for key := range said.rightAt(c.State) {
			if said.Result == "verified" && stored[key] != c.State[key] {
				t.Errorf("undo: %s is said to be set back to %s, but %s is %v and was %v", said.ID, said.After, key, stored[key], c.State[key])
			}
		}
	}
	t.Logf("undo: exit code %d\n%s", p.code, briefly(p.stdout.Bytes()))
}
