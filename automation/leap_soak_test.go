package automation

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	leapSeeds = flag.Int("leaps", 24, "how many seeds TestLeapSoak tries")
	leapSeed  = flag.Uint64("leap-seed", 1, "the first of them")
)

// latePage writes a page that turns a value on and off a few times by its own clock, or
// never, in ways that follow from a seed, and then leaves it alone. It never waits for more
// than five seconds. It also returns how the value ends.
func latePage(seed uint64) (page, last string) {
	r := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	// set runs in the page's own time after at milliseconds, by some way of waiting.
	set := func(at int, word string) {
		act := fmt.Sprintf("set(%q)", word)
		// What waits for the screen does so at the end, for a few frames.
		switch r.IntN(4) {
		case 0:
			act = fmt.Sprintf("requestAnimationFrame(() => %s)", act)
		case 1:
			act = fmt.Sprintf("requestIdleCallback(() => %s)", act)
		case 2:
			act = fmt.Sprintf("Promise.resolve().then(() => queueMicrotask(() => %s))", act)
		}
		switch r.IntN(6) {
		case 0: // nested timers
			steps := 1 + r.IntN(6)
			fmt.Fprintf(&b, "(function nest(n) { setTimeout(() => n ? nest(n - 1) : %s, %d); })(%d);\n", act, at/(steps+1), steps)
		case 1: // an interval that counts
			every := min(50+r.IntN(200), at)
			fmt.Fprintf(&b, "{ let n = 0; const i = setInterval(() => { if (++n >= %d) { clearInterval(i); %s; } }, %d); }\n", max(at/every, 1), act, every)
		case 2: // what waits until nothing has happened for a while
			pause := min(100+r.IntN(900), at)
			fmt.Fprintf(&b, "{ let t; const edit = () => { clearTimeout(t); t = setTimeout(() => %s, %d); }; for (let x = 0; x <= %d; x += 90) setTimeout(edit, x); }\n", act, pause, max(at-pause, 0))
		case 3: // a message
			fmt.Fprintf(&b, "{ const c = new MessageChannel(); c.port1.onmessage = () => %s; setTimeout(() => c.port2.postMessage(1), %d); }\n", act, at)
		case 4: // a request that is answered some time later
			fmt.Fprintf(&b, "setTimeout(() => fetch('/data?%d').then((x) => x.text()).then(() => %s), %d);\n", r.IntN(400), act, at)
		default:
			fmt.Fprintf(&b, "setTimeout(() => %s, %d);\n", act, at)
		}
	}
	last = "off"
	at := 0
	for range r.IntN(4) {
		// These ways may be 0.25 s early and 0.4 s late, and must neither overtake one
		// another nor leave 5 s between them.
		at += 700 + r.IntN(3600)
		last = map[string]string{"off": "on", "on": "off"}[last]
		set(at, last)
	}
	return `<!doctype html><title>Page</title><main><label><input type=checkbox id=box> The value</label> <b id=v>off</b></main><script>
		const set = (word) => { v.textContent = word; box.checked = word === 'on'; };
		` + b.String() + `</script>`, last
}

// TestLeapSoak: whatever a page waits for, a value that has been the same through a leap is
// the last one. A page in which something happened in a leap counts no more: it would be
// loaded anew, and rest in real time.
func TestLeapSoak(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/data" {
			ms, _ := strconv.Atoi(r.URL.RawQuery)
			wait(r, time.Duration(ms)*time.Millisecond)
			fmt.Fprint(w, "ok")
			return
		}
		seed, _ := strconv.ParseUint(strings.TrimPrefix(r.URL.Path, "/"), 10, 64)
		w.Header().Set("Content-Type", "text/html")
		text, _ := latePage(seed)
		fmt.Fprint(w, text)
	}))
	b := launchBrowser(t, s.options())
	const together = 4
	counted, not := 0, map[string]int{}
	for seed := *leapSeed; seed < *leapSeed+uint64(*leapSeeds); seed += together {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		var urls []string
		for n := range uint64(together) {
			urls = append(urls, fmt.Sprintf("https://www.plex.tv/%d", seed+n))
		}
		i, tabs := readingTabs(t, ctx, b, urls...)
		atRest(t, ctx, tabs...)
		over := map[int]bool{}
		for leap := 0; len(over) < len(tabs) && leap < mostLeaps; leap++ {
			before := make([]string, len(tabs))
			for n, tab := range tabs {
				before[n] = textOf(t, ctx, tab)
			}
			awaitLeap(t, ctx, tabs...)
			wait := time.NewTimer(300 * time.Millisecond) // frames are drawn in real time
			<-wait.C
			for n, tab := range tabs {
				if over[n] {
					continue
				}
				now, l := textOf(t, ctx, tab), tab.Leapt()
				over[n] = l.Ran
				switch {
				case l.Lived == 0:
					not[l.Why]++
				case now != before[n]:
					not["it has changed"]++
				default:
					counted++
					if _, last := latePage(seed + uint64(n)); !strings.HasSuffix(now, last) {
						t.Errorf("seed %d: believed %q after %d leaps, and it ends as %s", seed+uint64(n), now, leap+1, last)
					}
				}
			}
		}
		i.Close()
		cancel()
	}
	t.Logf("%d seeds: %d leaps were believed; not believed: %v", *leapSeeds, counted, not)
}
