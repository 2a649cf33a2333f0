package receipt

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrNoReceipts says that a text has no receipts.
var ErrNoReceipts = errors.New("there are no receipts in it")

// Problem is a receipt that is not as it was written.
type Problem struct {
	// Line is the number of the receipt in the file, from 1.
	Line int    `json:"line"`
	Run  string `json:"run,omitempty"`
	What string `json:"what"`
}

// String describes the problem and where it is.
func (p Problem) String() string {
	if p.Run == "" {
		return fmt.Sprintf("receipt %d: %s", p.Line, p.What)
	}
	return fmt.Sprintf("receipt %d (run %s): %s", p.Line, p.Run, p.What)
}

// Parse reads receipts from a file of receipts, or from the document that "plexpriv
// receipt --json" prints. whole says that the text must begin with the first receipt,
// as a file does.
func Parse(data []byte) (links []Sealed, whole bool, err error) {
	var document struct {
		Receipts []Sealed `json:"receipts"`
	}
	if json.Unmarshal(data, &document) == nil && len(document.Receipts) > 0 {
		return document.Receipts, false, nil
	}
	for d := json.NewDecoder(bytes.NewReader(data)); ; {
		var s Sealed
		err := d.Decode(&s)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || s.Receipt == nil {
			return links, true, fmt.Errorf("receipt %d cannot be read: %w", len(links)+1, ErrDamaged)
		}
		links = append(links, s)
	}
	if len(links) == 0 {
		return nil, true, ErrNoReceipts
	}
	return links, true, nil
}

// Verify returns what is wrong with receipts: nothing, if each is as it was written and
// none is missing between the first and the last. whole says that the first one must be
// the account's first.
func Verify(links []Sealed, whole bool) []Problem { return check(links, whole) }

// Contains says whether one of the receipts has a hash. If it does, and Verify finds
// nothing, all receipts up to that one are as they were when the hash was noted.
func Contains(links []Sealed, hash string) bool {
	for _, s := range links {
		if s.SHA256 == hash {
			return true
		}
	}
	return false
}

func check(links []Sealed, whole bool) []Problem {
	var out []Problem
	previous, n := First, 0
	for i, s := range links {
		r, err := s.Read()
		say := func(format string, args ...any) {
			out = append(out, Problem{i + 1, r.Run, fmt.Sprintf(format, args...)})
		}
		if err != nil {
			say("it cannot be read")
			previous, n = s.SHA256, n+1
			continue
		}
		if r.Format > Format {
			say("it is in format %d, which this version does not know", r.Format)
		}
		if _, sum, err := canonical(s.Receipt); err != nil || sum != s.SHA256 {
			say("it was altered: its text does not have the hash that stands beside it")
		}
		free := i == 0 && !whole // the text may begin in the middle of a chain
		switch {
		case free:
		case r.N > n+1:
			say("it is number %d, and number %d should stand here: one was taken away or moved", r.N, n+1)
		case r.N < n+1:
			say("it is number %d, and number %d should stand here: it was moved or is there twice", r.N, n+1)
		case r.Previous != previous:
			say("it does not follow the one before it: that one was replaced")
		}
		previous, n = s.SHA256, r.N
	}
	return out
}
