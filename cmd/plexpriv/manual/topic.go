package manual

import "embed"

//go:embed topics/*.txt
var topicFiles embed.FS

// Topics are the names of the help texts that are not about one command.
var Topics = []string{"environment", "exit-codes", "json", "policy-files", "safety"}

// Topic is the help text about a topic.
func Topic(topic string) (text string, known bool) {
	b, err := topicFiles.ReadFile("topics/" + topic + ".txt")
	return string(b), err == nil
}
