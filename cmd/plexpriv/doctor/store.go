package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/ownfile"
)

// checkStore puts something into the place where sessions are kept, and takes
// it out again.
func checkStore(ctx context.Context, p *Patient) Finding {
	if p.storeErr != nil {
		return problemOf(p, p.storeErr, exit.NoAccess)
	}
	err := p.store.Try(ctx)
	if p.store.Name() != session.KindFile {
		if err != nil {
			return storeProblem(p, err, "")
		}
		return Healthy("the OS keyring is open; a test entry was written, read and removed")
	}
	source, _ := world.NewPassphrase(&p.World.Terminal).Source()
	if err != nil {
		return storeProblem(p, fmt.Errorf("%w; the passphrase is %s", err, source), "")
	}
	detail := "the encrypted file, passphrase " + source + "; a test file was written, opened and removed"
	if file := p.World.Terminal.Getenv(exit.EnvPassphraseFile); file != "" && p.World.Terminal.GOOS != "windows" {
		if info, err := os.Stat(file); err == nil && ownfile.Access.May(info.Mode()) {
			return note("chmod go= "+file, "%s; others may read the passphrase: %s has mode %04o", detail, file, info.Mode().Perm())
		}
	}
	return Healthy("%s", detail)
}

// storeProblem is what a store says, with the next thing to do. A run says the
// same in its message.
func storeProblem(p *Patient, err error, profile string) Finding {
	f := problemOf(p, err, exit.NoAccess)
	for _, advice := range []struct {
		of   error
		next string
	}{
		{session.ErrLocked, "unlock the keyring, for example by signing in to the desktop, then: plexpriv doctor"},
		{session.ErrPassphrase, "give the right passphrase; if it is lost: plexpriv logout, then plexpriv login"},
		{session.ErrDamaged, exit.NobodyUnder(profile).Login()},
		{session.ErrNewerFormat, "update plexpriv"},
	} {
		if f.Next == "" && errors.Is(err, advice.of) {
			f.Next = advice.next
		}
	}
	return f
}
