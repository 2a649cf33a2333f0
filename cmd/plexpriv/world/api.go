package world

import (
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"os"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// API is what is asked of Plex without a browser. *plexapi.Client is one.
type API interface {
	flows.PINs
	flows.API
	Revoke(ctx context.Context, token, clientID string) error
	Accepts(ctx context.Context, token, clientID string) (bool, error)
	Reach(ctx context.Context, host string) (plexapi.Answer, error)
	Close()
}

// connectAPI makes a client that trusts and goes where the browser does.
func (w *World) connectAPI(log *slog.Logger) (API, error) {
	roots, err := w.Roots()
	if err != nil {
		return nil, err
	}
	return plexapi.New(plexapi.Options{Proxy: w.Proxy(), Roots: roots, Log: log}), nil
}

// Roots are the system's authorities and those of SSL_CERT_FILE, which Go itself
// reads on some systems only; nil stands for the system's.
func (w *World) Roots() (*x509.CertPool, error) {
	file := w.Terminal.Getenv(exit.EnvCertFile)
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", exit.EnvCertFile, err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		return nil, fmt.Errorf("read the system's certificate authorities: %w", err)
	}
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("read %s: there is no certificate in %s", exit.EnvCertFile, file)
	}
	return pool, nil
}
