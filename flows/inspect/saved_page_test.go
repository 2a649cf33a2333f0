package inspect

import (
	"strings"
	"testing"
)

func TestDecodeSavedRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"":               "not a page that inspect wrote",
		"[]":             "not a page that inspect wrote",
		`{"format": 99}`: "format 99",
		`{"format": 1}`:  "does not say which",
		`{"format": 1, "page": "email", "surprise": 1}`: "surprise",
		`{"format": 1, "page": "x\nplexpriv: fine"}`:    "is not the id",
		`{"format": 1, "page": "../email"}`:             "is not the id",
	} {
		if _, err := DecodeSaved([]byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error with %q", in, err, want)
		}
	}
}

func FuzzDecodeSaved(f *testing.F) {
	f.Add([]byte(`{"format": 1, "page": "email", "controls": [{"name": ["x"]}]}`))
	f.Fuzz(func(_ *testing.T, text []byte) {
		if s, err := DecodeSaved(text); err == nil {
			_, _ = s.Encode()
			_ = s.Look([]string{"a"})
		}
	})
}
