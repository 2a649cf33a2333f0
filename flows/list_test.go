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

// vendorsPage returns the vendors page with another list.
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

// shapes are the ways in which a page can show a list in parts.
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

// accordion gives each vendor a panel of its own with two choices.
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

// The whole list is set and proved, no matter how the page splits it up.
func TestWholeListIsSetAndProved(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				shape(w)
				r := w.apply(onlyVendors)
				if got := setting(t, r, "vendors.personalized-ads"); got.Result != outcome.Verified || r.ExitCode != outcome.ExitOK {
					t.Errorf("result %s, exit code %d: %s", got.Result, r.ExitCode, got.Detail)
				}
				for key, value := range w.plex.state() {
					if strings.HasPrefix(key, "vendors.") && value != "off" {
						t.Errorf("row %s was not set: it is %s", key, value)
					}
				}
				before := len(w.plex.writes)
				if r := w.apply(onlyVendors); r.ExitCode != outcome.ExitOK || len(w.plex.writes) != before {
					t.Errorf("a second apply must have nothing to do: exit code %d, %d more writes", r.ExitCode, len(w.plex.writes)-before)
				}
			})
		})
	}
}

// What a part of a list shows at first may be a placeholder, drawn before the account's
// values arrive: each time that part is shown, or only the first time.
func TestListDrawnBeforeItsValues(t *testing.T) {
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
						t.Errorf("the check found %d rows of %d", len(got.Controls), len(p.controls)-1)
					}
					for _, c := range got.Controls {
						if c.Before != "on" || c.Result != outcome.WouldChange {
							t.Errorf("row %s was read as %q (%s, %s), want its stored value: on", c.ID, c.Before, c.Result, c.Detail)
						}
					}
				})
			})
		}
	}
}

// A checked box under "Object to ..." means an objection, so it stays checked.
func TestListOfObjections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.vendorsPage(vendor("Acme", "Vendors", "Vendors"), vendor("Acme", "Object to legitimate interest", "Objections"))
		p.tabs = []string{"Vendors", "Objections"}
		w.plex.stored["vendors.personalized-ads/ObjectionsAcme"] = "off"
		r := w.apply(onlyVendors)
		if got := setting(t, r, "vendors.personalized-ads"); got.Result != outcome.Verified {
			t.Errorf("result %s: %s", got.Result, got.Detail)
		}
		state := w.plex.state()
		if state["vendors.personalized-ads/VendorsAcme"] != "off" || state["vendors.personalized-ads/ObjectionsAcme"] != "on" {
			t.Errorf("Plex has %v", state)
		}
	})
}

// If the page says that its list is longer than what was read, the setting is neither
// "verified" nor "already", even if every row that shows is off.
func TestListThatIsLongerThanWhatShows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.vendorsPage(vendor("Acme", "Vendors", ""), vendor("Bidder", "Vendors", ""))
		p.says = "Showing 1–2 of 57"
		for range 2 {
			r := w.apply(onlyVendors)
			got := setting(t, r, "vendors.personalized-ads")
			if got.Result != outcome.Unreadable || r.ExitCode == outcome.ExitOK || !strings.Contains(got.Detail, "2 of 57") {
				t.Errorf("result %s, exit code %d: %s", got.Result, r.ExitCode, got.Detail)
			}
		}
		if w.plex.state()["vendors.personalized-ads/Acme"] != "off" {
			t.Error("the rows that show were not set")
		}
	})
}

// A person's own page file may name any control, but what is never clicked is not
// clicked.
func TestOwnPageCannotAllowWhatIsNeverClicked(t *testing.T) {
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
				t.Errorf("%s was clicked, though it must never be", what)
			}
		}
		got := setting(t, w.apply(onlyVendors), "vendors.personalized-ads")
		state := w.plex.state()
		if got.Result != outcome.Unreadable || state["vendors.personalized-ads/Acme"] != "off" || state["vendors.personalized-ads/Delete account"] != "on" {
			t.Errorf("result %s (%s), Plex has %v", got.Result, got.Detail, state)
		}
	})
}

// What counts is what a control shows: the name in a person's own file may be harmless.
func TestOwnPageCannotChooseAmongWhatIsNeverClicked(t *testing.T) {
	for name, popup := range map[string]bool{"a list that shows": false, "a list that opens": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				own := *w.cat
				own.Overridden = []string{"visibility"}
				w.cat = &own
				c := w.plex.control("visibility.watchlist/watchlist")
				c.options, c.popup = append(slices.Clone(c.options), "Delete my account"), popup
				got := setting(t, w.apply(wanted.Selection{Level: "recommended", Only: []string{"visibility.watchlist"}}), "visibility.watchlist")
				if len(w.plex.writes) > 0 || got.Result != outcome.Unreadable || !strings.Contains(got.Detail, "never touched") {
					t.Errorf("result %s (%s), Plex got %v", got.Result, got.Detail, w.plex.writes)
				}
			})
		})
	}
}

// A frame that cannot be read may hide more of the list.
func TestListWithAFrameBehindATab(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.vendorsPage(vendor("Acme", "Vendors", "Vendors"), vendor("Bidder", "Vendors", "Vendors"))
		p.tabs, p.framed = []string{"Partners", "Vendors"}, "Partners"
		got := setting(t, w.apply(onlyVendors), "vendors.personalized-ads")
		if got.Result != outcome.Unreadable || !strings.Contains(got.Detail, "consent.plex.tv") {
			t.Errorf("result %s: %s", got.Result, got.Detail)
		}
	})
}

// A list under headings in an unknown language may be the one that was looked for.
func TestListUnderUnknownHeadingsIsNotCalledAbsent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.vendorsPage(vendor("Acme", "Grevzr", ""), vendor("Bidder", "Grevzr", ""))
		for _, sale := range []string{"Allow the sale of my personal data", "Jrvgretnor"} {
			p.controls[0].label = sale
			r := w.run(t.Context(), Request{Command: "check", Selection: wanted.Selection{Level: "recommended", Pages: []string{"vendors"}}})
			got := setting(t, r, "vendors.personalized-ads")
			if got.Result != outcome.NotFound || !strings.Contains(got.Detail, `"Acme"`) || r.ExitCode != outcome.ExitPageChanged {
				t.Errorf("result %s, exit code %d: %s", got.Result, r.ExitCode, got.Detail)
			}
		}
	})
}

// A row that was right before, and is not after the save, is reported.
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
			t.Errorf("result %s: %s", got.Result, got.Detail)
		}
	})
}
