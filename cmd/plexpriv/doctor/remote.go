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

// remoteBrowser says whether remote browsers answer, and how old they are.
func remoteBrowser(p *Patient, s Started) Finding {
	var busy *automation.BusyError
	switch {
	case errors.As(s.Err, &busy):
		return note("", "%v; a run would wait for one", busy)
	case errors.Is(s.Err, context.DeadlineExceeded):
		return problem(exit.NoBrowser, "see to the pool, or leave --browser-url out", "%v", s.Err)
	case s.Err != nil:
		return problemOf(p, s.Err, exit.NoBrowser)
	}
	const risk = "whoever runs it can see the session"
	if at := ReleasedAbout(s.Version); !at.IsZero() && p.World.Now().Sub(at) > tooOld {
		return note("have the pool use a newer Chrome", "%s at %s answers, and is of about %s; %s", s.Version, s.Path, at.Format("January 2006"), risk)
	}
	return Healthy("%s at %s answers; %s", s.Version, s.Path, risk)
}

// tooOld is an age at which a Chrome lacks a dozen releases' security fixes.
const tooOld = 365 * 24 * time.Hour

var majorVersion = regexp.MustCompile(`/(\d+)\.`)

// ReleasedAbout is roughly when a version of Chrome came out, zero where it cannot
// be told. Version 100 came on 2022-03-29, and another one about every 31 days
// until they became more frequent in 2026 (chromiumdash.appspot.com/schedule), so
// that a newer one is taken for younger than it is.
func ReleasedAbout(version string) time.Time {
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
