package schedule

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// Quotes and commands in the text of a notification are shown and not run.
func TestNotificationTextIsNotPartOfAScript(t *testing.T) {
	for goos, program := range map[string]string{"darwin": "osascript", "windows": "powershell"} {
		dir := t.TempDir()
		text := "#!/bin/sh\nfor a; do last=$a; done\necho \"$last|$PLEXPRIV_MESSAGE\" > " + dir + "/got\n"
		if err := os.WriteFile(filepath.Join(dir, program), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", dir+":/usr/bin:/bin")
		w := &world.World{Terminal: terminal.Terminal{GOOS: goos}}
		said := `"; $(evil) & 'x'`
		if err := showNotification(t.Context(), w, "plexpriv", said); err != nil {
			t.Error(err)
		}
		got, _ := os.ReadFile(filepath.Join(dir, "got"))
		if !strings.Contains(string(got), said) {
			t.Errorf("%s: the notification shows %s, want %s", goos, got, said)
		}
	}
}
