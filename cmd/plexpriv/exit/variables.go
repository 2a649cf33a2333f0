package exit

// The variables that are used if their flag is not given.
const (
	EnvLevel   = "PLEXPRIV_LEVEL"
	EnvProfile = "PLEXPRIV_PROFILE"
	EnvExpect  = "PLEXPRIV_EXPECT_ACCOUNT"
	EnvBrowser = "PLEXPRIV_BROWSER"
	EnvTimeout = "PLEXPRIV_TIMEOUT"
	EnvLang    = "PLEXPRIV_LANG"
	EnvSettle  = "PLEXPRIV_SETTLE"
	// EnvNoSandbox has no flag, because it is about the machine and not about one run.
	EnvNoSandbox = "PLEXPRIV_NO_SANDBOX"
)

// The variables that say where PINs come from. There is none for a PIN itself, because
// other programs can see the environment.
const (
	EnvPINFile    = "PLEXPRIV_PIN_FILE"
	EnvPINCommand = "PLEXPRIV_PIN_COMMAND"
	// EnvPINUser is set for the PIN command. It names the user whose PIN is wanted.
	EnvPINUser = "PLEXPRIV_HOME_USER"
)

// The variables that say where the passphrase of the session file comes from. There is
// none for the passphrase itself, because other programs can see the environment.
const (
	EnvPassphraseFile    = "PLEXPRIV_PASSPHRASE_FILE"
	EnvPassphraseCommand = "PLEXPRIV_PASSPHRASE_COMMAND"
)

// The variables that say how a job notifies the person, and those that it sets for the
// notify command.
const (
	EnvNotifyCommand = "PLEXPRIV_NOTIFY_COMMAND"
	EnvWebhook       = "PLEXPRIV_WEBHOOK"
	EnvWebhookFile   = "PLEXPRIV_WEBHOOK_FILE"
	EnvWebhookFormat = "PLEXPRIV_WEBHOOK_FORMAT"
	EnvMessage       = "PLEXPRIV_MESSAGE"
	EnvEvent         = "PLEXPRIV_EVENT"
)

// EnvCertFile names a file of certificate authorities.
const EnvCertFile = "SSL_CERT_FILE"

// EnvCatalogue names a directory with pages that replace those of this build.
const EnvCatalogue = "PLEXPRIV_CATALOGUE"

// EnvPolicy names the policy file if --policy is not given.
const EnvPolicy = "PLEXPRIV_POLICY"

// EnvBrowserURL holds one or more addresses, separated by spaces.
const EnvBrowserURL = "PLEXPRIV_BROWSER_URL"
