package policy

import (
	"maps"
	"slices"

	"github.com/plexpriv/plexpriv/selectors"
)

// Policy is a policy file without mistakes.
type Policy struct {
	// File is the name it was read under.
	File string
	base scope
	// profiles and users are the tables for single accounts, ordered by name.
	profiles, users []scope
}

// scope is one table of the file: the base, or what differs for one account.
type scope struct {
	// name is that of the profile or Home user; path is the path of the table.
	name, path string
	level      string
	// set holds canonical values by setting id, keep the settings to leave alone.
	set  map[string]Line
	keep map[string]Line
}

// Line is what a line of the file says about a setting.
type Line struct {
	// Value is the wanted canonical value; for a kept setting, the pattern that
	// matched.
	Value string
	// Number is the line number, from 1.
	Number int
}

// document is the form of the file; its tags are the schema.
type document struct {
	Level     string              `toml:"level"`
	Keep      []string            `toml:"keep"`
	Set       selectors.ByID      `toml:"set"`
	Profiles  map[string]override `toml:"profile"`
	HomeUsers map[string]override `toml:"home-user"`
}

type override struct {
	Level string         `toml:"level"`
	Keep  []string       `toml:"keep"`
	Set   selectors.ByID `toml:"set"`
}

// Parse reads a policy. The error lists every mistake in reading order, each as a
// [*selectors.ParseError] under the given file name.
func Parse(name string, text []byte, cat *selectors.Catalogue) (*Policy, error) {
	var doc document
	f, readable := selectors.DecodeFile(name, text, &doc)
	if !readable {
		return nil, f.Err()
	}
	c := &checker{File: f, cat: cat}
	p := &Policy{File: name}
	p.base = c.scope("", "", override{doc.Level, doc.Keep, doc.Set})
	p.profiles = c.overrides("profile", doc.Profiles, c.profileName)
	p.users = c.overrides("home-user", doc.HomeUsers, c.userName)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return p, nil
}

// Account is the account that a choice is for.
type Account struct {
	// Profile is the name of the stored session; empty for a user of its Plex Home.
	Profile string
	// Called says whether the account has a name; nil if it has none.
	Called func(name string) bool
}

// Choice is what a policy wants of one account.
type Choice struct {
	// Level is the level to start from; empty if the policy names none.
	Level string
	// Set holds wanted values by setting id, with their lines.
	Set map[string]Line
	// Keep holds the settings to leave alone, by id, with the patterns that matched
	// them.
	Keep map[string]Line
}

// For returns what is wanted of an account.
func (p *Policy) For(a Account) Choice {
	c := Choice{Set: map[string]Line{}, Keep: map[string]Line{}}
	c.add(p.base)
	for _, s := range p.profiles {
		if a.Profile != "" && s.name == a.Profile {
			c.add(s)
		}
	}
	for _, s := range p.users {
		if a.Called != nil && a.Called(s.name) {
			c.add(s)
		}
	}
	return c
}

// Base returns what is wanted of an account that the file does not name.
func (p *Policy) Base() Choice { return p.For(Account{}) }

func (c *Choice) add(s scope) {
	if s.level != "" {
		c.Level = s.level
		clear(c.Set)
	}
	maps.Copy(c.Set, s.set)
	maps.Copy(c.Keep, s.keep)
}

// Each calls use for everybody (whom is empty), and for each account that the file
// names (whom is, for example, "home-user Kid"), the base included.
func (p *Policy) Each(use func(whom string, c Choice)) {
	use("", p.Base())
	for _, s := range p.profiles {
		use("profile "+s.name, p.For(Account{Profile: s.name}))
	}
	for _, s := range p.users {
		use("home-user "+s.name, p.For(Account{Called: func(name string) bool { return name == s.name }}))
	}
}

// Unused returns the headings of tables that match none of the accounts, for example
// because a name is misspelled. users selects the tables for Home users.
func (p *Policy) Unused(users bool, accounts []Account) []string {
	all, fits := p.profiles, func(a Account, name string) bool { return a.Profile == name }
	if users {
		all, fits = p.users, func(a Account, name string) bool { return a.Called != nil && a.Called(name) }
	}
	var out []string
	for _, s := range all {
		if !slices.ContainsFunc(accounts, func(a Account) bool { return fits(a, s.name) }) {
			out = append(out, "["+s.path+"]")
		}
	}
	return out
}
