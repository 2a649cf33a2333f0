package fakeplex

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// InstallNSS makes a Chromium whose HOME is home trust the authority: it
// creates home/.pki/nssdb with certutil (package libnss3-tools) and adds the
// certificate there. A home that already holds a database keeps it.
func (a *Authority) InstallNSS(home string) error {
	dir := filepath.Join(home, ".pki", "nssdb")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the trust store's directory: %w", err)
	}
	cert := filepath.Join(dir, "fakeplex.pem")
	if err := a.WritePEM(cert); err != nil {
		return err
	}
	defer os.Remove(cert)
	db := "sql:" + dir
	if _, err := os.Stat(filepath.Join(dir, "cert9.db")); err != nil {
		if err := certutil("-d", db, "-N", "--empty-password"); err != nil {
			return err
		}
	}
	return certutil("-d", db, "-A", "-t", "C,,", "-n", "fakeplex", "-i", cert)
}

func certutil(args ...string) error {
	out, err := exec.Command("certutil", args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("certutil %v: %w: %s", args, err, out)
	}
	return nil
}
