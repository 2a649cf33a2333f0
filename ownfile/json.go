package ownfile

import (
	"encoding/json"
	"errors"
	"io/fs"
)

// ErrForm says that a file is not JSON, or not in the form that is expected.
var ErrForm = errors.New("not in the form that is expected")

// mostJSON is far more than any of our files has, in bytes.
const mostJSON = 64 << 20

// LoadJSON reads a file that ReplaceJSON wrote, and nil if there is none. It refuses what
// Read refuses for writing. If valid
// refuses the content, the error is ErrForm, as it is for text that is not JSON.
func LoadJSON[T any](path string, valid func(*T) bool) (*T, error) {
	text, err := Read(path, Writing, mostJSON)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	value := new(T)
	if json.Unmarshal(text, value) != nil || !valid(value) {
		return nil, ErrForm
	}
	return value, nil
}

// ReplaceJSON writes a value to path as Replace does.
func ReplaceJSON(path string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return Replace(path, text)
}
