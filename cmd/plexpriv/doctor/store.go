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

// checkStore writes a test entry to the store of sessions and removes it.
func checkStore(ctx context.Context, env *Env) Finding {
	if env.storeErr != nil {
		return problemOf(env, env.storeErr, exit.NoAccess)
	}
	err := env.store.Try(ctx)
	if env.store.Name() != session.KindFile {
		if err != nil {
			return storeProblem(env, err, "")
		}
		return OK("the OS keyring is open; a test entry was written, read and removed")
	}
	source, _ := world.NewPassphrase(env.World).Source()
	if err != nil {
		return storeProblem(env, fmt.Errorf("%w; the passphrase is %s", err, source), "")
	}
	detail := "the encrypted file, passphrase " + source + "; a test file was written, opened and removed"
	if file := env.World.Terminal.Getenv(exit.EnvPassphraseFile); file != "" && env.World.Terminal.GOOS != "windows" {
		if info, err := os.Stat(file); err == nil && ownfile.Access.May(info.Mode()) {
			return Note("chmod go= "+file, "%s; others may read the passphrase: %s has mode %04o", detail, file, info.Mode().Perm())
		}
	}
	return OK("%s", detail)
}

// storeProblem makes a problem of a store's error. It adds the next thing to do where the
// exit codes have no hint, because the error itself says it in a run.
func storeProblem(env *Env, err error, profile string) Finding {
	f := problemOf(env, err, exit.NoAccess)
	for _, advice := range []struct {
		of   error
		next string
	}{
		{session.ErrLocked, "unlock the keyring, for example by signing in to the desktop, then: plexpriv doctor"},
		{session.ErrNoKeyring, "make a keyring, for example with Seahorse, or keep the session in an encrypted file: plexpriv login --store file"},
		{session.ErrPassphrase, "give the right passphrase; if it is lost: plexpriv logout, then plexpriv login"},
		{session.ErrDamaged, exit.NoSession(profile).Login()},
		{session.ErrNewerFormat, "update plexpriv"},
	} {
		if f.Next == "" && errors.Is(err, advice.of) {
			f.Next = advice.next
		}
	}
	return f
}
