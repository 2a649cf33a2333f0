package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
)

// TestLogHidesSecretsInEveryPlace logs secrets of every type in every place of a slog
// record.
func TestLogHidesSecretsInEveryPlace(t *testing.T) {
	var out bytes.Buffer
	secrets := &terminal.Redactor{}
	secrets.Hide(canaryToken)
	to := secrets.Writer(&out)
	header := http.Header{"Authorization": {"Bearer canary"}, "Cookie": {"a=canary; b=\"canary\""}, "X-Plex-Token": {"canaryToken1"}}
	type thing struct{ Token, Mail string }
	for _, secret := range []any{
		canaryToken, canaryMail, errors.New("GET https://plex.tv/?X-Plex-Token=canaryToken1: refused"),
		fmt.Errorf("ask: %w", &secretError{canaryToken}), header, thing{canaryToken, canaryMail}, &thing{canaryToken, canaryMail},
		[]string{canaryToken}, map[string]string{canaryMail: canaryToken}, slog.GroupValue(slog.String("inner", canaryToken)),
		session.Session{Token: canaryToken}, aSession("alice"), []byte(canaryToken), `{"authToken": "canaryToken1"}`,
		"eyJhbGciOiJI.eyJzdWIiOiIx.canarySig",
	} {
		for name, log := range map[string]func(*slog.Logger){
			"message": func(l *slog.Logger) { l.Debug(fmt.Sprint(secret)) },
			"attr":    func(l *slog.Logger) { l.Info("x", "value", secret) },
			"key":     func(l *slog.Logger) { l.Info("x", fmt.Sprint(secret), 1) },
			"with":    func(l *slog.Logger) { l.With("value", secret).Warn("x") },
			"group":   func(l *slog.Logger) { l.WithGroup("g").Error("x", slog.Group("h", slog.Any("value", secret))) },
		} {
			out.Reset()
			log(terminal.NewLogger(to, terminal.Output{Verbose: true}))
			if line := out.String(); line == "" || strings.Contains(line, "canary") {
				t.Errorf("%s of %T: %s", name, secret, line)
			}
		}
	}
}

// secretError is an error whose text contains a secret.
type secretError struct{ word string }

func (e *secretError) Error() string { return "the word " + e.word + " was not taken" }
