package manual

import (
	"embed"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/config"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

//go:embed topics/*.txt
var topicFiles embed.FS

// Topics are the names of the help texts that are not about one command.
var Topics = []string{"configuration", "environment", "exit-codes", "json", "policy-files", "safety"}

// Topic is the help text about a topic.
func Topic(topic string) (text string, known bool) {
	if topic == "environment" {
		return environmentTopic(), true
	}
	b, err := topicFiles.ReadFile("topics/" + topic + ".txt")
	return strings.Replace(string(b), "KEYS\n", keyRows(), 1), err == nil
}

// environmentTopic lists the variables.
func environmentTopic() string {
	b := strings.Builder{}
	b.WriteString("Environment\n\n")
	foreign := false
	for _, v := range exit.Variables {
		if v.Foreign && !foreign {
			b.WriteString("\n")
		}
		foreign = v.Foreign
		b.WriteString(explained(v.Name, v.Text))
	}
	return b.String()
}

// keyRows lists the keys of the configuration.
func keyRows() string {
	b := strings.Builder{}
	for _, k := range config.Keys {
		b.WriteString(explained(k.Name, k.Purpose))
	}
	return b.String() + "\n"
}

const (
	topicWidth  = 80
	topicColumn = 27
)

// explained is a word with its explanation in a column beside it.
func explained(word, text string) string {
	line := "  " + word
	if len(line) > topicColumn-1 {
		line += "\n" + strings.Repeat(" ", topicColumn)
	}
	line += strings.Repeat(" ", max(0, topicColumn-len(line)))
	b := strings.Builder{}
	width := topicColumn
	b.WriteString(line)
	for i, w := range strings.Fields(text) {
		if width+1+len(w) > topicWidth {
			b.WriteString("\n" + strings.Repeat(" ", topicColumn))
			width = topicColumn
		} else if i > 0 {
			b.WriteString(" ")
			width++
		}
		b.WriteString(w)
		width += len(w)
	}
	return b.String() + "\n"
}
