package automation

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/plexpriv/plexpriv/automation/sight"
)

// The tests of this package drive a real Chromium over small pages from testdata, each
// with one behavior. One browser serves the whole test binary, and each test has a tab
// of its own.
var shared struct {
	ctx  context.Context
	site *httptest.Server
}

// networkVar is set in a test process that runs in a network of its own.
const networkVar = "AUTOMATION_TEST_NETWORK"

// pollEvery is the pause between two looks at something that is about to change.
const pollEvery = 60 * time.Millisecond

var thorough = flag.Bool("thorough", false, "hostile pages in every browser, and longer")

func TestMain(m *testing.M) {
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	if code, ok := childProcess(); ok {
		return code
	}
	flag.Parse() // only now: the arguments of a child are not flags
	if os.Getenv(networkVar) != "" {
		return m.Run() // the shared browser would send requests of its own
	}
	shared.site = httptest.NewServer(http.FileServer(http.Dir("testdata")))
	defer shared.site.Close()
	path := ""
	for _, name := range []string{"chromium-headless-shell", "chromium", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		fmt.Fprintln(os.Stderr, "the engine's tests need Chromium: run make deps")
		return 1
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("no-sandbox", os.Geteuid() == 0))
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	defer cancel()
	ctx, cancel2 := chromedp.NewContext(alloc)
	defer cancel2()
	if err := chromedp.Do(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "start Chromium:", err)
		return 1
	}
	shared.ctx = ctx
	return m.Run()
}

// sharedTab opens a tab of the shared browser, with a context that ends after a limit.
func sharedTab(tb testing.TB, limit time.Duration) (*Tab, context.Context) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), limit)
	tb.Cleanup(cancel)
	tabCtx, cancelTab := chromedp.NewContext(shared.ctx)
	tab, err := newTab(ctx, tabCtx, cancelTab, nil, false, false)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(tab.Close)
	return tab, ctx
}

// openPage opens testdata/<name> in a tab of its own.
func openPage(t *testing.T, name string) (*Tab, context.Context) {
	t.Helper()
	tab, ctx := sharedTab(t, 30*time.Second)
	if _, err := tab.Goto(ctx, shared.site.URL+"/"+name); err != nil {
		t.Fatal(err)
	}
	// Goto returns as soon as the document begins to arrive.
	err := Until(ctx, "load", name, pollEvery, func(ctx context.Context) (bool, string, error) {
		l, err := tab.Look(ctx, sight.Ask{})
		if err != nil {
			return false, "", err
		}
		return l.Ready == "complete", l.Ready, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tab, ctx
}

type ctxType = context.Context

// evaluateMain reads a value in the page's own world, not in ours.
func (t *Tab) evaluateMain(ctx context.Context, expr string, out any) error {
	res, err := cdp.Call(ctx, t.document.target, runtime.Evaluate, runtime.EvaluateParams{Expression: expr, ReturnByValue: new(true)})
	if err != nil {
		return err
	}
	return json.Unmarshal(res.Result.Value, out)
}
