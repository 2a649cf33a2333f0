package run

import (
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// lineOf is what a suggested command repeats of the person's own.
func lineOf(o *Options) outcome.Line {
	line := outcome.Line{Writes: !o.ReadOnly()}
	each := func(to *[]string, flag string, values []string) {
		for _, v := range values {
			*to = append(*to, flag, v)
		}
	}
	if o.Undo == nil {
		s := o.Wanted.Selection
		each(&line.Settings, "--page", s.Pages)
		each(&line.Settings, "--only", s.Only)
		each(&line.Settings, "--skip", s.Skip)
	}
	a := o.Accounts
	if a.Family {
		line.Accounts = append(line.Accounts, "--family")
	}
	if a.All {
		line.Accounts = append(line.Accounts, "--all-profiles")
	} else if len(a.Profiles) > 1 || a.Home() {
		for _, p := range a.Profiles {
			if len(a.Profiles) > 1 || p != "default" {
				line.Accounts = append(line.Accounts, "--profile", p)
			}
		}
	}
	each(&line.Accounts, "--home-user", a.Users)
	if a.PINFile != "" {
		line.Accounts = append(line.Accounts, "--pin-file", a.PINFile)
	}
	return line
}
