// Package answer reads what Plex's API answers: as data, or as a refusal with a meaning.
//
// It is the only place that knows the two forms of an answer (JSON, and the XML that
// Plex's API sends to most who ask), what Plex's error codes and statuses mean, and what
// the page of a firewall in front of Plex looks like. It sends nothing and decides
// nothing: whoever asked decides what follows.
package answer
