package selectors

import (
	"fmt"
	"strings"
)

// Kind is the kind of choice that a setting is.
//
// It is a struct and not a named string, because go-toml 2.4.0 to 2.4.3 skip
// UnmarshalText on named strings: an unknown kind would load without an error.
type Kind struct{ name string }

// The kinds of setting.
var (
	// Switch is on or off.
	Switch = Kind{"switch"}
	// AudienceChoice is one of a ranked list of audiences.
	AudienceChoice = Kind{"audience"}
	// List is a switch with as many controls as the page shows.
	List = Kind{"list"}
)

// String returns the word for it in page files.
func (k Kind) String() string { return k.name }

// UnmarshalText accepts the words used in page files. Any other word is an error that
// lists them.
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
