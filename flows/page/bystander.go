package page

import "strings"

// bystanders are hosts that pages ask for something and that bring no controls. What
// becomes of such a request explains nothing about an empty page. Each stands for itself
// and everything under it.
var bystanders = []struct{ host, why string }{
	{"transifex.com", "translates www.plex.tv in the browser"},
	{"googletagmanager.com", "loads trackers"},
	{"google-analytics.com", "counts visits"},
	{"analytics.google.com", "counts visits"},
	{"googleadservices.com", "counts clicks on ads"},
	{"doubleclick.net", "shows ads"},
	{"googlesyndication.com", "shows ads"},
	{"fullstory.com", "records sessions"},
	{"facebook.com", "tracks, and signs in with Facebook"},
	{"facebook.net", "tracks, and signs in with Facebook"},
	{"accounts.google.com", "signs in with Google"},
	{"apis.google.com", "signs in with Google"},
	{"appleid.cdn-apple.com", "signs in with Apple"},
	{"gstatic.com", "fonts and pictures"},
	{"fonts.googleapis.com", "fonts"},
	{"gravatar.com", "pictures of people"},
	{"analytics.plex.tv", "counts what people do in Plex"},
	{"metrics.plex.tv", "counts what people do in Plex"},
	{"metric.plex.tv", "counts what people do in Plex"},
	{"pubsub.plex.tv", "tells of news while a page is open"},
	{"together.plex.tv", "watching together"},
	{"plex.services", "watching together"},
	{"plex.direct", "the person's own servers, which the app looks for by itself"},
}

// bystander says whether a host (with or without a port) brings no controls.
func bystander(host string) bool {
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	for _, b := range bystanders {
		if host == b.host || strings.HasSuffix(host, "."+b.host) {
			return true
		}
	}
	return false
}

// bringsControls says whether an address, as host and path, may bring controls or their
// values.
func bringsControls(hostAndPath string) bool { return !bystander(HostOf("https://" + hostAndPath)) }
