package page

import "time"

const (
	// maxSignIns bounds the sign-in round trips of one page. There is a second one only if
	// nothing is known from the first.
	maxSignIns = 2
	// maxBanners bounds how often a cookie banner is answered on one page.
	maxBanners = 2
	// maxReloads bounds how often a page is loaded again that broke off.
	maxReloads = 2
)

// gate counts what was tried to get to a page, so that nothing is tried forever.
type gate struct {
	// declined counts refused cookie banners, signIns tries of the site's own sign-in,
	// broke loads that broke off.
	declined, signIns, broke int
	// tried is when the site's own sign-in was tried last. unfinished is why nothing is known
	// from that, "" if it came to its end.
	tried      time.Time
	unfinished string
	// picked says that the user was picked, escaped that Escape was pressed because
	// something lay over the page.
	picked, escaped bool
	// stranger says that the site has not met the session yet.
	stranger bool
}

// beforeSignIn is how long a page must have shown a visitor before the site's own sign-in
// is tried, or before the page is believed after that.
func (g *gate) beforeSignIn(p Pace) time.Duration {
	switch {
	case g.signIns > 0:
		return p.Rest
	case g.stranger:
		return p.beforeRemedy()
	}
	return p.still()
}

// mayDecline says whether another cookie banner may be answered.
func (g *gate) mayDecline() bool { return g.declined < maxBanners }

// maySignIn says whether the site's own sign-in may be tried, and counts the try.
func (g *gate) maySignIn() bool {
	if g.signIns >= maxSignIns || g.signIns > 0 && g.unfinished == "" {
		return false
	}
	g.signIns++
	g.tried = time.Now()
	return true
}

// mayReload says whether a page may be loaded again whose load broke off, and counts it.
func (g *gate) mayReload() bool {
	g.broke++
	return g.broke <= maxReloads
}

// mayEscape says whether Escape may be pressed. It may be pressed once.
func (g *gate) mayEscape() bool {
	may := !g.escaped
	g.escaped = true
	return may
}
