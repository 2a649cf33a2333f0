package e2e

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// fitsSchema checks a document against docs/schema. Other readers must ignore fields
// that the schema does not describe; here they are mistakes.
func fitsSchema(document any) error {
	members, _ := document.(map[string]any)
	command, _ := members["command"].(string)
	path := filepath.Join("..", "docs", "schema", strings.ReplaceAll(command, " ", "-")+".json")
	if members["format"] != nil {
		path = filepath.Join("..", "docs", "schema", "inspect.json") // the file of inspect has no command in it
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(closed{})
	schema, err := c.Compile(path)
	if err != nil {
		return fmt.Errorf("compile %s: %w", path, err)
	}
	return schema.Validate(document)
}

// closed loads schemas so that an object may have only the fields that they describe.
type closed struct{}

func (closed) Load(url string) (any, error) {
	schema, err := jsonschema.FileLoader{}.Load(url)
	closeObjects(schema)
	return schema, err
}

func closeObjects(schema any) {
	switch s := schema.(type) {
	case map[string]any:
		if s["type"] == "object" && s["properties"] != nil {
			s["additionalProperties"] = false
		}
		for _, part := range s {
			closeObjects(part)
		}
	case []any:
		for _, part := range s {
			closeObjects(part)
		}
	}
}
