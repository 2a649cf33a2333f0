package fakeplex

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// KnownQuirks are the names a quirk may have. README.md says what each does.
var KnownQuirks = []string{
	"slow", "slow-render", "rerender", "painted-wrong",
	"duplicated", "missing", "disabled", "widget-disabled", "renamed", "unlabelled",
	"save-fails", "save-reverts", "late-revert", "optimistic",
	"cookie-banner", "cookie-no-reject", "onboarding", "select-user", "language-bar",
	"unknown-control", "negated-labels", "reworded", "no-bulk", "empty-audience", "new-audience", "library-control", "library-follows", "api-behind", "made-up-language",
	"vendors-absent", "vendors-region", "absent", "moved", "accordion-closed",
	"challenge", "signed-out", "expire-after", "wrong-account", "rate-limit", "error-500",
	"no-transifex", "no-trackers", "no-plex-direct", "old-address-redirects", "old-address-gone", "old-address-only", "account-host", "admin-ajax",
	"drop", "save-drops", "http1", "hang", "hang-load", "crash", "crash-load", "no-answer", "restless",
	"google", "turnstile", "pin-life", "pin-rate-limit", "new-pin-rate-limit",
	"firewall", "firewall-api", "retry-after", "accept-any", "xml-navigation", "any-client", "jwt-switches",
	"server-401", "server-html", "server-huge", "server-half", "server-empty", "server-500", "server-moved", "server-other", "server-xml", "server-relay-only", "server-plain",
	"sources-empty", "sources-html", "sources-half", "sources-500", "sources-moved", "server-stranger", "server-put-500", "server-put-ignored", "server-put-slow", "server-put-drops",
	"servers-object", "server-unclear", "server-twice", "server-many-ways", "sections-500", "sync-500", "server-busy", "server-names", "server-same-name", "server-put-busy", "server-put-resets", "sources-busy", "sources-put-busy",
	"www-own-session", "www-account", "api-takes-cookie",
	"bad-devices", "bad-webhooks", "bad-companions", "bad-shares",
}

// quirk is one way to misbehave: everywhere or on one page, with an optional
// number (milliseconds, requests or writes, whichever the quirk counts).
type quirk struct {
	name  string
	page  string // "" is everywhere
	value int    // -1 when not given
	word  string // the account of "www-account"
	text  string // as it was asked for
}

// parseQuirks reads "name", "name:page", "name=5" and "name:page=5".
func parseQuirks(names []string) ([]quirk, error) {
	var out []quirk
	for _, text := range names {
		q, err := parseQuirk(strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		if q.name != "" {
			out = append(out, q)
		}
	}
	return out, nil
}

func parseQuirk(text string) (quirk, error) {
	q := quirk{text: text, value: -1}
	rest, number, counted := strings.Cut(text, "=")
	q.name, q.page, _ = strings.Cut(rest, ":")
	if n, ok := strings.CutPrefix(q.name, "expire-after-"); ok {
		q.name, number, counted = "expire-after", strings.TrimSuffix(n, "-writes"), true
	}
	if q.name == "www-account" {
		q.word, counted = number, false
	}
	if counted {
		n, err := strconv.Atoi(number)
		if err != nil {
			return quirk{}, fmt.Errorf("quirk %q: %q is not a number", text, number)
		}
		q.value = n
	}
	if q.name != "" && !slices.Contains(KnownQuirks, q.name) {
		return quirk{}, fmt.Errorf("unknown quirk %q", q.name)
	}
	if q.page != "" && !slices.Contains(Pages, q.page) && !(isServerQuirk(q.name) && slices.Contains(Servers, q.page)) {
		return quirk{}, fmt.Errorf("quirk %q: unknown page %q", text, q.page)
	}
	return q, nil
}

// has says whether a quirk applies on a page. With an empty page, only a quirk for all
// pages counts.
func (s *Site) has(name, page string) bool {
	_, ok := s.quirk(name, page)
	return ok
}

func (s *Site) quirk(name, page string) (quirk, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range s.quirks {
		if q.name == name && (q.page == "" || q.page == page) {
			return q, true
		}
	}
	return quirk{}, false
}

// spend says whether a quirk with a number still applies, and counts the number down.
// A quirk without a number always applies.
func (s *Site) spend(name, page string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, q := range s.quirks {
		if q.name != name || (q.page != "" && q.page != page) {
			continue
		}
		if q.value < 0 {
			return true
		}
		if q.value == 0 {
			return false
		}
		s.quirks[i].value--
		return true
	}
	return false
}

// quirksFor names, for the scripts of one page, the quirks that hold there.
func (s *Site) quirksFor(page string) map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]int{}
	for _, q := range s.quirks {
		if q.page == "" || q.page == page {
			out[q.name] = q.value
		}
	}
	return out
}

// SetQuirks replaces the quirks in force.
func (s *Site) SetQuirks(names ...string) error {
	parsed, err := parseQuirks(names)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range parsed {
		if _, err := s.account(q.word); q.name == "www-account" && err != nil {
			return fmt.Errorf("quirk %q: %w", q.text, err)
		}
	}
	s.quirks = parsed
	s.writesSeen = 0
	return nil
}
