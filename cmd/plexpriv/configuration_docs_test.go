package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/config"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
)

const (
	configurationDocs   = "../../docs/configuration.md"
	configurationSchema = "../../docs/config.schema.json"
)

// TestConfigurationDocs compares the tables in docs/configuration.md with the program.
// After a change:
//
//	go test ./cmd/plexpriv -run TestConfiguration -update
func TestConfigurationDocs(t *testing.T) {
	keys, variables := "| key | what it is | variable |\n| --- | --- | --- |\n", "| variable | what it is |\n| --- | --- |\n"
	for _, k := range config.Keys {
		keys += fmt.Sprintf("| `%s` | %s | `%s` |\n", k.Name, k.Purpose, k.Variable)
	}
	for _, v := range exit.Variables {
		variables += fmt.Sprintf("| `%s` | %s |\n", v.Name, v.Text)
	}
	text, err := os.ReadFile(configurationDocs)
	if err != nil {
		t.Fatal(err)
	}
	want := between(between(text, "keys", keys), "variables", variables)
	expectFile(t, configurationDocs, want)
}

func between(text []byte, mark, table string) []byte {
	re := regexp.MustCompile(`(?s)<!-- ` + mark + ` -->\n.*?<!-- end -->`)
	return re.ReplaceAllLiteral(text, []byte("<!-- "+mark+" -->\n"+table+"<!-- end -->"))
}

func TestConfigurationSchema(t *testing.T) {
	properties := map[string]any{}
	for _, k := range config.Keys {
		p := map[string]any{"type": "string", "minLength": 1, "description": k.Purpose + "; " + k.Variable + " wins over it"}
		switch k.Name {
		case "store":
			p["enum"] = []string{"keyring", "file"}
		case "level":
			cat, err := newFakeWorld(t).Catalogue()
			if err != nil {
				t.Fatal(err)
			}
			p["enum"] = cat.LevelNames()
		case "lang":
			p["enum"] = locale.Languages()
		}
		properties[k.Name] = p
	}
	text, err := json.MarshalIndent(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "configuration of plexpriv", "type": "object",
		"additionalProperties": false, "properties": properties,
	}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	expectFile(t, configurationSchema, append(text, '\n'))
}

// expectFile compares a file with what it should be, or makes it that with -update.
func expectFile(t *testing.T, path string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the program has (%v); go test ./cmd/plexpriv -run TestConfiguration -update", path, err)
	}
}
