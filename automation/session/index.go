package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

const indexEntry = "profiles"

// index is the stored entry with the names of all profiles.
type index struct {
	Format   int      `json:"format"`
	Profiles []string `json:"profiles"`
}

// profileIndex reads and changes the index. It is changed only under the lock and
// always has every profile with a session: a name is added before its session is
// written and removed after the session is gone.
type profileIndex struct{ vault *vault }

// names returns the names in order; none if there is no index.
func (x profileIndex) names(ctx context.Context) ([]string, error) {
	text, err := x.vault.get(ctx, indexEntry)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parseIndex(text)
}

func parseIndex(text string) ([]string, error) {
	var i index
	if err := parseFormatted([]byte(text), manifestFormat, &i); err != nil {
		return nil, fmt.Errorf("read the list of profiles: %w", err)
	}
	for _, name := range i.Profiles {
		if folded, err := foldProfile(name); err != nil || folded != name {
			return nil, fmt.Errorf("read the list of profiles: %w: it has an invalid name", ErrDamaged)
		}
	}
	slices.Sort(i.Profiles)
	return slices.Compact(i.Profiles), nil
}

// add adds a name. It replaces a damaged index: the sessions in it can still be loaded
// by name, and are listed again when they are saved.
func (x profileIndex) add(ctx context.Context, profile string) error {
	names, err := x.names(ctx)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return err
	}
	if slices.Contains(names, profile) {
		return nil
	}
	return x.put(ctx, append(names, profile))
}

// remove removes a name. With the last name it removes the entry, so that nothing is
// left in the keyring after a logout.
func (x profileIndex) remove(ctx context.Context, profile string) (bool, error) {
	names, err := x.names(ctx)
	if err != nil {
		return false, err
	}
	at := slices.Index(names, profile)
	if at < 0 {
		return false, nil
	}
	names = slices.Delete(names, at, at+1)
	if len(names) == 0 {
		return x.vault.deleteIfThere(ctx, indexEntry)
	}
	return true, x.put(ctx, names)
}

func (x profileIndex) put(ctx context.Context, names []string) error {
	slices.Sort(names)
	text, err := json.Marshal(index{Format: manifestFormat, Profiles: names})
	if err != nil {
		return fmt.Errorf("write the list of profiles: %w", err)
	}
	if len(text) > entryLimit {
		return fmt.Errorf("write the list of profiles: %d names are more than an entry of the keyring holds (log out of some)", len(names))
	}
	return x.vault.put(ctx, indexEntry, string(text))
}
