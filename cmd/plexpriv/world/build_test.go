package world

import (
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

func TestBuildOf(t *testing.T) {
	clone := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.time", Value: "2026-03-01T10:00:00Z"}}}
	clone.Main.Version = "v0.0.0-20260301100000-0123456789ab"
	dirty := &debug.BuildInfo{Settings: append([]debug.BuildSetting{{Key: "vcs.modified", Value: "true"}}, clone.Settings...)}
	installed := func(version string) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: version}}
	}
	for name, c := range map[string]struct {
		version, date  string
		info           *debug.BuildInfo
		want, wantDate string
	}{
		"release":                 {"0.1.0", "2026-03-02T00:00:00Z", clone, "0.1.0", "2026-03-02"},
		"go install of a release": {"", "", installed("v0.1.0"), "0.1.0", "0001-01-01"},
		"go install of a branch":  {"", "", installed("v0.1.1-0.20260214093000-0123456789ab"), "0.1.1-0.20260214093000-0123456789ab", "2026-02-14"},
		"clone":                   {"", "", clone, "0123456789ab", "2026-03-01"},
		"clone with changes":      {"", "", dirty, "0123456789ab-dirty", "2026-03-01"},
		"go run":                  {"", "", installed("(devel)"), "unknown", "0001-01-01"},
		"nothing known":           {"", "nonsense", nil, "unknown", "0001-01-01"},
	} {
		b := BuildOf(c.version, c.date, c.info)
		if b.Version != c.want || b.Date.Format(time.DateOnly) != c.wantDate {
			t.Errorf("%s: %s of %s, want %s of %s", name, b.Version, b.Date.Format(time.DateOnly), c.want, c.wantDate)
		}
	}
}

func TestAgeIsToldAfterHalfAYear(t *testing.T) {
	b := Build{Date: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	for days, want := range map[int]string{0: "", 179: "", 180: "6 months old", 400: "13 months old"} {
		if got := b.AgeNotice(b.Date.AddDate(0, 0, days)); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("after %d days: %q, want %q", days, got, want)
		}
	}
	if got := (Build{}).AgeNotice(b.Date); got != "" {
		t.Errorf("of a build of which no date is known: %q", got)
	}
}
