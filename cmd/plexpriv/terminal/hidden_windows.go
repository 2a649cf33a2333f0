package terminal

import "golang.org/x/sys/windows"

// hideTyping keeps a console from showing what is typed, and forgets what was
// typed and not read yet.
func hideTyping(fd int) error {
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
