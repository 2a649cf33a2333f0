package main

import (
	"embed"
	"io"
	"sort"
	"strings"

	"github.com/urfave/cli/v2"
)

//go:embed topics/*.txt
var topicFiles embed.FS

func topics() []string {
	entries, err := topicFiles.ReadDir("topics")
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".txt"))
	}
	sort.Strings(out)
	return out
}

func (w *world) helpCommand() *cli.Command {
	return &cli.Command{
		Name: "help", Usage: "explain a command or a topic: " + strings.Join(topics(), ", "), ArgsUsage: "[COMMAND | TOPIC]",
		Action: func(c *cli.Context) error {
			word := c.Args().First()
			if word == "" {
				return cli.ShowAppHelp(c)
			}
			if text, err := topicFiles.ReadFile("topics/" + word + ".txt"); err == nil {
				_, err := io.WriteString(w.stdout, string(text))
				return err
			}
			names := commandNames(c.App)
			for _, n := range names {
				if n == word {
					return cli.ShowCommandHelp(c, word)
				}
			}
			return usagef("no command or topic %q%s", word, suggestion(word, append(names, topics()...)))
		},
	}
}
