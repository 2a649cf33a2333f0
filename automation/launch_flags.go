package automation

import (
	"strings"

	"github.com/chromedp/chromedp"
)

// Chromium takes only the last --enable-features and --disable-features, so
// these replace chromedp's: its Translate is kept, its other names mean nothing
// to a present Chromium (BlinkGenPropertyTrees, NetworkServiceInProcess).
var (
	enabledFeatures = []string{
		"NetworkServiceInProcess2", // one process less: 15 % of the start
	}
	disabledFeatures = []string{
		"Translate",
		// These send requests that the guard does not see.
		"Reporting", "NetworkErrorLogging", "FetchLaterAPI",
		"OptimizationHints", "MediaRouter", "DialMediaRouteProvider",
		"AutofillServerCommunication", "CertificateTransparencyComponentUpdater",
	}
	// Chrome draws its own window with web pages, one renderer each. Nobody
	// sees them in a headless window: 15 % of the start, more for each tab.
	chromePages = []string{
		"WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIReloadButton",
		"InitialWebUI", "WebUIToolbar", "PreloadTopChromeWebUI", "GlicWarming",
	}
)

// browserFlags are chromedp's defaults with our changes: the later of two wins. f is
// nil where no proxy is used.
func browserFlags(o Options, dir *runDir, f *filter) []chromedp.ExecAllocatorOption {
	opts := append([]chromedp.ExecAllocatorOption(nil), chromedp.DefaultExecAllocatorOptions[:]...)
	if o.Headed {
		opts = append(opts, chromedp.VisibleWindow)
	}
	set := func(name string, value any) { opts = append(opts, chromedp.Flag(name, value)) }

	// No disk-cache-dir: headless-shell gives it to isolated contexts, too. They would
	// share one cache on the disk, and wait for each other (Chromium 156).
	set("user-data-dir", dir.profile())
	// As root, chromedp silently turns the sandbox off where this is not set.
	set("no-sandbox", o.NoSandbox)
	// Tabs are opened in isolated contexts; nobody needs the first window.
	set("no-startup-window", true)
	set("no-service-autorun", true)
	// Tabs of one browser context that show one site share a process, which is most of
	// what a tab costs. Other contexts and other sites never share it, whatever the
	// limit.
	set("renderer-process-limit", "1")
	// A page is open for seconds: there the optimizing compilers cost more than they
	// gain, and most security holes of JavaScript engines were in them.
	set("js-flags", "--no-maglev,--no-turbofan")
	set("noerrdialogs", true)
	set("disable-component-update", true)
	set("disable-quic", true)
	// A WebRTC connection would bypass proxy and resolver rules. Chrome knows the first
	// name, headless-shell the second (Chromium 156).
	for _, name := range []string{"webrtc-ip-handling-policy", "force-webrtc-ip-handling-policy"} {
		set(name, "disable_non_proxied_udp")
	}
	set("enable-features", strings.Join(enabledFeatures, ","))
	networkFlags(o, f, set)
	if o.OpenNet {
		set("disable-features", strings.Join(disabledFeatures, ","))
		return opts
	}
	set("disable-extensions", true)
	// The default lets every script open windows.
	set("disable-popup-blocking", false)
	set("deny-permission-prompts", true)
	// Labels are known best in English.
	set("lang", "en-US")
	set("accept-lang", "en-US,en")
	off := append([]string(nil), disabledFeatures...)
	if !o.Headed {
		off = append(off, chromePages...)
		set("disable-software-rasterizer", true)
	}
	set("disable-features", strings.Join(off, ","))
	return opts
}

// networkFlags close every way out but the allowed one.
func networkFlags(o Options, f *filter, set func(string, any)) {
	switch {
	case f != nil:
		set("proxy-server", "http://"+f.addr())
		set("proxy-bypass-list", "<-loopback>")
		// The filter resolves the names; the browser itself needs none.
		set("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
	case o.OpenNet:
		// The system's own settings, as in the person's everyday browser.
	default:
		set("no-proxy-server", true)
		set("host-resolver-rules", o.Hosts.ResolverRules())
	}
}
