package doctor

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// checkRemoteBrowser reports whether the remote browsers answer and are new enough.
func checkRemoteBrowser(env *Env, s BrowserStart) Finding {
	var busy *automation.BusyError
	switch {
	case errors.As(s.Err, &busy):
		return Note("", "%v; a run would wait for one", busy)
	case errors.Is(s.Err, context.DeadlineExceeded):
		return problem(exit.NoBrowser, "see to the pool, or leave --browser-url out", "%v", s.Err)
	case s.Err != nil:
		return problemOf(env, s.Err, exit.NoBrowser)
	}
	const risk = "whoever runs it can see the session"
	if at := ReleaseDate(s.Version); !at.IsZero() && env.World.Now().Sub(at) > maxBrowserAge {
		return Note("have the pool use a newer Chrome", "%s at %s answers, and is of about %s; %s", s.Version, s.Path, at.Format("January 2006"), risk)
	}
	return OK("%s at %s answers; %s", s.Version, s.Path, risk)
}

// maxBrowserAge is the age at which a Chrome lacks the security fixes of a dozen
// releases.
const maxBrowserAge = 365 * 24 * time.Hour

var majorVersion = regexp.MustCompile(`/(\d+)\.`)

// ReleaseDate is roughly when a version of Chrome was released, or zero if that cannot
// be told. It counts 31 days for each version since 100, which was released on
// 2022-03-29. Since 2026 releases are more frequent (chromiumdash.appspot.com/schedule),
// so new versions are taken for newer than they are.
func ReleaseDate(version string) time.Time {
	const each = 31 * 24 * time.Hour
	m := majorVersion.FindStringSubmatch(version)
	if m == nil {
		return time.Time{}
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n < 60 || n > 999 {
		return time.Time{}
	}
	return time.Date(2022, 3, 29, 0, 0, 0, 0, time.UTC).Add(time.Duration(n-100) * each)
}
