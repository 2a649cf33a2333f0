package flows

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// vendorsPage is the world's, with another list.
func (w *world) vendorsPage(list ...*fakeControl) *fakePage {
	p := w.plex.page("https://www.plex.tv/vendors-us/")
	for _, c := range p.controls[1:] {
		delete(w.plex.stored, c.key)
	}
	p.controls, p.bulk = append(p.controls[:1:1], list...), ""
	for _, c := range list {
		w.plex.stored[c.key] = "on"
	}
	return p
}

func vendor(name, section, tab string) *fakeControl {
	return &fakeControl{key: "vendors.personalized-ads/" + tab + name, label: name, section: section, tab: tab}
}

var onlyVendors = wanted.Selection{Level: "recommended", Pages: []string{"vendors"}}

// shapes are the ways in which a page shows a list in parts.
var shapes = map[string]func(*world) *fakePage{
	"pages": func(w *world) *fakePage {
		p := w.vendorsPage(longList()...)
		p.perPage = 20
		return p
	},
	"load more": func(w *world) *fakePage {
		p := w.vendorsPage(longList()...)
		p.perPage, p.more = 20, true
		return p
	},
	"panels":                accordion("many"),
	"panels, one at a time": accordion("one"),
	"virtual": func(w *world) *fakePage {
		p := w.vendorsPage(longList()...)
		p.perPage, p.virtual = 15, true
		return p
	},
	"tabs": func(w *world) *fakePage {
		p := w.vendorsPage(
			vendor("Measure ads", "Purposes", "Purposes"), vendor("Acme", "Vendors", "Vendors"),
			vendor("Acme", "Legitimate interest", "Legitimate interest"), vendor("Bidder", "Legitimate interest", "Legitimate interest"))
		p.tabs = []string{"Purposes", "Vendors", "Legitimate interest"}
		return p
	},
}

// accordion has two choices of each vendor in a panel of its own.
func accordion(panels string) func(w *world) *fakePage {
	return func(w *world) *fakePage {
		var list []*fakeControl
		var tabs []string
		for i := range 6 {
			name := fmt.Sprintf("Vendor %d", i)
			tabs = append(tabs, name)
			for _, what := range []string{"Consent", "Legitimate interest"} {
				c := vendor(what, "Vendors", name)
				c.sections = []string{name}
				list = append(list, c)
			}
		}
		p := w.vendorsPage(list...)
		p.tabs, p.panels = tabs, panels
		return p
	}
}

func longList() []*fakeControl {
	var out []*fakeControl
	for i := range 45 {
		out = append(out, vendor(fmt.Sprintf("Vendor %02d", i), "Vendors", ""))
	}
	return out
}

// A list is set and proved whole wherever its rows are.
func TestListIsReadWhole(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				shape(w)
				r := w.apply(onlyVendors)
				if got := setting(t, r, "vendors.personalized-ads"); got.Result != outcome.Verified || r.ExitCode != outcome.ExitOK {
					t.Errorf("%s, exit code %d: %s", got.Result, r.ExitCode, got.Detail)
				}
				for key, value := range w.plex.state() {
					if strings.HasPrefix(key, "vendors.") && value != "off" {
						t.Errorf("%s is %s", key, value)
					}
				}
				before := len(w.plex.writes)
				if r := w.apply(onlyVendors); r.ExitCode != outcome.ExitOK || len(w.plex.writes) != before {
					t.Errorf("a second apply: exit code %d and %d writes more", r.ExitCode, len(w.plex.writes)-before)
				}
			})
		})
	}
}

// What a part of a list shows at first is not believed: it may be painted before
// the account's values arrive, each time it is turned to, or once.
func TestListPaintedBeforeItsValues(t *testing.T) {
	for name, shape := range shapes {
		for _, once := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s once %v", name, once), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t)
					p := shape(w)
					p.paints, p.once = 1900*time.Millisecond, once
					r := w.run(t.Context(), Request{Command: "check", Selection: onlyVendors})
					got := setting(t, r, "vendors.personalized-ads")
					if len(got.Controls) != len(p.controls)-1 {
						t.Errorf("%d controls of %d", len(got.Controls), len(p.controls)-1)
					}
					for _, c := range got.Controls {
						if c.Before != "on" || c.Result != outcome.WouldChange {
							t.Errorf("%s is read to be %q, %s (%s)", c.ID, c.Before, c.Result, c.Detail)
						}
					}
				})
			})
		}
	}
}

