package eyes

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed look.js
var lookJS string

// sights are the ways in which a page is looked at.
var sights = []struct {
	name, scheme, media string
	width               int64
}{
	{"on a phone", "light", "screen", 360},
	{"on a dark phone", "dark", "screen", 360},
	{"on a screen", "light", "screen", 1280},
	{"on a dark screen", "dark", "screen", 1280},
	{"on paper", "dark", "print", 690},
}

// Sight is what was seen of a page.
type Sight struct {
	// Wrong lists what is wrong with it; nothing, if all is well.
	Wrong []string
	// Text is what it says, the words of its pictures last.
	Text string
}

// Look opens a file. Further scripts may look too, in each of the ways; a script
// says what it finds wrong in a list of texts, or a promise of one.
func Look(ctx context.Context, file string, further ...string) (*Sight, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	options := chromedp.DefaultExecAllocatorOptions[:]
	if browser, err := exec.LookPath("chromium-headless-shell"); err == nil {
		options = append(options, chromedp.ExecPath(browser))
	}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	defer stop()
	ctx, end := chromedp.NewContext(ctx)
	defer end()
	n := &notes{}
	if err := chromedp.Do(ctx); err != nil {
		return nil, fmt.Errorf("start a browser: %w", err)
	}
	if err := chromedp.Listen(ctx, n.hear); err != nil {
		return nil, err
	}
	tab := chromedp.FromContext(ctx).Target
	if _, err := cdp.Call(ctx, tab, log.Enable, cdp.Empty{}); err != nil {
		return nil, err
	}
	if _, err := cdp.Call(ctx, tab, network.Enable, network.EnableParams{}); err != nil {
		return nil, err
	}
	address := (&url.URL{Scheme: "file", Path: path}).String()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	for _, s := range sights {
		if _, err := cdp.Call(ctx, tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: s.width, Height: 800, DeviceScaleFactor: 1}); err != nil {
			return nil, err
		}
		if _, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: s.media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}},
		}); err != nil {
			return nil, err
		}
		for _, script := range append([]string{lookJS}, further...) {
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise))
			if err != nil {
				return nil, fmt.Errorf("look at %s: %w", file, err)
			}
			for _, f := range found {
				n.add(s.name + ": " + f)
			}
		}
	}
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[document.body.innerText, ...[...document.images].map((i) => i.alt)].join("\n")`))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return &Sight{Wrong: n.list(address), Text: text}, nil
}

type notes struct {
	mu       sync.Mutex
	found    []string
	requests []string
}

func (n *notes) add(text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.found = append(n.found, text)
}

func (n *notes) hear(ev any) {
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		n.mu.Lock()
		n.requests = append(n.requests, ev.Request.URL)
		n.mu.Unlock()
	case *log.EventEntryAdded:
		n.add("the browser says: " + ev.Entry.Text)
	case *runtime.EventExceptionThrown:
		n.add("a script failed: " + ev.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		text, _ := json.Marshal(ev.Args)
		n.add("the console says: " + string(text))
	}
}

// list adds the requests that went anywhere but to the file itself.
func (n *notes) list(own string) []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := append([]string(nil), n.found...)
	for _, r := range n.requests {
		if r != own && !strings.HasPrefix(r, "data:") {
			out = append(out, "it asked the network for "+r)
		}
	}
	return out
}
