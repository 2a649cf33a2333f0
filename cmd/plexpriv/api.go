package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// plexAPI is what is asked of Plex without a browser. *plexapi.Client is one.
type plexAPI interface {
	flows.PINs
	flows.API
	Revoke(ctx context.Context, token, clientID string) error
	Accepts(ctx context.Context, token, clientID string) (bool, error)
	Reach(ctx context.Context, host string) (plexapi.Answer, error)
	Close()
}

// revokeLimit bounds the end of a token, which is best effort: a person who
// signs out is not kept waiting for Plex.
const revokeLimit = 5 * time.Second

// connectAPI makes a client that trusts and goes where the browser does.
func (w *world) connectAPI(log *slog.Logger) (plexAPI, error) {
	roots, err := w.roots()
	if err != nil {
		return nil, err
	}
	return plexapi.New(plexapi.Options{Proxy: w.proxy(), Roots: roots, Log: log}), nil
}

// roots are the system's authorities and those of SSL_CERT_FILE, which Go itself
// reads on some systems only; nil stands for the system's.
func (w *world) roots() (*x509.CertPool, error) {
	file := w.Getenv(exit.EnvCertFile)
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

// revoke ends a token at Plex.
func (w *world) revoke(ctx context.Context, token, clientID string, log *slog.Logger) error {
	api, err := w.openAPI(log)
	if err != nil {
		return err
	}
	defer api.Close()
	return api.Revoke(ctx, token, clientID)
}
