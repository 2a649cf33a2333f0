// Package config reads and edits config.toml, in which a person keeps what they would
// else say with a flag or a variable each time. Each key stands for a variable: a flag
// wins over the variable, and the variable over the file. The file is believed, because
// it may name commands that are run; so one that others can write to is refused.
package config
