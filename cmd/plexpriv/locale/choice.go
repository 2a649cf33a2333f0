package locale

import (
	"fmt"
	"slices"
	"strings"
)

// UnknownError means that a language was asked for that has no message file.
type UnknownError struct{ Language string }

// Error names the language, and lists those that there are.
func (e *UnknownError) Error() string {
	return fmt.Sprintf("there is no language %q; there are %s", e.Language, strings.Join(Languages(), " and "))
}

// environment are the variables that name the language of messages, in the order in
// which POSIX reads them.
var environment = []string{"LC_ALL", "LC_MESSAGES", "LANG"}

// Choose picks the language: that of the flag, else that of the config file, else that of
// the environment. Either of the first two may be empty; a language that there is not is
// an error there. In the environment it means English, because the person has set that
// variable for other programs, too.
func Choose(flag, config string, getenv func(string) string) (*Locale, error) {
	for _, asked := range []string{flag, config} {
		if asked == "" {
			continue
		}
		tag := base(asked)
		if !slices.Contains(Languages(), tag) {
			return nil, &UnknownError{asked}
		}
		return New(tag), nil
	}
	for _, name := range environment {
		if value := getenv(name); value != "" {
			return New(base(value)), nil
		}
	}
	return New(English), nil
}

// base is the language of a locale such as de_AT.UTF-8 or de-CH.
func base(name string) string {
	tag, _, _ := strings.Cut(strings.ToLower(name), ".")
	if i := strings.IndexAny(tag, "_-@"); i >= 0 {
		tag = tag[:i]
	}
	return tag
}
