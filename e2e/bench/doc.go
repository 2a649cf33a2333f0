//go:build linux

// Command bench measures the built plexpriv against the same job in Playwright,
// in Puppeteer, and in a bare protocol client: four pages read, changed, saved,
// and read again in a fresh context, on a made-up plex.tv. "make bench" runs it.
//
// All take turns in one run, each in a control group of its own, so that the
// figures are ratios of whole process trees on one machine at one time. After
// each run the site is asked whether everything is really off. docs/dev/performance.md
// says what the numbers mean; -doc writes them there.
package main
