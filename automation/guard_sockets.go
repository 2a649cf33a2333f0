package automation

import (
	"context"
	"mime"
	"slices"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
)

// noSockets is a Content-Security-Policy. It forbids the connections that the guard
// cannot see, because the Fetch domain does not report WebSockets and WebTransport. The
// page's own policy still applies, too. A document or worker without a response of its
// own (srcdoc, blob:, data:) inherits the policy of its creator.
const noSockets = "connect-src https: data: blob:"

// bringsPolicy says whether the response to a request can set a policy. Documents can,
// and so can the main scripts of workers (the browser calls them "Other").
func bringsPolicy(kind network.ResourceType) bool {
	return kind == network.ResourceTypeDocument || kind == network.ResourceTypeOther
}

// forbidSockets adds the policy to a response.
func forbidSockets(ctx context.Context, s cdp.Session, ev *fetch.EventRequestPaused) error {
	if !runsCode(ev) {
		_, err := cdp.Call(ctx, s, fetch.ContinueResponse, fetch.ContinueResponseParams{RequestID: ev.RequestID})
		return err
	}
	headers := append(slices.Clone(ev.ResponseHeaders), &fetch.HeaderEntry{Name: "Content-Security-Policy", Value: noSockets})
	if ev.ResourceType != network.ResourceTypeDocument {
		_, err := cdp.Call(ctx, s, fetch.ContinueResponse, fetch.ContinueResponseParams{
			RequestID: ev.RequestID, ResponseCode: ev.ResponseStatusCode, ResponsePhrase: ev.ResponseStatusText, ResponseHeaders: headers,
		})
		return err
	}
	// Chromium has parsed the policy of a document before it asks us, and ignores
	// changed headers (Chromium 156; the tests show it). So we answer with a new
	// response that has the same body.
	body, err := cdp.Call(ctx, s, fetch.GetResponseBody, fetch.GetResponseBodyParams{RequestID: ev.RequestID})
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

// inert are content types that run no script, even if the browser sniffs the content.
var inert = []string{"application/json", "text/plain", "text/event-stream"}

// runsCode says whether a response may begin something that runs. A redirect, an error
// and a response without a body do not.
func runsCode(ev *fetch.EventRequestPaused) bool {
	code := ev.ResponseStatusCode
	if ev.ResponseErrorReason != "" || code == 204 || code == 205 || (code >= 300 && code < 400) {
		return false
	}
	for _, h := range ev.ResponseHeaders {
		if strings.EqualFold(h.Name, "Content-Type") {
			kind, _, err := mime.ParseMediaType(h.Value)
			return err != nil || !slices.Contains(inert, kind)
		}
	}
	return true
}
