package selectors

import (
	"fmt"
	"strings"
)

// Kind is what sort of choice a setting is.
//
// It is a struct, not a named string, because go-toml 2.4.0 to 2.4.3 skip UnmarshalText
// on named strings: an unknown kind would load silently.
type Kind struct{ name string }

// The kinds of setting.
var (
	// Switch is on or off.
	Switch = Kind{"switch"}
	// AudienceChoice is one of a ranked list of audiences.
	AudienceChoice = Kind{"audience"}
	// List is a switch made up of as many controls as the page shows.
	List = Kind{"list"}
)

// String returns the word used in page files.
func (k Kind) String() string { return k.name }

// UnmarshalText takes the word used in page files. Any other word is an error
// that lists the right ones.
func (k *Kind) UnmarshalText(text []byte) error {
	var words []string
	for _, known := range []Kind{Switch, AudienceChoice, List} {
		if known.name == string(text) {
			*k = known
			return nil
		}
		words = append(words, known.name)
	}
	return fmt.Errorf("unknown kind %q; want one of %s%s", text, strings.Join(words, ", "), didYouMean(string(text), words))
}
