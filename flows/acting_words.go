package flows

// actingWords tell, in the address of a GET, that it changes something. Where they were
// seen: www.plex.tv is WordPress (wp-admin/admin-ajax.php, admin-post.php, wp-cron.php,
// xmlrpc.php, ?wc-ajax=, ?action=trash), plex.tv is Rails (Devise: /users/sign_out,
// ?confirmation_token=, ?unlock_token=); Laravel, Django, Drupal and NextAuth have
// logout, log-out and sign-out, ASP.NET LogOff, Keycloak logout and revoke, OpenID Connect
// endsession; mails link to unsubscribe and opt-out; Plex's servers and metadata know
// scrobble and unscrobble, plex.tv hands out claim tokens by GET.
//
// Words with an innocent use in addresses are not here: "reset" (reset.css), "update",
// "enable", "cancel", "authorize" (part of each sign-in), "opt_outs" and "subscriptions"
// (things to read). None has less than four letters: such would be found in tokens.
var actingWords = []string{
	// the session
	"sign-out", "sign-off", "log-out", "log-off", "end-session", "kill-session", "single-logout", "revoke", "revocation", "invalidate",
	"deauthorize", "deauthorise", "impersonate", "switch-user", "unlock-token", "confirmation-token",
	// mail and consent
	"unsubscribe", "subscribe", "resubscribe", "opt-in", "opt-out", "confirm", "confirmation", "accept-all", "allow-all",
	// the account and what is in it
	"delete", "deletion", "destroy", "remove", "removal", "erase", "erasure", "purge", "wipe", "trash", "untrash", "deactivate", "deactivation",
	"disconnect", "unlink", "unfriend", "unfollow", "clear-history", "cancel-account", "account-cancel", "cancel-subscription", "close-account",
	"accept-invite", "accept-invitation", "save", "scrobble", "unscrobble", "add-to-watchlist",
	// written as one word with what it is done to
	"delete-account", "delete-user", "delete-profile", "delete-device", "delete-history", "delete-data", "delete-all", "delete-me",
	"remove-account", "remove-user", "remove-device", "remove-friend", "remove-all", "revoke-all", "revoke-token", "revoke-device",
	"sign-out-all", "sign-out-everywhere", "sign-me-out", "sign-out-user", "log-out-all", "log-out-everywhere", "log-me-out", "log-out-user",
	"do-log-out", "user-log-out", "do-sign-out", "unsubscribe-all", "unsubscribe-me", "unlink-account", "unlink-device",
	"deactivate-account", "erase-account", "purge-history", "opt-out-all", "opt-in-all",
	// money
	"purchase", "buy-now", "checkout", "add-to-cart", "redeem", "claim",
	// one address for everything
	"admin-ajax", "admin-post", "wp-cron", "xmlrpc", "wc-ajax",
}
