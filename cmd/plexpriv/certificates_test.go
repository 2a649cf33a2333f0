package main

import (
	"encoding/pem"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

func TestCertificateRoots(t *testing.T) {
	s := newFakeWorld(t)
	if pool, err := world.Roots(s.Terminal.Getenv); pool != nil || err != nil {
		t.Errorf("without the variable: %v, %v", pool, err)
	}
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	good := filepath.Join(s.Home, "ca.pem")
	empty := filepath.Join(s.Home, "empty.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(good, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(empty, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, ok := range map[string]bool{good: true, empty: false, "/nowhere": false} {
		s.env[exit.EnvCertFile] = file
		pool, err := world.Roots(s.Terminal.Getenv)
		if (err == nil) != ok || (pool != nil) != ok {
			t.Errorf("%s: %v, %v", file, pool, err)
		}
		if err != nil && !strings.Contains(err.Error(), exit.EnvCertFile) {
			t.Errorf("%s: does not name the variable: %v", file, err)
		}
	}
}
