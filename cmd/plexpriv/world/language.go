package world

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
)

// Locale is the language of this command: that of --lang, the configuration or the
// environment, and English if either names a language that there is not.
func Locale(w *World) *locale.Locale {
	l, err := locale.Choose("", w.Terminal.Getenv(exit.EnvLang), w.Terminal.Getenv)
	if err != nil {
		return locale.New(locale.English)
	}
	return l
}
