package session

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// manifestFormat is the format of manifest, slots and index in the keyring.
const manifestFormat = 1

// manifest says where a profile's session is, and its size and hash. It names the
// profile, so that entries that were copied from another profile are noticed.
type manifest struct {
	Format  int    `json:"format"`
	Profile string `json:"profile"`
	Slot    slot   `json:"slot"`
	Parts   int    `json:"parts"`
	// Size is the number of bytes in all parts, before base64.
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

func newManifest(profile string, s slot, data []byte) (manifest, error) {
	sum := sha256.Sum256(data)
	m := manifest{
		Format: manifestFormat, Profile: profile, Slot: s,
		Parts: partsOf(len(data)), Size: len(data), SHA256: hex.EncodeToString(sum[:]),
	}
	if m.Parts > maxParts {
		return manifest{}, fmt.Errorf("the session is too large for the keyring: %d bytes, at most %d fit", m.Size, maxParts*partSize)
	}
	return m, nil
}

// String returns the manifest as it is stored.
func (m manifest) String() string {
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // cannot happen with strings and integers only
	}
	return string(text)
}

// parseManifest is the reverse of String. profile is the profile it was stored for. Its
// errors are ErrDamaged and ErrNewerFormat.
func parseManifest(profile, text string) (manifest, error) {
	var m manifest
	if err := parseFormatted([]byte(text), manifestFormat, &m); err != nil {
		return manifest{}, fmt.Errorf("read manifest: %w", err)
	}
	sum, err := hex.DecodeString(m.SHA256)
	switch {
	case m.Profile != profile:
		return manifest{}, fmt.Errorf("read manifest: %w: it belongs to another profile", ErrDamaged)
	case m.Slot != slotA && m.Slot != slotB:
		return manifest{}, fmt.Errorf("read manifest: %w: it names no slot", ErrDamaged)
	case m.Size < 1 || m.Parts > maxParts || m.Parts != partsOf(m.Size):
		return manifest{}, fmt.Errorf("read manifest: %w: %d parts cannot hold %d bytes", ErrDamaged, m.Parts, m.Size)
	case err != nil || len(sum) != sha256.Size:
		return manifest{}, fmt.Errorf("read manifest: %w: it has no checksum", ErrDamaged)
	}
	return m, nil
}
