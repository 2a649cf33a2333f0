package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// tokenPattern matches Plex's tokens. It allows more than they have contained so far.
var tokenPattern = regexp.MustCompile(`^[A-Za-z0-9._~+/=-]{8,1000}$`)

// readToken reads a token from standard input.
func readToken(ctx context.Context, w *world.World) (string, error) {
	text, err := w.Terminal.Stdin.ReadAll(ctx)
	if err != nil {
		return "", fmt.Errorf("read the token: %w", err)
	}
	text = strings.TrimSpace(text)
	w.Terminal.Secrets.Hide(text)
	if text == "" {
		return "", exit.Usagef("there is nothing on standard input, where a Plex token should be").Hinting(otherWays)
	}
	if !tokenPattern.MatchString(text) {
		return "", exit.Usagef("what stands on standard input is no Plex token").Hinting(otherWays)
	}
	return text, nil
}

const otherWays = "plexpriv login, without --token-stdin, signs in without a token"
