package meaning

import "testing"

func TestForms(t *testing.T) {
	var f forms
	for _, w := range []string{"block", "object", "mute", "stop", "contra", "pare", "excluir", "blokkeren", "exclude"} {
		f.add([]string{w})
	}
	for word, want := range map[string]bool{
		"blocked": true, "objections": true, "muted": true, "excluido": true, "excluded": true, "blokkert": true,
		"controls": false, "parental": false, "blockbuster": false, "exclusive": false, "partners": false, "stationary": false,
	} {
		if got := f.has(word); got != want {
			t.Errorf("%q: %v, want %v", word, got, want)
		}
	}
}
