package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	tomlBlock = regexp.MustCompile("(?ms)^```toml\n(.*?)^```")
	badPolicy = regexp.MustCompile(`(?m)^family\.toml:.*$`)
)

// TestPoliciesOfTheGuide lets the binary read every policy of the guide, and
// compares the mistakes that the guide shows with those that it finds.
func TestPoliciesOfTheGuide(t *testing.T) {
	text := documents(t)["docs/policy.md"]
	walk(t, ".go", func(string, string) {}) // see TestCommandsAreKnown
	dir := t.TempDir()
	binary := filepath.Join(dir, "plexpriv.exe")
	if out, err := exec.Command("go", "build", "-o", binary, "../cmd/plexpriv").CombinedOutput(); err != nil {
		t.Fatalf("build plexpriv: %v\n%s", err, out)
	}
	check := func(policy string) (string, error) {
		if err := os.WriteFile(filepath.Join(dir, "family.toml"), []byte(policy), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(binary, "policy", "check", "family.toml")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+dir, "XDG_CONFIG_HOME="+dir, "PLEXPRIV_CATALOGUE=")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	examples := tomlBlock.FindAllStringSubmatch(text, -1)
	if len(examples) == 0 {
		t.Error("the guide has no example")
	}
	for _, m := range examples {
		if out, err := check(m[1]); err != nil {
			t.Errorf("%v: %s\n%s", err, out, m[1])
		}
	}
	out, err := check("level = \"strickt\"\nkeep = [\"email.*\"]\n[set]\nemail.discover = \"off\"\n")
	shown := badPolicy.FindAllString(text, -1)
	if err == nil || len(shown) == 0 {
		t.Errorf("%v, and the guide shows %d mistakes", err, len(shown))
	}
	for _, line := range shown {
		if !strings.Contains(out, line+"\n") {
			t.Errorf("the guide shows\n%s\nand plexpriv says\n%s", line, out)
		}
	}
}
