package guide

import "strings"

// Lang is a language that the steps can be written in.
type Lang string

// The languages.
const (
	English Lang = "en"
	German  Lang = "de"
)

// Langs lists the languages.
var Langs = []Lang{English, German}

// LangOf is the language of a locale such as "de_AT.UTF-8", English if there is none for
// it.
func LangOf(locale string) Lang {
	if tag := strings.ToLower(locale); tag == "de" || strings.HasPrefix(tag, "de_") || strings.HasPrefix(tag, "de-") {
		return German
	}
	return English
}
