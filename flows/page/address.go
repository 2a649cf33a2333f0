package page

import (
	"net/url"
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
	want, err2 := url.Parse(pg.URL)
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
	for _, a := range pg.Addresses {
		if strings.HasPrefix(place, a) || strings.HasPrefix(strings.TrimSuffix(place, "/"), strings.TrimSuffix(a, "/")) {
			return true
		}
	}
	return false
}

// AtSignIn says whether an address is one at which Plex's sites ask to sign in.
func AtSignIn(raw string) bool { return atSignIn(&selectors.Page{}, raw) }

// atSignIn says so with the addresses that the catalogue knows for a page.
func atSignIn(pg *selectors.Page, raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	place := WithoutLanguage(u.Path)
	if strings.HasPrefix(u.Fragment, "!") {
		place = "#" + u.Fragment
	}
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
