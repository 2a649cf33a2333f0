package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/doctor"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/urfave/cli/v2"
)

const (
	schemaDir  = "../../docs/schema"
	modulePath = "github.com/plexpriv/plexpriv"
)

// documents are the types that the commands print with --json, by the name of the
// schema.
var documents = map[string]any{
	"apply": outcome.Report{}, "check": outcome.Report{}, "undo": outcome.Report{},
	"settings": settingsReport{}, "profiles": profilesReport{}, "history": historyReport{}, "login": loginReport{},
	"logout": logoutReport{}, "version": versionReport{}, "doctor": doctor.Report{},
	"catalogue-lint": lintReport{}, "catalogue-test": testReport{}, "inspect": inspect.SavedPage{},
	"schedule": failure{}, "schedule-install": schedule.Report{}, "schedule-status": schedule.Report{},
	"schedule-remove": schedule.Report{}, "schedule-run": outcome.Report{},
	"receipt": receiptReport{}, "receipt-verify": verifyReport{},
	"guide": guideReport{}, "review": reviewReport{}, "rights": rightsReport{}, "rights-letter": letterReport{},
	"policy": failure{}, "policy-init": composedPolicy{}, "policy-check": policyReport{}, "policy-diff": policyDiff{},
	"status": outcome.Report{}, "get": outcome.Report{}, "set": outcome.Report{}, "open": openReport{},
	"config": failure{}, "config-list": configReport{}, "config-get": configReport{},
}

// TestSchemas compares docs/schema with the types. After a change of the types:
//
//	go test ./cmd/plexpriv -run TestSchemas -update
func TestSchemas(t *testing.T) {
	r := reflector(t)
	for name, document := range documents {
		checkSchema(t, r, name, document)
	}
	// There is no schema of a command that no longer exists.
	there, err := filepath.Glob(filepath.Join(schemaDir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range there {
		if documents[strings.TrimSuffix(filepath.Base(path), ".json")] == nil {
			t.Errorf("%s belongs to no command", path)
		}
	}
}

func checkSchema(t *testing.T, r *jsonschema.Reflector, name string, document any) {
	t.Helper()
	path := filepath.Join(schemaDir, name+".json")
	want, err := json.MarshalIndent(schemaOf(r, name, document), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the program prints (%v); go test ./cmd/plexpriv -run TestSchemas -update", path, err)
	}
}

// Every command that has --json has a schema.
func TestSchemaForEveryCommand(t *testing.T) {
	for _, c := range newApp(newFakeWorld(t).World).Commands {
		walkCommands(c, c.Name, func(c *cli.Command, name string) {
			if !hasFlag(c, "json") {
				return
			}
			name = strings.ReplaceAll(strings.TrimPrefix(name, "dev "), " ", "-")
			if name == "settings-explain" {
				name = "settings" // it prints the same document, with one setting
			}
			if documents[name] == nil {
				t.Errorf("%s --json has no schema", name)
			}
		})
	}
}

// documentedPackages are the packages whose types are in documents, by name.
var documentedPackages = map[string]string{"flows": "flows", "outcome": "flows/outcome", "record": "flows/record", "inspect": "flows/inspect"}

// schemaNames are the names of types in the schemas that differ from those in Go.
var schemaNames = map[reflect.Type]string{
	reflect.TypeFor[doctor.Report](): "doctorReport", reflect.TypeFor[doctor.Finding](): "finding",
	reflect.TypeFor[schedule.Report](): "scheduleReport", reflect.TypeFor[schedule.File](): "scheduleFile",
	reflect.TypeFor[schedule.LastRun](): "jobEnd",
}

// schemaName is the name of a type in the schemas.
func schemaName(t reflect.Type) string { return cmp.Or(schemaNames[t], t.Name()) }

// reflector makes schemas of Go types, with the comments in the source, and with the
// constants of string types as enumerations.
func reflector(t *testing.T) *jsonschema.Reflector {
	t.Helper()
	r := &jsonschema.Reflector{AllowAdditionalProperties: true, Anonymous: true, Namer: schemaName}
	if err := r.AddGoComments(modulePath+"/flows", "../../flows"); err != nil {
		t.Fatal(err)
	}
	// Paths of comments are cleaned, which "../.." is not.
	for name, comment := range r.CommentMap {
		delete(r.CommentMap, name)
		kind := name[strings.LastIndex(name, "/")+1:]
		pkg, _, _ := strings.Cut(kind, ".")
		if dir, ok := documentedPackages[pkg]; ok {
			r.CommentMap[modulePath+"/"+dir+strings.TrimPrefix(kind, pkg)] = comment
		}
	}
	words := map[string]map[string][]string{}
	for _, dir := range documentedPackages {
		words[modulePath+"/"+dir] = enumerations(t, "../../"+dir)
	}
	r.Mapper = func(goType reflect.Type) *jsonschema.Schema {
		if goType.Kind() != reflect.String || words[goType.PkgPath()] == nil {
			return nil
		}
		s := &jsonschema.Schema{Type: "string"}
		for _, word := range words[goType.PkgPath()][goType.Name()] {
			s.Enum = append(s.Enum, word)
		}
		return s
	}
	return r
}

// enumerations are the string constants of a package, by their type.
func enumerations(t *testing.T, dir string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatal(err, paths)
	}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			kind, named := spec.Type.(*ast.Ident)
			value, literal := spec.Values[0].(*ast.BasicLit)
			if named && literal && value.Kind == token.STRING {
				word, _ := strconv.Unquote(value.Value)
				out[kind.Name] = append(out[kind.Name], word)
			}
			return true
		})
	}
	return out
}

