package session

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/ownfile"
)

// File is the [Store] with one age-encrypted file per profile. Any age tool opens such
// a file with the passphrase. Inside are the profile's name, a newline and what
// [Encode] returns.
//
// A lost passphrase cannot be recovered. Delete needs no passphrase, and the person can
// then sign in again.
type File struct {
	dir        string
	passphrase func(context.Context) (string, error)
	lock       dirLock
	sealer     sealer
}

const (
	filePrefix = "session-"
	fileSuffix = ".age"
	// maxFile is how much Load reads of a file: an encoded session and age's own header
	// and tags, with room to spare.
	maxFile = 2 * maxPlain
)

// NewFile returns a store with its files in dir. passphrase is called once per Load or
// Save, and only if a file must be opened or written; it should remember what the
// person answered.
func NewFile(dir string, passphrase func(context.Context) (string, error)) *File {
	return &File{
		dir: dir, passphrase: passphrase, lock: dirLock{dir: dir, wait: lockWait},
		sealer: sealer{workFactor: 18, opened: map[string][sha256.Size]byte{}},
	}
}

// Name returns KindFile.
func (f *File) Name() string { return KindFile }

// Load returns the profile's session.
func (f *File) Load(ctx context.Context, profile string) (*Session, error) {
	profile, err := foldProfile(profile)
	if err != nil {
		return nil, fmt.Errorf("load session: %w", err)
	}
	s, err := f.load(ctx, profile)
	if err != nil {
		return nil, fmt.Errorf("load session of profile %s: %w", profile, err)
	}
	return s, nil
}

func (f *File) load(ctx context.Context, profile string) (*Session, error) {
	sealed, err := f.read(profile)
	if err != nil {
		return nil, err
	}
	passphrase, err := f.ask(ctx)
	if err != nil {
		return nil, err
	}
	return f.sealer.unseal(profile, passphrase, sealed)
}

// Save replaces the profile's session. It needs the passphrase that opens the old one.
func (f *File) Save(ctx context.Context, profile string, s *Session) error {
	profile, err := foldProfile(profile)
	if err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	if err := f.save(ctx, profile, s); err != nil {
		return fmt.Errorf("save session of profile %s: %w", profile, err)
	}
	return nil
}

func (f *File) save(ctx context.Context, profile string, s *Session) error {
	data, err := Encode(s)
	if err != nil {
		return err
	}
	passphrase, err := f.ask(ctx)
	if err != nil {
		return err
	}
	release, err := f.lock.hold(ctx)
	if err != nil {
		return err
	}
	defer release()

	if err := f.mayReplace(profile, passphrase); err != nil {
		return err
	}
	sealed, err := f.sealer.seal(profile, passphrase, data)
	if err != nil {
		return err
	}
	// Sealing takes seconds. If the caller has given up by now, no file is written.
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	// We hold the lock, so any half-written file was left by a crash.
	if err := ownfile.Sweep(f.dir); err != nil {
		return err
	}
	if err := secret(f.dir); err != nil {
		return err
	}
	if err := ownfile.Replace(f.path(profile), sealed); err != nil {
		return err
	}
	f.sealer.remember(profile, passphrase)
	return nil
}

// mayReplace says whether the file may be overwritten. Otherwise a mistyped passphrase
// could become the only one that opens it.
func (f *File) mayReplace(profile, passphrase string) error {
	sealed, err := f.read(profile)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrDamaged) {
		return nil
	}
	if err != nil {
		return err
	}
	if f.sealer.remembers(profile, passphrase) {
		return nil
	}
	_, err = f.sealer.unseal(profile, passphrase, sealed)
	if errors.Is(err, ErrDamaged) {
		return nil
	}
	return err
}

// Delete removes the profile's file, without its passphrase.
func (f *File) Delete(ctx context.Context, profile string) error {
	profile, err := foldProfile(profile)
	if err != nil {
		return fmt.Errorf("delete session: %w", err)
	}
	if err := f.remove(ctx, profile); err != nil {
		return fmt.Errorf("delete session of profile %s: %w", profile, err)
	}
	return nil
}

func (f *File) remove(ctx context.Context, profile string) error {
	release, err := f.lock.hold(ctx)
	if err != nil {
		return err
	}
	defer release()
	if err := ownfile.Sweep(f.dir); err != nil {
		return err
	}
	err = os.Remove(f.path(profile))
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNotFound
	}
	if err != nil {
		return err
	}
	return ownfile.SyncDir(f.dir)
}

// Profiles lists the profiles that have a file.
func (f *File) Profiles(ctx context.Context) ([]string, error) {
	if ctx.Err() != nil {
		return nil, fmt.Errorf("list profiles: %w", context.Cause(ctx))
	}
	entries, err := os.ReadDir(f.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list profiles: %w", err)
	}
	var names []string
	for _, entry := range entries {
		name, isOurs := strings.CutPrefix(entry.Name(), filePrefix)
		name, isSession := strings.CutSuffix(name, fileSuffix)
		if folded, err := foldProfile(name); isOurs && isSession && err == nil && folded == name {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// path adds a prefix, because con.age and nul.age are devices on Windows.
func (f *File) path(profile string) string {
	return filepath.Join(f.dir, filePrefix+profile+fileSuffix)
}

func (f *File) ask(ctx context.Context) (string, error) {
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	passphrase, err := f.passphrase(ctx)
	if err != nil {
		return "", fmt.Errorf("ask for the passphrase: %w", err)
	}
	if passphrase == "" {
		return "", fmt.Errorf("%w: it is empty", ErrPassphrase)
	}
	return passphrase, nil
}

// secret refuses a file that others can read or write.
func secret(path string) error { return ownfile.Check(path, ownfile.Access, os.Geteuid()) }

// read returns the content of the file, unless others can read or write it.
func (f *File) read(profile string) ([]byte, error) {
	path := f.path(profile)
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s is not a regular file", ownfile.ErrNotOurs, path)
	}
	if err := secret(path); err != nil {
		return nil, err
	}
	if err := secret(f.dir); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	sealed, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(sealed) > maxFile {
		return nil, fmt.Errorf("%w: %s is larger than any session", ErrDamaged, path)
	}
	return sealed, nil
}
