package direct

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"slices"

	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/ownserver"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// AccountsToRead leads to what plex.tv keeps for an account. plexapi.Accounts is one.
type AccountsToRead interface {
	ReadAs(plexapi.Account) plexapi.Reader
}

// AccountsToSet leads to what sets it. plexapi.Accounts is one.
type AccountsToSet interface {
	WriteAs(plexapi.Account) plexapi.AccountWriter
}

// Access is how to read and to set.
type Access struct {
	Read AccountsToRead
	// Write is nil if nothing may be set. Then nothing can be: no writer is ever made.
	Write AccountsToSet
	// Servers say how to reach the account's servers.
	Servers ownserver.Options
}

// Who is the account, as Plex has confirmed it.
type Who struct {
	plexapi.Account
	UUID string
}

// Place is where the settings of a page are.
type Place struct {
	wanted.Place
	// Alone says that there is no other place with these settings.
	Alone bool
	open  func(context.Context) (reader, error)
	write func(reader) setter
}

// At is the key of the place in the ids of reports, empty if it is the only one.
func (p *Place) At() string {
	if p.Alone {
		return ""
	}
	return p.Key
}

// Name is what the person calls it.
func (p *Place) Name() string {
	if len(p.Names) == 0 {
		return ""
	}
	return outcome.Name(p.Names[0])
}

// reader reads a place.
type reader interface {
	// read reads everything that is there. With an error it returns what it could read all
	// the same.
	read(context.Context) ([]value, error)
	// afresh returns what reads the same place over new connections.
	afresh(context.Context) (reader, error)
	close()
}

// setter sets one value at a place.
type setter interface {
	set(ctx context.Context, key, literal string) error
	close()
}

// value is one thing that a place keeps.
type value struct {
	key, label string
	// literal is what is stored, as the catalogue writes it; empty if it cannot be read,
	// for the reason why.
	literal, why string
	// hidden says that no screen shows it.
	hidden bool
}

// Places returns the places that have the settings of a page. restore has the controls
// that an undo sets back.
func (d *Access) Places(ctx context.Context, who Who, page *selectors.Page, restore wanted.Restore) ([]*Place, error) {
	if page.API == selectors.AccountAPI {
		return []*Place{d.account(who)}, nil
	}
	return d.servers(ctx, who, page, restore)
}

// servers returns the servers that the account owns. Those of others are left out, and
// never contacted, nor are those of which it is not clear.
func (d *Access) servers(ctx context.Context, who Who, page *selectors.Page, restore wanted.Restore) ([]*Place, error) {
	var n answer.Node
	err := patiently(ctx, func() (err error) {
		n, err = d.Read.ReadAs(who.Account).Resources(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	all, err := ownserver.Servers(n)
	if err != nil {
		return nil, &plexapi.StatusError{What: "ask for the account's servers", Status: http.StatusOK, Strange: err}
	}
	var out []*Place
	for _, s := range all {
		if s.Owned || s.Unclear {
			out = append(out, d.server(s))
		}
	}
	for _, p := range out {
		p.Alone = len(out) == 1
	}
	if restore == nil {
		return out, nil
	}
	return changedBefore(out, page, restore), nil
}

// changedBefore are the servers that an undo is about, those that Plex does not list any
// more included. The others are not contacted.
func changedBefore(all []*Place, page *selectors.Page, restore wanted.Restore) []*Place {
	keys := map[string]bool{}
	for i := range page.Settings {
		for key := range restore[page.Settings[i].ID].Was {
			keys[key] = true
		}
	}
	var out []*Place
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if i := slices.IndexFunc(all, func(p *Place) bool { return p.Key == key }); i >= 0 {
			out = append(out, all[i])
			continue
		}
		out = append(out, gone(key))
	}
	return out
}

// keyOf stands for a server. It cannot be turned back, and is the same in every run.
func keyOf(id string) string {
	sum := sha256.Sum256([]byte("plexpriv server " + id))
	return hex.EncodeToString(sum[:4])
}

func (d *Access) server(s ownserver.Server) *Place {
	p := &Place{Place: wanted.Place{Key: keyOf(s.ID)}}
	if s.Name != "" {
		p.Names = []string{s.Name}
	}
	p.open = func(ctx context.Context) (reader, error) {
		r, err := ownserver.Open(ctx, d.Servers, s)
		if err != nil {
			return nil, err
		}
		return &serverReader{r}, nil
	}
	if d.Write != nil {
		p.write = func(r reader) setter { return serverSetter{ownserver.NewWriter(r.(*serverReader).of)} }
	}
	return p
}

// gone is a server that an undo is about and that Plex does not list any more.
func gone(key string) *Place {
	return &Place{Place: wanted.Place{Key: key}, open: func(context.Context) (reader, error) {
		return nil, &ownserver.Trouble{Kind: ownserver.Unreachable, What: "Plex does not list it among your servers any more"}
	}}
}

// accountPlace is the key of the account itself.
const accountPlace = "account"

func (d *Access) account(who Who) *Place {
	p := &Place{Place: wanted.Place{Key: accountPlace}, Alone: true}
	p.open = func(context.Context) (reader, error) {
		return accountReader{d.Read.ReadAs(who.Account), who.UUID}, nil
	}
	if d.Write != nil {
		p.write = func(reader) setter { return accountSetter{d.Write.WriteAs(who.Account), who.UUID} }
	}
	return p
}
