package automation

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/plexpriv/plexpriv/automation/judge"
)

// answerLimit bounds one answer to the browser. A browser that has not taken it by then
// hangs.
const answerLimit = 30 * time.Second

// guard decides about every request of a browser before it leaves, and records what it
// refused.
type guard struct {
	rules judge.Rules
	// openNet lets every request leave, while a person signs in.
	openNet bool
	// remote says that the browser is not ours: it may reach hosts that we refuse.
	remote bool
	// policy is what documents get as their policy, "" if they get none.
	policy   string
	refusals refusals
	// seen is what the browser has asked us about.
	seen seen
	// asks are the plain requests under way. They leave with headers of their own.
	asks    plainRequests
	stubbed stubbed
	log     *slog.Logger
}

func newGuard(o Options, remote bool) *guard {
	return &guard{
		rules: judge.NewRules(judge.Config{
			Hosts: o.Hosts, Stubs: o.Stubs, ReadOnly: o.ReadOnly, LeaveOut: o.BlockResources,
			Reads: o.Reads,
		}),
		openNet: o.OpenNet, remote: remote, policy: policyFor(o, remote), log: o.logger(),
	}
}

// intercept makes the browser ask us about every request of every tab, popup window,
// frame and worker before it leaves. Intercepting in a tab would miss popup windows and
// workers. f may be nil; bctx holds the browser.
func (g *guard) intercept(bctx context.Context, f *filter) error {
	browser := chromedp.FromContext(bctx).Browser
	answer := func(what string, call func(ctx context.Context) error) {
		ctx, cancel := context.WithTimeout(bctx, answerLimit)
		defer cancel()
		err := call(ctx)
		// The requests of a page end with the page.
		if gone := (*cdproto.Error)(nil); err != nil && !errors.As(err, &gone) && bctx.Err() == nil {
			g.log.Debug("answer the browser", "about", what, "error", err)
		}
	}
	// The listener runs in the loop that reads the browser's messages, so each answer
	// is sent from a goroutine of its own.
	err := chromedp.ListenBrowser(bctx, func(ev any) {
		switch ev := ev.(type) {
		case *fetch.EventRequestPaused:
			g.seen.add(ev)
			go answer("a request", func(ctx context.Context) error { return g.answerPaused(ctx, browser, ev) })
		case *fetch.EventAuthRequired:
			go answer("a password", func(ctx context.Context) error { return g.answerAuth(ctx, browser, f, ev) })
		}
	})
	if err != nil {
		return fmt.Errorf("listen for requests: %w", err)
	}
	// The browser asks us for passwords only if it also pauses requests. So it pauses
	// those of the sign-in window too, and we continue all of them.
	if _, err := cdp.Call(bctx, browser, fetch.Enable, fetch.EnableParams{HandleAuthRequests: new(true)}); err != nil {
		return fmt.Errorf("guard the browser's requests: %w", err)
	}
	return nil
}

// answerPaused continues or refuses a request.
func (g *guard) answerPaused(ctx context.Context, s cdp.Session, ev *fetch.EventRequestPaused) error {
	asked := g.asks.of(ev)
	if ev.ResponseStatusCode != 0 || ev.ResponseErrorReason != "" {
		if asked != nil {
			return asked.take(ctx, s, ev)
		}
		return g.applyPolicy(ctx, s, ev)
	}
	req := requestFrom(ev)
	v := judge.Verdict{Action: judge.LetThrough}
	switch {
	case asked != nil && !asked.goesTo(req.URL):
		v = judge.Verdict{Action: judge.Refuse, Reason: judge.ReasonHost}
	case !g.openNet:
		v = g.rules.Judge(req)
	}
	switch v.Action {
	case judge.LetThrough:
		params := fetch.ContinueRequestParams{RequestID: ev.RequestID}
		switch {
		case asked != nil:
			asked.prepare(&params, ev)
		case g.policy != "" && bringsPolicy(ev.ResourceType):
			params.InterceptResponse = new(true)
		}
		_, err := cdp.Call(ctx, s, fetch.ContinueRequest, params)
		return err
	case judge.Replace:
		return g.answerStub(ctx, s, ev, v.Script)
	case judge.Upgrade:
		_, err := cdp.Call(ctx, s, fetch.FulfillRequest, fetch.FulfillRequestParams{
			RequestID: ev.RequestID, ResponseCode: 307,
			ResponseHeaders: []*fetch.HeaderEntry{{Name: "Location", Value: "https" + strings.TrimPrefix(ev.Request.URL, "http")}},
		})
		return err
	case judge.Refuse:
		if asked == nil { // whoever made a plain request is told by its error
			g.refusals.add(Refusal{
				Time: time.Now(), URL: bareURL(req.URL), Method: req.Method, ResourceType: req.Kind,
				Reason: v.Reason, Operation: v.Operation, FrameID: string(ev.FrameID), Initiator: bareURL(req.Headers["referer"]),
			})
		}
		g.log.Debug("request refused", "url", withoutNumbers(bareURL(req.URL)), "method", req.Method, "reason", v.Reason, "operation", v.Operation)
	}
	_, err := cdp.Call(ctx, s, fetch.FailRequest, fetch.FailRequestParams{
		RequestID: ev.RequestID, ErrorReason: network.ErrorReasonBlockedByClient,
	})
	return err
}

// answerAuth gives the password to the filter and to nobody else.
func (g *guard) answerAuth(ctx context.Context, s cdp.Session, f *filter, ev *fetch.EventAuthRequired) error {
	response := &fetch.AuthChallengeResponse{Response: fetch.AuthChallengeResponseResponseCancelAuth}
	if g.openNet {
		response.Response = fetch.AuthChallengeResponseResponseDefault
	}
	c := ev.AuthChallenge
	if c.Source == fetch.AuthChallengeSourceProxy && f != nil && f.answers(c.Origin) {
		response = &fetch.AuthChallengeResponse{
			Response: fetch.AuthChallengeResponseResponseProvideCredentials,
			Username: filterUser, Password: f.secret,
		}
	}
	_, err := cdp.Call(ctx, s, fetch.ContinueWithAuth, fetch.ContinueWithAuthParams{RequestID: ev.RequestID, AuthChallengeResponse: response})
	return err
}

// requestFrom converts an event to what the judge needs.
func requestFrom(ev *fetch.EventRequestPaused) judge.Request {
	r := judge.Request{
		URL: ev.Request.URL, Method: ev.Request.Method, Kind: string(ev.ResourceType),
		Headers: map[string]string{}, HasBody: ev.Request.HasPostData,
	}
	for name, raw := range ev.Request.Headers {
		value, _ := raw.(string)
		r.Headers[strings.ToLower(name)] = value
	}
	for _, part := range ev.Request.PostDataEntries {
		// A part without bytes is a file or a blob, which we cannot see.
		if part == nil || part.Bytes == nil {
			r.Body, r.BodyHidden = nil, true
			break
		}
		r.Body = append(r.Body, part.Bytes...)
	}
	return r
}

// bareURL removes what may be secret from an address: user, query and fragment.
func bareURL(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if u.Opaque != "" {
		return u.Scheme + ":"
	}
	return u.Scheme + "://" + u.Host + u.EscapedPath()
}

// noteBackground records what the filter refused. The guard refuses the requests of
// pages before they get there, so these are mostly the browser's own.
func (g *guard) noteBackground(host, why string) {
	g.refusals.add(Refusal{Time: time.Now(), URL: "https://" + host, Method: "CONNECT", Reason: "background: " + why})
}
