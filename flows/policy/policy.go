package policy

import (
	"maps"
	"slices"

	"github.com/plexpriv/plexpriv/selectors"
)

// Policy is a file that was read and makes sense.
type Policy struct {
	// File is the name it was read under.
	File string
	base scope
	// profiles and users are the overrides, in the order of their names.
	profiles, users []scope
}

// scope is one table of the file: the base, or what differs for one account.
type scope struct {
	// name is that of the profile or Home user; path is the table's.
	name, path string
	level      string
	// set holds canonical values, keep the settings that are left alone.
	set  map[string]Line
	keep map[string]Line
}

// Line is something that a line of the file says of a setting.
type Line struct {
	// Value is the wanted one, canonical; the pattern that fits for a kept setting.
	Value string
	// Number counts from 1.
	Number int
}

// document is the file's form; the tags are its schema.
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

// Parse reads a policy. The error lists every mistake, each as a
// [*selectors.ParseError] under the given name, in reading order.
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

// Account is whom a choice is for.
type Account struct {
	// Profile is the stored session's name; empty for a user of its Plex Home.
	Profile string
	// Called says whether the account goes by a name; nil if it has none.
	Called func(name string) bool
}

// Choice is what a policy wants of an account.
type Choice struct {
	// Level is the one to start from, empty if the policy names none.
	Level string
	// Set holds wanted values by setting id, with their lines.
	Set map[string]Line
	// Keep holds the settings to leave alone, by id, with the patterns they fit.
	Keep map[string]Line
}

// For is what is wanted of an account.
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

// Base is what is wanted of an account that the file does not name.
func (p *Policy) Base() Choice { return p.For(Account{}) }

func (c *Choice) add(s scope) {
	if s.level != "" {
		c.Level = s.level
		clear(c.Set)
	}
	maps.Copy(c.Set, s.set)
	maps.Copy(c.Keep, s.keep)
}

// Each calls use with what the file wants of everybody, whom is then empty, and
// of each account that it names ("home-user Kid"), the base included.
func (p *Policy) Each(use func(whom string, c Choice)) {
	use("", p.Base())
	for _, s := range p.profiles {
		use("profile "+s.name, p.For(Account{Profile: s.name}))
	}
	for _, s := range p.users {
		use("home-user "+s.name, p.For(Account{Called: func(name string) bool { return name == s.name }}))
	}
}

// Unused are the headings of the tables for users that none of the accounts is
// called by, such as misspelt ones.
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
