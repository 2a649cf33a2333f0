package schedule

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// errNoBus says that there is nobody to show a notification.
var errNoBus = errors.New("there is no session bus here")

// speakLimit is for whoever is told and does not answer.
const speakLimit = 30 * time.Second

// Speaker says how the person wants to hear of something. Without a command and
// a webhook it is a notification on the desktop.
type Speaker struct {
	Command string
	Webhook string
}

// speak tells the person in each way that was asked for.
func (s Speaker) speak(ctx context.Context, w *world.World, n *News) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), speakLimit)
	defer cancel()
	document, err := json.Marshal(n)
	if err != nil {
		return err
	}
	var errs []error
	if s.Command != "" {
		errs = append(errs, notifyCommand(ctx, w, s.Command, n, document))
	}
	if s.Webhook != "" {
		errs = append(errs, post(ctx, w, s.Webhook, document))
	}
	if s == (Speaker{}) {
		errs = append(errs, notify(ctx, w, "plexpriv", n.Text))
	}
	return errors.Join(errs...)
}

// notifyCommand runs the person's own command.
func notifyCommand(ctx context.Context, w *world.World, command string, n *News, document []byte) error {
	err := world.Shell(ctx, &w.Terminal, world.ShellCommand{
		Line:  command,
		Env:   []string{exit.EnvMessage + "=" + n.Text, exit.EnvEvent + "=" + n.Event},
		Stdin: bytes.NewReader(append(document, '\n')), Stdout: w.Terminal.Stderr,
	})
	if err != nil {
		return fmt.Errorf("run the notify command: %w", err)
	}
	return nil
}

// post sends a document to a webhook. Nobody is followed elsewhere.
func post(ctx context.Context, w *world.World, to string, document []byte) error {
	roots, err := world.Roots(w.Terminal.Getenv)
	if err != nil {
		return err
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, DisableKeepAlives: true}
	if proxy := world.Proxy(w.Terminal.Getenv); proxy != nil {
		transport.Proxy = func(r *http.Request) (*url.URL, error) { return proxy(r.URL) }
	}
	client := http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(document))
	if err != nil {
		return errors.New("call the webhook: the address makes no request")
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "plexpriv")
	resp, err := client.Do(req)
	var failed *url.Error
	if errors.As(err, &failed) {
		return fmt.Errorf("call the webhook: %w", failed.Err) // without the address
	}
	if err != nil {
		return fmt.Errorf("call the webhook: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return fmt.Errorf("call the webhook: it answers %s", resp.Status)
	}
	return nil
}

// The text is given as an argument, or in a variable, and never becomes part of
// a script.
var (
	appleScript   = []string{"-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e", "end run"}
	windowsScript = `$ErrorActionPreference = 'Stop'
[void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
$toast = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02)
$texts = $toast.GetElementsByTagName('text')
[void]$texts.Item(0).AppendChild($toast.CreateTextNode($env:PLEXPRIV_TITLE))
[void]$texts.Item(1).AppendChild($toast.CreateTextNode($env:PLEXPRIV_MESSAGE))
$app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\WindowsPowerShell\v1.0\powershell.exe'
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show([Windows.UI.Notifications.ToastNotification]::new($toast))`
)

// notify shows a notification on the desktop.
func notify(ctx context.Context, w *world.World, title, text string) error {
	var cmd *exec.Cmd
	switch w.Terminal.GOOS {
	case "darwin":
		cmd = exec.CommandContext(ctx, "osascript", append(append([]string{}, appleScript...), title, text)...)
	case "windows":
		cmd = exec.CommandContext(ctx, "powershell", "-NoProfile", "-NonInteractive", "-Command", windowsScript)
		cmd.Env = append(os.Environ(), "PLEXPRIV_TITLE="+title, exit.EnvMessage+"="+text)
	default:
		return notifyOnBus(ctx, w, title, text)
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("show a notification: %w: %s", err, terminal.OneLine(string(out)))
	}
	return nil
}

// notifyOnBus follows the Desktop Notifications Specification 1.2. The bus is
// looked for here, because the library would start one where there is none.
func notifyOnBus(ctx context.Context, w *world.World, title, text string) error {
	address := w.Terminal.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if address == "" || address == "autolaunch:" {
		dir := cmp.Or(w.Terminal.Getenv("XDG_RUNTIME_DIR"), filepath.Join("/run/user", strconv.Itoa(w.UID)))
		socket := filepath.Join(dir, "bus")
		if _, err := os.Stat(socket); err != nil {
			return fmt.Errorf("show a notification: %w", errNoBus)
		}
		address = "unix:path=" + socket
	}
	bus, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("show a notification: reach the session bus: %w", err)
	}
	defer bus.Close()
	// A body may hold markup, and ours is plain.
	plain := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
	const forever = int32(0) // until it is dismissed: nobody may be there now
	call := bus.Object("org.freedesktop.Notifications", "/org/freedesktop/Notifications").CallWithContext(ctx,
		"org.freedesktop.Notifications.Notify", 0,
		"plexpriv", uint32(0), "", title, plain, []string{}, map[string]dbus.Variant{"urgency": dbus.MakeVariant(byte(1))}, forever)
	if call.Err != nil {
		return fmt.Errorf("show a notification: %w", call.Err)
	}
	return nil
}
