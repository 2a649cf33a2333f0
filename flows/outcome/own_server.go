package outcome

import "regexp"

// OwnServer is written in the place of the name of a Plex Media Server of the person.
const OwnServer = "a Plex server of yours"

// ownServer matches addresses and names of Plex Media Servers. Under plex.direct a name
// is an IP address and the id of a server (192-168-1-20.<32 hex digits>.plex.direct).
// 32400 is the port of a server; other ports with an IP address may be a person's proxy.
var ownServer = regexp.MustCompile(`(?i)(?:(?:https?|wss?)(?::|%3A)(?:/|%2F){2})?` +
	`(?:[a-z0-9*-]+(?:\.[a-z0-9*-]+)*\.plex\.direct\b(?:(?::|%3A)\d+)?|` +
	`(?:\b\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])(?::|%3A)32400\b)` +
	`(?:/[^\s"'<>\\)\]},;]*)?`)

// HideServers replaces the names of Plex Media Servers of the person in a text: they tell
// the addresses of a home, and the id of a server.
func HideServers(text string) string { return ownServer.ReplaceAllString(text, OwnServer) }
