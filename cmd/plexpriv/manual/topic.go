package manual

import "embed"

//go:embed topics/*.txt
var topicFiles embed.FS

// Topics are what help explains besides the commands.
var Topics = []string{"environment", "exit-codes", "json", "policy-files", "safety"}

// Topic is what help says about a topic.
func Topic(topic string) (text string, known bool) {
	b, err := topicFiles.ReadFile("topics/" + topic + ".txt")
	return string(b), err == nil
}
