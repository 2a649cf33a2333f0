//go:build linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// binary builds plexpriv once, as it is shipped. It builds with -cover if coverage
// is on and GOCOVERDIR says where it goes. PLEXPRIV_E2E_BINARY names another binary
// to test, such as that of a release.
var binary = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("PLEXPRIV_E2E_BINARY"); path != "" {
		return filepath.Abs(path)
	}
	out := filepath.Join(suiteDir, "plexpriv")
	args := []string{"build", "-trimpath", "-o", out}
	if testing.CoverMode() != "" && os.Getenv("GOCOVERDIR") != "" {
		args = append(args, "-cover", "-coverpkg=../...")
	}
	cmd := exec.Command("go", append(args, "../cmd/plexpriv")...)
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build plexpriv: %w\n%s", err, text)
	}
	return out, nil
})
