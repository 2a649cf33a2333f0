//go:build linux

package e2e

import (
	"testing"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// The benchmarks run the shipped binary from its start to its end, guards,
// settle time and proof included, on a site that answers at once. Run them on a
// machine that does nothing else: make bench.

func BenchmarkApplyAllDiffer(b *testing.B)  { benchmark(b, "alice", 0, "apply") }
func BenchmarkApplyNoneDiffer(b *testing.B) { benchmark(b, "carol", 0, "apply") }
func BenchmarkCheck(b *testing.B)           { benchmark(b, "alice", 2, "check") }

func benchmark(b *testing.B, account string, code int, args ...string) {
	if _, err := binary(); err != nil {
		b.Fatal(err)
	}
	w, err := newWorld()
	if err != nil {
		b.Fatal(err)
	}
	defer w.close()
	if err := w.open(fakeplex.Config{}); err != nil {
		b.Fatal(err)
	}
	if err := w.signIn(account, "default"); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		w.site.Reset()
		b.StartTimer()
		p, err := w.run(nil, args, nil)
		if err != nil {
			b.Fatal(err)
		}
		if p.code != code {
			w.tell(b)
			b.Fatalf("exit code %d, want %d", p.code, code)
		}
	}
}
