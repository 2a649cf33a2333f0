package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// ownsConsole reports whether the console was opened for this process alone, as after a
// double click. It closes with the process then.
func ownsConsole() bool {
	list := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	var processes [2]uint32
	n, _, _ := list.Call(uintptr(unsafe.Pointer(&processes[0])), uintptr(len(processes)))
	return n == 1
}
