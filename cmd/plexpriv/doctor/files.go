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
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
)

// checkState writes where a run writes its journal.
func checkState(_ context.Context, p *Patient) Finding {
	place, err := writeTrial(p.World.State)
	if err != nil {
		f := problemOf(p, fmt.Errorf("%s cannot be written: %w", p.World.State, err), exit.NoAccess)
		f.Code = exit.NoAccess // a full disk, too
		f.Next = "make it writable, or name another place with XDG_STATE_HOME"
		return f
	}
	if place != p.World.State {
		return Healthy("%s can be made", p.World.State)
	}
	return Healthy("%s can be written", p.World.State)
}

// writeTrial writes, and removes, a file in a directory or in what is there of
// the way to it, and says where.
func writeTrial(dir string) (place string, err error) {
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
	const some = 4 << 10 // a full disk still makes empty files
	_, err = f.Write(make([]byte, some))
	return dir, errors.Join(err, f.Sync(), f.Close(), os.Remove(f.Name()))
}

// checkJournal says what runs have left open.
func checkJournal(_ context.Context, p *Patient) Finding {
	all := p.sessions()
	var left, settings []string
	for _, s := range all.profiles {
		if s.err != nil {
			continue
		}
		j, err := journal.Open(world.Journals(p.World.State), s.name, s.session.Account.ID)
		if exit.IsA[*journal.DamageError](err) {
			return note("plexpriv history --profile "+s.name, "%v; what was lost cannot be undone, the rest can", err)
		}
		if err != nil {
			return problemOf(p, err, exit.NoAccess)
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
		return note("", "not looked at: no session can be read")
	case len(left) > 0:
		return note("plexpriv check --profile "+strings.Join(left, " --profile "),
			"a run was interrupted; nobody has seen since whether these took effect: %s", strings.Join(settings, ", "))
	}
	return Healthy("no run was left unfinished")
}

// checkCatalogue says what is known of Plex's pages, and whether that comes with
// this build.
func checkCatalogue(_ context.Context, p *Patient) Finding {
	cat, err := p.World.Catalogue()
	if err != nil {
		return problemOf(p, err, exit.NoAccess)
	}
	detail := fmt.Sprintf("version %s, %s", cat.Version, terminal.Plural(len(cat.Settings()), "setting"))
	if len(cat.Overridden) == 0 {
		return Healthy("%s, as built", detail)
	}
	dir, err := p.World.OwnPages()
	if err != nil {
		return problemOf(p, err, exit.NoAccess)
	}
	return note("", "%s; your own description of %s is in use, from %s", detail, strings.Join(cat.Overridden, ", "), dir)
}
