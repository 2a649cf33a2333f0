package world

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/config"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/ownfile"
	"github.com/plexpriv/plexpriv/selectors"
)

// choices are what stands for a variable: what this command has chosen for itself, the
// environment, and the configuration.
type choices struct {
	own    map[string]string
	env    func(string) string
	config *config.Config
}

// get is what Terminal.Getenv is once the configuration was read.
func (c *choices) get(variable string) string {
	if own, ok := c.own[variable]; ok {
		return own
	}
	if v := c.env(variable); v != "" {
		return v
	}
	_, v, _ := c.config.ForVariable(variable, c.env)
	return v.Text
}

// ConfigFile is the path of the configuration.
func ConfigFile(w *World) string { return filepath.Join(w.Config, "config.toml") }

// configWords are the words that a configuration may use.
func configWords(w *World) (config.Known, error) {
	cat, err := builtIn()
	if err != nil {
		return config.Known{}, fmt.Errorf("read the built-in catalogue: %w", err)
	}
	return config.Known{Levels: cat.LevelNames(), Home: w.Home}, nil
}

// ReadConfig reads the configuration, which counts from then on wherever a variable does
// that is not set.
func ReadConfig(w *World) error {
	if w.choices != nil {
		return nil
	}
	known, err := configWords(w)
	if err != nil {
		return err
	}
	file := ConfigFile(w)
	read, err := config.Read(file, known)
	if err != nil {
		return configError(err)
	}
	if read != nil {
		// Whoever can replace a directory above the file can replace the file.
		if err := ownfile.CheckAbove(file, w.Home, w.UID, rootUser); err != nil {
			return fmt.Errorf("the configuration is not used: %w", err)
		}
	}
	w.choices = &choices{own: map[string]string{}, env: w.Terminal.Getenv, config: read}
	w.Terminal.Getenv = w.choices.get
	return nil
}

// configError makes a usage error of mistakes in the file.
func configError(err error) error {
	var mistake *selectors.ParseError
	if errors.As(err, &mistake) {
		return exit.Usagef("the configuration has mistakes:\n%v", err).Hinting("plexpriv help configuration explains the file")
	}
	return err
}

// Configured returns the value of a key of the configuration as it is in force, and where
// it comes from: the variable, the file, or "" if it is not set.
func Configured(w *World, k config.Key) (value, from string) {
	value = w.Terminal.Getenv(k.Variable)
	if value == "" {
		return "", ""
	}
	return value, NameOf(w, k.Variable)
}

// NameOf is what messages call the source of a variable's value: the variable itself, or
// the line of the configuration that stands for it.
func NameOf(w *World, variable string) string {
	if w.choices == nil || w.choices.env(variable) != "" {
		return variable
	}
	if k, v, ok := w.choices.config.ForVariable(variable, w.choices.env); ok {
		return fmt.Sprintf("%s:%d: %s", w.choices.config.File, v.Line, k.Name)
	}
	return variable
}

// Environment is a variable of the environment, without the configuration.
func Environment(w *World, variable string) string {
	if w.choices == nil {
		return w.Terminal.Getenv(variable)
	}
	return w.choices.env(variable)
}

// Choose makes a value count for this command, whatever the environment and the
// configuration say.
func Choose(w *World, variable, value string) error {
	if err := ReadConfig(w); err != nil {
		return err
	}
	w.choices.own[variable] = value
	return nil
}

// Remember writes a value into the configuration. An empty value removes the key.
func Remember(w *World, key, value string) error {
	known, err := configWords(w)
	if err != nil {
		return err
	}
	err = config.Set(ConfigFile(w), key, value, known)
	var mistake *selectors.ParseError
	if _, before := config.Read(ConfigFile(w), known); before == nil && errors.As(err, &mistake) {
		// The mistake is in the value, which is in no file yet.
		return exit.Usagef("%s: %s", key, strings.TrimPrefix(mistake.Msg, key+": ")).Hinting("the configuration was not changed")
	}
	return configError(err)
}
