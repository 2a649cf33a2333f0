package terminal

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// fullDisk takes a number of writes.
type fullDisk struct {
	room int
	got  strings.Builder
}

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.room == 0 {
		return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: errors.New("no space left on device")}
	}
	d.room--
	return d.got.Write(p)
}

func TestLostOutputIsRemembered(t *testing.T) {
	disk := &fullDisk{room: 1}
	term := Terminal{Getenv: func(string) string { return "" }, Stdout: Screen{To: disk}, Stderr: Screen{To: &strings.Builder{}}}
	term.HideSecrets()
	fmt.Fprintln(term.Stdout, "one")
	if err := term.LostOutput(); err != nil {
		t.Errorf("before the disk is full: %v", err)
	}
	fmt.Fprintln(term.Stdout, "two")
	disk.room = 1 // room again: what follows a gap would mislead
	fmt.Fprintln(term.Stdout, "three")
	term.Stdout.draw("four")
	if err := term.LostOutput(); err == nil || err.Error() != "no space left on device" {
		t.Errorf("the error is %v", err)
	}
	if disk.got.String() != "one\n" {
		t.Errorf("written: %q", disk.got.String())
	}
}
