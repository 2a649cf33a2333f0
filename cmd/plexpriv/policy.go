package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/policy"
	"github.com/plexpriv/plexpriv/ownfile"
	"github.com/plexpriv/plexpriv/selectors"
	"github.com/urfave/cli/v2"
)

func policyFlag() cli.Flag {
	return &cli.StringFlag{Name: "policy", Category: groupSelection, Usage: "a policy, your own choices on top of a level: the TOML file `FILE` ($" + exit.EnvPolicy + ")"}
}

// policyOf reads the policy file that a flag or a variable names. It returns nil if there
// is none.
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

// maxPolicySize is in bytes, and far more than anybody writes by hand.
const maxPolicySize = 1 << 20

func readPolicy(file string, cat *selectors.Catalogue) (*policy.Policy, error) {
	text, err := ownfile.Read(file, ownfile.Writing, maxPolicySize)
	if err != nil {
		return nil, policyFileError(file, err)
	}
	p, err := policy.Parse(file, text, cat)
	if err != nil {
		return nil, &policyError{file, err}
	}
	return p, nil
}

// policyFileError makes a usage error of a wrong file name, but not of missing
// permissions.
func policyFileError(file string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return exit.Usagef("there is no policy %s", file).Hinting("plexpriv policy init --out " + file + " writes one")
	case errors.Is(err, ownfile.ErrTooBig):
		return exit.Usagef("the policy %s is too large to be a policy", file)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, ownfile.ErrNotOurs):
		return fmt.Errorf("read the policy: %w", err)
	}
	return exit.Usagef("read the policy: %v", err)
}

// policyError has the mistakes in a policy file.
type policyError struct {
	file string
	err  error
}

// Error has one line for each mistake, in the format file:line:column that editors know.
func (e *policyError) Error() string {
	return fmt.Sprintf("the policy %s has mistakes:\n%v", e.file, e.err)
}

// Unwrap returns the mistakes, joined.
func (e *policyError) Unwrap() error { return e.err }

// ExitCode is the code for a wrong command line.
func (e *policyError) ExitCode() int { return exit.Usage }

// Advice says where the file format is explained.
func (e *policyError) Advice() []string {
	return []string{"plexpriv help policy-files explains the file; nothing was touched"}
}

// mistakes are the single mistakes with their positions.
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

// policyWish is what one section of a policy wants for a setting.
type policyWish struct {
	// For is the section, such as "home-user Kid", or empty for the base.
	For   string `json:"for"`
	Value string `json:"value"`
	Line  int    `json:"line"`
}

// wishesOf is what the sections of a policy, which may be nil, want for a setting.
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
