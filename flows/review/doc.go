// Package review reads who and what has access to an account: authorized devices,
// webhooks, linked services, shared libraries, the users of the Plex Home, and the
// questions that Plex asks again. It is a list for a person and changes nothing: whom it
// asks through a [Getter] can only be read.
//
// Each part stands for itself. A part that Plex refuses, or answers with something else,
// says so in one line, and the others are shown. Answers hold the tokens of other devices
// and the names and addresses of other people; nothing is taken out of them but what is
// listed here, and [Review.WithoutNames] removes every name that a person has given.
//
// The addresses and fields are those of python-plexapi (myplex.py, 2026-07-02), of the
// recorded answers in plex-api.rs (tests/mocks/myplex, 2025-09-27), and, for shares, of
// what other programs read from clients.plex.tv (WebServarr, hubarr; 2026): Plex's older
// address for friends, /api/v2/friends, answers 410 since August 2026.
package review
