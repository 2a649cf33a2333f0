package session

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// signInCookies are always kept. These cookies are known to sign in: plex_tv_auth holds
// the token, the other is the server-side session of Plex's API hosts.
var signInCookies = []string{"plex_tv_auth", "_my-plex_session_32"}

// unneeded are names of cookies (with a star, beginnings of names) that have no part in
// signing in: consent, which is a setting that plexpriv answers again on every visit,
// and analytics, advertising, chat and bot management.
//
// It is a list of what to drop and not of what to keep, because nobody outside Plex
// knows every cookie that its pages need. One cookie too many does less harm than a
// session that does not sign in.
var unneeded = []string{
	// consent; the plex_tv_ ones are Plex's own banner
	"plex_tv_cookie_consent", "plex_tv_optin_*",
	"optanon*", "euconsent*", "eupubconsent*", "addtl_consent", "usprivacy", "__gpp*", "_gpp*", "didomi*", "notice_*",
	// Google, Meta, Microsoft, Pinterest, TikTok, Snap, Reddit, X, LinkedIn, Quantcast
	"_ga*", "_gid", "_gat*", "_gcl_*", "_dc_gtm_*", "__gads", "__gpi*", "__utm*", "ide", "test_cookie",
	"_fbp", "_fbc", "_uet*", "_clck", "_clsk", "_pin_*", "_tt_*", "_ttp", "_scid*", "_sctr", "_rdt_*", "_twpid", "li_*", "__qca",
	// product analytics and session recording
	"fs_*", "_fs_*", "_hj*", "ajs_*", "amp_*", "amplitude*", "mp_*", "_sp_*", "_dd_s*", "_pk_*", "_vwo*", "_vis_opt_*", "optimizely*",
	"ab.storage.*", "_br_*", "__hs*", "hubspotutk", "intercom-*", "__stripe_*", "_mkto_trk",
	// Cloudflare's bot management and rate limiting: valid for minutes and for one
	// connection
	"__cf_bm", "__cfruid", "_cfuvid",
}

// storageKeys are the local storage entries that sign in to Plex's pages. users has the
// people that the app lets choose from, with their tokens.
var storageKeys = []string{"myPlexAccessToken", "clientID", "users", "plex_tv_auth"}

// Reduce keeps the cookies that signing in to Plex may need: those of plex.tv and its
// subdomains, without those known to be for consent, analytics or bot management. It
// sorts them by domain, path and name, so that the same cookies always give the same
// session. Of several with the same domain, path and name it keeps the last.
func Reduce(cookies []Cookie) []Cookie {
	kept := make([]Cookie, 0, len(cookies))
	for _, c := range cookies {
		if isPlexHost(c.Domain) && mayBeNeeded(c.Name) {
			kept = append(kept, c)
		}
	}
	order := func(a, b Cookie) int {
		return cmp.Or(strings.Compare(a.Domain, b.Domain), strings.Compare(a.Path, b.Path), strings.Compare(a.Name, b.Name))
	}
	slices.Reverse(kept)
	slices.SortStableFunc(kept, order)
	return slices.CompactFunc(kept, func(a, b Cookie) bool { return order(a, b) == 0 })
}

// ReduceStorage keeps the local storage entries that sign in, for https origins at
// plex.tv and its subdomains.
func ReduceStorage(storage Storage) Storage {
	kept := Storage{}
	for origin, values := range storage {
		if !isPlexOrigin(origin) {
			continue
		}
		for _, key := range storageKeys {
			value, ok := values[key]
			if !ok {
				continue
			}
			if kept[origin] == nil {
				kept[origin] = map[string]string{}
			}
			kept[origin][key] = value
		}
	}
	return kept
}

// SignsIn says whether a cookie is known to sign in.
func SignsIn(name string) bool { return slices.Contains(signInCookies, name) }

func mayBeNeeded(name string) bool {
	if SignsIn(name) {
		return true
	}
	name = strings.ToLower(name)
	return !slices.ContainsFunc(unneeded, func(pattern string) bool {
		if beginning, ok := strings.CutSuffix(pattern, "*"); ok {
			return strings.HasPrefix(name, beginning)
		}
		return name == pattern
	})
}

func isPlexOrigin(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == "https" && u.User == nil && isPlexHost(u.Hostname())
}

// isPlexHost accepts a host or a cookie's domain, which may begin with a dot.
func isPlexHost(host string) bool {
	host = strings.ToLower(strings.TrimPrefix(host, "."))
	return host == "plex.tv" || strings.HasSuffix(host, ".plex.tv")
}
