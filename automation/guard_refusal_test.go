package automation

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// lockedBuffer is a buffer that many may write to.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// TestRefusalBelongsToATab: a tab knows which refused requests came from its frames, those
// that have gone since among them, and those of no other tab. The log names no machine by
// its number.
func TestRefusalBelongsToATab(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		name := strings.Trim(r.URL.Path, "/")
		fmt.Fprintf(w, `<script>fetch("https://%[1]s.evil.example/top").catch(() => frameElement?.remove()); // not before it was asked for
			if (!%[1]q.includes("-")) {
				fetch("https://192.168.1.20:8443/%[1]s").catch(() => {});
				const f = document.createElement("iframe");
				f.src = "/%[1]s-frame";
				document.documentElement.append(f);
				const g = document.createElement("iframe");
				g.src = "https://%[1]s-foreign.evil.example/";
				document.documentElement.append(g);
			}</script>`, name)
	}))
	var log lockedBuffer
	o := s.options()
	o.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	b := launchBrowser(t, o)
	i, err := b.NewIsolate(t.Context(), SiteState{})
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	tabs := map[string]*Tab{}
	for _, name := range []string{"one", "two"} {
		tab, err := i.NewTab(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		tabs[name] = tab
		if _, err := tab.Goto(t.Context(), "https://www.plex.tv/"+name); err != nil {
			t.Fatal(err)
		}
	}
	sent := func(tab string) []string {
		var out []string
		for _, r := range b.Refusals() {
			if tabs[tab].Sent(r, "https://www.plex.tv/"+tab) {
				out = append(out, strings.TrimPrefix(r.URL, "https://"))
			}
		}
		slices.Sort(out)
		return out
	}
	for _, name := range []string{"one", "two"} {
		want := []string{"192.168.1.20:8443/" + name, name + "-foreign.evil.example/", name + "-frame.evil.example/top", name + ".evil.example/top"}
		slices.Sort(want)
		eventually(t, "what the tab "+name+" asked for", func() bool { return slices.Equal(sent(name), want) })
	}
	eventually(t, "the log of it", func() bool { return strings.Contains(log.String(), inNumbers+"/two") })
	if strings.Contains(log.String(), "192.168") {
		t.Error("the log names a machine by its number")
	}
	if (&Tab{frames: newFrames("a")}).Sent(Refusal{Initiator: "https://www.plex.tv/x"}, "https://www.plex.tv/y?z") {
		t.Error("a worker of another page was taken for this one's")
	}
	if !(&Tab{frames: newFrames("a")}).Sent(Refusal{Initiator: "https://www.plex.tv/y"}, "https://www.plex.tv/y?z#a") {
		t.Error("a worker of this page was not known")
	}
}
