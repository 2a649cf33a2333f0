package policy

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/plexpriv/plexpriv/selectors"
)

const schemaFile = "../../docs/policy.schema.json"

type object = map[string]any

// schema is made from the catalogue, so that it has the same words.
func schema(cat *selectors.Catalogue) object {
	var ids, patterns []string
	set, tables := object{}, map[string]object{}
	for i := range cat.Pages {
		p := &cat.Pages[i]
		patterns = append(patterns, p.ID+".*")
		for _, s := range p.Settings {
			ids = append(ids, s.ID)
			// Any name of a value is allowed, in upper or lower case; these are
			// suggestions.
			value := object{"type": "string", "description": s.Why, "examples": s.ValueNames(&cat.Words)}
			set[s.ID] = value
			// A setting may be on another page than its subject has.
			subject, rest, _ := strings.Cut(s.ID, ".")
			if tables[subject] == nil {
				tables[subject] = object{}
			}
			tables[subject][rest] = value
		}
	}
	for subject, inner := range tables {
		set[subject] = object{"type": "object", "additionalProperties": false, "properties": inner}
	}
	parts := object{
		"level": object{"enum": cat.LevelNames(), "description": "where to start from"},
		"keep": object{"type": "array", "description": "settings that are never changed: ids or patterns", "items": object{
			"type": "string", "anyOf": []any{object{"enum": ids}, object{"pattern": `[*?\[]`, "examples": patterns}}}},
		"set": object{"type": "object", "description": "values in place of the level's", "additionalProperties": false, "properties": set},
	}
	all := object{}
	for name := range parts {
		all[name] = object{"$ref": "#/$defs/" + name}
	}
	override := object{"type": "object", "additionalProperties": false, "properties": all}
	root := object{
		"profile":   object{"type": "object", "description": "what differs for a stored session's own account", "additionalProperties": override},
		"home-user": object{"type": "object", "description": "what differs for a user of the Plex Home", "additionalProperties": override},
	}
	for name := range parts {
		root[name] = all[name]
	}
	return object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "plexpriv policy",
		"description": "A person's own choice on top of a level, in TOML: plexpriv help policy-files",
		"type":        "object", "additionalProperties": false, "properties": root, "$defs": parts,
	}
}

func TestSchema(t *testing.T) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(schema(catalogue(t))); err != nil {
		t.Fatal(err)
	}
	golden(t, schemaFile, b.String())

	c := jsonschema.NewCompiler()
	compiled, err := c.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	for text, good := range map[string]bool{
		read(t, "testdata/good.toml"):                         true,
		string(Compose("empty", "strict", nil, catalogue(t))): true,
		"level = 'strct'":                                     false,
		"keep = ['emial.discover']":                           false,
		"set.email.dicsover = 'off'":                          false,
		"set.email.discover = 1":                              false,
		"levl = 'strict'":                                     false,
		"[home-user.kid]\nlevl = 'strict'":                    false,
	} {
		var doc any
		if err := toml.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(doc); (err == nil) != good {
			t.Errorf("%v for\n%s", err, text)
		}
		if _, err := Parse("p.toml", []byte(text), catalogue(t)); (err == nil) != good {
			t.Errorf("the schema accepts what plexpriv refuses, or the other way round:\n%s\n%v", text, err)
		}
	}
}
