package flows

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/judge"
)

func readOnlyRules() judge.Rules {
	o := BrowserOptions(automation.Options{}, true)
	return judge.NewRules(judge.Config{Hosts: o.Hosts, ReadOnly: o.ReadOnly, Reads: o.Reads})
}

// A read-only run lets out no GET that acts, in the forms in which sites have them.
func TestActingGETsAreRefused(t *testing.T) {
	for _, address := range []string{
		// Rails and Devise, which plex.tv is
		"https://plex.tv/users/sign_out", "https://plex.tv/users/sign_out.xml", "https://plex.tv/users/sign_out.js", "https://plex.tv/api/v2/users/signout",
		"https://plex.tv/users/confirmation?confirmation_token=x", "https://plex.tv/users/unlock?unlock_token=x", "https://plex.tv/devices/5/destroy",
		// WordPress and its shops, which www.plex.tv is
		"https://www.plex.tv/wp-login.php?action=logout&_wpnonce=x", "https://www.plex.tv/wp-admin/admin-ajax.php?action=x",
		"https://www.plex.tv/wp-admin/admin-post.php?x", "https://www.plex.tv/wp-cron.php?doing_wp_cron=1", "https://www.plex.tv/xmlrpc.php",
		"https://www.plex.tv/wp-admin/edit.php?post=1&action=trash", "https://www.plex.tv/?wc-ajax=update_order_review",
		"https://www.plex.tv/shop/?add-to-cart=7", "https://www.plex.tv/cart/?remove_item=7",
		// Laravel, Django, ASP.NET, NextAuth, Drupal, Joomla, phpBB, MediaWiki, oauth2-proxy
		"https://www.plex.tv/logout", "https://www.plex.tv/accounts/logout/", "https://www.plex.tv/Account/LogOff", "https://www.plex.tv/api/auth/signout",
		"https://www.plex.tv/user/1/cancel/confirm", "https://www.plex.tv/index.php?option=com_users&task=user.logout",
		"https://www.plex.tv/ucp.php?mode=logout&sid=1", "https://www.plex.tv/wiki/Special:UserLogout", "https://www.plex.tv/oauth2/sign_out",
		// Keycloak, OpenID Connect, SAML
		"https://www.plex.tv/realms/plex/protocol/openid-connect/logout", "https://www.plex.tv/connect/endsession", "https://www.plex.tv/oauth/revoke?token=x",
		"https://www.plex.tv/Shibboleth.sso/Logout",
		// mails
		"https://www.plex.tv/email-preferences/?cmd=unsubscribe", "https://www.plex.tv/u/unsubscribe-all/x", "https://www.plex.tv/account/opt-in",
		"https://www.plex.tv/optOut?id=1", "https://www.plex.tv/prefs?do=opt_out", "https://www.plex.tv/?mailpoet_page=subscriptions&action=confirm",
		// accounts
		"https://www.plex.tv/account/deletion", "https://www.plex.tv/users/deleteAccount", "https://www.plex.tv/profile?op=remove-friend",
		"https://www.plex.tv/account/deleteaccount", "https://plex.tv/users/signoutall", "https://plex.tv/users/sign_out_all.js", "https://plex.tv/users/delete_account.js",
		"https://plex.tv/devices/removedevice?id=1", "https://www.plex.tv/mail/unsubscribeall", "https://www.plex.tv/dologout", "https://www.plex.tv/privacy/optinall",
		"https://www.plex.tv/clear-history", "https://www.plex.tv/savePrivacy?public=1", "https://plex.tv/api/claim/token.json",
		"https://metadata.provider.plex.tv/actions/scrobble?key=1", "https://discover.provider.plex.tv/actions/removeFromWatchlist?ratingKey=1",
	} {
		for _, kind := range []string{"Document", "XHR", "Script", "Stylesheet", "Other"} {
			if v := readOnlyRules().Judge(judge.Request{URL: address, Method: "GET", Kind: kind}); v.Action != judge.Refuse {
				t.Errorf("%s leaves as %s", address, kind)
			}
		}
	}
}

