package exit

import "github.com/plexpriv/plexpriv/automation/session"

// Variable is an environment variable that counts.
type Variable struct {
	Name, Text string
	// Foreign means that other programs know it, too.
	Foreign bool
}

// Variables are all variables that plexpriv reads. The help and the documentation are
// made from this table.
var Variables = []Variable{
	{Name: EnvProfile, Text: "the profile, as --profile"},
	{Name: EnvLevel, Text: "the level, as --level"},
	{Name: EnvPolicy, Text: "the policy file, as --policy"},
	{Name: EnvLang, Text: "the language of plans and results, as --lang"},
	{Name: EnvBrowser, Text: "the browser to start, as --browser"},
	{Name: EnvBrowserURL, Text: "remote browsers, as --browser-url; several with blanks between them. An address with a token belongs here and never in a flag"},
	{Name: EnvTimeout, Text: "the time for one account, as --timeout"},
	{Name: EnvSettle, Text: "how long after the last save a change is confirmed, as --settle"},
	{Name: EnvExpect, Text: "the user name, or the email address, that must be signed in; an address belongs here and never in a flag"},
	{Name: EnvPINFile, Text: "the PINs of Plex Home users, as --pin-file"},
	{Name: EnvPINCommand, Text: "a command that prints one, as --pin-command; it finds the user's name in " + EnvPINUser},
	{Name: session.EnvStore, Text: "keyring (default) or file: an encrypted file for machines without a keyring"},
	{Name: EnvPassphraseFile, Text: "a file that holds the passphrase of the encrypted file; without it you are asked"},
	{Name: EnvPassphraseCommand, Text: `a command that prints it, like "pass show plexpriv"`},
	{Name: EnvNotifyCommand, Text: "what schedule run runs when there is something to report"},
	{Name: EnvWebhook, Text: "where it sends it, as --webhook; an address that is a key belongs here and never in a flag"},
	{Name: EnvWebhookFile, Text: "a file (mode 0600) that holds that address"},
	{Name: EnvWebhookFormat, Text: "json, discord, ntfy, gotify or apprise, as --webhook-format"},
	{Name: EnvCatalogue, Text: "a directory with pages, like email.toml, that take the place of the built-in ones; without it those in XDG_CONFIG_HOME/plexpriv/catalogue"},
	{Name: EnvNoSandbox, Text: "1: let the browser run as root, without its sandbox"},
	{Name: "HTTPS_PROXY, NO_PROXY", Text: "the proxy to reach Plex through, or a remote browser", Foreign: true},
	{Name: EnvCertFile, Text: "more certificate authorities for plexpriv itself; the browser reads those of $HOME/.pki/nssdb", Foreign: true},
	{Name: "NO_COLOR", Text: "no colors", Foreign: true},
	{Name: "ACCESSIBLE", Text: "anything: plain lines instead of a picture that moves, for a screen reader; so does TERM=dumb", Foreign: true},
	{Name: "LC_ALL, LC_MESSAGES, LANG", Text: "the language of plans and results: German for de and the like, else English", Foreign: true},
	{Name: "LC_ALL, LC_CTYPE, LANG", Text: "the locale; where it is not UTF-8, login --link draws no QR code", Foreign: true},
	{Name: "XDG_CONFIG_HOME", Text: "where the configuration is", Foreign: true},
	{Name: "XDG_STATE_HOME", Text: "where plexpriv keeps its own files", Foreign: true},
	{Name: "XDG_RUNTIME_DIR", Text: "where the browser's private directory is made", Foreign: true},
}
