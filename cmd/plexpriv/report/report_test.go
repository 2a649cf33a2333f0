package report

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
	"golang.org/x/net/html"
)

var at = time.Date(2026, 3, 14, 15, 9, 26, 0, time.UTC)

// anAccount is the report on an account with one setting, on the email page.
func anAccount(name string, r outcome.Result) outcome.AccountReport {
	return outcome.AccountReport{
		Profile: name, Account: name,
		Pages: []outcome.PageReport{{ID: "email", URL: "https://www.plex.tv/email-preferences/", Status: outcome.PageOK, ReadAt: at, ProvedAt: at.Add(time.Minute), Wrote: true,
			Before: &outcome.Picture{PNG: []byte("before"), Width: 10, Height: 20, Shown: 1, Of: 1}, After: &outcome.Picture{PNG: []byte("after"), Width: 10, Height: 20, Shown: 1, Of: 2}}},
		Settings: []outcome.SettingReport{{ID: "email.library-issues", Page: "email", Before: "subscribed", Wanted: "unsubscribed", After: "unsubscribed", Result: r, Controls: []outcome.ControlReport{
			{ID: "library-issues", Label: "Email me when someone reports an issue", Before: "subscribed", After: "unsubscribed", ShownBefore: "on", ShownAfter: "off", Result: r}}}},
	}
}

func draw(t *testing.T, r *outcome.Report, redact func(string) string) (page *Page, text string) {
	t.Helper()
	return drawIn(t, locale.English, r, redact)
}

func drawIn(t *testing.T, tag string, r *outcome.Report, redact func(string) string) (page *Page, text string) {
	t.Helper()
	c, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	words := presentation.New(locale.New(tag), c)
	page = New(Source{Result: r, Words: words, Version: "v1", At: at, Redact: redact})
	b, err := page.HTML(words)
	if err != nil {
		t.Fatal(err)
	}
	return page, string(b)
}

// visibleText is the text of an HTML page, without markup and styles.
func visibleText(t *testing.T, text string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" {
			out = append(out, strings.Fields(n.Data)...)
		}
	}
	return strings.Join(out, " ")
}

func TestPageSaysWhatWasChangedAndHowItWasProved(t *testing.T) {
	a := anAccount("ada", outcome.Verified)
	a.Receipt = strings.Repeat("ab", 32)
	a.Unknown = []outcome.UnknownControl{{Page: "email", Role: "checkbox", Name: "Brand new mail", State: "on", News: true}}
	_, text := draw(t, &outcome.Report{Command: "apply", Run: "run1", Level: "strict", Accounts: []outcome.AccountReport{a}}, nil)
	said := visibleText(t, text)
	for _, want := range []string{
		"All private: 1 setting changed and confirmed", "14 March 2026, 15:09 (UTC+00:00)", "Library problem reports",
		"On the page: “Email me when someone reports an issue”", "email.library-issues on off off ✓ changed",
		"Reloaded and read again at 15:10:26.", "Before, 15:09:26", "After, 15:10:26 (1 of 2 controls)",
		"Email preferences: checkbox “Brand new mail” is on", "What else changes with it",
		"plexpriv check --level strict --profile ada", "plexpriv undo --run run1 --profile ada", "plexpriv receipt --profile ada run1", a.Receipt,
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the report does not say %q:\n%s", want, said)
		}
	}
	if !strings.Contains(text, `src="data:image/png;base64,`+base64.StdEncoding.EncodeToString([]byte("before"))) {
		t.Error("the picture is not in the report")
	}
}

// What does not fit into a column stands below its row, and a German report has German
// reasons.
func TestDetailsHaveRoom(t *testing.T) {
	a := anAccount("ada", outcome.NotFound)
	a.Settings[0].Detail = "not found; " + strings.Repeat("found these controls: checkbox. ", 10)
	_, text := draw(t, &outcome.Report{Command: "apply", Accounts: []outcome.AccountReport{a}}, nil)
	if before, after, ok := strings.Cut(text, "<summary>Details"); !ok || strings.Contains(before, "found these controls") || !strings.Contains(after, "found these controls") {
		t.Errorf("the detail is not below its row:\n%s", visibleText(t, text))
	}
	a = anAccount("ada", outcome.Skipped)
	a.Settings[0].Reason, a.Settings[0].Detail = outcome.KeptByLevel, "level recommended leaves it as it is"
	_, text = drawIn(t, "de", &outcome.Report{Command: "apply", Accounts: []outcome.AccountReport{a}}, nil)
	if said := visibleText(t, text); strings.Contains(said, "leaves it") || strings.Contains(said, "angezeigt als „on“") {
		t.Errorf("English in a German report:\n%s", said)
	}
}

