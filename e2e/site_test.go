//go:build linux

package e2e

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// fakeplex [variant=aria] [save=email:form,privacy:button] [reads=graphql] [design=vendors:tabs]
// [latency=50ms] [proxy=USER:PASSWORD] [quirk…] starts the script's plex.tv. A variant,
// save mode or read mode without a page is for all four pages.
func cmdFakeplex(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	cfg := fakeplex.Config{
		Variant: map[string]string{}, Save: map[string]string{}, Reads: map[string]string{}, Design: map[string]string{}, Latency: 20 * time.Millisecond,
	}
	shapes := map[string]map[string]string{"variant": cfg.Variant, "save": cfg.Save, "reads": cfg.Reads, "design": cfg.Design}
	for _, arg := range args {
		name, value, _ := strings.Cut(arg, "=")
		switch {
		case shapes[name] != nil:
			shape(shapes[name], value)
		case name == "latency":
			d, err := time.ParseDuration(value)
			ts.Check(err)
			cfg.Latency = d
		case name == "servers":
			cfg.Servers = strings.Split(value, ",")
		case name == "proxy":
			cfg.ProxyUser, cfg.ProxyPassword, _ = strings.Cut(value, ":")
		default:
			cfg.Quirks = append(cfg.Quirks, arg)
		}
	}
	w := worldOf(ts)
	ts.Check(w.open(cfg))
	proxy, err := url.Parse(w.site.Proxy.URL())
	ts.Check(err)
	ts.Setenv("PROXY", proxy.Host)
}

func shape(into map[string]string, text string) {
	for _, part := range strings.Split(text, ",") {
		page, value, named := strings.Cut(part, ":")
		if named {
			into[page] = value
			continue
		}
		for _, page := range fakeplex.Pages {
			into[page] = part
		}
	}
}

// quirk [NAME…] replaces the quirks in force.
func cmdQuirk(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	ts.Check(siteOf(ts).SetQuirks(args...))
}

// design NAME gives the vendors page another design, with rows of its own.
func cmdDesign(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: design NAME")
	}
	ts.Check(siteOf(ts).SetDesign(args[0]))
}

// set ACCOUNT KEY VALUE… stores values, as if the person had changed them.
func cmdSet(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	account, pairs := accountAndPairs(ts, args)
	values := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	ts.Check(siteOf(ts).Set(account, values))
}

// setting ACCOUNT KEY VALUE… asserts what Plex has stored. A key may hold "*".
func cmdSetting(ts *testscript.TestScript, neg bool, args []string) {
	account, pairs := accountAndPairs(ts, args)
	stored := stored(ts, account)
	for i := 0; i < len(pairs); i += 2 {
		pattern, want := pairs[i], pairs[i+1]
		keys := matching(stored, pattern)
		if len(keys) == 0 {
			ts.Fatalf("%s has no value %q", account, pattern)
		}
		for _, key := range keys {
			if (stored[key] == want) == neg {
				ts.Fatalf("%s of %s is %q at Plex (asserted: %q, negated: %t)", key, account, stored[key], want, neg)
			}
		}
	}
}

// snapshot ACCOUNT remembers all that Plex has stored, for "changed".
func cmdSnapshot(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) != 1 {
		ts.Fatalf("usage: snapshot ACCOUNT")
	}
	worldOf(ts).snapshots[args[0]] = stored(ts, args[0])
}

// changed ACCOUNT [KEY…] asserts that since the snapshot exactly these values
// have changed, none if none is named. A key may hold "*".
func cmdChanged(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) == 0 {
		ts.Fatalf("usage: changed ACCOUNT [KEY…]")
	}
	before, ok := worldOf(ts).snapshots[args[0]]
	if !ok {
		ts.Fatalf("changed without a snapshot of %s", args[0])
	}
	got, patterns := fakeplex.Changed(before, stored(ts, args[0])), args[1:]
	for _, pattern := range patterns {
		if !slices.ContainsFunc(got, func(key string) bool { return glob(pattern, key) }) {
			ts.Fatalf("%s has not changed; these have: %v", pattern, got)
		}
	}
	for _, key := range got {
		if !slices.ContainsFunc(patterns, func(pattern string) bool { return glob(pattern, key) }) {
			ts.Fatalf("%s has changed and should not have; all that have: %v", key, got)
		}
	}
}

// writes N asserts how many requests asked Plex for a change.
func cmdWrites(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: writes N")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := siteOf(ts).Writes(); (len(got) == want) == neg {
		ts.Fatalf("%d writes (asserted: %d, negated: %t): %+v", len(got), want, neg, got)
	}
}

// contacts SERVER N asserts how often somebody connected to a Plex Media Server.
func cmdContacts(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: contacts SERVER N")
	}
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	if got := siteOf(ts).Contacts(args[0]); (got == want) == neg {
		ts.Fatalf("%d connections to %s (asserted: %d, negated: %t)", got, args[0], want, neg)
	}
}

// nowrites asserts that nothing asked Plex for a change.
func cmdNoWrites(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	cmdWrites(ts, false, []string{"0"})
}

func siteOf(ts *testscript.TestScript) *fakeplex.Site {
	w := worldOf(ts)
	if w.site == nil {
		ts.Fatalf("there is no fakeplex yet")
	}
	return w.site
}

func stored(ts *testscript.TestScript, account string) map[string]string {
	values, err := siteOf(ts).Snapshot(account)
	ts.Check(err)
	return values
}

func matching(values map[string]string, pattern string) []string {
	var keys []string
	for key := range values {
		if glob(pattern, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func glob(pattern, key string) bool {
	ok, err := path.Match(pattern, key)
	return ok && err == nil
}

func accountAndPairs(ts *testscript.TestScript, args []string) (string, []string) {
	if len(args) < 3 || len(args)%2 == 0 {
		ts.Fatalf("want ACCOUNT KEY VALUE [KEY VALUE…]")
	}
	return args[0], args[1:]
}

func refuseNeg(ts *testscript.TestScript, neg bool) {
	if neg {
		ts.Fatalf("this command cannot be negated")
	}
}
