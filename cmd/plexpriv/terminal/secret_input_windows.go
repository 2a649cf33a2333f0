package terminal

import "golang.org/x/sys/windows"

// stopEcho makes a console stop showing what is typed, and drops what was typed but
// not read yet.
func stopEcho(fd int) error {
	console := windows.Handle(fd)
	var mode uint32
	if err := windows.GetConsoleMode(console, &mode); err != nil {
		return err
	}
	if err := windows.SetConsoleMode(console, mode&^windows.ENABLE_ECHO_INPUT); err != nil {
		return err
	}
	return windows.FlushConsoleInputBuffer(console)
}
