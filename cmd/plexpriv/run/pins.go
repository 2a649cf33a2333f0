package run

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/ownfile"
)

// errNoPIN says that a user's PIN cannot be had.
var errNoPIN = errors.New("no PIN")

// pins knows where the PINs of Home users come from: a file, a command, or the
// person at the terminal.
type pins struct {
	w       *world.World
	file    string
	listed  map[string]string // by folded name
	command string
	// ended ends the waiting for an answer.
	ended <-chan struct{}
}

// newPINs reads the file, if there is one.
func newPINs(w *world.World, who Accounts, ended <-chan struct{}) (*pins, error) {
	p := &pins{w: w, file: who.PINFile, command: who.PINCommand, ended: ended}
	if p.file == "" {
		return p, nil
	}
	text, err := readPINFile(w, p.file)
	if err != nil {
		return nil, err
	}
	p.listed, err = parsePINs(p.file, text)
	return p, err
}

// asks says whether a person is asked, who may have mistyped.
func (p *pins) asks() bool { return p.file == "" && p.command == "" }

// get finds the PIN of a user; again says that the one before was not right.
func (p *pins) get(ctx context.Context, user signin.HomeUser, again bool) (string, error) {
	var text string
	var err error
	switch {
	case p.file != "":
		for name, pin := range p.listed {
			if user.Called(name) {
				text = pin
			}
		}
		if text == "" {
			return "", fmt.Errorf("%w: %s has no line for this user", errNoPIN, p.file)
		}
	case p.command != "":
		text, err = p.run(ctx, user.Name())
	case !p.w.Terminal.Stdin.TTY:
		return "", fmt.Errorf("%w: there is no terminal to ask at (--pin-file and --pin-command do without)", errNoPIN)
	default:
		text, err = p.ask(ctx, user.Name(), again)
	}
	switch {
	case err != nil:
		return "", err
	case text == "":
		return "", fmt.Errorf("%w: none was given", errNoPIN)
	case !aPIN.MatchString(text):
		return "", fmt.Errorf("%w: what was given is not made of digits", errNoPIN)
	}
	return text, nil
}

// aPIN is four digits at present.
var aPIN = regexp.MustCompile(`^[0-9]{1,16}$`)

func (p *pins) ask(ctx context.Context, user string, again bool) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-p.ended:
			cancel()
		case <-ctx.Done():
		}
	}()
	prompt := "PIN of " + user + ": "
	if again {
		prompt = "That was not it. " + prompt
	}
	text, err := p.w.Terminal.AskSecret(ctx, prompt)
	return strings.TrimSpace(text), err
}

// run asks the person's own command, such as a password manager's.
func (p *pins) run(ctx context.Context, user string) (string, error) {
	var out bytes.Buffer
	err := world.Shell(ctx, &p.w.Terminal, world.ShellCommand{Line: p.command, Env: []string{exit.EnvPINUser + "=" + user}, Stdout: &out})
	if err != nil {
		return "", fmt.Errorf("%w: the PIN command: %w", errNoPIN, err)
	}
	return strings.TrimSpace(terminal.FirstLine(out.String())), nil
}

// readPINFile refuses what others on the machine may read, as ssh does with keys.
func readPINFile(w *world.World, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read the PIN file: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("read the PIN file: %w", err)
	}
	if mode := info.Mode().Perm(); w.Terminal.GOOS != "windows" && ownfile.Access.May(mode) {
		return "", exit.WithHint(fmt.Errorf("%w: the PIN file %s has the permissions %#o, so that others can read it", ownfile.ErrNotOurs, path, mode),
			"chmod 600 "+path)
	}
	const most = 64 << 10
	text, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return "", fmt.Errorf("read the PIN file: %w", err)
	}
	return string(text), nil
}

// parsePINs reads lines NAME = PIN, with or without quotes, so that a TOML file
// will do. Errors name the line and never what stands in it.
func parsePINs(path, text string) (map[string]string, error) {
	out := map[string]string{}
	for i, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == '[' {
			continue
		}
		m := pinLine.FindStringSubmatch(line)
		if m == nil {
			return nil, exit.Usagef("%s:%d: this line is not like NAME = \"PIN\"", path, i+1)
		}
		name := strings.ToLower(strings.Trim(strings.TrimSpace(m[1]), `"'`))
		if _, twice := out[name]; twice {
			return nil, exit.Usagef("%s:%d: a second PIN for the same user", path, i+1)
		}
		out[name] = m[2]
	}
	return out, nil
}

// pinLine takes the name up to the last equals sign.
var pinLine = regexp.MustCompile(`^(.*\S)\s*=\s*["']?([0-9]+)["']?\s*(?:#.*)?$`)
