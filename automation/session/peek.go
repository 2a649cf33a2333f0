package session

import (
	"context"
	"runtime"
	"slices"

	"github.com/godbus/dbus/v5"
)

// Peek lists the profiles that have a file. That needs no passphrase.
func (f *File) Peek(ctx context.Context) ([]string, error) { return f.Profiles(ctx) }

// Peek lists the profiles as Profiles does, but only if no prompt to unlock the keyring
// can appear; otherwise it returns none. It is for guesses that nobody waits for, such
// as completion in a shell.
func (k *Keyring) Peek(ctx context.Context) ([]string, error) {
	if k.vault.reachable() != nil || !k.vault.silent(ctx) {
		return nil, nil
	}
	return k.Profiles(ctx)
}

// openWithoutAsking says whether the keyring can be read without a prompt. Windows
// never shows one. macOS does if the login keychain is locked, and the only way to find
// out shows a prompt too.
func openWithoutAsking(ctx context.Context) bool {
	switch runtime.GOOS {
	case "windows":
		return true
	case "darwin":
		return false
	}
	return collectionOpen(ctx)
}

// noCollection asks the Secret Service, without starting it, whether it has neither of the
// two collections that go-keyring uses. "/" is its word for an alias that leads nowhere
// (ReadAlias in the specification).
func noCollection(ctx context.Context) bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return false
	}
	bus, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return false
	}
	defer bus.Close()
	service := bus.Object(secretService, secretPath)
	var collections dbus.Variant
	err = service.CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", dbus.FlagNoAutoStart, secretFace, "Collections").Store(&collections)
	all, ok := collections.Value().([]dbus.ObjectPath)
	if err != nil || !ok || slices.Contains(all, secretLogin) {
		return false
	}
	var leads dbus.ObjectPath
	err = service.CallWithContext(ctx, secretFace+".ReadAlias", dbus.FlagNoAutoStart, "default").Store(&leads)
	return err == nil && leads == "/"
}

// Names from the Secret Service specification, 0.2. The collection is the one that
// go-keyring uses: "login" if it exists.
const (
	secretService  = "org.freedesktop.secrets"
	secretPath     = "/org/freedesktop/secrets"
	secretFace     = "org.freedesktop.Secret.Service"
	secretLogin    = "/org/freedesktop/secrets/collection/login"
	secretDefault  = "/org/freedesktop/secrets/aliases/default"
	collectionFace = "org.freedesktop.Secret.Collection"
)

// collectionOpen asks the Secret Service, without starting it, whether the collection
// is unlocked.
func collectionOpen(ctx context.Context) bool {
	bus, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return false
	}
	defer bus.Close()
	for _, path := range []dbus.ObjectPath{secretLogin, secretDefault} {
		var locked dbus.Variant
		err := bus.Object(secretService, path).
			CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", dbus.FlagNoAutoStart, collectionFace, "Locked").
			Store(&locked)
		if is, ok := locked.Value().(bool); err == nil && ok {
			return !is
		}
	}
	return false
}
