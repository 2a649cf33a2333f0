package terminal

import (
	"fmt"
	"strings"
	"testing"
)

// The keys leave choices out, and on any screen the cursor shows and no line is too wide.
func TestPicker(t *testing.T) {
	var all []Choice
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"} {
		all = append(all, Choice{id, "Setting " + id, "on → off", "What " + id + " means, in so many words that they take two lines at least."})
	}
	p := newPicker(Picker{Title: "What would change for alice:", All: all, Keys: func(n int) string { return fmt.Sprintf("up, down: move; enter: change %d", n) }})
	p.width, p.height = 50, 16
	for _, key := range []string{"down", "space", "end", "x", "up"} {
		p.press(key)
	}
	if got := strings.Join(p.left(), " "); got != "b j" {
		t.Errorf("the keys left out %q, want \"b j\"", got)
	}
	shown := strings.Join(p.lines(), "\n")
	for _, want := range []string{"> [✓] Setting i: on → off", "  [ ] Setting j", "What i means", "enter: change 8"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the list does not show %q:\n%s", want, shown)
		}
	}
	for _, size := range [][2]int{{50, 16}, {30, 8}, {20, 5}} {
		p.width, p.height = size[0], size[1]
		lines := p.lines()
		if !strings.Contains(strings.Join(lines, "\n"), "> [") {
			t.Errorf("on a screen of %v the cursor does not show", size)
		}
		for _, line := range lines {
			if len([]rune(line)) > max(leastText, size[0]) {
				t.Errorf("on a screen of %v this line is too wide: %q", size, line)
			}
		}
	}
}
