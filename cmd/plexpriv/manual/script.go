package manual

import "embed"

// The scripts hold no words of their own: each asks the hidden command
// __complete what fits, so that they never fall behind the program.
//
//go:embed completion/*
var completionScripts embed.FS

// Shells are those that completion has a script for.
var Shells = []string{"bash", "zsh", "fish", "powershell"}

// Script is what a shell reads to complete the words of plexpriv.
func Script(shell string) (text []byte, known bool) {
	text, err := completionScripts.ReadFile("completion/plexpriv." + shell)
	return text, err == nil
}
