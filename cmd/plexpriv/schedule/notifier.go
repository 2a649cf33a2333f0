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
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// errNoSessionBus means that there is no desktop to show a notification on.
var errNoSessionBus = errors.New("no desktop to notify; use --webhook or --notify-command")

// notifyLimit is how long to wait for a command, a webhook or a desktop that does not
// answer.
const notifyLimit = 30 * time.Second

// Notifier sends messages to the person: with a command, with a webhook, or with both.
// Without either it shows a notification on the desktop.
type Notifier struct {
	Command string
	Webhook string
	// Format is the one that the webhook wants.
	Format Format
}

// notify sends a message in every way that was asked for.
func (n Notifier) notify(ctx context.Context, w *world.World, m *Message) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), notifyLimit)
	defer cancel()
	document, err := json.Marshal(m)
	if err != nil {
		return err
	}
	var errs []error
	if n.Command != "" {
		errs = append(errs, runNotifyCommand(ctx, w, n.Command, m, document))
	}
	if n.Webhook != "" {
		errs = append(errs, n.callWebhook(ctx, w, m))
	}
	if n.Command == "" && n.Webhook == "" {
		errs = append(errs, showNotification(ctx, w, "plexpriv", m.Text))
	}
	return errors.Join(errs...)
}

// runNotifyCommand runs the command of --notify-command, with the message in a variable
// and as JSON on its standard input.
func runNotifyCommand(ctx context.Context, w *world.World, command string, m *Message, document []byte) error {
	err := world.Shell(ctx, &w.Terminal, world.ShellCommand{
		Line:  command,
		Env:   []string{exit.EnvMessage + "=" + m.Text, exit.EnvEvent + "=" + m.Event},
		Stdin: bytes.NewReader(append(document, '\n')), Stdout: w.Terminal.Stderr,
	})
	if err != nil {
		return fmt.Errorf("run the notify command: %w", err)
	}
	return nil
}

// callWebhook sends a message to the webhook. It follows no redirects.
func (n Notifier) callWebhook(ctx context.Context, w *world.World, m *Message) error {
	document, headers, err := n.Format.body(m)
	if err != nil {
		return err
	}
	roots, err := world.Roots(w.Terminal.Getenv)
	if err != nil {
		return err
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, DisableKeepAlives: true}
	if proxy := world.Proxy(w.Terminal.Getenv); proxy != nil {
		transport.Proxy = func(r *http.Request) (*url.URL, error) { return proxy(r.URL) }
	}
	client := http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, n.Webhook, bytes.NewReader(document))
	if err != nil {
		return errors.New("call the webhook: the address makes no request")
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	req.Header.Set("User-Agent", "plexpriv")
	resp, err := client.Do(req)
	var failed *url.Error
	if errors.As(err, &failed) {
		return fmt.Errorf("call the webhook: %w", failed.Err) // without the address, which may contain a key
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

// The text is passed as an argument or in a variable, never as a part of the script: it
// would be run.
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

// showNotification shows a notification on the desktop.
func showNotification(ctx context.Context, w *world.World, title, text string) error {
	var cmd *exec.Cmd
	switch w.Terminal.GOOS {
	case "darwin":
		cmd = exec.CommandContext(ctx, "osascript", append(append([]string{}, appleScript...), title, text)...)
	case "windows":
		cmd = exec.CommandContext(ctx, "powershell", "-NoProfile", "-NonInteractive", "-Command", windowsScript)
		cmd.Env = append(os.Environ(), "PLEXPRIV_TITLE="+title, exit.EnvMessage+"="+text)
	default:
		return showOnSessionBus(ctx, w, title, text)
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("show a notification: %w: %s", err, outcome.OneLine(string(out)))
	}
	return nil
}

// showOnSessionBus follows the Desktop Notifications Specification 1.2. It looks for the
// session bus itself, because the library would start a new bus if there is none.
func showOnSessionBus(ctx context.Context, w *world.World, title, text string) error {
	address := w.Terminal.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if address == "" || address == "autolaunch:" {
		dir := cmp.Or(w.Terminal.Getenv("XDG_RUNTIME_DIR"), filepath.Join("/run/user", strconv.Itoa(w.UID)))
		socket := filepath.Join(dir, "bus")
		if _, err := os.Stat(socket); err != nil {
			return errNoSessionBus
		}
		address = "unix:path=" + socket
	}
	bus, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("show a notification: reach the session bus: %w", err)
	}
	defer bus.Close()
	// The specification allows markup in the body, so plain text has to be escaped.
	plain := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
	const forever = int32(0) // until it is dismissed: the person may be away
	call := bus.Object("org.freedesktop.Notifications", "/org/freedesktop/Notifications").CallWithContext(ctx,
		"org.freedesktop.Notifications.Notify", 0,
		"plexpriv", uint32(0), "", title, plain, []string{}, map[string]dbus.Variant{"urgency": dbus.MakeVariant(byte(1))}, forever)
	if call.Err != nil {
		return fmt.Errorf("show a notification: %w", call.Err)
	}
	return nil
}
