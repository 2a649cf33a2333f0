// Package rights is what a person may ask of Plex where they live: the laws, what each of
// them gives, where Plex's form is, what it asks, what a deletion destroys, and how to
// reject Plex's cookies in one's own browsers. It writes a letter, too. The facts are data,
// in rights.toml, each with its sources and their dates; the texts are in English and
// German. The package sends nothing and opens nothing. It is no legal advice, and says so.
package rights
