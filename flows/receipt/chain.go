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

// ErrDamaged says that a chain cannot be gone on with. Verify says where.
var ErrDamaged = errors.New("the receipts were altered or damaged")

// Chain are the receipts of an account, oldest first.
type Chain struct {
	path  string
	links []Sealed
}

// Open reads the chain in a file. One that is not there is empty, and comes to be
// with the first receipt.
func Open(path string) (*Chain, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &Chain{path: path}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open receipts: %w", err)
	}
	c := &Chain{path: path}
	for _, line := range bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n")) {
		var s Sealed
		if err := json.Unmarshal(line, &s); err != nil {
			return nil, fmt.Errorf("open receipts: %s: %w", path, ErrDamaged)
		}
		c.links = append(c.links, s)
	}
	return c, nil
}

// All are the receipts as they are kept.
func (c *Chain) All() []Sealed { return c.links }

// Head is the hash of the newest receipt; empty where there is none.
func (c *Chain) Head() string {
	if len(c.links) == 0 {
		return ""
	}
	return c.links[len(c.links)-1].SHA256
}

// Find gives the receipt of a run.
func (c *Chain) Find(run string) (Sealed, bool) {
	for _, s := range c.links {
		if r, err := s.Read(); err == nil && r.Run == run {
			return s, true
		}
	}
	return Sealed{}, false
}

// Append adds receipts. When it returns nil they are on the disk; when it fails,
// none was added. The caller sees to it that nobody else appends meanwhile.
func (c *Chain) Append(receipts ...Receipt) error {
	if len(receipts) == 0 {
		return nil
	}
	if p := check(c.links, true); len(p) > 0 {
		// To go on would bury what was done to it.
		return fmt.Errorf("add a receipt: %s: %w: %s", c.path, ErrDamaged, p[0])
	}
	links := c.links[:len(c.links):len(c.links)]
	previous := First
	if head := c.Head(); head != "" {
		previous = head
	}
	for _, r := range receipts {
		s, err := seal(r, len(links)+1, previous)
		if err != nil {
			return err
		}
		links, previous = append(links, s), s.SHA256
	}
	if err := write(c.path, links); err != nil {
		return fmt.Errorf("add a receipt: %w", err)
	}
	c.links = links
	return nil
}

// write puts a whole new file in the place of the old.
func write(path string, links []Sealed) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	var text bytes.Buffer
	for _, s := range links {
		line, err := json.Marshal(s)
		if err != nil {
			return err
		}
		if line, _, err = canonical(line); err != nil {
			return err
		}
		text.Write(append(line, '\n'))
	}
	return ownfile.Replace(path, text.Bytes())
}
