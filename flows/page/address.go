package page

import (
	"net/url"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/selectors"
)

// SignInURL starts the site's own sign-in, which comes back to the address in
// "forward" (Plex's own pages link to /sign-in/?forward=<url>).
const SignInURL = "https://www.plex.tv/sign-in/?forward="

// HostOf returns the host of an address, or the whole text if it has none.
func HostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return raw
	}
	return u.Host
}

// AtHome says whether an address is one of those that the catalogue knows of a page,
// whatever language prefix it has.
func AtHome(pg *selectors.Page, raw string) bool {
	u, err := url.Parse(raw)
	home, err2 := url.Parse(pg.URL)
	if err != nil || err2 != nil {
		return false
	}
	for _, a := range pg.Addresses {
		host := home.Host
		if !strings.HasPrefix(a, "/") && !strings.HasPrefix(a, "#") {
			var path string
			host, path, _ = strings.Cut(a, "/")
			a = "/" + path
		}
		if u.Host == host && under(placeOf(u), a) && (!retired(u.Path) || retired(a)) {
			return true
		}
	}
	return false
}

// placeOf returns what of an address says which page it is: the route of a hash-routed
// page, else the path, without a language prefix.
func placeOf(u *url.URL) string {
	if strings.HasPrefix(u.Fragment, "!") {
		return "#" + u.Fragment
	}
	return WithoutLanguage(u.Path)
}

// under says whether a place is an address of the catalogue, or below it.
func under(place, address string) bool {
	rest, ok := strings.CutPrefix(place, strings.TrimSuffix(address, "/"))
	return ok && (rest == "" || strings.ContainsAny(rest[:1], "/?"))
}

// retired says whether the name of a page says that it is out of use. Plex called the
// former page of the privacy boxes "privacy-preferences-deprecated-june-2024"; what such a
// page shows need not be what holds.
func retired(path string) bool {
	return slices.Contains(strings.FieldsFunc(strings.ToLower(path), func(c rune) bool { return c == '/' || c == '-' || c == '_' }), "deprecated")
}

// leadsToRetired says whether an address is that of a page that is out of use.
func leadsToRetired(pg *selectors.Page, raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && retired(u.Path) && !AtHome(pg, raw)
}

// AtSignIn says whether an address is one at which Plex's sites ask to sign in.
func AtSignIn(raw string) bool { return atSignIn(&selectors.Page{}, raw) }

// atSignIn says so with the addresses that the catalogue knows for a page.
func atSignIn(pg *selectors.Page, raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	place := placeOf(u)
	for _, a := range append([]string{"/sign-in", "/login", "/auth", "#!/login"}, pg.SignInAddresses...) {
		if strings.HasPrefix(place, a) {
			return true
		}
	}
	return false
}

// WithoutLanguage removes a prefix such as /de/ or /pt-br/ from a path.
func WithoutLanguage(p string) string {
	parts := strings.SplitN(strings.TrimPrefix(p, "/"), "/", 2)
	if len(parts) == 2 && (len(parts[0]) == 2 || (len(parts[0]) == 5 && parts[0][2] == '-')) {
		return "/" + parts[1]
	}
	return p
}
