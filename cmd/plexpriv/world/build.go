package world

import (
	"cmp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Releases is where newer versions are.
const Releases = "https://github.com/plexpriv/plexpriv/releases"

// Build says what this program was made from.
type Build struct {
	// Version is that of a release, or the commit of a clone.
	Version string
	// Date is that of the commit. It is zero if it is not known.
	Date time.Time
}

// BuildOf reads what is known of the build: what the linker was told, else what Go has
// noted by itself. info may be nil.
func BuildOf(version, date string, info *debug.BuildInfo) Build {
	b := Build{Version: version}
	b.Date, _ = time.Parse(time.RFC3339, date)
	if info == nil {
		info = &debug.BuildInfo{}
	}
	vcs := map[string]string{}
	for _, s := range info.Settings {
		vcs[s.Key] = s.Value
	}
	if b.Version == "" {
		b.Version = cmp.Or(commitOf(vcs), moduleVersion(info.Main.Version), "unknown")
	}
	if b.Date.IsZero() {
		b.Date, _ = time.Parse(time.RFC3339, vcs["vcs.time"])
	}
	if b.Date.IsZero() {
		b.Date = pseudoDate(info.Main.Version)
	}
	return b
}

// commitOf is the commit of a clone, as git shortens it, and whether files were changed
// since.
func commitOf(vcs map[string]string) string {
	const short = 12
	commit := vcs["vcs.revision"]
	if commit == "" {
		return ""
	}
	commit = commit[:min(short, len(commit))]
	if vcs["vcs.modified"] == "true" {
		commit += "-dirty"
	}
	return commit
}

// moduleVersion is the version that "go install …@VERSION" has asked for, as releases
// write it.
func moduleVersion(version string) string {
	if version == "(devel)" {
		return ""
	}
	return strings.TrimPrefix(version, "v")
}

// pseudoDate is the time in the version that Go makes up for a commit without a tag:
// v0.0.0-20260314090000-0123456789ab, where that time may have something before it.
func pseudoDate(version string) time.Time {
	const stamp = "20060102150405"
	version, _, _ = strings.Cut(version, "+")
	parts := strings.Split(version, "-")
	if len(parts) < 3 {
		return time.Time{}
	}
	part := parts[len(parts)-2]
	date, _ := time.Parse(stamp, part[max(0, len(part)-len(stamp)):])
	return date
}

// old is the age from which on a build is mentioned: Plex changes its pages, and an old
// program does not know the new ones. No network is asked.
const (
	month = 30 * 24 * time.Hour
	old   = 6 * month
)

// AgeNotice says how old a build is, once it is old. It is empty before, and if the date
// is not known.
func (b Build) AgeNotice(now time.Time) string {
	age := now.Sub(b.Date)
	if b.Date.IsZero() || age < old {
		return ""
	}
	return "This plexpriv is " + outcome.Plural(int(age/month), "month") + " old. Plex may have changed its pages since."
}
