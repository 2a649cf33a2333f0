package main

// forbidCoreDumps does nothing: Windows writes dumps only where its owner has asked for
// them.
func forbidCoreDumps() {}
