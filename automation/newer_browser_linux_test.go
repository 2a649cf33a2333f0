package automation

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

func init() { children["newer"] = childNewer }

const newerBrowser = "AUTOMATION_TEST_BROWSER"

// childNewer stands for a browser that is newer than the driver. It passes on the
// messages of the installed browser and adds what no current browser sends: unknown
// events and fields, known fields of another type, and new values.
func childNewer(args []string) int {
	cmd := exec.Command(os.Getenv(newerBrowser), args...)
	cmd.Stderr = os.Stderr
	toBrowser, in, err := os.Pipe()
	if err != nil {
		return 1
	}
	out, fromBrowser, err := os.Pipe()
	if err != nil {
		return 1
	}
	cmd.ExtraFiles = []*os.File{toBrowser, fromBrowser} // 3 and 4, as --remote-debugging-pipe requires
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	toBrowser.Close()
	fromBrowser.Close()
	go func() { _, _ = io.Copy(in, os.NewFile(3, "commands")) }()
	says := os.NewFile(4, "messages")
	messages := bufio.NewReader(out)
	for {
		m, err := messages.ReadBytes(0)
		if err != nil {
			return 0
		}
		if _, err := says.Write(newer(m)); err != nil {
			return 0
		}
	}
}

// newer changes a message to what a newer browser might send, and puts two unknown
// messages before it.
func newer(m []byte) []byte {
	var session []byte
	if _, after, ok := bytes.Cut(m, []byte(`"sessionId":"`)); ok {
		id, _, _ := bytes.Cut(after, []byte(`"`))
		session = fmt.Appendf(nil, `,"sessionId":%q`, id)
	}
	m = bytes.ReplaceAll(m, []byte(`"params":{"`), []byte(`"params":{"sinceVersion200":{"new":[1,null]},"`))
	m = bytes.ReplaceAll(m, []byte(`"result":{"`), []byte(`"result":{"sinceVersion200":true,"`))
	m = bytes.ReplaceAll(m, []byte(`"initiator":{"type":"`), []byte(`"initiator":{"type":"dream of `))
	var said []byte
	said = fmt.Appendf(said, `{"method":"Weather.forecast","params":{"rain":true}%s}`+"\x00", session)
	said = fmt.Appendf(said, `{"method":"Page.lifecycleEvent","params":{"frameId":[7],"timestamp":"soon"}%s}`+"\x00", session)
	return append(said, m...)
}

// TestNewerBrowser: the driver skips what it cannot read. The guard still works, the
// page is read and operated, and its saves are seen.
func TestNewerBrowser(t *testing.T) {
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<button onclick="fetch('/save', {method: 'POST', body: 'x'})">Save</button>`)
	}))
	real, _, err := FindBrowser(FindOptions{})
	if err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(t.TempDir(), "chrome-200")
	text := fmt.Sprintf("#!/bin/sh\n%s=newer %s=%q exec %q \"$@\"\n", childRole, newerBrowser, real, os.Args[0])
	if err := os.WriteFile(script, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{true, false} {
		o := s.options()
		o.BrowserPath, o.ReadOnly = script, readOnly
		b := launchBrowser(t, o)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		_, tab := openAt(t, ctx, b, "https://www.plex.tv/")
		l, err := tab.Look(ctx, sight.Ask{})
		if err != nil || len(l.Buttons) != 1 {
			t.Fatalf("the page was not read: %+v, %v", l, err)
		}
		began := time.Now()
		if readOnly {
			var none int
			err = tab.evaluateMain(ctx, "document.querySelector('button').click(), 1", &none)
		} else {
			err = tab.Click(ctx, l.Buttons[0].Ref, l.Origin, "Save")
		}
		if err != nil {
			t.Fatal(err)
		}
		err = Until(ctx, "see", "the save", 20*time.Millisecond, func(context.Context) (bool, string, error) {
			w := tab.Writes(began)
			return len(w) == 1 && w[0].Bad() == readOnly && (w[0].Status != 0 || w[0].Failed != ""), fmt.Sprintf("%+v", w), nil
		})
		if err != nil {
			t.Error(err)
		}
		if got := s.hasArrived("/save"); got == readOnly {
			t.Errorf("read only %v, but the save reached the site: %v", readOnly, got)
		}
	}
}
