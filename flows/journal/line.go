package journal

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
)

// maxLine is the longest line in bytes, with its newline. A snapshot of a thousand
// vendors needs a tenth of it.
const maxLine = 1 << 20

const sumDigits = 8

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// encode returns a record as a line.
func encode(r Record) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("encode record %d: %w", r.N, err)
	}
	line := append(sum(text), ' ')
	line = append(append(line, text...), '\n')
	if len(line) > maxLine {
		return nil, fmt.Errorf("encode record %d: %d bytes are more than a line may have", r.N, len(line))
	}
	return line, nil
}

// decode reads a line, without its newline.
func decode(line []byte) (Record, error) {
	var r Record
	if len(line) >= maxLine {
		return r, errors.New("it is too long")
	}
	if len(line) < sumDigits+1 || line[sumDigits] != ' ' {
		return r, errors.New("it is not a record")
	}
	text := line[sumDigits+1:]
	if !bytes.Equal(line[:sumDigits], sum(text)) {
		return r, errors.New("its checksum does not fit")
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return Record{}, fmt.Errorf("its checksum fits and its content does not: %w", err)
	}
	if r.N < 1 {
		return Record{}, errors.New("it has no number")
	}
	return r, nil
}

func sum(text []byte) []byte {
	n := crc32.Checksum(text, castagnoli)
	return []byte(hex.EncodeToString([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}))
}
