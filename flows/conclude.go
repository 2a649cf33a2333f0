package flows

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/plexpriv/plexpriv/automation"
)

// conclude names what kind of page this turned out to be, and gives every
// setting that was not found its result.
func (v *visit) conclude(l *automation.Look) (PageStatus, string) {
	found := 0
	for _, r := range v.readings {
		if !r.missing() {
			found++
		}
	}
	if why := v.framed(l); why != "" {
		why = join(why, v.refused())
		found, missing := 0, 0
		for _, r := range v.readings {
			if r.missing() {
				r.unseen(why)
				missing++
			} else {
				found++
			}
		}
		switch {
		case missing > 0 && found == 0 && v.refused() != "":
			return PageBlocked, why
		case missing > 0:
			return PageChanged, why
		}
	}
	if why := v.stillClosed(l); why != "" {
		for _, r := range v.readings {
			if r.missing() {
				r.unseen(why)
			}
		}
		return PageChanged, why
	}
	region, refused := automation.FindPhrase(strings.Join(l.Text, "\n"), v.cat.Words.NotOffered.All())
	if found == 0 {
		return v.nothingFound(l, region, refused)
	}
	unexplained := v.unexplained()
	for _, r := range v.readings {
		if r.wish.Setting.MayBeAbsent && r.missing() && unexplained == "" {
			r.notOffered(r.wish.Setting.AbsentWhy)
		}
	}
	if !v.atHome(l.URL) {
		return PageMoved, "found at " + address(l.URL)
	}
	if v.managed && v.refused() == "" && !v.asksWho(l) {
		for _, r := range v.readings {
			if r.missing() {
				r.notOffered(managedWhy)
			}
		}
	}
	for _, r := range v.readings {
		if r.missing() && !r.offeredNot() {
			return PageChanged, "some of what the catalogue describes is not on the page"
		}
	}
	return PageOK, ""
}

// unexplained names controls that nothing in the catalogue accounts for, on a page
// that is not offered everywhere: what is missing may be there, in words that are
// not known, so it is not said that Plex does not offer it.
func (v *visit) unexplained() string {
	if !v.page.MayBeAbsent {
		return ""
	}
	var names []string
	for _, c := range v.last.Controls {
		if !v.claims[c.Ref] && v.mine(c) && !outside(c.Landmark) && c.Landmark != "search" && (c.Kind == automation.Toggle || len(c.Options) == 2) {
			names = append(names, c.String())
		}
	}
	return someOf(names)
}

// managedWhy explains an absence; what a managed user is offered is what the
// page shows them.
const managedWhy = "the page does not show it to this managed user of a Plex Home"

// nothingFound says why none of the settings is there.
func (v *visit) nothingFound(l *automation.Look, region string, refused bool) (PageStatus, string) {
	switch {
	case v.refused() != "":
		return PageBlocked, v.refused()
	case refused:
		for _, r := range v.readings {
			r.notOffered(fmt.Sprintf("Plex says: %q", region))
		}
		return PageNotOffered, fmt.Sprintf("Plex says: %q", region)
	case v.strangerOver(l) != "":
		return PageChanged, "an unknown dialog lies over the page: " + v.strangerOver(l)
	case v.managed && v.fingerprint(l) && v.atHome(l.URL) && !v.asksWho(l):
		for _, r := range v.readings {
			r.notOffered(managedWhy)
		}
		return PageNotOffered, managedWhy
	case v.allMayBeAbsent() && v.fingerprint(l) && v.unexplained() == "":
		for _, r := range v.readings {
			r.notOffered(r.wish.Setting.AbsentWhy)
		}
		return PageNotOffered, "the page shows its headings and none of its controls"
	case !v.atHome(l.URL):
		return PageMoved, fmt.Sprintf("Plex leads to %s (%q), which has none of the controls", address(l.URL), l.Title)
	}
	if why := v.unexplained(); why != "" {
		return PageChanged, "none of the controls is known; the page shows " + why
	}
	return PageChanged, fmt.Sprintf("none of the controls is there; the page is called %q and shows %s", l.Title, headings(l))
}

// refused names what the network guard refused while the page was open, where
// that may be why the page is empty.
func (v *visit) refused() string {
	if v.refusals == nil {
		return ""
	}
	var names []string
	for _, r := range v.refusals() {
		if r.Time.Before(v.opened) || !needed(r.ResourceType) {
			continue
		}
		name := hostOf(r.URL)
		if r.Operation != "" {
			name = fmt.Sprintf("%s (operation %s)", name, r.Operation)
		}
		if !holds(names, name) {
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

func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return raw
	}
	return u.Host
}

func (v *visit) allMayBeAbsent() bool {
	for _, r := range v.readings {
		if !r.wish.Setting.MayBeAbsent {
			return v.page.MayBeAbsent
		}
	}
	return true
}

// strangerOver names the dialog that covers the page, if one does.
func (v *visit) strangerOver(l *automation.Look) string {
	for _, x := range l.Layers {
		if v.strange[x.Ref] {
			return fmt.Sprintf("%q", x.Name)
		}
	}
	return ""
}

func (r *reading) notOffered(why string) {
	for i := range r.parts {
		r.parts[i] = part{key: r.parts[i].key, result: NotOffered, detail: why}
	}
}

func (r *reading) offeredNot() bool {
	for _, p := range r.parts {
		if p.result != NotOffered {
			return false
		}
	}
	return true
}

func headings(l *automation.Look) string {
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

// atHome says whether an address is one at which the page is known to live,
// whatever language prefix it carries.
func (v *visit) atHome(raw string) bool {
	u, err := url.Parse(raw)
	want, err2 := url.Parse(v.page.URL)
	if err != nil || err2 != nil || u.Host != want.Host {
		return false
	}
	place := u.Path
	if strings.HasPrefix(u.Fragment, "!") {
		place = "#" + u.Fragment
	}
	if u.Host != "" && !strings.HasPrefix(place, "#") {
		place = withoutLanguage(place)
	}
	for _, a := range v.page.Addresses {
		if strings.HasPrefix(place, a) || strings.HasPrefix(strings.TrimSuffix(place, "/"), strings.TrimSuffix(a, "/")) {
			return true
		}
	}
	return false
}

// withoutLanguage cuts a prefix such as /de/ or /pt-br/ off a path.
func withoutLanguage(p string) string {
	parts := strings.SplitN(strings.TrimPrefix(p, "/"), "/", 2)
	if len(parts) == 2 && (len(parts[0]) == 2 || (len(parts[0]) == 5 && parts[0][2] == '-')) {
		return "/" + parts[1]
	}
	return p
}

func address(raw string) string {
	if i := strings.IndexByte(raw, '?'); i >= 0 {
		raw = raw[:i]
	}
	return strings.TrimPrefix(raw, "https://")
}
