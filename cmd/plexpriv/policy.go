package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/policy"
	"github.com/plexpriv/plexpriv/selectors"
	"github.com/urfave/cli/v2"
)

func policyFlag() cli.Flag {
	return &cli.StringFlag{Name: "policy", Category: groupSelection, Usage: "your own choice on top of a level: the TOML file `FILE` ($" + exit.EnvPolicy + ")"}
}

// policyOf reads the policy that the flags or the environment name; nil without one.
func policyOf(w *world.World, c *cli.Context, cat *selectors.Catalogue) (*policy.Policy, error) {
	file, from := optionOf(w, c, "policy", exit.EnvPolicy, "")
	if file == "" && from != "" {
		return nil, exit.Usagef("%s has an empty value", from)
	}
	if file == "" {
		return nil, nil
	}
	return readPolicy(file, cat)
}

// mostPolicy is far more than anybody writes by hand, in bytes.
const mostPolicy = 1 << 20

func readPolicy(file string, cat *selectors.Catalogue) (*policy.Policy, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, unreadablePolicy(file, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostPolicy+1))
	if err != nil {
		return nil, unreadablePolicy(file, err)
	}
	if len(text) > mostPolicy {
		return nil, exit.Usagef("the policy %s is larger than a policy can be", file)
	}
	p, err := policy.Parse(file, text, cat)
	if err != nil {
		return nil, &policyError{file, err}
	}
	return p, nil
}

// unreadablePolicy tells a name that is wrong from a file that is locked away.
func unreadablePolicy(file string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return exit.Usagef("there is no policy %s", file).Hinting("plexpriv policy init --out " + file + " writes one")
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("read the policy: %w", err)
	}
	return exit.Usagef("read the policy: %v", err)
}

// policyError says what is wrong with a policy file, mistake by mistake.
type policyError struct {
	file string
	err  error
}

// Error has a line for each mistake, which editors can jump to.
func (e *policyError) Error() string {
	return fmt.Sprintf("the policy %s has mistakes:\n%v", e.file, e.err)
}

// Unwrap gives the mistakes of the file.
func (e *policyError) Unwrap() error { return e.err }

// ExitCode is that of a mistake of the person's.
func (e *policyError) ExitCode() int { return exit.Usage }

// Advice is where to read on.
func (e *policyError) Advice() []string {
	return []string{"plexpriv help policy-files explains the file; nothing was touched"}
}

// mistakes takes it apart.
func (e *policyError) mistakes() []policyMistake {
	out := []policyMistake{}
	all := []error{e.err}
	if joined, ok := e.err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	for _, err := range all {
		var m *selectors.ParseError
		if errors.As(err, &m) {
			out = append(out, policyMistake{m.Line, m.Column, m.Msg})
		}
	}
	return out
}

// policyMistake is one mistake in a policy file; lines and columns count from 1.
type policyMistake struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// policyWish is what a policy says of one setting.
type policyWish struct {
	// For is whom it holds for, as the file names them; empty for the base.
	For   string `json:"for"`
	Value string `json:"value"`
	Line  int    `json:"line"`
}

// wishesOf is all that a policy says of a setting; it may be nil.
func wishesOf(p *policy.Policy, id string) []policyWish {
	if p == nil {
		return nil
	}
	var out []policyWish
	p.Each(func(whom string, c policy.Choice) {
		if line, ok := c.Keep[id]; ok {
			out = append(out, policyWish{whom, selectors.Keep, line.Number})
		} else if line, ok := c.Set[id]; ok {
			out = append(out, policyWish{whom, line.Value, line.Number})
		}
	})
	return out
}
