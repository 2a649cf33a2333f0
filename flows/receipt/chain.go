package receipt

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/plexpriv/plexpriv/ownfile"
)

// ErrDamaged says that a chain is damaged, so nothing is appended. Verify says where.
var ErrDamaged = errors.New("the receipts were altered or damaged")

// Chain holds the receipts of an account, oldest first.
type Chain struct {
	path  string
	links []Sealed
	// text is the content of the file.
	text []byte
	// runs is the index of each run's receipt.
	runs map[string]int
}

// Open reads the chain in a file. Without a file the chain is empty; the first receipt
// creates the file. It refuses a file that others can write to.
func Open(path string) (*Chain, error) {
	const most = 256 << 20 // bytes; a receipt has some kilobytes
	data, err := ownfile.Read(path, ownfile.Writing, most)
	if errors.Is(err, fs.ErrNotExist) {
		return &Chain{path: path, runs: map[string]int{}}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open receipts: %w", err)
	}
	c := &Chain{path: path, text: data, runs: map[string]int{}}
	for _, line := range bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n")) {
		var s Sealed
		if err := json.Unmarshal(line, &s); err != nil {
			return nil, fmt.Errorf("open receipts: %s: %w", path, ErrDamaged)
		}
		c.add(s)
	}
	return c, nil
}

// add appends a receipt. If a run has several, Find returns the first.
func (c *Chain) add(s Sealed) {
	var of struct {
		Run string `json:"run"`
	}
	if err := json.Unmarshal(s.Receipt, &of); err == nil {
		if _, taken := c.runs[of.Run]; !taken {
			c.runs[of.Run] = len(c.links)
		}
	}
	c.links = append(c.links, s)
}

// All returns the receipts as they are stored.
func (c *Chain) All() []Sealed { return c.links }

// Head returns the hash of the newest receipt; empty if there is none.
func (c *Chain) Head() string {
	if len(c.links) == 0 {
		return ""
	}
	return c.links[len(c.links)-1].SHA256
}

// Find returns the receipt of a run.
func (c *Chain) Find(run string) (Sealed, bool) {
	if i, ok := c.runs[run]; ok {
		return c.links[i], true
	}
	return Sealed{}, false
}

// Append adds receipts. When it returns nil they are on disk; when it fails, none was
// added. The caller makes sure that nobody else appends at the same time.
func (c *Chain) Append(receipts ...Receipt) error {
	if len(receipts) == 0 {
		return nil
	}
	if p := check(c.links, true); len(p) > 0 {
		// Appending would hide the damage.
		return fmt.Errorf("add a receipt: %s: %w: %s", c.path, ErrDamaged, p[0])
	}
	previous := First
	if head := c.Head(); head != "" {
		previous = head
	}
	added := make([]Sealed, 0, len(receipts))
	text := bytes.Clone(c.text)
	for _, r := range receipts {
		s, err := seal(r, len(c.links)+len(added)+1, previous)
		if err != nil {
			return err
		}
		if text, err = appendLine(text, s); err != nil {
			return err
		}
		added, previous = append(added, s), s.SHA256
	}
	if err := write(c.path, text); err != nil {
		return fmt.Errorf("add a receipt: %w", err)
	}
	c.text = text
	for _, s := range added {
		c.add(s)
	}
	return nil
}

// appendLine appends a receipt to a text. It does not change a byte of the lines
// before.
func appendLine(text []byte, s Sealed) ([]byte, error) {
	line, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("encode a receipt: %w", err)
	}
	if line, _, err = canonical(line); err != nil {
		return nil, err
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	return append(append(text, line...), '\n'), nil
}

// write replaces the whole file.
func write(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return ownfile.Replace(path, text)
}
