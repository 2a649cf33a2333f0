package page

const (
	// maxSignIns bounds the sign-in round trips of one page.
	maxSignIns = 1
	// maxBanners bounds how often a cookie banner is answered on one page.
	maxBanners = 2
	// maxReloads bounds how often a page is loaded again that broke off.
	maxReloads = 2
)

// gate counts what was done to get to a page at all, so that none of it is done
// without end.
type gate struct {
	// declined counts the cookie banners that were refused, signIns the sign-ins
	// that were tried, and broke the loads that broke off.
	declined, signIns, broke int
	// picked says that the user was picked, escaped that Escape was pressed at what
	// lay over the page.
	picked, escaped bool
}

// mayDecline says whether another cookie banner may be answered.
func (g *gate) mayDecline() bool { return g.declined < maxBanners }

// maySignIn says whether the site's own sign-in may be tried, and counts it.
func (g *gate) maySignIn() bool {
	if g.signIns >= maxSignIns {
		return false
	}
	g.signIns++
	return true
}

// mayReload says whether a page that broke off may be loaded again, and counts it.
func (g *gate) mayReload() bool {
	g.broke++
	return g.broke <= maxReloads
}

// mayEscape says whether Escape may be pressed at what lies over the page. It may
// once.
func (g *gate) mayEscape() bool {
	may := !g.escaped
	g.escaped = true
	return may
}
