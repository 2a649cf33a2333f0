package automation

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// awaitLeap says that tabs need nothing but time, and waits for what comes of it.
func awaitLeap(t *testing.T, ctx context.Context, tabs ...*Tab) {
	t.Helper()
	began := time.Now()
	for _, tab := range tabs {
		tab.Needs(NeedsTime)
	}
	err := Until(ctx, "read", "the leap", 20*time.Millisecond, func(context.Context) (bool, string, error) {
		for _, tab := range tabs {
			if l := tab.Leapt(); !l.Ended.After(began) && l.Why == "" {
				return false, "not yet", nil
			}
		}
		return true, "", nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// textOf returns what a page shows.
func textOf(t *testing.T, ctx context.Context, tab *Tab) string {
	t.Helper()
	l, err := tab.Look(ctx, sight.Ask{Text: true})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(l.Text, "\n")
}

// readingTabs opens pages side by side to be read in.
func readingTabs(t *testing.T, ctx context.Context, b *Browser, urls ...string) (*Isolate, []*Tab) {
	t.Helper()
	i, err := b.NewIsolate(ctx, SiteState{Cookies: []Cookie{{Name: "who", Value: "me", Domain: ".plex.tv", Path: "/", Secure: true, Expires: -1}}})
	if err != nil {
		t.Fatal(err)
	}
	var tabs []*Tab
	for _, url := range urls {
		tab, err := i.NewReadingTab(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tab.Goto(ctx, url); err != nil {
			t.Fatal(err)
		}
		tabs = append(tabs, tab)
	}
	return i, tabs
}

// atRest waits until a page has no request under way.
func atRest(t *testing.T, ctx context.Context, tabs ...*Tab) {
	t.Helper()
	for _, tab := range tabs {
		err := Until(ctx, "read", "the page", 20*time.Millisecond, func(ctx context.Context) (bool, string, error) {
			l, err := tab.Look(ctx, sight.Ask{})
			return err == nil && l.Ready != sight.Loading && tab.Quiet() > 100*time.Millisecond, "loading", err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// leapPages serves /PATH?SCRIPT as a page that runs the script, in which note(word) adds a
// word to what the page shows.
func leapPages(t *testing.T) (*netSite, *Browser) {
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/data":
			wait(r, 300*time.Millisecond)
			fmt.Fprint(w, "ok")
		case "/never":
			<-r.Context().Done()
		case "/events":
			w.Header().Set("Content-Type", "text/event-stream")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		case "/frame":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<script>for (const t of [700, 4500]) setTimeout(() => parent.postMessage('frame' + t, '*'), t)</script>`)
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `<!doctype html><title>Page</title><main><button onclick="note('pressed')">Press</button><p id=p></p></main><script>
				const note = (word) => { document.getElementById('p').textContent += ' ' + word + '.'; };
				%s</script>`, leapScripts[strings.TrimPrefix(r.URL.Path, "/page/")])
		}
	}))
	return s, launchBrowser(t, s.options())
}

func wait(r *http.Request, d time.Duration) {
	select {
	case <-r.Context().Done():
	case <-time.After(d):
	}
}

var leapScripts = map[string]string{
	"plain": ``,
	"late": `for (const t of [100, 1000, 1900, 2500, 3500, 4900]) setTimeout(() => note('t' + t), t);
		(function nest(n) { if (n < 8) setTimeout(() => { note('nested' + n); nest(n + 1); }, 600); })(0);
		setTimeout(() => requestIdleCallback(() => note('idle')), 3000);
		setTimeout(() => { let n = 0; (function frame() { if (++n < 20) requestAnimationFrame(frame); else note('frames'); })(); }, 1000);
		const c = new MessageChannel(); c.port1.onmessage = () => note('message'); setTimeout(() => c.port2.postMessage(1), 2000);
		let saving; const edit = () => { clearTimeout(saving); saving = setTimeout(() => note('debounced'), 1500); };
		edit(); setTimeout(edit, 1000); setTimeout(edit, 2000);
		addEventListener('message', (e) => note(e.data));
		const f = document.createElement('iframe'); f.src = '/frame'; document.body.append(f);
		const h = document.createElement('iframe'); h.sandbox = 'allow-scripts'; h.srcdoc = "<script>setTimeout(() => parent.postMessage('sandboxed4500', '*'), 4500)<\/script>"; document.body.append(h);
		const g = document.createElement('iframe'); g.srcdoc = "<script>setTimeout(() => parent.postMessage('srcdoc4000', '*'), 4000)<\/script>"; document.body.append(g);`,
	"fetches later":        `setTimeout(() => fetch('/data').then(() => note('fetched')), 1200)`,
	"polls":                `for (let t = 500; t < 20000; t += 500) setTimeout(() => fetch('/quick'), t)`,
	"event stream":         `new EventSource('/events')`,
	"web socket":           `new WebSocket('wss://www.plex.tv/never')`,
	"worker":               `new Worker(URL.createObjectURL(new Blob(["setTimeout(() => postMessage(1), 1000)"]))).onmessage = () => note('worked')`,
	"frame after frame":    `let n = 0; (function frame() { if (++n < 200) requestAnimationFrame(frame); else note('frames'); })();`,
	"timers and frames":    `let n = 0; (function step() { if (++n < 60) setTimeout(() => requestAnimationFrame(step), 100); else note('steps'); })();`,
	"animation":            `setTimeout(() => document.body.animate([{ opacity: 0.5 }, { opacity: 1 }], 6000).finished.then(() => note('moved')), 500)`,
	"animation in a frame": `const a = document.createElement('iframe'); a.srcdoc = "<p>moves<script>document.querySelector('p').animate([{ opacity: 0.5 }, { opacity: 1 }], 6000)<\/script>"; document.body.append(a);`,
	"hash":                 `crypto.subtle.importKey('raw', new Uint8Array(8), 'PBKDF2', false, ['deriveBits']).then((k) => crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-512', salt: new Uint8Array(8), iterations: 2e7 }, k, 256)).then(() => note('hashed'))`,
	"smooth scroll":        `const s = document.createElement('div'); s.style.cssText = 'height: 9000px'; document.body.append(s); addEventListener('scrollend', () => note('scrolled')); scrollTo({ top: 6000, behavior: 'smooth' });`,
	"there and back":       `document.body.insertAdjacentHTML('beforeend', '<input type="checkbox" id="box">'); setTimeout(() => { box.checked = true; }, 1200); setTimeout(() => { box.checked = false; }, 3200)`,
	"there and back in a shadow": `const s = document.createElement('div'); document.body.append(s); const d = s.attachShadow({ mode: 'open' }); d.innerHTML = '<button role="switch" aria-checked="false">v</button>';
		const turn = (on) => d.firstChild.setAttribute('aria-checked', on); setTimeout(() => turn('true'), 1200); setTimeout(() => turn('false'), 3200)`,
	"never ends":   `setTimeout(() => fetch('/never'), 1000)`,
	"endless work": `setTimeout(() => { const c = new MessageChannel(); c.port1.onmessage = () => c.port2.postMessage(1); c.port2.postMessage(1); }, 500)`,
}

// leaptTabs opens pages side by side and lets them leap. If the machine is too busy for a
// leap, it tries again in another isolate.
func leaptTabs(t *testing.T, ctx context.Context, b *Browser, urls ...string) (*Isolate, []*Tab) {
	t.Helper()
	for {
		i, tabs := readingTabs(t, ctx, b, urls...)
		atRest(t, ctx, tabs...)
		awaitLeap(t, ctx, tabs...)
		busy := slices.ContainsFunc(tabs, func(tab *Tab) bool {
			why := tab.Leapt().Why
			return strings.Contains(why, "does not answer") || strings.Contains(why, "gave up waiting")
		})
		if !busy || ctx.Err() != nil {
			return i, tabs
		}
		i.Close()
	}
}

// TestPagesLeapThroughTime: what two pages do by their own clocks within five seconds has
// been done after a leap, whatever it is that waits. Only what waits for the screen comes
// later: frames are drawn in real time.
func TestPagesLeapThroughTime(t *testing.T) {
	t.Parallel()
	_, b := leapPages(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	i, tabs := leaptTabs(t, ctx, b, "https://www.plex.tv/page/late", "https://app.plex.tv/page/late")
	defer i.Close()
	for _, tab := range tabs {
		if l := tab.Leapt(); l.Lived < 5*time.Second-time.Millisecond || l.Why != "" {
			t.Errorf("the page leapt %s (%s)", l.Lived, l.Why)
		}
		shown := textOf(t, ctx, tab)
		for _, word := range []string{"t100", "t1000", "t1900", "t2500", "t3500", "t4900", "nested7", "message", "debounced", "frame700", "frame4500", "srcdoc4000", "sandboxed4500"} {
			if !strings.Contains(shown, word+".") {
				t.Errorf("after the leap the page does not show %q: %s", word, shown)
			}
		}
		err := Until(ctx, "read", "what waits for frames", 20*time.Millisecond, func(ctx context.Context) (bool, string, error) {
			shown := textOf(t, ctx, tab)
			return strings.Contains(shown, "idle.") && strings.Contains(shown, "frames."), shown, nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// TestLeapsThatDoNotCount: a page that hears from a server, or from something in another
// thread, while it leaps needs real time.
func TestLeapsThatDoNotCount(t *testing.T) {
	t.Parallel()
	_, b := leapPages(t)
	for name, why := range map[string]string{
		"fetches later": "sent or received", "polls": "scripts go on|sent or received", // whichever is seen first
		"event stream": "stays open", "web socket": "stays open",
		"worker": "worker", "hash": "at work", "smooth scroll": "it scrolls|scripts go on",
		"there and back": "changed in between", "there and back in a shadow": "changed in between",
		"animation": "animation", "frame after frame": "scripts go on", "timers and frames": "scripts go on", "animation in a frame": "animation", "never ends": "did not run", "endless work": "did not run",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			i, tabs := leaptTabs(t, ctx, b, "https://www.plex.tv/page/"+strings.ReplaceAll(name, " ", "%20"))
			defer i.Close()
			l := tabs[0].Leapt()
			named := slices.ContainsFunc(strings.Split(why, "|"), func(w string) bool { return strings.Contains(l.Why, w) })
			if l.Lived != 0 || !named {
				t.Errorf("the leap counts for %s (%q), the reason should name %q: %s", l.Lived, l.Why, why, textOf(t, ctx, tabs[0]))
			}
		})
	}
}

// TestPagesGoOnAfterALeap: the page can still be pressed and another one opened, and its
// clock goes on.
func TestPagesGoOnAfterALeap(t *testing.T) {
	t.Parallel()
	_, b := leapPages(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	_, tabs := readingTabs(t, ctx, b, "https://www.plex.tv/page/plain")
	tab := tabs[0]
	atRest(t, ctx, tab)
	awaitLeap(t, ctx, tab)
	l, err := tab.Look(ctx, sight.Ask{})
	if err != nil || len(l.Buttons) == 0 {
		t.Fatal(err, l)
	}
	if err := tab.Reveal(ctx, l.Buttons[0].Ref, "https://www.plex.tv", "the button"); err != nil {
		t.Error(err)
	}
	if shown := textOf(t, ctx, tab); !strings.Contains(shown, "pressed.") {
		t.Errorf("the press did nothing: %s", shown)
	}
	if _, err := tab.Goto(ctx, "https://www.plex.tv/page/fetches%20later"); err != nil {
		t.Fatal(err)
	}
	err = Until(ctx, "read", "the page", 50*time.Millisecond, func(ctx context.Context) (bool, string, error) {
		return strings.Contains(textOf(t, ctx, tab), "fetched."), "not fetched", nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestActingTabsNeverShareALeap: a tab that acts has its own clock, also in an isolate whose
// other tabs have leapt, and the cookies of now.
func TestActingTabsNeverShareALeap(t *testing.T) {
	t.Parallel()
	_, b := leapPages(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	i, tabs := readingTabs(t, ctx, b, "https://www.plex.tv/page/plain")
	atRest(t, ctx, tabs...)
	awaitLeap(t, ctx, tabs...)
	before := renderers(t, ctx, b)
	acting, err := i.NewTab(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := acting.Goto(ctx, "https://www.plex.tv/page/plain"); err != nil {
		t.Fatal(err)
	}
	if after := renderers(t, ctx, b); after != before+1 {
		t.Errorf("%d renderers before the acting tab was opened, %d after", before, after)
	}
	acting.Needs(NeedsTime)
	if l := acting.Leapt(); l.Why == "" || l.Lived != 0 {
		t.Errorf("the acting tab leaps: %+v", l)
	}
	cookies, err := i.Cookies(ctx)
	if err != nil || len(cookies) != 1 || cookies[0].Value != "me" {
		t.Errorf("the isolate has the cookies %v, %v", cookies, err)
	}
}

// TestTheClockGoesOnWithoutItsTab: a tab that is opened after the one is closed by which the
// clock was taken over has a clock that goes on.
func TestTheClockGoesOnWithoutItsTab(t *testing.T) {
	t.Parallel()
	_, b := leapPages(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	i, tabs := readingTabs(t, ctx, b, "https://www.plex.tv/page/plain", "https://www.plex.tv/page/plain")
	atRest(t, ctx, tabs...)
	awaitLeap(t, ctx, tabs...)
	tabs[0].Close()
	late, err := i.NewReadingTab(ctx)
	if err != nil {
		t.Fatal(err)
	}
	tabs[1].Close()
	if _, err := late.Goto(ctx, "https://www.plex.tv/page/fetches%20later"); err != nil {
		t.Fatal(err)
	}
	err = Until(ctx, "read", "the page", 50*time.Millisecond, func(ctx context.Context) (bool, string, error) {
		return strings.Contains(textOf(t, ctx, late), "fetched."), "not fetched", nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestOurOwnScriptsAreNotThePages: tabs share a process, and Chrome counts the calls of all
// scripts in it. A look at another page meanwhile does not make a page restless.
func TestOurOwnScriptsAreNotThePages(t *testing.T) {
	t.Parallel()
	_, b := leapPages(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	_, tabs := readingTabs(t, ctx, b, "https://www.plex.tv/page/plain", "https://www.plex.tv/page/plain")
	atRest(t, ctx, tabs...)
	looking, done := context.WithCancel(ctx)
	looked := make(chan int)
	go func() {
		n := 0
		for pause := time.Tick(40 * time.Millisecond); looking.Err() == nil; <-pause { // as often as a visit looks at most
			if _, err := tabs[1].Look(looking, sight.Ask{}); err == nil {
				n++
			}
		}
		looked <- n
	}()
	tabs[1].Needs(NeedsNothing)
	awaitLeap(t, ctx, tabs[0])
	done()
	if n := <-looked; n == 0 {
		t.Fatal("nobody looked at the other page")
	}
	if l := tabs[0].Leapt(); l.Lived < leapFor-time.Millisecond {
		t.Errorf("it lived through %s: %s", l.Lived, l.Why)
	}
}
