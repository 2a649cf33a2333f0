//go:build linux

package floor

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

//go:embed page.js
var script string

// Job is what is to be done.
type Job struct {
	Browser, Proxy, Token string
	// Applies says to change what differs; else the pages are only read.
	Applies bool
	// Settle is the wait between the last save and the proof, and Windows how
	// long a page's values must rest to be believed.
	Settle  time.Duration
	Windows map[string]time.Duration
	// Names are what the page's script looks for, by the name it has there.
	Names map[string]any
}

// Report is what came of it.
type Report struct {
	Differed int `json:"differed"`
	Set      int `json:"set"`
	// Waited is how many milliseconds of the run were windows.
	Waited int64 `json:"waited"`
}

// addresses of the four pages.
var addresses = map[string]string{
	"email":      "https://www.plex.tv/email-preferences/",
	"vendors":    "https://www.plex.tv/vendors-us/",
	"privacy":    "https://www.plex.tv/about/privacy-legal/",
	"visibility": "https://app.plex.tv/desktop/#!/settings/account",
}

var pages = []string{"email", "vendors", "privacy", "visibility"}

// context is a browser context with a tab for each of some pages.
type context struct {
	*run
	id   string
	tabs map[string]string // page → session
}

type run struct {
	*browser
	job    Job
	script string
}

// Do does the job.
func Do(job Job) (Report, error) {
	var report Report
	dir, err := os.MkdirTemp("", "floor")
	if err != nil {
		return report, err
	}
	defer os.RemoveAll(dir)
	b, err := start(job.Browser, job.Proxy, dir)
	if err != nil {
		return report, err
	}
	defer b.kill()
	r := &run{browser: b, job: job, script: script}
	names := maps.Clone(job.Names)
	names["TOKEN"] = job.Token
	for name, value := range names {
		text, err := json.Marshal(value)
		if err != nil {
			return report, err
		}
		r.script = "const " + name + " = " + string(text) + ";\n" + r.script
	}
	r.script = "{" + r.script + "}"
	cookies := []any{map[string]any{
		"name": "plex_tv_auth", "value": url.QueryEscape(`{"authentication_token":"` + job.Token + `"}`),
		"domain": ".plex.tv", "path": "/", "secure": true,
	}, map[string]any{
		"name": "plex_www_session", "value": "www-session-of-" + job.Token, "url": "https://www.plex.tv/", "secure": true,
	}}
	acting, err := r.open(pages, cookies)
	if err != nil {
		return report, err
	}
	differed, waited, err := acting.read(pages)
	if err != nil {
		return report, err
	}
	report.Waited += waited
	var changed []string
	for _, page := range pages {
		report.Differed += differed[page]
		if differed[page] > 0 {
			changed = append(changed, page)
		}
	}
	if !job.Applies || len(changed) == 0 {
		return report, nil
	}
	if err := acting.each(changed, func(page string) error {
		return acting.call(page, fmt.Sprintf("bench.act(%q)", page), nil)
	}); err != nil {
		return report, err
	}
	left, waited, err := r.prove(acting, changed)
	report.Waited += waited
	for page, n := range left {
		err = errors.Join(err, fmt.Errorf("%s: %d values are not what they were set to", page, n))
	}
	report.Set = report.Differed
	return report, err
}

// prove reads the pages in a fresh context, the settle time after the last save.
func (r *run) prove(acting *context, changed []string) (map[string]int, int64, error) {
	due := time.Now().Add(r.job.Settle)
	var state struct{ Cookies []json.RawMessage }
	if err := r.send("", "Storage.getCookies", map[string]any{"browserContextId": acting.id})(&state); err != nil {
		return nil, 0, err
	}
	cookies := make([]any, len(state.Cookies))
	for i, c := range state.Cookies {
		cookies[i] = withoutSize(c)
	}
	if err := r.send("", "Target.disposeBrowserContext", map[string]any{"browserContextId": acting.id})(nil); err != nil {
		return nil, 0, err
	}
	fresh, err := r.open(changed, cookies)
	if err != nil {
		return nil, 0, err
	}
	time.Sleep(time.Until(due))
	differed, waited, err := fresh.read(changed)
	for page, n := range differed {
		if n == 0 {
			delete(differed, page)
		}
	}
	return differed, waited + r.job.Settle.Milliseconds(), err
}

