package world

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
)

// ErrNoPassphrase says that there is no way to get the passphrase of the session file.
var ErrNoPassphrase = exit.NewCause(exit.NoAccess, "no passphrase for the session file",
	exit.EnvPassphraseFile+" names a file that holds it, "+exit.EnvPassphraseCommand+" a command that prints it")

// Passphrase is the passphrase of the session file. It is found out once, from a file,
// a command, or the person.
type Passphrase struct {
	terminal *terminal.Terminal
	// words are in the language of the person who is asked.
	words *locale.Locale
	// choose is whether the person chooses a new one, which has to be typed twice.
	choose bool

	once  sync.Once
	known string
	err   error
}

// NewPassphrase is a passphrase that is not known yet.
func NewPassphrase(w *World) *Passphrase {
	return &Passphrase{terminal: &w.Terminal, words: Locale(w)}
}

// Get returns the passphrase. The first call finds it out.
func (p *Passphrase) Get(ctx context.Context) (string, error) {
	p.once.Do(func() {
		p.known, p.err = p.find(ctx)
		p.terminal.Secrets.Hide(p.known)
	})
	return p.known, p.err
}

// Source says in words where the passphrase comes from, and whether a person has to
// type it.
func (p *Passphrase) Source() (words string, typed bool) {
	switch {
	case p.terminal.Getenv(exit.EnvPassphraseFile) != "":
		return "from " + exit.EnvPassphraseFile, false
	case p.terminal.Getenv(exit.EnvPassphraseCommand) != "":
		return "from " + exit.EnvPassphraseCommand, false
	case !p.terminal.Stdin.TTY:
		return "not given", false
	}
	return "typed", true
}

func (p *Passphrase) find(ctx context.Context) (string, error) {
	if file := p.terminal.Getenv(exit.EnvPassphraseFile); file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("%w: read %s: %w", ErrNoPassphrase, exit.EnvPassphraseFile, err)
		}
		return terminal.FirstLine(strings.TrimPrefix(string(text), "\ufeff")), nil // without the mark of Windows editors
	}
	if command := p.terminal.Getenv(exit.EnvPassphraseCommand); command != "" {
		return PassphraseFrom(ctx, p.terminal, command)
	}
	if !p.terminal.Stdin.TTY {
		return "", fmt.Errorf("%w: there is no terminal to ask at", ErrNoPassphrase)
	}
	prompt := "passphrase.ask"
	if p.choose {
		prompt = "passphrase.choose"
	}
	text, err := p.terminal.AskSecret(ctx, p.words.Say(prompt)+" ")
	if err != nil || !p.choose {
		return text, err
	}
	again, err := p.terminal.AskSecret(ctx, p.words.Say("passphrase.repeat")+" ")
	if err == nil && again != text {
		err = fmt.Errorf("%w: it was not the same twice", ErrNoPassphrase)
	}
	return text, err
}

// PassphraseFrom runs the person's command, such as "pass show plexpriv".
func PassphraseFrom(ctx context.Context, t *terminal.Terminal, command string) (string, error) {
	var out bytes.Buffer
	if err := Shell(ctx, t, ShellCommand{Line: command, Stdout: &out}); err != nil {
		return "", fmt.Errorf("%w: run %s: %w", ErrNoPassphrase, exit.EnvPassphraseCommand, err)
	}
	return terminal.FirstLine(out.String()), nil
}
