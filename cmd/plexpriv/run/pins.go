package run

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/ownfile"
)

// errNoPIN means that there is no PIN for a Home user who needs one.
var errNoPIN = errors.New("no PIN")

// pins gets the PINs of Home users from a file, from a command, or from the person at
// the terminal.
type pins struct {
	w       *world.World
	file    string
	byName  map[string]string // from the file; the names are in lower case
	command string
	// stop is closed by the first Ctrl-C. It ends the question for a PIN.
	stop <-chan struct{}
}

// newPINs reads the PIN file, if one was given.
func newPINs(w *world.World, who Accounts, stop <-chan struct{}) (*pins, error) {
	p := &pins{w: w, file: who.PINFile, command: who.PINCommand, stop: stop}
	if p.file == "" {
		return p, nil
	}
	text, err := readPINFile(p.file)
	if err != nil {
		return nil, err
	}
	p.byName, err = parsePINs(p.file, text)
	return p, err
}

// interactive reports whether the person is asked. They may mistype and try again; a
// file or a command would give the same wrong PIN twice.
func (p *pins) interactive() bool { return p.file == "" && p.command == "" }

// get returns the PIN of a user. again means that the PIN before was wrong.
func (p *pins) get(ctx context.Context, user signin.HomeUser, again bool) (string, error) {
	var text string
	var err error
	switch {
	case p.file != "":
		text, err = p.fromFile(user)
		if err != nil {
			return "", err
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
	case !pinPattern.MatchString(text):
		return "", fmt.Errorf("%w: what was given is not made of digits", errNoPIN)
	}
	return text, nil
}

// fromFile returns the PIN of a user, or "" if no line is about them. The title of one
// user may be the user name of another, and a PIN must not go to the wrong one: Plex
// counts the tries.
func (p *pins) fromFile(user signin.HomeUser) (string, error) {
	text, by := "", ""
	for _, name := range slices.Sorted(maps.Keys(p.byName)) {
		if !user.HasName(name) {
			continue
		}
		if by != "" {
			return "", fmt.Errorf("%w: the lines of %q and %q in %s both fit this user", errNoPIN, by, name, p.file)
		}
		text, by = p.byName[name], name
	}
	return text, nil
}

// pinPattern allows more than the four digits that a PIN has at present.
var pinPattern = regexp.MustCompile(`^[0-9]{1,16}$`)

func (p *pins) ask(ctx context.Context, user string, again bool) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-p.stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	prompt := "PIN of " + outcome.Name(user) + ": "
	if again {
		prompt = "That was not it. " + prompt
	}
	text, err := p.w.Terminal.AskSecret(ctx, prompt)
	return strings.TrimSpace(text), err
}

// run gets the PIN from the command of --pin-command, such as a password manager.
func (p *pins) run(ctx context.Context, user string) (string, error) {
	var out bytes.Buffer
	err := world.Shell(ctx, &p.w.Terminal, world.ShellCommand{Line: p.command, Env: []string{exit.EnvPINUser + "=" + user}, Stdout: &out})
	if err != nil {
		return "", fmt.Errorf("%w: the PIN command: %w", errNoPIN, err)
	}
	return strings.TrimSpace(terminal.FirstLine(out.String())), nil
}

// readPINFile refuses a file that other users of the machine can read, as ssh does with
// keys.
func readPINFile(path string) (string, error) {
	const most = 64 << 10
	text, err := ownfile.Read(path, ownfile.Access, most)
	if errors.Is(err, ownfile.ErrNotOurs) {
		return "", exit.WithHint(fmt.Errorf("read the PIN file: %w", err), "chmod 600 "+path)
	}
	if err != nil {
		return "", fmt.Errorf("read the PIN file: %w", err)
	}
	return string(text), nil
}

// parsePINs reads lines of the form NAME = PIN, with or without quotes, so that the file
// may be TOML. Errors give the line number and never the text, which may be a PIN.
func parsePINs(path, text string) (map[string]string, error) {
	out := map[string]string{}
	for i, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == '[' {
			continue
		}
		m := pinLinePattern.FindStringSubmatch(line)
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

// pinLinePattern splits at the last equals sign: a name may contain one.
var pinLinePattern = regexp.MustCompile(`^(.*\S)\s*=\s*["']?([0-9]+)["']?\s*(?:#.*)?$`)
