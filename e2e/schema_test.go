package e2e

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// fitsSchema says what is wrong with a document by docs/schema. Fields that the
// schema does not describe are mistakes here, and for nobody else.
func fitsSchema(document any) error {
	members, _ := document.(map[string]any)
	command, _ := members["command"].(string)
	path := filepath.Join("..", "docs", "schema", strings.ReplaceAll(command, " ", "-")+".json")
	if members["format"] != nil {
		path = filepath.Join("..", "docs", "schema", "inspect.json") // what inspect saves names no command
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(closed{})
	schema, err := c.Compile(path)
	if err != nil {
		return fmt.Errorf("compile %s: %w", path, err)
	}
	return schema.Validate(document)
}

// closed loads schemas whose objects may have nothing but what is described.
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
