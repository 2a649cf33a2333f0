package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// tokenPattern matches Plex's tokens, apart from their length. It allows more than they
// have contained so far. The length is no part of it: {8,1000} would take 12 ms to compile
// at each start.
var tokenPattern = regexp.MustCompile(`^[A-Za-z0-9._~+/=-]+$`)

// shortestToken and longestToken are what is taken for a token.
const shortestToken, longestToken = 8, 1000

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
	if len(text) < shortestToken || len(text) > longestToken || !tokenPattern.MatchString(text) {
		return "", exit.Usagef("what stands on standard input is %s", mistaken(text)).Hinting(otherWays)
	}
	if end, ok := signin.TokenEnds(text); ok && end.Before(w.Now()) {
		return "", exit.WithHint(fmt.Errorf("%w: the token on standard input ended by itself on %s; nothing was stored", outcome.ErrSignIn, end.Format(time.DateOnly)), otherWays)
	}
	return text, nil
}

// mistaken says what a text is that is no token.
func mistaken(text string) string {
	switch {
	case strings.HasPrefix(text, "<") || strings.HasPrefix(text, "{"):
		return "a page or a document, and no Plex token"
	case strings.Contains(text, "://"):
		return "an address; the token is only what stands behind X-Plex-Token="
	case codePattern.MatchString(text):
		return "a code to sign in with, and no Plex token: such codes are for Plex's own pages"
	}
	return "no Plex token"
}

// codePattern matches the codes that Plex sends or shows.
var codePattern = regexp.MustCompile(`^([0-9]{4,7}|[A-Z0-9]{4})$`)

// notAnAccountToken explains why Plex takes nothing of a token.
func notAnAccountToken(err error) error {
	if !errors.Is(err, outcome.ErrSignIn) || exit.IsA[*signin.SiteError](err) || exit.IsA[*outcome.WrongAccountError](err) {
		return err
	}
	return exit.WithHint(fmt.Errorf("%w: Plex does not take the token as an account's; it may be a server's, or have ended; nothing was stored", outcome.ErrSignIn), otherWays)
}

const otherWays = "plexpriv login, without --token-stdin, signs in without a token"
