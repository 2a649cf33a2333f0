package selectors

import "testing"

// Every command of plexpriv loads the catalogue before it does anything.
func BenchmarkEmbedded(b *testing.B) {
	for b.Loop() {
		if _, err := Embedded(); err != nil {
			b.Fatal(err)
		}
	}
}