// What Plex's pages are known to read must pass, or a check could not see them.
func TestOrdinaryReadsPass(t *testing.T) {
	for _, address := range []string{
		"https://www.plex.tv/email-preferences/", "https://www.plex.tv/vendors-us/", "https://www.plex.tv/de/vendors-us/",
		"https://www.plex.tv/about/privacy-legal/", "https://www.plex.tv/about/privacy-legal/privacy-preferences/",
		"https://www.plex.tv/about/privacy-legal/privacy-preferences-deprecated-june-2024/", "https://app.plex.tv/desktop/", "https://app.plex.tv/auth",
		"https://www.plex.tv/sign-in/?forward=https%3A%2F%2Fwww.plex.tv%2Femail-preferences%2F", "https://www.plex.tv/sign-in/password-reset/",
		"https://www.plex.tv/sign-in/?forward=https%3A%2F%2Fapp.plex.tv%2Fauth%3FforwardUrl%3Dhttps%253A%252F%252Fwww.plex.tv%252Fa%253Fb%253D100%252525",
		"https://app.plex.tv/auth/?clientID=1a2b&code=x1y2&context%5Bdevice%5D%5Bproduct%5D=Plex%20SSO&forwardUrl=https%3A%2F%2Fwww.plex.tv%2F",
		"https://www.plex.tv/auth/callback?code=abc&state=dGhpcyBpcyBhIHN0YXRl", "https://www.plex.tv/wp-content/themes/plex/style.css?ver=4.0.0-1725380488",
		"https://www.plex.tv/wp-content/themes/plex/unsubscribe.js", "https://www.plex.tv/wp-content/themes/plex/js/plex.privacy.min.js",
		"https://app.plex.tv/desktop/main-3504036.js", "https://app.plex.tv/desktop/delete-account-9054ab.js", "https://www.plex.tv/reset.css",
		"https://www.plex.tv/wp-json/plex/v1/user", "https://plex.tv/api/v2/user", "https://plex.tv/api/v2/user/privacy", "https://plex.tv/api/v2/geoip",
		"https://plex.tv/api/v2/user?includeSubscriptions=1&includeProviders=1&includeSettings=1&includeSharedSettings=1",
		"https://plex.tv/api/v2/user/5f/settings/opt_outs", "https://plex.tv/api/v2/user/view_state_sync", "https://plex.tv/api/v2/features",
		"https://clients.plex.tv/api/v2/user/settings?sharedSettings=1", "https://plex.tv/api/v2/ping", "https://plex.tv/api/v2/home/users",
		"https://plex.tv/api/home/users/", "https://plex.tv/api/v2/pins/1234?code=abcd", "https://plex.tv/users/9c8b/avatar?c=1", "https://plex.tv/devices.xml",
		"https://clients.plex.tv/api/v2/auth/nonce", "https://plex.tv/oauth/authorize?client_id=x&response_type=code", "https://account.plex.tv/en-GB/email-preferences",
		"https://clients.plex.tv/api/v2/resources?includeHttps=1&X-Plex-Product=Plex%20Web&X-Plex-Features=external-media%2Cindirect-media%2Chub-style-list&X-Plex-Token=xYz-1234_AbCdEfGhIjKl",
		"https://discover.provider.plex.tv/library/search?query=the%20mutation&limit=10&searchTypes=movies", "https://community.plex.tv/api",
		"https://www.plex.tv/wp-json/wp/v2/search?search=caf%C3%A9&subscribed=0", "https://preferences.plex.tv/privacy",
	} {
		for _, kind := range []string{"Document", "XHR", "Script", "Stylesheet", "Other"} {
			if v := readOnlyRules().Judge(judge.Request{URL: address, Method: "GET", Kind: kind}); v.Action != judge.LetThrough {
				t.Errorf("%s is refused: %s", address, v.Reason)
			}
		}
	}
}
