package world

import (
	"log/slog"

	"github.com/plexpriv/plexpriv/flows/direct"
	"github.com/plexpriv/plexpriv/flows/ownserver"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// openAccess opens the ways to what is read and set over HTTP, with the same proxy and the
// same authorities as the browser. A run that only reads gets no way to write.
func openAccess(getenv func(string) string, log *slog.Logger, readOnly bool) (*direct.Access, error) {
	if err := CheckProxy(getenv); err != nil {
		return nil, err
	}
	roots, err := Roots(getenv)
	if err != nil {
		return nil, err
	}
	accounts := plexapi.NewAccounts(plexapi.New(plexapi.Options{Proxy: Proxy(getenv), Roots: roots, Log: log}))
	d := &direct.Access{Read: accounts, Servers: ownserver.Options{Proxy: Proxy(getenv), Roots: roots, Log: log}}
	if !readOnly {
		d.Write = accounts
	}
	return d, nil
}
