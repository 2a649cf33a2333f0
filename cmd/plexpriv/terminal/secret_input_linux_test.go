package terminal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// keyboard makes a terminal, and types at it. shown waits until a text shows there, and
// returns all that the terminal has shown.
func keyboard(t *testing.T) (terminal *os.File, types func(string), shown func(until string) string) {
	t.Helper()
	person, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { person.Close(); terminal.Close() })
	types = func(text string) {
		if _, err := io.WriteString(person, text); err != nil {
			t.Error(err)
		}
	}
	shown = func(until string) string {
		t.Helper()
		if err := person.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		var all []byte
		for buffer := make([]byte, 256); !bytes.Contains(all, []byte(until)); {
			n, err := person.Read(buffer)
			if err != nil {
				t.Fatalf("the terminal did not show %q; it showed %q: %v", until, all, err)
			}
			all = append(all, buffer[:n]...)
		}
		return string(all)
	}
	return terminal, types, shown
}

// arrived waits until the terminal has taken a line that was typed.
func arrived(t *testing.T, terminal *os.File) {
	t.Helper()
	ready := []unix.PollFd{{Fd: int32(terminal.Fd()), Events: unix.POLLIN}}
	for {
		n, err := unix.Poll(ready, 10_000)
		if n == 1 {
			return
		}
		if err != unix.EINTR {
			t.Fatalf("the line did not arrive: %v", err)
		}
	}
}

// aWhile ends a read that never gets its answer, because it was taken for something else.
func aWhile(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// A person may type the answer at the moment when the question appears.
func TestASecretIsNeverShown(t *testing.T) {
	terminal, types, shown := keyboard(t)
	ask := func() {
		fmt.Fprint(terminal, "PIN: ")
		types("1234\n")
		arrived(t, terminal) // and was shown, if it is shown at all
	}
	got, err := readSecret(aWhile(t), terminal, ask)
	if got != "1234" || err != nil {
		t.Errorf("the answer 1234 was read as %q, %v", got, err)
	}
	fmt.Fprint(terminal, "over")
	if got := shown("over"); got != "PIN: over" {
		t.Errorf("the terminal shows %q, want the question without its answer", got)
	}
}

// Pressing Enter once too often must not answer the next question.
func TestWhatIsTypedBeforeTheQuestionIsNoAnswer(t *testing.T) {
	terminal, types, shown := keyboard(t)
	types("early\n\n")
	shown("early\r\n\r\n")
	if got, err := readSecret(aWhile(t), terminal, func() { types("1234\n") }); got != "1234" || err != nil {
		t.Errorf("the answer 1234, after some early typing, was read as %q, %v", got, err)
	}
}

func TestTheTerminalIsLeftAsItWas(t *testing.T) {
	for name, end := range map[string]func(types func(string), cancel func()){
		"answered": func(types func(string), _ func()) { types("1234\n") },
		"given up": func(_ func(string), cancel func()) { cancel() },
	} {
		t.Run(name, func(t *testing.T) {
			terminal, types, _ := keyboard(t)
			before := settings(t, terminal)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			_, err := readSecret(ctx, terminal, func() { end(types, cancel) })
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			if after := settings(t, terminal); after != before {
				t.Errorf("the terminal was set to %+v, and is left at %+v", before, after)
			}
		})
	}
}

// settings are how a terminal is set.
func settings(t *testing.T, terminal *os.File) unix.Termios {
	t.Helper()
	s, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return *s
}
