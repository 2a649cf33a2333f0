package fakeplex

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// The four screens that come in several markups.
const (
	PageEmail      = "email"
	PageVendors    = "vendors"
	PagePrivacy    = "privacy"
	PageVisibility = "visibility"
)

// Pages lists the four screens in the order in which guides describe them.
var Pages = []string{PageEmail, PageVendors, PagePrivacy, PageVisibility}

// Variants lists the markups in which each page exists.
var Variants = []string{"classic", "aria", "components"}

// SaveModes lists how a page stores what was chosen: at once ("auto"), with a
// save control that is a button or a link and sends by fetch, or with a form
// that is posted and leads to a new page.
var SaveModes = []string{"auto", "button", "link", "form"}

// ReadModes lists the two ways a page asks for and sends its data.
var ReadModes = []string{"rest", "graphql"}

// Config says which plex.tv is served. The zero value is as close to the real pages as is
// known (see README.md).
type Config struct {
	Variant map[string]string  // page → one of Variants
	Save    map[string]string  // page → one of SaveModes
	Reads   map[string]string  // page → one of ReadModes
	Design  map[string]string  // page → one of Designs, for the vendors page
	Own     map[string]OwnPage // page → a document in its place
	Quirks  []string           // see Quirks in README.md
	Latency time.Duration      // added to every API answer
	Delay   time.Duration      // added to every answer of every host
	Servers []string           // which of Servers there are
	Crowd   int                // how many further accounts there are; see crowd

	// IdentityHost is the outside host behind "Continue with Google"; it is
	// led to this site only under the quirk "google".
	IdentityHost string

	// ProxyUser and ProxyPassword make the proxy ask for Basic credentials.
	ProxyUser, ProxyPassword string
}

func (c Config) withDefaults() Config {
	c.Variant = overlay(map[string]string{
		PageEmail: "classic", PageVendors: "classic", PagePrivacy: "classic", PageVisibility: "classic",
	}, c.Variant)
	c.Save = overlay(map[string]string{
		PageEmail: "link", PageVendors: "auto", PagePrivacy: "auto", PageVisibility: "button",
	}, c.Save)
	c.Reads = overlay(map[string]string{
		PageEmail: "rest", PageVendors: "rest", PagePrivacy: "rest", PageVisibility: "graphql",
	}, c.Reads)
	if c.IdentityHost == "" {
		c.IdentityHost = "accounts.google.test"
	}
	return c
}

func (c Config) validate() error {
	for _, choice := range []struct {
		name    string
		chosen  map[string]string
		allowed []string
	}{{"variant", c.Variant, Variants}, {"save mode", c.Save, SaveModes}, {"read mode", c.Reads, ReadModes}, {"design", c.Design, Designs}} {
		for page, value := range choice.chosen {
			if choice.name == "design" && page == PageVendors && value == "" {
				continue
			}
			if !slices.Contains(Pages, page) {
				return fmt.Errorf("%s of unknown page %q", choice.name, page)
			}
			if !slices.Contains(choice.allowed, value) {
				return fmt.Errorf("unknown %s %q for page %s, want one of %v", choice.name, value, page, choice.allowed)
			}
		}
	}
	for _, name := range c.Servers {
		if !slices.Contains(Servers, name) {
			return fmt.Errorf("unknown server %q, want one of %v", name, Servers)
		}
	}
	_, err := parseQuirks(c.Quirks)
	return err
}

func overlay(base, over map[string]string) map[string]string {
	out := maps.Clone(base)
	if out == nil {
		out = map[string]string{}
	}
	maps.Copy(out, over)
	return out
}
