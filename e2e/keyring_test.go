//go:build linux

package e2e

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	ringPassword = "the password of a test keyring"
	ringPatience = 15 * time.Second

	secretsName    = "org.freedesktop.secrets"
	secretsPath    = "/org/freedesktop/secrets"
	secretsService = "org.freedesktop.Secret.Service"
)

// bareBus is a bus that starts no services by name. Only what the test has started
// answers, and no prompt can open a window on somebody's desktop.
const bareBus = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`

// keyring is a session bus of its own with an unlocked gnome-keyring on it.
type keyring struct {
	address     string
	bus, daemon *exec.Cmd
	prompter    *dbus.Conn
	silence     net.Listener
}

// startKeyring opens the keyring files under XDG_DATA_HOME of env. If there are none,
// it makes them.
func startKeyring(env map[string]string) (*keyring, error) {
	dir := env["XDG_RUNTIME_DIR"]
	socket, config := filepath.Join(dir, "bus"), filepath.Join(dir, "bus.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, bareBus, socket), 0o600); err != nil {
		return nil, fmt.Errorf("write the bus's configuration: %w", err)
	}
	k := &keyring{address: "unix:path=" + socket}
	k.bus = exec.Command("dbus-daemon", "--nofork", "--config-file="+config)
	if err := begin(k.bus, env); err != nil {
		return nil, err
	}
	if err := k.await("the bus to answer", func(*dbus.Conn) bool { return true }); err != nil {
		k.stop()
		return nil, err
	}
	k.daemon = exec.Command("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	k.daemon.Stdin = strings.NewReader(ringPassword)
	if err := begin(k.daemon, env, "DBUS_SESSION_BUS_ADDRESS="+k.address); err != nil {
		k.stop()
		return nil, err
	}
	if err := k.await("the keyring to open", isOpen); err != nil {
		k.stop()
		return nil, err
	}
	return k, nil
}

// begin starts a helper that dies with the test binary.
func begin(cmd *exec.Cmd, env map[string]string, more ...string) error {
	for _, name := range []string{"PATH", "HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "TMPDIR"} {
		cmd.Env = append(cmd.Env, name+"="+env[name])
	}
	cmd.Env = append(cmd.Env, more...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s (make deps installs it): %w", filepath.Base(cmd.Path), err)
	}
	return nil
}

func (k *keyring) await(what string, done func(*dbus.Conn) bool) error {
	deadline := time.Now().Add(ringPatience)
	for {
		conn, err := dbus.Connect(k.address)
		if err == nil {
			ok := done(conn)
			conn.Close()
			if ok {
				return nil
			}
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("waited %s for %s: %v", ringPatience, what, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// defaultCollection is the collection that secrets are kept in by default; "/" if
// there is none yet.
func defaultCollection(conn *dbus.Conn) dbus.ObjectPath {
	var path dbus.ObjectPath
	call := conn.Object(secretsName, secretsPath).Call(secretsService+".ReadAlias", dbus.FlagNoAutoStart, "default")
	if call.Store(&path) != nil {
		return "/"
	}
	return path
}

func isOpen(conn *dbus.Conn) bool {
	path := defaultCollection(conn)
	if path == "/" {
		return false
	}
	locked, err := conn.Object(secretsName, path).GetProperty("org.freedesktop.Secret.Collection.Locked")
	return err == nil && locked.Value() == false
}

// lock closes the keyring, as a desktop does when the screen is locked.
func (k *keyring) lock() error {
	err := k.await("the keyring to lock", func(conn *dbus.Conn) bool {
		paths := []dbus.ObjectPath{defaultCollection(conn)}
		conn.Object(secretsName, secretsPath).Call(secretsService+".Lock", dbus.FlagNoAutoStart, paths)
		return !isOpen(conn)
	})
	return err
}

// The prompter of a GNOME desktop (gcr, org.gnome.keyring.Prompter.xml): the
// keyring asks it to begin, and waits until it calls back.
const (
	prompterName  = "org.gnome.keyring.SystemPrompter"
	prompterPath  = "/org/gnome/keyring/Prompter"
	prompterIface = "org.gnome.keyring.internal.Prompter"
)

// deaf is a prompter that accepts the order to prompt and never answers.
type deaf struct{}

// BeginPrompting gets the path that expects the answer.
func (deaf) BeginPrompting(dbus.ObjectPath) *dbus.Error { return nil }

// StopPrompting gets the same path.
func (deaf) StopPrompting(dbus.ObjectPath) *dbus.Error { return nil }

// ask makes the keyring ask for its password from now on, and nobody answers.
func (k *keyring) ask() error {
	conn, err := dbus.Connect(k.address)
	if err != nil {
		return fmt.Errorf("join the bus: %w", err)
	}
	k.prompter = conn
	if err := conn.Export(deaf{}, prompterPath, prompterIface); err != nil {
		return fmt.Errorf("offer to prompt: %w", err)
	}
	if _, err := conn.RequestName(prompterName, dbus.NameFlagDoNotQueue); err != nil {
		return fmt.Errorf("offer to prompt: %w", err)
	}
	return nil
}

// mute returns the address of a bus that never answers. The kernel queues the
// connections, and nobody accepts them.
func (k *keyring) mute(dir string) (address string, err error) {
	socket := filepath.Join(dir, "mute")
	if k.silence, err = net.Listen("unix", socket); err != nil {
		return "", fmt.Errorf("listen and say nothing: %w", err)
	}
	return "unix:path=" + socket, nil
}

func (k *keyring) stop() {
	if k.silence != nil {
		k.silence.Close()
	}
	if k.prompter != nil {
		k.prompter.Close()
	}
	for _, cmd := range []*exec.Cmd{k.daemon, k.bus} {
		if cmd != nil && cmd.Process != nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	}
}
