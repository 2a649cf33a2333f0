package ui

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// event is what a page is sent while it is open.
type event struct {
	// Kind is "view" (something else is to be shown), "page" (one of Plex's pages has come
	// a step further) or "over" (the page is closed).
	Kind string `json:"kind"`
	// Page is the id of Plex's page, and Tone its state in a word for the style sheet.
	Page string `json:"page,omitempty"`
	Tone string `json:"tone,omitempty"`
	// Text is shown, and Say is said to a screen reader.
	Text string `json:"text,omitempty"`
	Say  string `json:"say,omitempty"`
}

// feed sends events to all tabs that are open.
type feed struct {
	mu    sync.Mutex
	tabs  map[chan event]bool
	ended bool
}

// waiting is how many events a tab may be behind.
const waiting = 64

func newFeed() *feed { return &feed{tabs: map[chan event]bool{}} }

// send sends an event. A tab that is too far behind loses its stream; it opens another one
// and then shows everything anew.
func (f *feed) send(e event) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for tab := range f.tabs {
		select {
		case tab <- e:
		default:
			delete(f.tabs, tab)
			close(tab)
		}
	}
}

// end sends a last event and ends all streams.
func (f *feed) end(e event) {
	f.send(e)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ended = true
	for tab := range f.tabs {
		delete(f.tabs, tab)
		close(tab)
	}
}

func (f *feed) join() chan event {
	f.mu.Lock()
	defer f.mu.Unlock()
	tab := make(chan event, waiting)
	if f.ended {
		close(tab)
		return tab
	}
	f.tabs[tab] = true
	return tab
}

func (f *feed) leave(tab chan event) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.tabs, tab)
}

// beat is how often a stream shows that it is alive.
const beat = 15 * time.Second

// stream sends events to one tab until it is closed.
func (f *feed) stream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	tab := f.join()
	defer f.leave(tab)
	out := http.NewResponseController(w)
	put := func(text string) bool {
		_ = out.SetWriteDeadline(time.Now().Add(writeLimit))
		_, err := fmt.Fprint(w, text)
		return err == nil && out.Flush() == nil
	}
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for alive := put(": hello\n\n"); alive; {
		select {
		case e, open := <-tab:
			if !open {
				return
			}
			text, err := json.Marshal(e)
			alive = err == nil && put("data: "+string(text)+"\n\n")
		case <-tick.C:
			alive = put(": beat\n\n")
		case <-r.Context().Done():
			return
		}
	}
}
