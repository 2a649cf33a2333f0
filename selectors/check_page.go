package selectors

import (
	"net/url"
	"slices"
	"strings"
)

// shared is what the check of one page needs to know about the other pages.
type shared struct {
	words  *Words
	levels []string
	// languages are the languages of words.toml.
	languages []string
	never     []foldedPhrase
	turning   map[string][]turningPhrase
	settings  map[string]string // file by setting ID
	orders    map[int]string    // file by page order
}

// newShared makes it of the words; words has their places.
func newShared(w *Words, words *diagnostics) *shared {
	a := &shared{words: w, never: foldAll(w.Never), turning: w.Meaning.turning(words), languages: (&Catalogue{Words: *w}).Languages(), settings: map[string]string{}, orders: map[int]string{}}
	for _, level := range w.Levels {
		a.levels = append(a.levels, level.Name)
	}
	return a
}

// checkPage checks what the Go types cannot express.
func checkPage(d *diagnostics, p *Page, name string, a *shared) {
	d.need("", "id", p.ID)
	if p.ID != "" && p.ID != name {
		d.fail("id", "the id %q is not the name of the file, %q", p.ID, name)
	}
	d.need("", "title", p.Title)
	d.need("", "url", p.URL)
	checkPlace(d, p.Place, p.InBrowser())
	checkInterface(d, p, a)
	checkSources(d, "", p.Source)
	for i, tag := range p.Attested {
		d.oneOf(index("attested", i), "language", tag, a.languages)
	}
	switch other := a.orders[p.Order]; {
	case p.Order < 1:
		d.fail("order", "order is missing, or less than 1")
	case other != "":
		d.fail("order", "order %d is that of %s already", p.Order, other)
	default:
		a.orders[p.Order] = d.file
	}
	d.phrases("headings", p.Headings, optional)
	d.phrases("columns", p.Columns, optional)
	d.phrases("dialog", p.Dialog, optional)
	checkLocators(d, "signed-out", p.SignedOut)
	checkLocators(d, "known", p.Known)
	for i, r := range p.Reveal {
		path := index("reveal", i)
		needLocators(d, path, r.Locators, "a reveal")
		d.phrases(join(path, "within"), r.Within, optional)
		checkHarmless(d, path, r.Locators, a.never)
	}
	if len(p.Settings) == 0 {
		d.fail("setting", "the page has no [[setting]]")
	}
	for i := range p.Settings {
		checkSetting(d, index("setting", i), &p.Settings[i], p, a)
	}
	checkTitles(d, p, a)
	ids := map[string]bool{}
	for i, b := range p.Bulk {
		path := index("bulk", i)
		checkBulk(d, path, b, p, a)
		d.once(path, ids, b.ID, "bulk")
	}
}

func checkBulk(d *diagnostics, path string, b Bulk, p *Page, a *shared) {
	d.need(path, "id", b.ID)
	needLocators(d, path, b.Locators, "a bulk")
	d.needList(path, "for", b.For)
	var known []string
	for _, s := range p.Settings {
		known = append(known, s.ID)
	}
	for i, id := range b.For {
		d.oneOf(index(join(path, "for"), i), "setting of this page", id, known)
	}
	d.need(path, "sets", b.Sets)
	d.oneOf(join(path, "sets"), "state", b.Sets, []string{"on", "off"})
	for i, level := range b.Levels {
		d.oneOf(index(join(path, "levels"), i), "level", level, a.levels)
	}
	if !b.Opposite {
		checkHarmless(d, path, b.Locators, a.never)
		return
	}
	if b.First || len(b.Levels) > 0 {
		d.fail(join(path, "opposite"), "an opposite bulk is never pressed: it has neither first nor levels")
	}
}

// checkHarmless reports names that must never be clicked.
func checkHarmless(d *diagnostics, path string, ls []Locator, never []foldedPhrase) {
	for i, l := range ls {
		d.noneHolds(join(index(join(path, "locator"), i), "name"), l.Name, never)
	}
}

// checkPlace reports addresses that the browser must not be sent to, that are there
// twice, or that cannot match.
func checkPlace(d *diagnostics, p Place, inBrowser bool) {
	checkPlexURL(d, "url", p.URL)
	for i, address := range p.FurtherURLs {
		path := index("further-urls", i)
		checkPlexURL(d, path, address)
		if slices.Contains(p.URLs()[:i+1], address) {
			d.fail(path, "the address %q is there already", address)
		}
	}
	if inBrowser {
		d.needList("", "addresses", p.Addresses)
	}
	for i, a := range p.Addresses {
		if a == "" || strings.HasPrefix(a, "/") || strings.HasPrefix(a, "#") {
			continue
		}
		path := index("addresses", i)
		host, place, _ := strings.Cut(a, "/")
		if place == "" || strings.Contains(host, ":") {
			d.fail(path, "%q is no path, no hash, and no host with a path", a)
			continue
		}
		checkPlexURL(d, path, "https://"+a)
	}
}

// checkPlexURL reports an address that the browser must not be sent to.
func checkPlexURL(d *diagnostics, path, address string) {
	if address == "" {
		return
	}
	u, err := url.Parse(address)
	if err != nil {
		d.fail(path, "%q is not an address", address)
		return
	}
	if u.Scheme != "https" {
		d.fail(path, "the address %q is not https", address)
	}
	if host := u.Hostname(); host != "plex.tv" && !strings.HasSuffix(host, ".plex.tv") {
		d.fail(path, "the address %q is not one of plex.tv or *.plex.tv", address)
	}
}

// marks say how sure a source is, as docs/dev/catalogue.md explains.
var marks = []string{"[HTML]", "[SCREEN]", "[PLEX]", "[CODE]", "[GUIDE]", "[GUESS]"}

func checkSources(d *diagnostics, path string, sources []string) {
	d.needList(path, "source", sources)
	for i, source := range sources {
		mark, _, _ := strings.Cut(source, " ")
		if !slices.Contains(marks, mark) {
			d.fail(index(join(path, "source"), i), "a source starts with one of %s", strings.Join(marks, " "))
		}
	}
}
