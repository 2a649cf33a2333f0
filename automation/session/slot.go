package session

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
)

// slot is one of the two places for a profile's parts.
type slot string

const (
	slotA slot = "a"
	slotB slot = "b"
)

// other returns the slot to write next; slot a if none is in use.
func (s slot) other() slot {
	if s == slotA {
		return slotB
	}
	return slotA
}

const (
	// entryLimit is the largest text of an entry, in bytes. Windows allows 2,560 bytes;
	// macOS allows a command line of 4,096, in which go-keyring writes the value as
	// base64 with about 140 bytes of its own (v0.2.8).
	entryLimit = 2500
	// partSize is how many bytes of a session fit into entryLimit as base64. Entries
	// are text, because not every keyring stores arbitrary bytes.
	partSize = entryLimit / 4 * 3
	// maxParts bounds what Load reads because a manifest says so.
	maxParts = 64
)

// The parts of a slot are numbered from 0 without a gap, because they are written in
// ascending and removed in descending order. So clear can find all of them, even after
// a crash, in a keyring that cannot be listed.

// parts are a profile's parts in one slot.
type parts struct {
	vault   *vault
	profile string
	slot    slot
}

func (p parts) entry(part int) string {
	return manifestEntry(p.profile) + "/" + string(p.slot) + "/" + strconv.Itoa(part)
}

// clear removes every part and says whether there were any.
func (p parts) clear(ctx context.Context) (bool, error) {
	count := 0
	for {
		_, err := p.vault.get(ctx, p.entry(count))
		if errors.Is(err, ErrNotFound) {
			break
		}
		if err != nil {
			return false, err
		}
		count++
	}
	for part := count - 1; part >= 0; part-- {
		if _, err := p.vault.deleteIfThere(ctx, p.entry(part)); err != nil {
			return false, err
		}
	}
	return count > 0, nil
}

func (p parts) write(ctx context.Context, data []byte) error {
	for part := 0; part < partsOf(len(data)); part++ {
		chunk := data[part*partSize : min((part+1)*partSize, len(data))]
		text := base64.StdEncoding.EncodeToString(chunk)
		if err := p.vault.put(ctx, p.entry(part), text); err != nil {
			return err
		}
	}
	return nil
}

// read returns what the manifest describes, or ErrDamaged.
func (p parts) read(ctx context.Context, m manifest) ([]byte, error) {
	data := make([]byte, 0, m.Size)
	for part := range m.Parts {
		text, err := p.vault.get(ctx, p.entry(part))
		if errors.Is(err, ErrNotFound) {
			return nil, fmt.Errorf("%w: part %d of %d is missing", ErrDamaged, part+1, m.Parts)
		}
		if err != nil {
			return nil, err
		}
		chunk, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, fmt.Errorf("%w: part %d of %d is not ours", ErrDamaged, part+1, m.Parts)
		}
		data = append(data, chunk...)
	}
	sum := sha256.Sum256(data)
	if len(data) != m.Size || hex.EncodeToString(sum[:]) != m.SHA256 {
		return nil, fmt.Errorf("%w: its parts are not those of its manifest", ErrDamaged)
	}
	return data, nil
}

func partsOf(size int) int { return (size + partSize - 1) / partSize }
