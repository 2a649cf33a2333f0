// Package locale says things in the language of the person. The texts are message files,
// one TOML file a language (messages/en.toml, messages/de.toml), that a translator can
// edit without Go; go-i18n chooses the plural form and fills in what a text needs. A
// [Locale] is one language; [Choose] picks it from a flag, the config file and the
// environment. The package knows texts and languages only: what is said, and when, its
// callers decide. Nothing is loaded before the first text is asked for, so that a command
// that prints none is not slower. Errors stay in English and do not come from here.
package locale
