package automation

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// A page cannot use up our memory with long names and message boxes.
func TestNamesAndMessagesOfAPageAreBounded(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("long ", 20_000)
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><title>x</title><main><input type=checkbox aria-label="%[1]s"><label><input type=checkbox>%[1]s</label>
			<select aria-label=z><option>%[1]s</select><button title="%[1]s"></button></main>
			<script>for (let i = 0; i < %[2]d; i++) alert("%[1]s")</script>`, long, dialogsKept+20)
	}))
	b := launchBrowser(t, s.options())
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	_, tab := openAt(t, ctx, b, "https://www.plex.tv/page")
	var l *sight.Look
	// What was opened is still being read. While it is, only some of it is there.
	eventually(t, "the page is read to its end", func() bool {
		var err error
		if l, err = tab.Look(ctx, sight.Ask{}); err != nil {
			t.Fatal(err)
		}
		return l.Ready != sight.Loading
	})
	if err := ctx.Err(); err != nil || len(l.Controls) < 3 {
		t.Fatalf("%d controls, %v", len(l.Controls), err)
	}
	for _, c := range l.Controls {
		for _, text := range append(append([]string{}, c.Name...), c.Said()) {
			if len([]rune(text)) > 500 {
				t.Errorf("a name or value of %d characters", len(text))
			}
		}
	}
	texts := tab.Dialogs()
	if len(texts) == 0 || len(texts) > dialogsKept || len([]rune(texts[0])) > dialogChars {
		t.Errorf("%d message boxes are kept", len(texts))
	}
}

// A page with more than a look can take is told at once, and in plain words.
func TestPageWithTooMuchIsTold(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><title>x</title><main hidden></main><script>
			if (%q === "/text") document.querySelector("main").append("text ".repeat(2_000_001));
			else document.body.innerHTML = "<input type=checkbox>".repeat(5001);</script>`, r.URL.Path)
	}))
	b := launchBrowser(t, s.options())
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	for path, want := range map[string]string{"/controls": "more than 5000 controls", "/text": "more than 10 million characters"} {
		_, tab := openAt(t, ctx, b, "https://www.plex.tv"+path)
		var err error
		eventually(t, path+" is all there", func() bool {
			_, err = tab.Look(ctx, sight.Ask{Text: true})
			return err != nil
		})
		if !errors.Is(err, ErrTooMuch) || !strings.Contains(err.Error(), want) || tab.Stuck() {
			t.Errorf("%s: %v (stuck: %v)", path, err, tab.Stuck())
		}
		tab.Close()
	}
}

// Nor with requests in a loop.
func TestRequestsKeptAreBounded(t *testing.T) {
	x := newTraffic(nil)
	body := []byte(strings.Repeat("x", 1000))
	for i := range requestsKept + 100 {
		id := network.RequestID(fmt.Sprint(i))
		x.note(&network.EventRequestWillBeSent{RequestID: id, Type: network.ResourceTypeFetch, Request: &network.Request{
			Method: "POST", URL: fmt.Sprintf("https://plex.tv/%d", i), PostDataEntries: []*network.PostDataEntry{{Bytes: body}},
		}})
		x.note(&network.EventLoadingFinished{RequestID: id})
	}
	if len(x.done) > requestsKept || len(x.asked) > requestsKept {
		t.Errorf("%d requests and %d addresses are kept", len(x.done), len(x.asked))
	}
	if w := x.Writes(time.Time{}); w[len(w)-1].URL != fmt.Sprintf("plex.tv/%d", requestsKept+99) {
		t.Errorf("the newest request is not kept, only %v", w[len(w)-1])
	}
}
