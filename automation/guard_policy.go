package automation

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
)

// policyFor returns the Content-Security-Policy for documents and workers, "" if they
// need none. It forbids the connections that the guard cannot see, because the Fetch
// domain does not report WebSockets. The site's own policy still applies, too. A
// document or worker without a response of its own (srcdoc, blob:, data:) inherits the
// policy of its creator.
//
// A page that may write may open sockets. In a browser that we started they lead
// nowhere but to the hosts, so no policy is needed; in another one it says so.
func policyFor(o Options, remote bool) string {
	const read = "connect-src https: data: blob:"
	switch suffix := o.Hosts.Suffix; {
	case o.OpenNet:
		return ""
	case o.ReadOnly:
		return read
	case remote && suffix != "":
		return read + " wss://" + suffix + " wss://*." + suffix
	}
	return ""
}

// notOurs are headers of a site that are not passed on to a document with our policy,
// because they make the browser send what the guard does not see.
var notOurs = []string{"Speculation-Rules", "Reporting-Endpoints", "Report-To", "NEL"}

// withPolicy returns the headers of a response with the policy in them.
func (g *guard) withPolicy(headers []*fetch.HeaderEntry) []*fetch.HeaderEntry {
	kept := slices.DeleteFunc(slices.Clone(headers), func(h *fetch.HeaderEntry) bool {
		return slices.ContainsFunc(notOurs, func(name string) bool { return strings.EqualFold(name, h.Name) })
	})
	return append(kept,
		&fetch.HeaderEntry{Name: "Content-Security-Policy", Value: g.policy},
		// Names that a page wants to be looked up in advance are not.
		&fetch.HeaderEntry{Name: "X-DNS-Prefetch-Control", Value: "off"})
}

// bringsPolicy says whether the response to a request can set a policy. Documents can,
// and so can the main scripts of workers (the browser calls them "Other").
func bringsPolicy(kind network.ResourceType) bool {
	return kind == network.ResourceTypeDocument || kind == network.ResourceTypeOther
}

// applyPolicy passes a response on with the policy in it.
func (g *guard) applyPolicy(ctx context.Context, s cdp.Session, ev *fetch.EventRequestPaused) error {
	if !becomesDocument(ev) {
		_, err := cdp.Call(ctx, s, fetch.ContinueResponse, fetch.ContinueResponseParams{RequestID: ev.RequestID})
		return err
	}
	headers := g.withPolicy(ev.ResponseHeaders)
	if ev.ResourceType != network.ResourceTypeDocument {
		_, err := cdp.Call(ctx, s, fetch.ContinueResponse, fetch.ContinueResponseParams{
			RequestID: ev.RequestID, ResponseCode: ev.ResponseStatusCode, ResponsePhrase: ev.ResponseStatusText, ResponseHeaders: headers,
		})
		return err
	}
	// Chromium has parsed the policy of a document before it asks us, and ignores
	// changed headers (Chromium 156; the tests show it). So we answer with a new
	// response that has the same body.
	body, err := documentOf(ctx, s, ev)
	if err != nil || cutShort(ev, body) {
		// The document broke off, or cannot be guarded. Fail the request, or the load
		// would hang.
		_, err = cdp.Call(ctx, s, fetch.FailRequest, fetch.FailRequestParams{RequestID: ev.RequestID, ErrorReason: network.ErrorReasonFailed})
		return err
	}
	headers = slices.DeleteFunc(headers, func(h *fetch.HeaderEntry) bool {
		// The body that we got is decompressed.
		return strings.EqualFold(h.Name, "Content-Encoding") || strings.EqualFold(h.Name, "Content-Length")
	})
	if len(body.Body) == 0 {
		// Without a body the browser would use the response that it has, and its
		// policy.
		body.Body = []byte("\n")
	}
	_, err = cdp.Call(ctx, s, fetch.FulfillRequest, fetch.FulfillRequestParams{
		RequestID: ev.RequestID, ResponseCode: ev.ResponseStatusCode, ResponsePhrase: ev.ResponseStatusText,
		ResponseHeaders: headers, Body: body.Body,
	})
	return err
}

// cutShort says whether a body is shorter than its response announced. The browser
// hands over a body that broke off as if it were complete (Chromium 156). If no length
// was announced, or only that of the compressed body, nobody can tell; then only an
// empty body counts as cut short.
func cutShort(ev *fetch.EventRequestPaused, body fetch.GetResponseBodyResult) bool {
	said, packed := -1, false
	for _, h := range ev.ResponseHeaders {
		switch {
		case strings.EqualFold(h.Name, "Content-Encoding"):
			packed = true
		case strings.EqualFold(h.Name, "Content-Length"):
			if n, err := strconv.Atoi(strings.TrimSpace(h.Value)); err == nil {
				said = n
			}
		}
	}
	if len(body.Body) == 0 {
		return said > 0 || (said < 0 && ev.ResponseStatusCode < 300)
	}
	return !packed && body.Base64encoded && said >= 0 && len(body.Body) != said
}

// mostDocument is the length of a document that is read at most, in bytes. A longer one
// is not loaded.
const mostDocument = 16 << 20

// documentOf reads the body of a paused document.
func documentOf(ctx context.Context, s cdp.Session, ev *fetch.EventRequestPaused) (fetch.GetResponseBodyResult, error) {
	if said, err := strconv.Atoi(headerOf(ev, "Content-Length")); err == nil && said > mostDocument {
		return fetch.GetResponseBodyResult{}, errTooLong
	}
	body, err := cdp.Call(ctx, s, fetch.GetResponseBody, fetch.GetResponseBodyParams{RequestID: ev.RequestID})
	if err == nil && len(body.Body) > mostDocument {
		err = errTooLong
	}
	return body, err
}

// becomesDocument says whether a response may begin something that runs. An error does
// not, nor does a response that keeps the document that is there, nor a redirect; but a
// redirect that says not where to is a document for Chrome. The content type says
// nothing: Chrome takes the last of several, and sniffs.
func becomesDocument(ev *fetch.EventRequestPaused) bool {
	if ev.ResponseErrorReason != "" {
		return false
	}
	switch ev.ResponseStatusCode {
	case 204, 205:
		return false
	case 301, 302, 303, 307, 308:
		return !slices.ContainsFunc(ev.ResponseHeaders, func(h *fetch.HeaderEntry) bool {
			return strings.EqualFold(h.Name, "Location") && strings.TrimSpace(h.Value) != ""
		})
	}
	return true
}
