package page

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// conclusion is what kind of page this turned out to be, and what that says of the
// settings that it does not show.
type conclusion struct {
	Status outcome.PageStatus
	Detail string
	// unseen is why nothing can be said of them, and notOffered why Plex does not
	// offer them, if so.
	unseen, notOffered string
	// absent says that those that not everybody has are not offered.
	absent bool
}

// Status concludes from what was seen last. It changes nothing, and may be asked again.
func (v *Visit) Status() conclusion {
	found, missing := 0, 0
	for _, r := range v.Readings {
		if r.Missing() {
			missing++
		} else {
			found++
		}
	}
	l := v.Last
	if why := v.framed(l); why != "" && missing > 0 {
		c := conclusion{Status: outcome.PageChanged, Detail: outcome.Join(why, v.refused())}
		if found == 0 && v.refused() != "" {
			c.Status = outcome.PageBlocked
		}
		c.unseen = c.Detail
		return c
	}
	if why := v.stillClosed(l); why != "" {
		return conclusion{Status: outcome.PageChanged, Detail: why, unseen: why}
	}
	if found == 0 {
		status, detail := v.nothingFound(l)
		return conclusion{Status: status, Detail: detail}
	}
	c := conclusion{Status: outcome.PageOK, absent: v.unexplained() == ""}
	if !v.AtHome(l.URL) {
		c.Status, c.Detail = outcome.PageMoved, "found at "+outcome.Address(l.URL)
		return c
	}
	if v.Managed && v.refused() == "" && !v.asksWho(l) {
		c.notOffered = managedWhy
	}
	for _, r := range v.Readings {
		if _, _, explained := c.reason(r); r.Missing() && !explained {
			c.Status, c.Detail = outcome.PageChanged, "some of what the catalogue describes is not on the page"
		}
	}
	return c
}

// reason is what to say of a setting that is missing, if it is known.
func (c conclusion) reason(r *reading.Setting) (result outcome.Result, why string, ok bool) {
	switch {
	case c.Status == outcome.PageNotOffered:
		return outcome.NotOffered, c.Detail, true
	case c.unseen != "":
		return outcome.Unreadable, c.unseen, true
	case c.notOffered != "":
		return outcome.NotOffered, c.notOffered, true
	case c.absent && r.Wish.Setting.MayBeAbsent:
		return outcome.NotOffered, r.Wish.Setting.AbsentWhy, true
	}
	return "", "", false
}

// Explain gives settings that are missing the reason.
func (c conclusion) Explain(readings []*reading.Setting) {
	for _, r := range readings {
		if result, why, ok := c.reason(r); ok && r.Missing() {
			r.Explained(result, why)
		}
	}
}

// unexplained names controls that nothing in the catalogue accounts for, on a page
// that is not offered everywhere: what is missing may be there, in words that are
// not known, so it is not said that Plex does not offer it.
func (v *Visit) unexplained() string {
	if !v.Page.MayBeAbsent {
		return ""
	}
	var names []string
	for _, c := range v.Last.Controls {
		if !v.Claims[c.Ref] && v.Considers(c) && !c.Beside() && (c.Kind == sight.Toggle || len(c.Options) == 2) {
			names = append(names, c.String())
		}
	}
	return outcome.SomeOf(names)
}

// managedWhy explains an absence; what a managed user is offered is what the
// page shows them.
const managedWhy = "the page does not show it to this managed user of a Plex Home"

// nothingFound says why none of the settings is there.
func (v *Visit) nothingFound(l *sight.Look) (outcome.PageStatus, string) {
	region, said := sight.FindPhrase(strings.Join(l.Text, "\n"), v.Cat.Words.NotOffered.All())
	switch {
	case v.refused() != "":
		return outcome.PageBlocked, v.refused()
	case said:
		return outcome.PageNotOffered, fmt.Sprintf("Plex says: %q", region)
	case v.Layers.strangerOver(l) != "":
		return outcome.PageChanged, "an unknown dialog lies over the page: " + v.Layers.strangerOver(l)
	case v.Managed && v.Fingerprint(l) && v.AtHome(l.URL) && !v.asksWho(l):
		return outcome.PageNotOffered, managedWhy
	case v.allMayBeAbsent() && v.Fingerprint(l) && v.unexplained() == "":
		return outcome.PageNotOffered, "the page shows its headings and none of its controls"
	case !v.AtHome(l.URL):
		return outcome.PageMoved, fmt.Sprintf("Plex leads to %s (%q), which has none of the controls", outcome.Address(l.URL), l.Title)
	}
	if why := v.unexplained(); why != "" {
		return outcome.PageChanged, "none of the controls is known; the page shows " + why
	}
	return outcome.PageChanged, fmt.Sprintf("none of the controls is there; the page is called %q and shows %s", l.Title, headings(l))
}

// refused names what the network guard refused while the page was open, where
// that may be why the page is empty.
func (v *Visit) refused() string {
	if v.Refusals == nil {
		return ""
	}
	var names []string
	for _, r := range v.Refusals() {
		if r.Time.Before(v.Rest.opened) || !needed(r.ResourceType) {
			continue
		}
		name := HostOf(r.URL)
		if r.Operation != "" {
			name = fmt.Sprintf("%s (operation %s)", name, r.Operation)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "the page asked for what is not let through: " + strings.Join(names, ", ") + "; look with --headed"
}

// needed says which refused resources may keep a page from showing its controls.
func needed(kind string) bool {
	switch strings.ToLower(kind) {
	case "script", "document", "xhr", "fetch":
		return true
	}
	return false
}

func HostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return raw
	}
	return u.Host
}

func (v *Visit) allMayBeAbsent() bool {
	for _, r := range v.Readings {
		if !r.Wish.Setting.MayBeAbsent {
			return v.Page.MayBeAbsent
		}
	}
	return true
}

func headings(l *sight.Look) string {
	var out []string
	for _, h := range l.Headings {
		if out = append(out, fmt.Sprintf("%q", h.Text)); len(out) == 5 {
			break
		}
	}
	if len(out) == 0 {
		return "no headings"
	}
	return "the headings " + strings.Join(out, ", ")
}

// AtHome says whether an address is one at which the page is known to live,
// whatever language prefix it carries.
func (v *Visit) AtHome(raw string) bool {
	u, err := url.Parse(raw)
	want, err2 := url.Parse(v.Page.URL)
	if err != nil || err2 != nil || u.Host != want.Host {
		return false
	}
	place := u.Path
	if strings.HasPrefix(u.Fragment, "!") {
		place = "#" + u.Fragment
	}
	if u.Host != "" && !strings.HasPrefix(place, "#") {
		place = WithoutLanguage(place)
	}
	for _, a := range v.Page.Addresses {
		if strings.HasPrefix(place, a) || strings.HasPrefix(strings.TrimSuffix(place, "/"), strings.TrimSuffix(a, "/")) {
			return true
		}
	}
	return false
}

// WithoutLanguage cuts a prefix such as /de/ or /pt-br/ off a path.
func WithoutLanguage(p string) string {
	parts := strings.SplitN(strings.TrimPrefix(p, "/"), "/", 2)
	if len(parts) == 2 && (len(parts[0]) == 2 || (len(parts[0]) == 5 && parts[0][2] == '-')) {
		return "/" + parts[1]
	}
	return p
}
