package terminal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"strings"
	"sync/atomic"

	"golang.org/x/term"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// Terminal is where the person is: the three standard streams, and what the
// environment says of the terminal behind them.
type Terminal struct {
	Getenv func(string) string
	// GOOS names the system: consoles differ between systems.
	GOOS string

	Stdin          Input
	Stdout, Stderr Screen
	// canvas stands between Stderr and the terminal, so that something can be
	// drawn below what is printed. HideSecrets puts it there.
	canvas *canvas
	// kept stands between Stdout and the stream. HideSecrets puts it there.
	kept    *keptOutput
	Secrets *Redactor
	// asking is how many questions wait for an answer. HideSecrets makes it.
	asking *atomic.Int32
}

// Real is the terminal of this process.
func Real() Terminal {
	return Terminal{
		Getenv: os.Getenv, GOOS: runtime.GOOS,
		Stdin: inputFrom(os.Stdin), Stdout: screenTo(os.Stdout), Stderr: screenTo(os.Stderr),
	}
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// HideSecrets makes everything that is printed pass the redactor.
func (t *Terminal) HideSecrets() {
	t.Secrets, t.asking = &Redactor{}, &atomic.Int32{}
	t.canvas = &canvas{to: t.Stderr.To}
	t.Stderr.To = t.canvas
	t.kept = &keptOutput{to: t.Stdout.To}
	t.Stdout.To = t.kept
	t.Stdout, t.Stderr = t.Stdout.hiding(t.Secrets), t.Stderr.hiding(t.Secrets)
}

// Elsewhere is the same terminal, but what is printed goes to a writer, without secrets,
// and nobody can be asked.
func (t Terminal) Elsewhere(to io.Writer) Terminal {
	screen := Screen{To: to}.hiding(t.Secrets)
	t.Stdin, t.Stdout, t.Stderr = Input{From: strings.NewReader("")}, screen, screen
	return t
}

// LostOutput is why some of what was printed to standard output is not there: a full
// disk, or a pipe that nobody reads any more. It is nil if all of it is.
func (t *Terminal) LostOutput() error { return t.kept.lost() }

// PrintJSON prints a document in one write.
func (t *Terminal) PrintJSON(document any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(document); err != nil {
		fmt.Fprintf(t.Stderr, "plexpriv: encode the report: %v\n", err)
		return
	}
	_, _ = t.Stdout.Write(b.Bytes())
}

var (
	// laterLine is a line after the first that is not set in.
	laterLine = regexp.MustCompile(`\n[^\s].*`)
	// placeOfMistake begins the line of a mistake in a file: file:line:column.
	placeOfMistake = regexp.MustCompile(`^\n[^:]+:\d+:\d+: `)
)

// PrintError prints an error and the advice for it.
func (t *Terminal) PrintError(err error) {
	// An error may quote a page or a file. Its later lines are set in, so that none of
	// them looks like one of ours. Mistakes in a file begin with their place, and stay.
	text := laterLine.ReplaceAllStringFunc(err.Error(), func(line string) string {
		if exit.Code(err) == exit.Usage && placeOfMistake.MatchString(line) {
			return line
		}
		return "\n  " + line[1:]
	})
	for i, line := range strings.Split("plexpriv: "+text, "\n") {
		indent := "  "
		if i > 0 {
			indent = "    "
		}
		fmt.Fprintln(t.Stderr, t.Stderr.Wrap(line, indent))
	}
	for _, line := range exit.Hints(t.GOOS, err) {
		line = laterLine.ReplaceAllStringFunc(line, func(more string) string { return "\n  " + more[1:] })
		fmt.Fprintln(t.Stderr, t.Stderr.Wrap("hint: "+line, "      "))
	}
}

// Colors reports whether what is printed to standard output may have colors.
func (t *Terminal) Colors() bool {
	return t.Stdout.TTY && t.Getenv("NO_COLOR") == "" && t.Getenv("TERM") != "dumb"
}

// stderrColors is the same for standard error, which must be a terminal. The old
// console of Windows would print the escape sequences themselves.
func (t *Terminal) stderrColors() bool {
	oldConsole := t.GOOS == "windows" && t.Getenv("WT_SESSION") == ""
	return t.Getenv("NO_COLOR") == "" && t.Getenv("TERM") != "dumb" && !oldConsole
}

// Unicode reports whether the terminal can show more than ASCII. On Unix the locale
// says so, in the first of these variables that is set (POSIX).
func (t *Terminal) Unicode() bool {
	if t.GOOS == "windows" {
		return true
	}
	if t.Getenv("TERM") == "dumb" {
		return false
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(t.Getenv(name)); locale != "" {
			return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
		}
	}
	return false
}

// EnvAccessible names the variable that asks for plain lines instead of a moving
// picture. Other programs use the same name, so a person has to set it only once.
const EnvAccessible = "ACCESSIBLE"

// redraws reports whether a picture on standard error can be replaced by the next
// one. A dumb terminal cannot do that, and a screen reader would read each picture
// aloud.
func (t *Terminal) redraws() bool {
	return t.Stderr.TTY && t.Stderr.Width > 0 && t.Getenv("TERM") != "dumb" && t.Getenv(EnvAccessible) == ""
}