// Every result and every page status that is a problem comes with advice.
func TestEveryProblemHasAdvice(t *testing.T) {
	for _, r := range []outcome.Result{outcome.Reverted, outcome.Unverified, outcome.Failed, outcome.NotFound, outcome.Ambiguous, outcome.Disabled, outcome.Unreadable, outcome.WouldChange} {
		page, _ := draw(t, &outcome.Report{Command: "apply", Accounts: []outcome.AccountReport{anAccount("ada", r)}}, nil)
		a := page.Accounts[0]
		if len(a.Next) != 1 || a.Next[0].About != "Library problem reports" || strings.ContainsAny(a.Next[0].Text, "{}") || page.Tone == Good {
			t.Errorf("%s: verdict %q, advice %+v", r, page.Verdict, a.Next)
		}
	}
	for _, s := range []outcome.PageStatus{outcome.PageMoved, outcome.PageChanged, outcome.PageSignedOut, outcome.PageBlocked, outcome.PageUnreachable} {
		a := anAccount("ada", outcome.Unreadable)
		a.Pages[0].Status = s
		page, _ := draw(t, &outcome.Report{Command: "check", Accounts: []outcome.AccountReport{a}}, nil)
		if next := page.Accounts[0].Next; len(next) == 0 || next[0].About != "Email preferences" || strings.ContainsAny(next[0].Text, "{}") {
			t.Errorf("page status %s: advice %+v", s, next)
		}
	}
	a := anAccount("ada", outcome.Skipped)
	a.Settings = append(a.Settings, anAccount("ada", outcome.Already).Settings...)
	a.Settings[0].Reason = outcome.NotReached
	a.Cause, a.Error = outcome.ErrInterrupted, "interrupted"
	page, _ := draw(t, &outcome.Report{Command: "apply", Accounts: []outcome.AccountReport{a}}, nil)
	if page.Tone != Bad || !strings.Contains(page.Verdict, "Interrupted") || !strings.Contains(page.Accounts[0].Next[0].Text, "plexpriv apply --profile ada") {
		t.Errorf("interrupted: verdict %q, advice %+v", page.Verdict, page.Accounts[0].Next)
	}
	a.Settings = a.Settings[1:]
	page, _ = draw(t, &outcome.Report{Command: "apply", Accounts: []outcome.AccountReport{a}}, nil)
	if page.Tone != Good || len(page.Accounts[0].Next) > 0 {
		t.Errorf("interrupted when all was done: verdict %q, advice %+v", page.Verdict, page.Accounts[0].Next)
	}
}

func TestWorstAccountIsFirst(t *testing.T) {
	broken := anAccount("broken", outcome.Already)
	broken.Error = "no session"
	page, text := draw(t, &outcome.Report{Command: "check", Accounts: []outcome.AccountReport{
		anAccount("fine", outcome.Already), anAccount("drifted", outcome.WouldChange), broken, anAccount("odd", outcome.Unreadable)}}, nil)
	var got []string
	for _, a := range page.Accounts {
		got = append(got, a.Name)
	}
	if fmt.Sprint(got) != "[broken odd drifted fine]" {
		t.Errorf("the accounts are in the order %v", got)
	}
	if !strings.Contains(visibleText(t, text), "All accounts") {
		t.Error("a report on several accounts has no table of all accounts")
	}
	if _, text = draw(t, &outcome.Report{Command: "check", Accounts: []outcome.AccountReport{broken}}, nil); strings.Contains(visibleText(t, text), "All accounts") {
		t.Error("a report on one account has a table of all accounts")
	}
}

