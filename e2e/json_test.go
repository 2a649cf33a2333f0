//go:build linux

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// json PATH OP [VALUE] asserts something about the last JSON document. PATH is
// like accounts.0.settings[id=email.marketing].result; OP is ==, !=, contains,
// matches, exists, or absent. The document must fit docs/schema. An array or object
// is compared as JSON.
func cmdJSON(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: json PATH OP [VALUE]")
	}
	var doc any
	d := json.NewDecoder(bytes.NewReader([]byte(worldOf(ts).stdout)))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil {
		ts.Fatalf("stdout is not JSON: %v", err)
	}
	if d.More() {
		ts.Fatalf("stdout holds more than one JSON document")
	}
	if err := fitsSchema(doc); err != nil {
		ts.Fatalf("stdout does not fit docs/schema: %v", err)
	}
	got, err := at(doc, args[0])
	want := strings.Join(args[2:], "")
	if ok := holds(ts, got, err, args[1], want); !ok {
		ts.Fatalf("%s is %q (%v), want %s %s", args[0], got, err, args[1], want)
	}
}

// result SETTING WORD… asserts the result of a setting of the first account,
// and of the settings after it: result A verified B failed.
func cmdResult(ts *testscript.TestScript, neg bool, args []string) {
	refuseNeg(ts, neg)
	if len(args) == 0 || len(args)%2 != 0 {
		ts.Fatalf("usage: result SETTING WORD [SETTING WORD…]")
	}
	for i := 0; i < len(args); i += 2 {
		cmdJSON(ts, false, []string{"accounts.0.settings[id=" + args[i] + "].result", "==", args[i+1]})
	}
}

func holds(ts *testscript.TestScript, got string, err error, op, want string) bool {
	switch op {
	case "absent":
		return err != nil
	case "exists":
		return err == nil
	case "==":
		return err == nil && got == want
	case "!=":
		return err == nil && got != want
	case "contains":
		return err == nil && strings.Contains(got, want)
	case "matches":
		re, bad := regexp.Compile(want)
		ts.Check(bad)
		return err == nil && re.MatchString(got)
	}
	ts.Fatalf("unknown comparison %q", op)
	return false
}

// step is one step of a path: a member name or an index, with an optional search in an
// array.
var step = regexp.MustCompile(`^([^.\[]+)(?:\[([a-z_]+)=([^\]]*)\])?(?:\.|$)`)

// at follows a path in a decoded document and returns what is there as text.
func at(doc any, path string) (string, error) {
	for path != "" {
		m := step.FindStringSubmatch(path)
		if m == nil {
			return "", fmt.Errorf("cannot read the path from %q on", path)
		}
		path = path[len(m[0]):]
		var err error
		if doc, err = member(doc, m[1]); err != nil {
			return "", err
		}
		if m[2] == "" {
			continue
		}
		if doc, err = search(doc, m[2], m[3]); err != nil {
			return "", err
		}
	}
	switch v := doc.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	}
	text, err := json.Marshal(doc)
	return string(text), err
}

func member(doc any, name string) (any, error) {
	switch v := doc.(type) {
	case map[string]any:
		if m, ok := v[name]; ok {
			return m, nil
		}
	case []any:
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v) {
			return v[i], nil
		}
	}
	return nil, fmt.Errorf("nothing is called %q", name)
}

func search(doc any, key, want string) (any, error) {
	list, _ := doc.([]any)
	for _, item := range list {
		if m, ok := item.(map[string]any); ok && fmt.Sprint(m[key]) == want {
			return item, nil
		}
	}
	return nil, fmt.Errorf("nothing has %s=%s", key, want)
}
