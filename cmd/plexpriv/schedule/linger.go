package schedule

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// lingerDir has a file for each user whose systemd instance goes on without a login.
// loginctl knows nothing of users who are not signed in (logind, systemd 257).
const lingerDir = "/var/lib/systemd/linger"

// lingers finds out whether the person's systemd, and with it their timers, goes on while
// they are not signed in. It returns nil if that cannot be found out. It needs no root.
func lingers(ctx context.Context, w *world.World) *bool {
	answer, err := runCommands(ctx, [][]string{{"loginctl", "show-user", strconv.Itoa(w.UID), "--property=Linger"}})
	if value, ok := strings.CutPrefix(strings.TrimSpace(answer), "Linger="); err == nil && ok {
		return new(value == "yes")
	}
	who, err := user.LookupId(strconv.Itoa(w.UID))
	if err != nil {
		return nil
	}
	if _, err := os.Stat(lingerDir); err != nil {
		return nil
	}
	_, err = os.Stat(filepath.Join(lingerDir, who.Username))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return new(err == nil)
}

// LingerCommand makes timers go on while nobody is signed in.
const LingerCommand = "loginctl enable-linger"

// EndsWithLogin says whether there is a job that runs only while the person is signed in,
// and is known to.
func (r Report) EndsWithLogin() bool { return r.Installed && r.Lingers != nil && !*r.Lingers }

// warnOfLogin says on standard error that the job ends with the last login.
func warnOfLogin(w *world.World, r Report) {
	if r.EndsWithLogin() {
		fmt.Fprintf(w.Terminal.Stderr, "plexpriv: the job only runs while you are logged in to this machine. To keep it running: %s\n", LingerCommand)
	}
}

// Look finds out what is installed, for others to report on.
func Look(ctx context.Context, w *world.World) Report {
	s := schedulerOf(w)
	return currentReport(ctx, w, "", s, s.units(&Job{}))
}
