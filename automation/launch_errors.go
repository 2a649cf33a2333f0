package automation

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// RootError says that the browser's sandbox does not work as root, and that nobody
// asked to turn it off.
type RootError struct{}

// Error says why and what to do.
func (*RootError) Error() string { return "the browser's sandbox does not work as root" }

// StartError says that a browser was found but did not start.
type StartError struct {
	Path string
	// Output holds the last lines that the browser printed.
	Output string
	Err    error
}

// Error names the browser, the error and the browser's last line.
func (e *StartError) Error() string {
	msg := fmt.Sprintf("start %s: %v", e.Path, firstLine(e.Err.Error()))
	if last := lastLine(e.Output); last != "" {
		msg += ": " + last
	}
	return msg
}

// Unwrap returns the driver's error.
func (e *StartError) Unwrap() error { return e.Err }

// NoSandbox says that the system does not let the browser set up its sandbox:
// namespaces for its processes or, inside them, the chroot, without which the zygote
// exits silently (Chromium, zygote_host_impl_linux.cc).
func (e *StartError) NoSandbox() bool {
	return strings.Contains(e.Output, "No usable sandbox") || strings.Contains(e.Output, "Failed to receive hello message from zygote")
}

// Hint says what a person may do about it; empty if the output says nothing known.
func (e *StartError) Hint() string {
	if errors.Is(e.Err, chromedp.ErrNoDisplay) {
		return "a window was asked for and there is no display"
	}
	if e.NoSandbox() {
		return "this system does not let the browser build its sandbox: on Ubuntu 23.10 and later install Chrome's own package (AppArmor); in a container let it make the system calls of docs/docker.md"
	}
	for _, known := range []struct{ text, hint string }{
		{"error while loading shared libraries", "the browser's own libraries are missing: install it through the system's package manager"},
		{"Missing X server", "the browser cannot use the display"},
		{"DevTools remote debugging is disallowed", "a policy of this machine forbids driving the browser: see chrome://policy, RemoteDebuggingAllowed"},
	} {
		if strings.Contains(e.Output, known.text) {
			return known.hint
		}
	}
	if confinedBySnap(e.Path) {
		return "this Chromium is a snap, which sees only a part of the file system: install Chrome, or name another browser"
	}
	return ""
}

// ProxyError says that a proxy cannot be used. It never holds the proxy's user name or
// password.
type ProxyError struct {
	// Proxy is scheme and host of the proxy.
	Proxy string
	Err   error
}

// Error names the proxy and the error.
func (e *ProxyError) Error() string { return fmt.Sprintf("proxy %s: %v", e.Proxy, e.Err) }

// Unwrap returns the error.
func (e *ProxyError) Unwrap() error { return e.Err }

const tailSize = 8 << 10

// tail keeps the end of what is written to it.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if over := len(t.buf) - tailSize; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.buf)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return strings.TrimSuffix(line, ":")
}

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndexByte(s, '\n')+1:]
}
