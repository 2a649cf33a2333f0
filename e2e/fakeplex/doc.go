// Package fakeplex is a believable plex.tv on this machine: its account
// pages, its sign-in and the parts of its API that they use, with all
// state on the server.
//
// It exists for end-to-end tests and for the demo. It must never import a
// package of the product: a test believes what Plex would have stored, so
// the two may share only the words of the real Plex.
//
// Terms: an account is a test person with a token and stored values; a
// value is one stored setting under a flat key such as
// "visibility.watchlist"; a page is one of the four screens (email, vendors,
// privacy, visibility); a variant is one markup of a page; a quirk is a named
// way to misbehave. README.md lists variants, quirks and the control API.
//
// # As strict as Plex
//
// Without quirks it is never kinder than the real site is known to be. Each
// row is a behavior, where it was seen, the quirk that takes it back ("-" if
// none does), and the test that holds it. Where nothing is known, it does what
// is harder for a program ("guess").
//
//	behavior                                    | seen                                        | quirk                 | test
//	JSON only for an Accept that is exactly so  | spotify-to-plex #122, Watcharr #1081 (2026) | accept-any            | TestJSONOnlyForTheExactAccept
//	errors in XML, too                          | JellyPlex-Watched #341 (2026)               | accept-any            | TestXMLTellsTheSame
//	/api/home/users is always XML               | seerr #1594 (2026)                          | -                     | TestTheOldAddressOfAHomeKnowsNoJSON
//	devices.xml is always XML                   | plex-api.rs (2025)                          | -                     | TestWhatHasAccess
//	/api/v2/friends is gone                     | WebServarr (2026)                           | -                     | TestWhatHasAccess
//	422 without a client identifier             | api-evangelist/plex (2026)                  | any-client            | TestAClientHasToSayWhoItIs
//	429 without Retry-After, code 1003          | watchstate #325 (2023)                      | retry-after           | TestALimitDoesNotSayHowLong
//	a signed token cannot switch users          | 240-MP #240 (2026)                          | jwt-switches          | TestASignedTokenCannotSwitch
//	the API takes no cookie for a token         | guess: never attested                       | api-takes-cookie      | TestTheAPITakesNoCookieForAToken
//	www has a session of its own, made by two
//	writes of its sign-in                       | python-plexapi, streamarr #407; guess       | -                     | TestTheWebsiteHasASessionOfItsOwn
//	an approval ends the former token of the
//	same client, collected or not               | streamarr #408 (2026)                       | -                     | TestAnApprovalNobodyCollectsEndsTheFormerToken
//	www is not drawn without Transifex' script  | Plex's HTML of 2024; guess: unguarded       | no-transifex          | TestNoFormWithoutTransifex
//	tag managers, fonts, posts to analytics     | Plex's HTML of 2024                         | no-trackers           | TestPagesAskForeignHosts
//	the app asks servers at plex.direct names   | plexius #4; forum t/941347 (2026)           | no-plex-direct        | TestPagesAskForeignHosts
//	the privacy page's former address leads to
//	a deprecated page                           | Plex's policy of 2024; guess                | old-address-redirects | TestOldPrivacyAddress
//	a server answers in XML unless JSON is asked
//	for, and with HTML to a bad token           | python-plexapi (0ef26ed); guess             | server-xml            | TestMediaServer
//	a server takes its own token alone          | streamarr #322 (2026): no signed token; guess | -                   | TestMediaServer
//	a preference that is not known is a 400     | guess                                       | -                     | TestMediaServer
//	sources of another account are a 403        | guess                                       | -                     | TestSourcesOfSomebodyElse
package fakeplex
