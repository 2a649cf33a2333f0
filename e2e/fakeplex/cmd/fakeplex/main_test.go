package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

func TestPrepareWritesAPrivateEnvFile(t *testing.T) {
	site, err := fakeplex.Start(fakeplex.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	dir := t.TempDir()
	if _, err := prepare(site, dir); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, "env"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("env is %v (%v), want mode 0600", info, err)
	}
	env, _ := os.ReadFile(filepath.Join(dir, "env"))
	for _, name := range []string{"HTTPS_PROXY", "SSL_CERT_FILE", "HOME", "FAKEPLEX_CONTROL", "FAKEPLEX_TOKEN_ALICE", "FAKEPLEX_TOKEN_TEEN"} {
		if !strings.Contains(string(env), "export "+name+"='") {
			t.Errorf("env does not set %s", name)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "home", ".pki", "nssdb", "cert9.db")); err != nil {
		t.Errorf("the trust store is missing: %v", err)
	}
	answer, err := http.Get(site.ControlURL() + "/accounts")
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("the control API does not answer: %v", err)
	}
}

func TestMistakesInFlagsAreReported(t *testing.T) {
	for want, args := range map[string][]string{
		"unknown quirk":       {"-quirk", "slwo"},
		"unknown variant":     {"-variant", "email=fancy"},
		"unexpected argument": {"now"},
	} {
		if err := run(context.Background(), args); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: got %v, want %q", args, err, want)
		}
	}
}
