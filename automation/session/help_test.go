package session

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// canary is in every secret of every test session and in every passphrase. It must not
// be in any error.
const canary = "CANARY-3f1c"

const testPassphrase = canary + " correct horse"

// testSession returns a session that differs from those of other generations, with
// about the given number of cookies of 400 random-looking bytes.
func testSession(generation, cookies int) *Session {
	created := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	s := &Session{
		FormatVersion: FormatNow,
		Account:       Account{ID: "3a2f", Username: "alice"},
		ClientID:      "plexpriv-" + canary + "-client",
		Token:         fmt.Sprintf("%s-token-%d", canary, generation),
		Storage: Storage{"https://app.plex.tv": {
			"myPlexAccessToken": canary + "-token",
			"clientID":          "plexpriv-" + canary + "-client",
		}},
		Created:  created,
		LastUsed: created.Add(time.Duration(generation) * time.Hour),
	}
	for i := range cookies {
		s.Cookies = append(s.Cookies, Cookie{
			Name: fmt.Sprintf("c%03d", i), Value: canary + noise(generation*1000+i, 400),
			Domain: ".plex.tv", Path: "/", Expires: -1, HTTPOnly: true, Secure: true, SameSite: "Lax",
		})
	}
	return s
}

// noise returns text that does not compress well, the same for the same seed.
func noise(seed, length int) string {
	var text strings.Builder
	for i := 0; text.Len() < length; i++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d/%d", seed, i))
		text.WriteString(hex.EncodeToString(sum[:]))
	}
	return text.String()[:length]
}

// noSecret fails if the error shows a secret. It returns the error for further checks.
func noSecret(t *testing.T, err error) error {
	t.Helper()
	if err == nil {
		return nil
	}
	for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err)} {
		if strings.Contains(text, canary) {
			t.Errorf("the error shows a secret: %s", text)
		}
	}
	return err
}

// same fails unless two sessions are equal in everything, including secrets.
func same(t *testing.T, got, want *Session) {
	t.Helper()
	if got == nil {
		t.Fatal("got no session")
	}
	if generationOf(t, got) != generationOf(t, want) {
		t.Errorf("got another session than was saved: %v, want %v", got.LastUsed, want.LastUsed)
	}
}

// generationOf returns a fingerprint of everything in a session.
func generationOf(t *testing.T, s *Session) string {
	t.Helper()
	data, err := Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// child returns a command that starts this test binary to do something else.
func child(t *testing.T, name string, env ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), append(env, childVar+"="+name)...)
	return cmd
}
