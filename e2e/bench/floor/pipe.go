//go:build linux

package floor

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
)

// browser is a Chromium on the two pipes of --remote-debugging-pipe, with
// nothing between us and the protocol but JSON.
type browser struct {
	cmd *exec.Cmd
	out *os.File

	mu      sync.Mutex
	next    int
	waiting map[int]chan reply
}

type reply struct {
	ID     int
	Result json.RawMessage
	Error  *struct{ Message string }
}

// flags start a browser that does nothing but what it is told: no first window,
// one process less, no page of its own.
var flags = []string{
	"--headless", "--no-sandbox", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--no-startup-window",
	"--password-store=basic", "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--disable-sync",
	"--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
	"--enable-features=NetworkServiceInProcess2", "--disable-software-rasterizer",
	"--disable-features=Translate,OptimizationHints,MediaRouter,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,WebUIReloadButton,InitialWebUI,WebUIToolbar,PreloadTopChromeWebUI,GlicWarming",
}

func start(program, proxy, dir string) (*browser, error) {
	toBrowser, out, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	in, fromBrowser, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	b := &browser{out: out, waiting: map[int]chan reply{}}
	b.cmd = exec.Command(program, append(flags, "--user-data-dir="+dir, "--proxy-server="+proxy, "--proxy-bypass-list=<-loopback>")...)
	b.cmd.ExtraFiles = []*os.File{toBrowser, fromBrowser} // its descriptors 3 and 4
	if err := b.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the browser: %w", err)
	}
	toBrowser.Close()
	fromBrowser.Close()
	go b.listen(in)
	return b, nil
}

// listen hands each answer to who waits for it. Events are not for us.
func (b *browser) listen(in *os.File) {
	r := bufio.NewReaderSize(in, 1<<20)
	for {
		message, err := r.ReadBytes(0)
		if err != nil {
			return
		}
		var got reply
		if json.Unmarshal(message[:len(message)-1], &got) != nil || got.ID == 0 {
			continue
		}
		b.mu.Lock()
		waiting := b.waiting[got.ID]
		delete(b.waiting, got.ID)
		b.mu.Unlock()
		if waiting != nil {
			waiting <- got
		}
	}
}

// send sends a command now; the function that it returns waits for the answer.
func (b *browser) send(session, method string, params any) func(out any) error {
	answer := make(chan reply, 1)
	b.mu.Lock()
	b.next++
	message, err := json.Marshal(struct {
		ID      int    `json:"id"`
		Session string `json:"sessionId,omitempty"`
		Method  string `json:"method"`
		Params  any    `json:"params"`
	}{b.next, session, method, params})
	if err == nil {
		b.waiting[b.next] = answer
		_, err = b.out.Write(append(message, 0))
	}
	b.mu.Unlock()
	return func(out any) error {
		if err != nil {
			return fmt.Errorf("send %s: %w", method, err)
		}
		got := <-answer
		if got.Error != nil {
			return fmt.Errorf("%s: %w", method, errors.New(got.Error.Message))
		}
		if out == nil {
			return nil
		}
		return json.Unmarshal(got.Result, out)
	}
}

func (b *browser) kill() {
	_ = b.cmd.Process.Kill()
	_ = b.cmd.Wait()
}
