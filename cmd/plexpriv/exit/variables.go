package exit

// The variables that stand for a flag that is not given.
const (
	EnvLevel   = "PLEXPRIV_LEVEL"
	EnvProfile = "PLEXPRIV_PROFILE"
	EnvExpect  = "PLEXPRIV_EXPECT_ACCOUNT"
	EnvBrowser = "PLEXPRIV_BROWSER"
	EnvTimeout = "PLEXPRIV_TIMEOUT"
	EnvSettle  = "PLEXPRIV_SETTLE"
	// EnvNoSandbox has no flag: it is a property of the machine.
	EnvNoSandbox = "PLEXPRIV_NO_SANDBOX"
)

// The variables that say where PINs are. There is none for a PIN itself: other
// programs see the environment.
const (
	EnvPINFile    = "PLEXPRIV_PIN_FILE"
	EnvPINCommand = "PLEXPRIV_PIN_COMMAND"
	// EnvPINUser tells the PIN command whose PIN is wanted.
	EnvPINUser = "PLEXPRIV_HOME_USER"
)

// The variables that say where the passphrase of the file store is. There is
// none for the passphrase itself: other programs see the environment.
const (
	EnvPassphraseFile    = "PLEXPRIV_PASSPHRASE_FILE"
	EnvPassphraseCommand = "PLEXPRIV_PASSPHRASE_COMMAND"
)

// The variables of a job that speaks, and the ones it gives to the person's
// command.
const (
	EnvNotifyCommand = "PLEXPRIV_NOTIFY_COMMAND"
	EnvWebhook       = "PLEXPRIV_WEBHOOK"
	EnvMessage       = "PLEXPRIV_MESSAGE"
	EnvEvent         = "PLEXPRIV_EVENT"
)

// EnvCertFile names a file of certificate authorities.
const EnvCertFile = "SSL_CERT_FILE"

// EnvCatalogue names a directory with pages that take the place of the build's.
const EnvCatalogue = "PLEXPRIV_CATALOGUE"

// EnvPolicy names the policy file where no flag does.
const EnvPolicy = "PLEXPRIV_POLICY"

// EnvBrowserURL holds one address or several, with blanks between them.
const EnvBrowserURL = "PLEXPRIV_BROWSER_URL"
