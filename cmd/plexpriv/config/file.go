package config

import (
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/selectors"
)

// Known are the words that a file may use and that this package does not know by itself.
type Known struct {
	Levels []string
	// Home is the person's home directory, for which ~ stands.
	Home string
}

// Config is a file without mistakes.
type Config struct {
	// File is the name it was read under.
	File   string
	values map[string]Value
}

// Value is the value of a key.
type Value struct {
	Text string
	// Line is where it stands, from 1.
	Line int
}

// document is the form of the file; its tags are the schema.
type document struct {
	Store             string `toml:"store"`
	PassphraseFile    string `toml:"passphrase-file"`
	PassphraseCommand string `toml:"passphrase-command"`
	Browser           string `toml:"browser"`
	Level             string `toml:"level"`
	Profile           string `toml:"profile"`
	Policy            string `toml:"policy"`
	NotifyCommand     string `toml:"notify-command"`
	Lang              string `toml:"lang"`
}

// texts are the values by their keys.
func (d document) texts() map[string]string {
	return map[string]string{
		"store": d.Store, "passphrase-file": d.PassphraseFile, "passphrase-command": d.PassphraseCommand, "browser": d.Browser,
		"level": d.Level, "profile": d.Profile, "policy": d.Policy, "notify-command": d.NotifyCommand, "lang": d.Lang,
	}
}

// Parse reads a file. The error lists every mistake in reading order, each as a
// [*selectors.ParseError] under the given file name.
func Parse(name string, text []byte, known Known) (*Config, error) {
	var doc document
	f, readable := selectors.DecodeFile(name, text, &doc)
	if !readable {
		return nil, f.Err()
	}
	c := &Config{File: name, values: map[string]Value{}}
	for key, value := range doc.texts() {
		if !f.Has(key) {
			continue
		}
		if value == "" {
			f.Fail(key, "%s is empty; to go without it, remove the line", key)
			continue
		}
		c.values[key] = Value{expand(key, value, known.Home), f.Line(key)}
	}
	c.check(f, known)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// check reports values that make no sense.
func (c *Config) check(f *selectors.File, known Known) {
	oneOf := func(key string, words []string) {
		if v, ok := c.values[key]; ok {
			f.OneOf(key, key, v.Text, words)
		}
	}
	oneOf("store", []string{session.KindKeyring, session.KindFile})
	oneOf("level", known.Levels)
	oneOf("lang", locale.Languages())
	if v, ok := c.values["profile"]; ok {
		if _, err := session.ProfileName(v.Text); err != nil {
			f.Fail("profile", "%v", err)
		}
	}
	for _, key := range filePaths {
		if v, ok := c.values[key]; ok && !filepath.IsAbs(v.Text) {
			f.Fail(key, "%s has to begin with / or ~/: plexpriv may be started in any directory", key)
		}
	}
	_, file := c.values["passphrase-file"]
	if _, command := c.values["passphrase-command"]; file && command {
		f.Fail("passphrase-command", "passphrase-file and passphrase-command cannot be used together")
	}
}

// filePaths are the keys that name a file.
var filePaths = []string{"passphrase-file", "policy"}

// expand replaces ~ in the name of a file.
func expand(key, value, home string) string {
	rest, ok := strings.CutPrefix(value, "~/")
	for _, k := range append(filePaths, "browser") {
		if ok && k == key {
			return filepath.Join(home, rest)
		}
	}
	return value
}

// Value returns the value of a key. A Config that is nil has none.
func (c *Config) Value(key string) (Value, bool) {
	if c == nil {
		return Value{}, false
	}
	v, ok := c.values[key]
	return v, ok
}

// ForVariable returns what the file says in place of a variable that is not set. env has
// the variables that are.
func (c *Config) ForVariable(variable string, env func(string) string) (Key, Value, bool) {
	for _, k := range Keys {
		if k.Variable != variable {
			continue
		}
		v, ok := c.Value(k.Name)
		if k.Instead != "" && env(k.Instead) != "" {
			ok = false
		}
		return k, v, ok
	}
	return Key{}, Value{}, false
}