// schemaOf is the schema of what a command prints: its own document, or the one of a
// command that ended early with an error.
func schemaOf(r *jsonschema.Reflector, name string, document any) *jsonschema.Schema {
	defs := jsonschema.Definitions{}
	own := definition(r, defs, document)
	early := definition(r, defs, failure{})
	return &jsonschema.Schema{
		Version:     jsonschema.Version,
		ID:          jsonschema.ID("https://github.com/plexpriv/plexpriv/raw/main/docs/schema/" + name + ".json"),
		Title:       "plexpriv " + strings.ReplaceAll(name, "-", " ") + " --json",
		Description: "Fields may be added; \"schema\" is raised when a reader of the old document would misread the new one.",
		AnyOf:       []*jsonschema.Schema{{Ref: "#/$defs/" + own}, {Ref: "#/$defs/" + early}},
		Definitions: defs,
	}
}

// definition adds a type, and the types of its fields, and returns its name.
func definition(r *jsonschema.Reflector, defs jsonschema.Definitions, document any) string {
	goType := reflect.TypeOf(document)
	for name, s := range r.ReflectFromType(goType).Definitions {
		defs[name] = s
	}
	nullable(defs, goType, map[reflect.Type]bool{})
	if p, ok := defs[schemaName(goType)].Properties.Get("schema"); ok {
		p.Const = outcome.Schema
	}
	// The result of a change is empty where the run was interrupted.
	if entry := defs["Entry"]; entry != nil {
		if p, ok := entry.Properties.Get("result"); ok && !slices.Contains(p.Enum, any("")) {
			p.Enum = append(p.Enum, "")
		}
	}
	return schemaName(goType)
}

// nullable allows null for pointers without omitempty.
func nullable(defs jsonschema.Definitions, goType reflect.Type, done map[reflect.Type]bool) {
	for goType.Kind() == reflect.Pointer || goType.Kind() == reflect.Slice || goType.Kind() == reflect.Map {
		goType = goType.Elem()
	}
	if done[goType] || goType.Kind() != reflect.Struct {
		return
	}
	done[goType] = true
	s := defs[schemaName(goType)]
	for i := range goType.NumField() {
		f := goType.Field(i)
		nullable(defs, f.Type, done)
		if s == nil {
			continue // it is embedded, and the schema has its fields in the outer type
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if p, ok := s.Properties.Get(name); ok && f.Type.Kind() == reflect.Pointer && options == "" {
			description := p.Description
			p.Description = ""
			s.Properties.Set(name, &jsonschema.Schema{Description: description, AnyOf: []*jsonschema.Schema{p, {Type: "null"}}})
		}
	}
}
