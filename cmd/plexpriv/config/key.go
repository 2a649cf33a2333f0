package config

import (
	"strings"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
)

// Key is a key of the file.
type Key struct {
	Name string
	// Variable is the environment variable that wins over the key.
	Variable string
	Purpose  string
	// Instead is the variable of a key that says the same in another way. If it is set,
	// this key does not count.
	Instead string
}

// Keys are all keys, in the order in which they are listed.
var Keys = []Key{
	{Name: "store", Variable: session.EnvStore, Purpose: "where sessions are kept: keyring, or file for an encrypted file"},
	{Name: "passphrase-file", Variable: exit.EnvPassphraseFile, Purpose: "file with the passphrase of the encrypted file", Instead: exit.EnvPassphraseCommand},
	{Name: "passphrase-command", Variable: exit.EnvPassphraseCommand, Purpose: "command that prints that passphrase", Instead: exit.EnvPassphraseFile},
	{Name: "browser", Variable: exit.EnvBrowser, Purpose: "the Chrome, Chromium, Edge or Brave to use"},
	{Name: "level", Variable: exit.EnvLevel, Purpose: "privacy level: minimal, recommended or strict"},
	{Name: "profile", Variable: exit.EnvProfile, Purpose: "the stored session to use"},
	{Name: "policy", Variable: exit.EnvPolicy, Purpose: "policy file to use"},
	{Name: "notify-command", Variable: exit.EnvNotifyCommand, Purpose: "command that schedule run runs in place of a notification"},
	{Name: "lang", Variable: exit.EnvLang, Purpose: "language of plans and results: " + strings.Join(locale.Languages(), " or ")},
}

// Names are the names of all keys.
func Names() []string {
	var out []string
	for _, k := range Keys {
		out = append(out, k.Name)
	}
	return out
}

// Find returns the key of a name.
func Find(name string) (Key, bool) {
	for _, k := range Keys {
		if k.Name == name {
			return k, true
		}
	}
	return Key{}, false
}
