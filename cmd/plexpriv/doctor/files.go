package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// checkState checks that the state directory can be written.
func checkState(_ context.Context, env *Env) Finding {
	place, err := tryWrite(env.World.State)
	if err != nil {
		f := problemOf(env, fmt.Errorf("%s cannot be written: %w", env.World.State, err), exit.NoAccess)
		f.Code = exit.NoAccess // also for a full disk, which problemOf does not know
		f.Next = "make it writable, or name another place with XDG_STATE_HOME"
		return f
	}
	if place != env.World.State {
		return OK("%s can be made", env.World.State)
	}
	return OK("%s can be written", env.World.State)
}

// tryWrite writes a file in a directory and removes it. If the directory does not exist,
// it tries the nearest parent that does, where the directory could be made. It returns
// the directory that it tried.
func tryWrite(dir string) (place string, err error) {
	for {
		info, err := os.Stat(dir)
		if parent := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && parent != dir {
			dir = parent
			continue
		}
		if err == nil && !info.IsDir() {
			err = fmt.Errorf("%s is not a directory", dir)
		}
		if err != nil {
			return dir, err
		}
		break
	}
	f, err := os.CreateTemp(dir, ".plexpriv-trial-*")
	if err != nil {
		return dir, err
	}
	const some = 4 << 10 // an empty file can be made even on a full disk
	_, err = f.Write(make([]byte, some))
	return dir, errors.Join(err, f.Sync(), f.Close(), os.Remove(f.Name()))
}

// checkJournal reports changes that an interrupted run has left unverified.
func checkJournal(_ context.Context, env *Env) Finding {
	all := env.sessions()
	var left, settings []string
	for _, s := range all.profiles {
		if s.err != nil {
			continue
		}
		j, err := journal.Open(world.Journals(env.World.State), s.name, s.session.Account.ID)
		if exit.IsA[*journal.DamageError](err) {
			return Note("plexpriv history --profile "+s.name, "%v; what was lost cannot be undone, the rest can", err)
		}
		if err != nil {
			return problemOf(env, err, exit.NoAccess)
		}
		open := j.Left()
		if len(open) == 0 || j.Busy() {
			continue
		}
		left = append(left, s.name)
		for _, c := range open {
			if !slices.Contains(settings, c.Setting) {
				settings = append(settings, c.Setting)
			}
		}
	}
	switch {
	case len(all.profiles) == 0:
		return Note("", "not looked at: no session can be read")
	case len(left) > 0:
		return Note("plexpriv check --profile "+strings.Join(left, " --profile "),
			"a run was interrupted; nobody has seen since whether these took effect: %s", strings.Join(settings, ", "))
	}
	return OK("no run was left unfinished")
}

// checkCatalogue reports the catalogue's version, and which pages come from the person's
// own files.
func checkCatalogue(_ context.Context, env *Env) Finding {
	cat, err := env.World.Catalogue()
	if err != nil {
		return problemOf(env, err, exit.NoAccess)
	}
	detail := fmt.Sprintf("version %s, %s", cat.Version, outcome.Plural(len(cat.Settings()), "setting"))
	if len(cat.Overridden) == 0 {
		return OK("%s, as built", detail)
	}
	dir, err := env.World.OwnPages()
	if err != nil {
		return problemOf(env, err, exit.NoAccess)
	}
	return Note("", "%s; your own description of %s is in use, from %s", detail, strings.Join(cat.Overridden, ", "), dir)
}
