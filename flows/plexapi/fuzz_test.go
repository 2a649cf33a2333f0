package plexapi

import (
	"testing"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// FuzzPIN looks for a code that could do more on a terminal than be read, or that never
// ends.
func FuzzPIN(f *testing.F) {
	for _, s := range []string{
		`{"id":1,"code":"abc","expiresIn":1800}`, `<pin id="1" code="abc" expiresIn="900"/>`, `{"id":1,"code":"\u001b[2J"}`, `{"id":1,"code":"a","expiresIn":1e300}`,
		`{"id":1,"code":"a","expiresIn":"NaN"}`, `{"id":-1,"code":"a"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		n, err := answer.Data(body, "pin")
		if err != nil {
			return
		}
		p, ok := pinIn(n)
		if !ok {
			return
		}
		if p.ID <= 0 || p.Life <= 0 || p.Life > lifeMost {
			t.Errorf("%+v: %q", p, body)
		}
		for _, c := range p.Code {
			if c < '-' || c > 'z' {
				t.Errorf("the code is %q", p.Code)
			}
		}
	})
}
