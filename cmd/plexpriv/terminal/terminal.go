package terminal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"

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
	canvas  *canvas
	Secrets *Redactor
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
	t.Secrets = &Redactor{}
	t.canvas = &canvas{to: t.Stderr.To}
	t.Stderr.To = t.canvas
	t.Stdout, t.Stderr = t.Stdout.hiding(t.Secrets), t.Stderr.hiding(t.Secrets)
}

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

// laterLine is the beginning of a line that is not set in.
var laterLine = regexp.MustCompile(`\n([^\s])`)

// PrintError prints an error and the advice for it.
func (t *Terminal) PrintError(err error) {
	text := err.Error()
	if exit.Code(err) != exit.Usage {
		// Unlike what the person typed, it may quote a page. Its later lines are set in,
		// so that none of them looks like one of ours.
		text = laterLine.ReplaceAllString(text, "\n  $1")
	}
	fmt.Fprintf(t.Stderr, "plexpriv: %s\n", text)
	for _, line := range exit.Hints(t.GOOS, err) {
		fmt.Fprintf(t.Stderr, "hint: %s\n", line)
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

// unicode reports whether the terminal can show more than ASCII. On Unix the locale
// says so, in the first of these variables that is set (POSIX).
func (t *Terminal) unicode() bool {
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

// Unicode reports whether the terminal can show more than ASCII.
func (t *Terminal) Unicode() bool { return t.unicode() }
