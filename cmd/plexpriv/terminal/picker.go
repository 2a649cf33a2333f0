package terminal

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/jedib0t/go-pretty/v6/text"
)

// signs are the characters that stand for something: a choice is to be carried out,
// and a line was cut off.
type signs struct{ chosen, cut string }

// picker is a list of choices on the screen. Below it stands the explanation of the
// one at the cursor.
type picker struct {
	list Picker
	all  []Choice
	// out are the choices that are left out, and at is the cursor, both by index.
	out           []bool
	at            int
	width, height int
	signs         signs
	// decided is whether the person is done with the list, and stopped whether they
	// want the whole command to end.
	decided, stopped bool
}

func newPicker(list Picker) *picker {
	return &picker{list: list, all: list.All, out: make([]bool, len(list.All)), signs: signs{"✓", "…"}}
}

// left are the ids of the choices that are left out.
func (p *picker) left() []string {
	var out []string
	for i, c := range p.all {
		if p.out[i] {
			out = append(out, c.ID)
		}
	}
	return out
}

// setAll leaves all choices out, or none.
func (p *picker) setAll(out bool) {
	for i := range p.out {
		p.out[i] = out
	}
}

// Init has nothing to begin with.
func (*picker) Init() tea.Cmd { return nil }

// Update takes a key, or a new size of the screen.
func (p *picker) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.width, p.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		return p, p.press(msg.String())
	}
	return p, nil
}

// press does what a key stands for.
func (p *picker) press(key string) tea.Cmd {
	switch key {
	case "up", "k":
		p.at = max(0, p.at-1)
	case "down", "j":
		p.at = min(len(p.all)-1, p.at+1)
	case "home":
		p.at = 0
	case "end":
		p.at = len(p.all) - 1
	case "space", "x":
		p.out[p.at] = !p.out[p.at]
	case "a":
		p.setAll(len(p.left()) == 0)
	case "enter":
		p.decided = true
		return tea.Quit
	case "q", "esc":
		p.setAll(true)
		p.decided = true
		return tea.Quit
	case "ctrl+c":
		p.stopped = true
		return tea.Quit
	}
	return nil
}

// View draws the list, and takes it away in the end.
func (p *picker) View() tea.View {
	var lines []string
	if !p.decided && !p.stopped {
		lines = p.lines()
	}
	return tea.NewView(strings.Join(append(lines, ""), "\n"))
}

// lines are the lines of the picture. A list that is too long is scrolled so that the
// cursor shows.
func (p *picker) lines() []string {
	head := p.broken(p.list.Title, "")
	keys := p.broken(p.list.Keys(len(p.all)-len(p.left())), "")
	why := p.broken(p.all[p.at].Why, "      ")
	const between = 3
	room := max(1, p.height-len(head)-len(keys)-len(why)-between)
	if room < 3 { // the list is worth more than the explanation
		why, room = nil, max(1, p.height-len(head)-len(keys)-between)
	}
	out := head
	first := max(0, min(p.at-room/2, len(p.all)-room))
	for i := first; i < min(len(p.all), first+room); i++ {
		out = append(out, p.row(i))
	}
	out = append(append(out, ""), why...)
	return append(append(out, ""), keys...)
}

func (p *picker) row(i int) string {
	cursor, mark := " ", p.signs.chosen
	if i == p.at {
		cursor = ">"
	}
	if p.out[i] {
		mark = " "
	}
	line := fmt.Sprintf("%s [%s] %s: %s", cursor, mark, p.all[i].Label, p.all[i].Change)
	return text.Snip(line, max(1, p.width-1), p.signs.cut)
}

func (p *picker) broken(what, indent string) []string {
	if what == "" {
		return nil
	}
	return strings.Split(hanging(indent, what, len(indent), p.width-1), "\n")
}