// withoutSize makes a cookie as it is reported one that can be set.
func withoutSize(raw json.RawMessage) any {
	var c map[string]any
	_ = json.Unmarshal(raw, &c)
	delete(c, "size")
	delete(c, "session")
	return c
}

// open makes a context with a tab for each page. Nothing is waited for that is
// not needed for the next command.
func (r *run) open(pages []string, cookies []any) (*context, error) {
	c := &context{run: r, tabs: map[string]string{}}
	var made struct{ BrowserContextID string }
	if err := r.send("", "Target.createBrowserContext", struct{}{})(&made); err != nil {
		return nil, err
	}
	c.id = made.BrowserContextID
	set := r.send("", "Storage.setCookies", map[string]any{"browserContextId": c.id, "cookies": cookies})
	var mu sync.Mutex
	err := c.each(pages, func(page string) error {
		var target struct{ TargetID string }
		if err := r.send("", "Target.createTarget", map[string]any{"url": "about:blank", "browserContextId": c.id, "newWindow": true})(&target); err != nil {
			return err
		}
		var attached struct{ SessionID string }
		if err := r.send("", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true})(&attached); err != nil {
			return err
		}
		mu.Lock()
		c.tabs[page] = attached.SessionID
		mu.Unlock()
		enabled := r.send(attached.SessionID, "Page.enable", struct{}{}) // else the script is not run
		if err := enabled(nil); err != nil {
			return err
		}
		return r.send(attached.SessionID, "Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": r.script})(nil)
	})
	return c, errors.Join(err, set(nil))
}

// read opens the pages, all at once, and counts on each what differs. waited is
// the window of the page that was read last.
func (c *context) read(pages []string) (differed map[string]int, waited int64, err error) {
	differed = map[string]int{}
	var mu sync.Mutex
	err = c.each(pages, func(page string) error {
		var load struct{ ErrorText string }
		err := c.send(c.tabs[page], "Page.navigate", map[string]any{"url": addresses[page]})(&load)
		if err == nil && load.ErrorText != "" {
			err = fmt.Errorf("open %s: %s", page, load.ErrorText)
		}
		if err != nil {
			return err
		}
		n := 0
		rest := c.job.Windows[page].Milliseconds()
		if err := c.call(page, fmt.Sprintf("bench.read(%q, %d)", page, rest), &n); err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		differed[page], waited = n, rest
		return nil
	})
	return differed, waited, err
}

// call runs a script in a page, again where the document was replaced under it.
func (c *context) call(page, expression string, out any) error {
	for {
		var got struct {
			Result           struct{ Value json.RawMessage }
			ExceptionDetails *struct {
				Exception struct{ Description string }
			}
		}
		err := c.send(c.tabs[page], "Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true})(&got)
		if err != nil && (strings.Contains(err.Error(), "navigated or closed") || strings.Contains(err.Error(), "context was destroyed") || strings.Contains(err.Error(), "Promise was collected")) {
			continue
		}
		switch {
		case err != nil:
			return err
		case got.ExceptionDetails != nil:
			return fmt.Errorf("%s: %s", page, got.ExceptionDetails.Exception.Description)
		case out == nil || len(got.Result.Value) == 0:
			return nil
		}
		return json.Unmarshal(got.Result.Value, out)
	}
}

func (c *context) each(pages []string, do func(page string) error) error {
	errs := make([]error, len(pages))
	var wg sync.WaitGroup
	for i, page := range pages {
		wg.Go(func() { errs[i] = do(page) })
	}
	wg.Wait()
	return errors.Join(errs...)
}