// A box under "Object to ..." is on for those who have objected.
func TestListOfObjections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.vendorsPage(vendor("Acme", "Vendors", "Vendors"), vendor("Acme", "Object to legitimate interest", "Objections"))
		p.tabs = []string{"Vendors", "Objections"}
		w.plex.stored["vendors.personalized-ads/ObjectionsAcme"] = "off"
		r := w.apply(onlyVendors)
		if got := setting(t, r, "vendors.personalized-ads"); got.Result != outcome.Verified {
			t.Errorf("%s: %s", got.Result, got.Detail)
		}
		state := w.plex.state()
		if state["vendors.personalized-ads/VendorsAcme"] != "off" || state["vendors.personalized-ads/ObjectionsAcme"] != "on" {
			t.Errorf("Plex has %v", state)
		}
	})
}

// What says of itself to be longer than what was read is not called verified,
// nor "already", though every row of it is.
func TestListReadInPart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.vendorsPage(vendor("Acme", "Vendors", ""), vendor("Bidder", "Vendors", ""))
		p.says = "Showing 1–2 of 57"
		for range 2 {
			r := w.apply(onlyVendors)
			got := setting(t, r, "vendors.personalized-ads")
			if got.Result != outcome.Unreadable || r.ExitCode == outcome.ExitOK || !strings.Contains(got.Detail, "2 of 57") {
				t.Errorf("%s, exit code %d: %s", got.Result, r.ExitCode, got.Detail)
			}
		}
		if w.plex.state()["vendors.personalized-ads/Acme"] != "off" {
			t.Error("the rows that can be seen were not set")
		}
	})
}

// A person's own page may point anywhere; what is never clicked is not clicked.
func TestOwnPageCannotNameWhatIsNeverClicked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		own := *w.cat
		own.Overridden = []string{"vendors"}
		own.Pages = slices.Clone(own.Pages)
		i := slices.IndexFunc(own.Pages, func(p selectors.Page) bool { return p.ID == "vendors" })
		own.Pages[i].Bulk = []selectors.Bulk{{ID: "all", For: []string{"vendors.personalized-ads"}, Sets: "off", First: true,
			Locators: []selectors.Locator{{Name: selectors.Phrases{"en": {"Delete everything"}}}}}}
		w.cat = &own
		p := w.vendorsPage(vendor("Acme", "Vendors", ""), vendor("Delete account", "Vendors", ""))
		p.bulk = "Delete everything"
		w.plex.acting = func(what string) {
			if strings.Contains(what, "Delete") {
				t.Errorf("pressed %s", what)
			}
		}
		got := setting(t, w.apply(onlyVendors), "vendors.personalized-ads")
		state := w.plex.state()
		if got.Result != outcome.Unreadable || state["vendors.personalized-ads/Acme"] != "off" || state["vendors.personalized-ads/Delete account"] != "on" {
			t.Errorf("%s (%s), Plex has %v", got.Result, got.Detail, state)
		}
	})
}

// What is behind a tab, in a frame that is not looked into, may be anything.
func TestListWithAFrameBehindATab(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.vendorsPage(vendor("Acme", "Vendors", "Vendors"), vendor("Bidder", "Vendors", "Vendors"))
		p.tabs, p.framed = []string{"Partners", "Vendors"}, "Partners"
		got := setting(t, w.apply(onlyVendors), "vendors.personalized-ads")
		if got.Result != outcome.Unreadable || !strings.Contains(got.Detail, "consent.plex.tv") {
			t.Errorf("%s: %s", got.Result, got.Detail)
		}
	})
}

// In words that nobody knows, a list may be there all the same.
func TestListInUnknownWordsIsNotCalledAbsent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.vendorsPage(vendor("Acme", "Grevzr", ""), vendor("Bidder", "Grevzr", ""))
		for _, sale := range []string{"Allow the sale of my personal data", "Jrvgretnor"} {
			p.controls[0].label = sale
			r := w.run(t.Context(), Request{Command: "check", Selection: wanted.Selection{Level: "recommended", Pages: []string{"vendors"}}})
			got := setting(t, r, "vendors.personalized-ads")
			if got.Result != outcome.NotFound || !strings.Contains(got.Detail, `"Acme"`) || r.ExitCode != outcome.ExitPageChanged {
				t.Errorf("%s, exit code %d: %s", got.Result, r.ExitCode, got.Detail)
			}
		}
	})
}

// A row that was right already and is not after the save is told.
func TestListRowThatChangesByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.vendorsPage(vendor("Acme", "Vendors", ""), vendor("Bidder", "Vendors", ""))
		w.plex.stored["vendors.personalized-ads/Bidder"] = "off"
		w.plex.written = func(key, _, _ string) {
			if key == "vendors.personalized-ads/Acme" {
				time.AfterFunc(time.Second, func() {
					w.plex.mu.Lock()
					defer w.plex.mu.Unlock()
					w.plex.stored["vendors.personalized-ads/Bidder"] = "on"
				})
			}
		}
		r := w.apply(onlyVendors)
		if got := setting(t, r, "vendors.personalized-ads"); got.Result != outcome.Reverted {
			t.Errorf("%s: %s", got.Result, got.Detail)
		}
	})
}
