package receipt

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// Format is the format that this package writes, and the newest that it reads.
const Format = 1

// First stands in the first receipt in place of the hash of the one before.
var First = strings.Repeat("0", 2*sha256.Size)

// Receipt is the record of one run.
type Receipt struct {
	Format int `json:"format"`
	// N counts the receipts of an account, from 1.
	N        int    `json:"n"`
	Previous string `json:"previous"`

	Run     string `json:"run"`
	Command string `json:"command"`
	// Undoes is the run that an undo took back.
	Undoes string    `json:"undoes,omitempty"`
	Level  string    `json:"level,omitempty"`
	Began  time.Time `json:"began"`
	// Ending is how the run ended: "done", "interrupted", "failed", or "killed".
	Ending  string  `json:"ending"`
	Account Account `json:"account"`
	// Program and Catalogue are the versions of plexpriv and of its data.
	Program   string `json:"plexpriv"`
	Catalogue string `json:"catalogue"`
	// Overridden are the pages for which a person's own description was used.
	Overridden []string `json:"overridden,omitempty"`
	Changes    []Change `json:"changes"`
}

// Account identifies the account whose settings were changed.
type Account struct {
	// Hash identifies the account at Plex, with a salt that only this machine has.
	Hash     string `json:"hash"`
	Username string `json:"username"`
	Profile  string `json:"profile"`
}

// Change is what came of one control.
type Change struct {
	Setting string `json:"setting"`
	Control string `json:"control"`
	// Page is the title of Plex's page, Address its address.
	Page    string `json:"page,omitempty"`
	Address string `json:"address,omitempty"`
	// Label is the control's exact name on the page. It is empty in a receipt that a
	// later run wrote for a run that was cut off.
	Label string `json:"label,omitempty"`
	// Before, Wanted and After are canonical words, empty where unknown. The Shown
	// fields are the page's own words.
	Before      string `json:"before"`
	ShownBefore string `json:"shown_before,omitempty"`
	Wanted      string `json:"wanted"`
	After       string `json:"after"`
	ShownAfter  string `json:"shown_after,omitempty"`
	// Result is a word of the reports: "verified", "reverted", … or "unknown".
	Result string `json:"result"`
	// At is when the result was recorded.
	At       time.Time `json:"at"`
	Evidence Evidence  `json:"evidence"`
}

// Evidence says how the result is known.
type Evidence struct {
	// ReadBack is when the page was loaded in a new browser context and read again;
	// missing if it was not, or if that is not known.
	ReadBack time.Time `json:"read_back,omitzero"`
	// API is what Plex's own API said at that time: "agrees" or "denies".
	API string `json:"api,omitempty"`
	// Over is "http" if it was read again over a new connection to an API, and not on a
	// page.
	Over string `json:"over,omitempty"`
}

// Sealed is a receipt as it is stored and passed on: the exact text and its hash.
type Sealed struct {
	Receipt json.RawMessage `json:"receipt"`
	SHA256  string          `json:"sha256"`
}

// Read decodes a sealed receipt. It does not verify it.
func (s Sealed) Read() (Receipt, error) {
	var r Receipt
	if err := json.Unmarshal(s.Receipt, &r); err != nil {
		return Receipt{}, fmt.Errorf("read a receipt: %w", err)
	}
	return r, nil
}

// seal numbers a receipt, adds the hash of the one before, and hashes it.
func seal(r Receipt, n int, previous string) (Sealed, error) {
	r.Format, r.N, r.Previous = Format, n, previous
	text, err := json.Marshal(r)
	if err != nil {
		return Sealed{}, fmt.Errorf("encode a receipt: %w", err)
	}
	text, sum, err := canonical(text)
	return Sealed{Receipt: text, SHA256: sum}, err
}

// canonical returns the canonical form of a JSON text (RFC 8785) and its hash.
func canonical(text []byte) (json.RawMessage, string, error) {
	v := jsontext.Value(text).Clone()
	if err := v.Canonicalize(); err != nil {
		return nil, "", fmt.Errorf("bring a receipt into its canonical form: %w", err)
	}
	sum := sha256.Sum256(v)
	return json.RawMessage(v), hex.EncodeToString(sum[:]), nil
}
