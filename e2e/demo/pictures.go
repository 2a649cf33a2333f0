package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

const (
	pictureLimit = 2 * time.Minute
	lookEvery    = 100 * time.Millisecond
	// restFor is how long a page must look the same to be called finished: some
	// boxes are painted before the account's values arrive.
	restFor = 2500 * time.Millisecond
)

// view is one page worth a picture.
type view struct {
	name, title, url string
	// ready is a text that the page shows when it is there, press one to press
	// then, and scrollTo the one to have in sight.
	ready, press, scrollTo string
}

var views = []view{
	{name: "email", title: "Email preferences", url: "https://www.plex.tv/email-preferences/", ready: "Newsletters & Product News"},
	{name: "vendors", title: "Sale of data and advertising vendors", url: "https://www.plex.tv/vendors-us/", ready: "All No"},
	{name: "privacy", title: "Privacy preferences", url: "https://www.plex.tv/about/privacy-legal/",
		ready: "Send playback data to Plex", scrollTo: "Send playback data to Plex"},
	{name: "visibility", title: "Account visibility and activity sharing", url: "https://app.plex.tv/desktop/#!/settings/account",
		ready: "Account Visibility & Activity Sharing", press: "Account Visibility & Activity Sharing", scrollTo: "My Ratings"},
}

type shot struct{ title, file string }

// pictures signs a browser of its own in and photographs all pages.
func pictures(ctx context.Context, site *fakeplex.Site, account, out, when string) ([]shot, error) {
	ctx, cancel := context.WithTimeout(ctx, pictureLimit)
	defer cancel()
	// This browser has nothing in the place of Transifex, which it cannot reach.
	if err := site.SetQuirks("no-transifex"); err != nil {
		return nil, err
	}
	defer site.SetQuirks() //nolint:errcheck // no quirk is always known
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.WindowSize(1000, 900), chromedp.ProxyServer(site.Proxy.URL()))
	if path, err := exec.LookPath("chromium-headless-shell"); err == nil {
		options = append(options, chromedp.ExecPath(path))
	}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	defer stop()
	ctx, close := chromedp.NewContext(ctx)
	defer close()
	if err := signIn(ctx, site.Token(account)); err != nil {
		return nil, fmt.Errorf("sign the camera in: %w", err)
	}
	var shots []shot
	for _, v := range views {
		file := filepath.Join(pagesDir, v.name+"-"+when+".png")
		if err := photograph(ctx, v, filepath.Join(out, file)); err != nil {
			return nil, fmt.Errorf("photograph %s: %w", v.title, err)
		}
		shots = append(shots, shot{title: v.title, file: file})
	}
	return shots, nil
}

func signIn(ctx context.Context, token string) error {
	cookie, err := json.Marshal(map[string]string{"authentication_token": token})
	if err != nil {
		return err
	}
	quoted, err := json.Marshal(token)
	if err != nil {
		return err
	}
	secure := true
	return chromedp.Do(ctx, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, network.SetCookie, network.SetCookieParams{
			Name: "plex_tv_auth", Value: url.QueryEscape(string(cookie)), Domain: ".plex.tv", Path: "/", Secure: &secure})
		if err == nil {
			_, err = cdp.Call(ctx, tab, network.SetCookie, network.SetCookieParams{
				Name: "plex_www_session", Value: "www-session-of-" + token, URL: "https://www.plex.tv/", Path: "/", Secure: &secure})
		}
		return chromedp.Void{}, err
	}, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{
			Source: `if (location.hostname === 'app.plex.tv') localStorage.setItem('myPlexAccessToken', ` + string(quoted) + `)`})
		return chromedp.Void{}, err
	})
}

func photograph(ctx context.Context, v view, file string) error {
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(v.url)); err != nil {
		return err
	}
	spot, err := find(ctx, v.ready)
	if err != nil {
		return err
	}
	if v.press != "" {
		if err := chromedp.Do(ctx, chromedp.MouseClickXY(spot[0], spot[1])); err != nil {
			return err
		}
	}
	if v.scrollTo != "" {
		if _, err := find(ctx, v.scrollTo); err != nil {
			return err
		}
	}
	picture, err := atRest(ctx)
	if err != nil {
		return err
	}
	return os.WriteFile(file, picture, 0o644)
}

//go:embed find.js
var findJS string

// find waits for a text, brings it into sight and says where it is.
func find(ctx context.Context, text string) ([]float64, error) {
	quoted, err := json.Marshal(text)
	if err != nil {
		return nil, err
	}
	for {
		spot, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](findJS+"("+string(quoted)+")"))
		if err == nil && len(spot) == 2 {
			return spot, nil
		}
		if err := pause(ctx); err != nil {
			return nil, fmt.Errorf("wait for %q: %w", text, err)
		}
	}
}

// atRest takes pictures until they stay the same.
func atRest(ctx context.Context) ([]byte, error) {
	var last []byte
	since := time.Now()
	for {
		picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			return nil, err
		}
		if string(picture) != string(last) {
			last, since = picture, time.Now()
		}
		if time.Since(since) >= restFor {
			return picture, nil
		}
		if err := pause(ctx); err != nil {
			return nil, err
		}
	}
}

func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(lookEvery):
		return nil
	}
}
