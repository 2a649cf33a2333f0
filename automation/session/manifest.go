package session

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// manifestFormat is the format of the layout in the keyring: manifest, slots
// and index.
const manifestFormat = 1

// manifest says where a profile's session stands and what it is. It names the
// profile, so that entries copied from one profile to another are noticed.
type manifest struct {
	Format  int    `json:"format"`
	Profile string `json:"profile"`
	Slot    slot   `json:"slot"`
	Parts   int    `json:"parts"`
	// Size is in bytes, over all parts, before base64.
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

// String is the manifest as it is stored.
func (m manifest) String() string {
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // unreachable: strings and integers only
	}
	return string(text)
}

// parseManifest is the reverse of String for the profile that it was found
// under. Its errors are ErrDamaged and ErrNewerFormat.
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
