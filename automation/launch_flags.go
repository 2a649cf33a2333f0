package automation

import (
	"strings"

	"github.com/chromedp/chromedp"
)

// Chromium uses only the last --enable-features and --disable-features, so these
// replace chromedp's. Translate is kept from it; its other names mean nothing to a
// current Chromium (BlinkGenPropertyTrees, NetworkServiceInProcess).
var (
	enabledFeatures = []string{
		"NetworkServiceInProcess2", // one process less: starts 15 % faster
		// The browser itself sends what speculation rules ask for, and does not ask the
		// guard. This lets none of it begin. It is meant for tests of Chromium, and the
		// one way that works in headless-shell, too (Chromium 156).
		"PrefetchSchedulerTesting:kPrefetchSchedulerTestingActiveSetSizeLimitForBase/0/kPrefetchSchedulerTestingActiveSetSizeLimitForBurst/0",
	}
	disabledFeatures = []string{
		"Translate",
		// These send requests that the guard does not see.
		"Reporting", "NetworkErrorLogging", "FetchLaterAPI",
		"OptimizationHints", "MediaRouter", "DialMediaRouteProvider",
		"DnsOverHttps", "DnsOverHttpsUpgrade",
		"AutofillServerCommunication", "CertificateTransparencyComponentUpdater",
	}
	// Chrome draws its own window with web pages, each with a renderer. Nobody sees
	// them in a headless window, and they take 15 % of the start, and more for each
	// tab.
	chromePages = []string{
		"WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIReloadButton",
		"InitialWebUI", "WebUIToolbar", "PreloadTopChromeWebUI", "GlicWarming",
	}
)

// browserFlags returns chromedp's defaults with our changes; later flags win. f is nil
// if no proxy is used.
func browserFlags(o Options, dir *runDir, f *filter) []chromedp.ExecAllocatorOption {
	opts := append([]chromedp.ExecAllocatorOption(nil), chromedp.DefaultExecAllocatorOptions[:]...)
	if o.Headed {
		opts = append(opts, chromedp.VisibleWindow)
	}
	set := func(name string, value any) { opts = append(opts, chromedp.Flag(name, value)) }

	// No disk-cache-dir: headless-shell would use it for isolated contexts too, which
	// would then share a cache on disk and wait for each other (Chromium 156).
	set("user-data-dir", dir.profile())
	// Without this flag, chromedp silently turns the sandbox off for root.
	set("no-sandbox", o.NoSandbox)
	// Tabs are opened in isolated contexts, so nobody needs the first window.
	set("no-startup-window", true)
	set("no-service-autorun", true)
	// Tabs in one browser context that show one site share a process, which is most of
	// what a tab costs. Other contexts and other sites never share it, whatever this
	// limit.
	set("renderer-process-limit", "1")
	// A page is open for seconds only. In that time the optimizing compilers cost more
	// than they gain, and most security holes of JavaScript engines were in them.
	set("js-flags", "--no-maglev,--no-turbofan")
	set("noerrdialogs", true)
	// The process that writes crash dumps has left the browser's process group, so it would
	// live on for a moment when the browser is killed. Nobody wants a dump: the session is
	// in it. (Of the flags with such names, only this one keeps it away: Chromium 156.)
	set("disable-crashpad-for-testing", true)
	// chromedp's defaults switch off the protection against pages that send the browser
	// more than it can take.
	set("disable-ipc-flooding-protection", false)
	set("disable-component-update", true)
	set("disable-quic", true)
	// A WebRTC connection would bypass the proxy and the resolver rules. Chrome knows
	// the first of these names, headless-shell the second (Chromium 156).
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
	// By default every script could open windows.
	set("disable-popup-blocking", false)
	set("deny-permission-prompts", true)
	// The catalogue knows labels best in English.
	set("lang", "en-US")
	set("accept-lang", "en-US,en")
	// FedCm fetches an address of a page's choice as that of an identity provider, and the
	// guard does not see it (Chromium 156; the tests show it). Whoever signs in may need it.
	off := append([]string{"FedCm"}, disabledFeatures...)
	if !o.Headed {
		off = append(off, chromePages...)
		set("disable-software-rasterizer", true)
	}
	set("disable-features", strings.Join(off, ","))
	return opts
}

// networkFlags closes every way out but the one that is allowed.
func networkFlags(o Options, f *filter, set func(string, any)) {
	switch {
	case f != nil:
		set("proxy-server", "http://"+f.addr())
		set("proxy-bypass-list", "<-loopback>")
		// The filter resolves host names; the browser does not need to.
		set("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
	case o.OpenNet:
		// Without a proxy, the system's own settings apply, as in the person's everyday
		// browser.
	default:
		set("no-proxy-server", true)
		set("host-resolver-rules", o.Hosts.ResolverRules())
	}
}
