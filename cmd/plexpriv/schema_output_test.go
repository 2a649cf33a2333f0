package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
	validator "github.com/santhosh-tekuri/jsonschema/v6"
)

// The output of the commands matches docs/schema, and has no field that is missing
// there.
func TestOutputMatchesSchema(t *testing.T) {
	s := newFakeWorld(t)
	s.env["DISPLAY"] = ":0"
	s.store.kept["default"], s.store.kept["partner"] = aSession("alice"), aSession("bob")
	s.engine.signIn = aSession("alice")
	recordStart(t, s, "default", "20260314t090000-aaaaaa")
	for _, line := range []string{
		"apply --json", "apply --dry-run --json", "check --json --all-profiles", "check --json --profile nobody",
		"undo --json --yes", "undo --json --dry-run", "history --json", "history --json --profile nobody",
		"settings --json", "settings explain --json email.marketing", "settings explain --json nonsense",
		"profiles --json", "version --json", "login --json", "login --json --nonsense", "doctor --json",
		"catalogue lint --json", "policy --json", "policy init --json", "policy check --json nowhere", "schedule status --json",
		"schedule --json", "schedule install --json --every week --print", "logout --json --profile partner", "logout --json --profile nobody",
		"status --json", "status --json --profile nobody", "get watchlist --json", "set watchlist private --json", "open email --json", "open --json", "config --json", "config list --json", "config get level --json", "nonsense --json",
	} {
		s.run(strings.Fields(line)...)
		fitsSchema(t, line, s.out.Bytes())
	}
	// Reports with all fields, and with several results.
	s.engine.report = leakyReport(s)
	s.run("check", "--json")
	fitsSchema(t, "check", s.out.Bytes())
	for _, result := range []outcome.Result{outcome.Already, outcome.Reverted, outcome.Unverified, outcome.NotOffered, outcome.Ambiguous} {
		s.engine.report = func(_ context.Context, who flows.Subject, _ flows.Request) outcome.AccountReport {
			return accountReport(who, result)
		}
		s.run("apply", "--json")
		fitsSchema(t, "apply", s.out.Bytes())
	}
}

// A document that breaks the schema is rejected, so the test above can fail.
func TestSchemaRejectsWrongDocuments(t *testing.T) {
	s := newFakeWorld(t)
	s.store.kept["default"] = aSession("alice")
	s.run("check", "--json")
	good := s.out.String()
	for _, change := range [][2]string{
		{`"schema": 1`, `"schema": 2`}, {`"already"`, `"allready"`}, {`"exit_code": 0`, `"exit_code": "0"`},
		{`"dry_run": false,`, ``}, {`"home_user": null`, `"home_user": 5`}, {`"level":`, `"niveau":`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Errorf("there is no %s in\n%s", change[0], good)
		} else if validate([]byte(bad)) == nil {
			t.Errorf("a document with %s matches the schema", change[1])
		}
	}
}

func fitsSchema(t *testing.T, line string, document []byte) {
	t.Helper()
	if err := validate(document); err != nil {
		t.Errorf("%s: %v\n%s", line, err, document)
	}
}

// validate checks a document against the schema of its command. Fields that the schema
// does not have are errors in this test, although the schema allows them.
func validate(document []byte) error {
	value, err := validator.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		return err
	}
	command, _ := value.(map[string]any)["command"].(string)
	if command == "" {
		command = "version" // every schema includes the document of an error
	}
	path := filepath.Join(schemaDir, strings.ReplaceAll(command, " ", "-")+".json")
	c := validator.NewCompiler()
	c.UseLoader(strictLoader{})
	schema, err := c.Compile(path)
	if err != nil {
		return fmt.Errorf("compile %s: %w", path, err)
	}
	return schema.Validate(value)
}

// strictLoader loads schemas and forbids additional properties in them.
type strictLoader struct{}

func (strictLoader) Load(url string) (any, error) {
	schema, err := validator.FileLoader{}.Load(url)
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
