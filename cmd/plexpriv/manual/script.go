package manual

import "embed"

// The scripts contain no command names. Each calls the hidden command __complete, so that
// a script that was installed long ago completes what the program has today.
//
//go:embed completion/*
var completionScripts embed.FS

// Shells are the shells that there is a completion script for.
var Shells = []string{"bash", "zsh", "fish", "powershell"}

// Script is the completion script of a shell.
func Script(shell string) (text []byte, known bool) {
	text, err := completionScripts.ReadFile("completion/plexpriv." + shell)
	return text, err == nil
}
