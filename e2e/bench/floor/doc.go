//go:build linux

// Package floor does the benchmark's job with as little as can be: a bare
// protocol client, four tabs at once, one script call for each stage of a page,
// clicks made by the page's own script. It has no guard, no journal, no proof of
// who is signed in, and knows this one imitation of Plex by its markup. What it
// takes is what the browser and the site take.
package floor
