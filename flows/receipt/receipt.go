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

// Format is the format this package writes, and the newest it reads.
const Format = 1

// First is what the first receipt carries in place of the hash of one before.
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
	// Overridden are the pages that were described by a person's own files.
	Overridden []string `json:"overridden,omitempty"`
	Changes    []Change `json:"changes"`
}

// Account is whose settings they are.
type Account struct {
	// Hash stands for the account at Plex; it is salted on the machine.
	Hash     string `json:"hash"`
	Username string `json:"username"`
	Profile  string `json:"profile"`
}

// Change is what became of one control.
type Change struct {
	Setting string `json:"setting"`
	Control string `json:"control"`
	// Page is the title of Plex's page, Address where it was.
	Page    string `json:"page,omitempty"`
	Address string `json:"address,omitempty"`
	// Label is the control's exact name on the page; empty in a receipt that was
	// written later, because the run was cut off.
	Label string `json:"label,omitempty"`
	// Before, Wanted and After are plexpriv's words, empty where unknown; the
	// Shown ones are the page's.
	Before      string `json:"before"`
	ShownBefore string `json:"shown_before,omitempty"`
	Wanted      string `json:"wanted"`
	After       string `json:"after"`
	ShownAfter  string `json:"shown_after,omitempty"`
	// Result is a word of the reports: "verified", "reverted", … or "unknown".
	Result string `json:"result"`
	// At is when the result was written down.
	At       time.Time `json:"at"`
	Evidence Evidence  `json:"evidence"`
}

// Evidence is how a result is known.
type Evidence struct {
	// ReadBack is when the page was read again after it was loaded afresh in a
	// new browser context; missing where it was not, or where that is not known.
	ReadBack time.Time `json:"read_back,omitzero"`
	// API is what Plex's own API said then: "agrees" or "denies".
	API string `json:"api,omitempty"`
}

// Sealed is a receipt as it is kept and handed on: the exact text and its hash.
type Sealed struct {
	Receipt json.RawMessage `json:"receipt"`
	SHA256  string          `json:"sha256"`
}

// Read gives what a sealed receipt says. It does not verify it.
func (s Sealed) Read() (Receipt, error) {
	var r Receipt
	if err := json.Unmarshal(s.Receipt, &r); err != nil {
		return Receipt{}, fmt.Errorf("read a receipt: %w", err)
	}
	return r, nil
}

// seal numbers a receipt, links it to the one before, and hashes it.
func seal(r Receipt, n int, previous string) (Sealed, error) {
	r.Format, r.N, r.Previous = Format, n, previous
	text, err := json.Marshal(r)
	if err != nil {
		return Sealed{}, fmt.Errorf("encode a receipt: %w", err)
	}
	text, sum, err := canonical(text)
	return Sealed{Receipt: text, SHA256: sum}, err
}

// canonical is the canonical form of a JSON text (RFC 8785), and its hash.
func canonical(text []byte) (json.RawMessage, string, error) {
	v := jsontext.Value(text).Clone()
	if err := v.Canonicalize(); err != nil {
		return nil, "", fmt.Errorf("bring a receipt into its canonical form: %w", err)
	}
	sum := sha256.Sum256(v)
	return json.RawMessage(v), hex.EncodeToString(sum[:]), nil
}
