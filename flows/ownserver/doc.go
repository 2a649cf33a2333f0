// Package ownserver reads and sets the preferences of Plex Media Servers that the account
// owns, over HTTP.
//
// It contacts nobody but the servers that Plex lists as the account's own, at the
// addresses that Plex gave: https with a name under plex.direct, local addresses first,
// then remote ones. Plex's relay is not used, plain http neither, and no redirect is
// followed. The certificate is checked against the name that Plex gave, and the server
// has to say that it is the one that was meant, before it gets the token. The token is
// the one that Plex gave for this server, and stands in a header only.
//
// What reads ([Reader]) has no method that writes, and its connection lets nothing pass
// but GET. What writes ([Writer]) can do nothing but set one preference.
//
// It knows HTTP and how servers answer, and nothing else. Its errors and its log name
// neither a server nor an address nor a token.
//
// Sources: python-plexapi (settings.py: GET and PUT /:/prefs; myplex.py: resources,
// connections and accessToken; server.py: X-Plex-Token), plex-api.rs
// (tests/mocks/server/prefs.json), plex-api-spec (/identity needs no token).
package ownserver
