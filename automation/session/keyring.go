package session

import (
	"context"
	"errors"
	"fmt"
)

// Keyring is the [Store] in the keyring of the operating system.
//
// A session is split into parts, because an entry holds 2,560 bytes on Windows and
// about 3,000 on macOS. The parts of a profile are in one of two slots, and its
// manifest says in which. A save fills the other slot and then writes the manifest, a
// single entry: before that write Load returns the old session, after it the new one.
//
//	profiles          the index
//	session/NAME      the manifest
//	session/NAME/a/0  the first part in slot a
type Keyring struct {
	vault *vault
	lock  dirLock
}

// newKeyring makes a store whose lock is in dir.
func newKeyring(v *vault, dir string) *Keyring {
	return &Keyring{vault: v, lock: dirLock{dir: dir, wait: lockWait}}
}

// Name returns KindKeyring.
func (k *Keyring) Name() string { return KindKeyring }

// loadTries is how often Load starts again because another process saved in between.
const loadTries = 3

// Load returns the profile's session.
func (k *Keyring) Load(ctx context.Context, profile string) (*Session, error) {
	profile, err := foldProfile(profile)
	if err != nil {
		return nil, fmt.Errorf("load session: %w", err)
	}
	s, err := k.load(ctx, profile)
	if err != nil {
		return nil, fmt.Errorf("load session of profile %s: %w", profile, err)
	}
	return s, nil
}

// load takes no lock, because reading must work where nothing can be written. If the
// parts do not fit the manifest, the manifest may just have changed.
func (k *Keyring) load(ctx context.Context, profile string) (*Session, error) {
	m, err := k.manifest(ctx, profile)
	for range loadTries {
		if err != nil {
			return nil, err
		}
		s, broken := k.open(ctx, profile, m)
		if !errors.Is(broken, ErrDamaged) {
			return s, broken
		}
		before := m
		if m, err = k.manifest(ctx, profile); err == nil && m == before {
			return nil, broken
		}
	}
	return nil, fmt.Errorf("%w: it kept changing while it was read", ErrTimeout)
}

func (k *Keyring) open(ctx context.Context, profile string, m manifest) (*Session, error) {
	data, err := k.parts(profile, m.Slot).read(ctx, m)
	if err != nil {
		return nil, err
	}
	return Decode(data)
}

// Save replaces the profile's session.
func (k *Keyring) Save(ctx context.Context, profile string, s *Session) error {
	profile, err := foldProfile(profile)
	if err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	if err := k.save(ctx, profile, s); err != nil {
		return fmt.Errorf("save session of profile %s: %w", profile, err)
	}
	return nil
}

func (k *Keyring) save(ctx context.Context, profile string, s *Session) error {
	data, err := Encode(s)
	if err != nil {
		return err
	}
	release, err := k.lock.hold(ctx)
	if err != nil {
		return err
	}
	defer release()

	// A damaged manifest leads to no session, so none can be lost.
	old, err := k.manifest(ctx, profile)
	if err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrDamaged) {
		return err
	}
	next, err := newManifest(profile, old.Slot.other(), data)
	if err != nil {
		return err
	}
	// The name comes first: a session that the index does not list would be forgotten
	// when somebody deletes everything.
	if err := k.index().add(ctx, profile); err != nil {
		return err
	}
	if _, err := k.parts(profile, next.Slot).clear(ctx); err != nil {
		return err
	}
	if err := k.parts(profile, next.Slot).write(ctx, data); err != nil {
		return err
	}
	if err := k.vault.put(ctx, manifestEntry(profile), next.String()); err != nil {
		return err
	}
	// The session is saved. If parts of the old one cannot be removed now, the next
	// Save or Delete will; an error would wrongly say that nothing was saved.
	_, _ = k.parts(profile, next.Slot.other()).clear(ctx)
	return nil
}

// Delete removes the profile's session. It removes the manifest first, so that a
// half-removed session is never loaded, and the name last.
func (k *Keyring) Delete(ctx context.Context, profile string) error {
	profile, err := foldProfile(profile)
	if err != nil {
		return fmt.Errorf("delete session: %w", err)
	}
	removed, err := k.remove(ctx, profile)
	if err != nil {
		return fmt.Errorf("delete session of profile %s: %w", profile, err)
	}
	if !removed {
		return fmt.Errorf("delete session of profile %s: %w", profile, ErrNotFound)
	}
	return nil
}

func (k *Keyring) remove(ctx context.Context, profile string) (removed bool, err error) {
	release, err := k.lock.hold(ctx)
	if err != nil {
		return false, err
	}
	defer release()

	steps := []func() (bool, error){
		func() (bool, error) { return k.vault.deleteIfThere(ctx, manifestEntry(profile)) },
		func() (bool, error) { return k.parts(profile, slotA).clear(ctx) },
		func() (bool, error) { return k.parts(profile, slotB).clear(ctx) },
		func() (bool, error) { return k.index().remove(ctx, profile) },
	}
	for _, step := range steps {
		did, err := step()
		if err != nil {
			return removed, err
		}
		removed = removed || did
	}
	return removed, nil
}

// Profiles lists the names in the index.
func (k *Keyring) Profiles(ctx context.Context) ([]string, error) {
	names, err := k.index().names(ctx)
	if err != nil {
		return nil, fmt.Errorf("list profiles: %w", err)
	}
	return names, nil
}

func (k *Keyring) index() profileIndex { return profileIndex{k.vault} }

func (k *Keyring) parts(profile string, s slot) parts { return parts{k.vault, profile, s} }

func (k *Keyring) manifest(ctx context.Context, profile string) (manifest, error) {
	text, err := k.vault.get(ctx, manifestEntry(profile))
	if err != nil {
		return manifest{}, err
	}
	return parseManifest(profile, text)
}

func manifestEntry(profile string) string { return "session/" + profile }
