package terminal

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// columnGap parts a word from what explains it.
var columnGap = regexp.MustCompile(`^(\s*\S+(?: \S+)*)\s{2,}(\S)`)

const (
	// brokenByHand is how long a line is at least that goes on in the next one.
	brokenByHand = 66
	// leastColumn is how narrow a column of explanations may get.
	leastColumn = 24
)

// reflow breaks the lines of a help text anew for a screen that is too narrow for
// them: explanations below their column, what was broken by hand from its
// beginning, and the rest below itself.
func reflow(help string, width int) string {
	var out []string
	lines := strings.Split(help, "\n")
	for i := 0; i < len(lines); {
		block, hang := lines[i:i+1], column(lines[i])
		for i += len(block); i < len(lines) && goesOn(block[len(block)-1], lines[i], hang); i++ {
			block = append(block, lines[i])
		}
		out = append(out, fitted(block, hang, width)...)
	}
	return strings.Join(out, "\n")
}

// column is where the text of a line begins: behind the word that it explains.
func column(line string) int {
	if at := columnGap.FindStringSubmatchIndex(line); at != nil {
		return at[4]
	}
	return indentOf(line)
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// goesOn says whether a line is the rest of the one before it.
func goesOn(before, line string, hang int) bool {
	return line != "" && len(before) >= brokenByHand && indentOf(line) == hang && column(line) == hang
}

func fitted(block []string, hang, width int) []string {
	fits := true
	for _, line := range block {
		fits = fits && text.StringWidthWithoutEscSequences(line) <= width
	}
	if fits {
		return block
	}
	head, rest := block[0][:hang], block[0][hang:]
	for _, line := range block[1:] {
		rest += " " + strings.TrimSpace(line)
	}
	var out []string
	if width-hang < leastColumn && strings.TrimSpace(head) != "" {
		out = append(out, strings.TrimRight(head, " "))
		hang = indentOf(head) + 3
		head = strings.Repeat(" ", hang)
	}
	if strings.HasPrefix(rest, "plexpriv ") {
		const further = 4 // a command line goes on below itself
		hang += further
	}
	return append(out, strings.Split(hanging(head, rest, hang, width), "\n")...)
}

// TellHelp prints what the command line has said of itself.
func (t *Terminal) TellHelp(help string) {
	if t.Width > 0 {
		help = reflow(help, t.Width)
	}
	fmt.Fprint(t.Stdout, help)
}