// Text from outside never becomes markup or a link, an email address is redacted, and
// the content security policy allows nothing but the report's own style.
func TestPageLoadsNothingAndEscapesText(t *testing.T) {
	a := anAccount(`<script>alert(1)</script>`, outcome.Failed)
	a.Pages[0].URL = "javascript:alert(1)"
	a.Pages[0].Detail = "write to ada@example.org"
	a.Settings[0].Controls[0].Label = `"><img src=https://evil.example/x onerror=alert(1)>`
	redact := func(s string) string { return strings.ReplaceAll(s, "ada@example.org", "a…@…") }
	_, text := draw(t, &outcome.Report{Command: "apply", Error: "token of ada@example.org", Accounts: []outcome.AccountReport{a}}, redact)
	if strings.Contains(text, "ada@example.org") {
		t.Error("the report contains an email address")
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	policy, css := "", ""
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := map[string]string{}
		for _, x := range n.Attr {
			attr[x.Key] = x.Val
			if strings.HasPrefix(x.Key, "on") || x.Key == "style" {
				t.Errorf("the report contains <%s %s=%q>", n.Data, x.Key, x.Val)
			}
		}
		switch n.Data {
		case "script", "iframe", "object", "form":
			t.Errorf("the report contains <%s>", n.Data)
		case "img", "link":
			if src := attr["src"] + attr["href"]; !strings.HasPrefix(src, "data:") {
				t.Errorf("<%s> loads %s", n.Data, src)
			}
		case "a":
			if h := attr["href"]; !strings.HasPrefix(h, "#") {
				t.Errorf("the report links to %s", h)
			}
		case "meta":
			if attr["http-equiv"] == "Content-Security-Policy" {
				policy = attr["content"]
			}
		case "style":
			css = n.FirstChild.Data
		}
	}
	sum := sha256.Sum256([]byte(css))
	if want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) || !strings.HasPrefix(policy, "default-src 'none'") {
		t.Errorf("the content security policy is %q, want %s in it", policy, want)
	}
}

func TestSafeLink(t *testing.T) {
	for address, ok := range map[string]bool{
		"https://www.plex.tv/email-preferences/": true, "https://app.plex.tv/desktop/#!/settings/account": true,
		"http://www.plex.tv/": false, "https://plex.tv.example/": false, "https://www.plex.tv/?token=x": false, "javascript:alert(1)": false, "https://a@plex.tv/": false,
	} {
		if got := presentation.SafeLink(address); (got != "") != ok {
			t.Errorf("SafeLink(%q) is %q, should be a link: %v", address, got, ok)
		}
	}
}

// stylesheetColor matches a color that the style sheet defines.
var stylesheetColor = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6}|#[0-9a-f]{3})\b`)

// Text has a contrast of at least 4.5 to 1 in light and dark mode and in print.
func TestTextColorsHaveContrast(t *testing.T) {
	light, rest, _ := strings.Cut(style, "@media (prefers-color-scheme: dark)")
	dark, rest, _ := strings.Cut(rest, "* { box-sizing")
	_, print, _ := strings.Cut(rest, "@media print")
	for name, part := range map[string]string{"light": light, "dark": dark, "print": print} {
		colors := map[string]string{}
		for _, m := range stylesheetColor.FindAllStringSubmatch(part, -1) {
			colors[m[1]] = m[2]
		}
		for _, pair := range [][2]string{
			{"ink", "paper"}, {"ink", "card"}, {"soft", "paper"}, {"soft", "card"}, {"link", "card"}, {"ink", "quiet-back"},
			{"good", "good-back"}, {"todo", "todo-back"}, {"bad", "bad-back"}, {"quiet", "quiet-back"}, {"good", "paper"}, {"bad", "paper"}, {"todo", "paper"},
		} {
			front, back := colors[pair[0]], colors[pair[1]]
			if front == "" || back == "" {
				t.Errorf("%s: a color of %v is not defined", name, pair)
				continue
			}
			if r := contrast(front, back); r < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f to 1, want 4.5", name, pair[0], pair[1], r)
			}
		}
	}
}
