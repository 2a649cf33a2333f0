package terminal

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// columnGap is the gap between a word and its explanation, with what stands around it.
var columnGap = regexp.MustCompile(`^(\s*\S+(?: \S+)*)\s{2,}(\S)`)

const (
	// brokenByHand is the shortest line that is taken for the beginning of a paragraph
	// that was broken into lines by hand.
	brokenByHand = 66
	// exampleIndent is the indent of examples. Paragraphs of a topic have less.
	exampleIndent = 3
	// leastColumn is the least width of a column of explanations.
	leastColumn = 24
)

// reflow breaks a help text into new lines where the screen is too narrow for the old
// ones. Explanations stay in their column, paragraphs that were broken by hand are
// joined first, and the rest of any other line gets the indent of that line.
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

// column is where the text of a line begins, which is behind the word that it
// explains, if there is one.
func column(line string) int {
	if at := columnGap.FindStringSubmatchIndex(line); at != nil {
		return at[4]
	}
	return indentOf(line)
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// goesOn reports whether a line is in the paragraph of the one before it.
func goesOn(before, line string, hang int) bool {
	return line != "" && len(before) >= brokenByHand && indentOf(line) == hang && column(line) == hang && !isCommand(line)
}

// isCommand reports whether a line is a command to type, one of the examples. It never
// goes on from the line before it.
func isCommand(line string) bool {
	return indentOf(line) >= exampleIndent && strings.HasPrefix(strings.TrimSpace(line), "plexpriv ")
}

// fitted breaks the lines of one paragraph, unless all of them fit.
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
	if isCommand(block[0]) {
		const further = 4 // how far the rest of a command is indented
		hang += further
	}
	return append(out, strings.Split(hanging(head, rest, hang, width), "\n")...)
}

// PrintHelp prints a help text, which fits lines of 80 characters.
func PrintHelp(on Screen, help string) {
	if on.Width > 0 {
		help = reflow(help, on.Width)
	}
	fmt.Fprint(on, help)
}
