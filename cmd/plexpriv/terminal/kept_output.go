package terminal

import (
	"errors"
	"io"
	"io/fs"
	"sync"
)

// keptOutput writes to standard output and remembers the first error. Nobody who prints
// looks at errors, because a run must go on to its end whoever reads; the command asks
// once, at its end.
type keptOutput struct {
	to io.Writer

	mu sync.Mutex // guards err
	// err is why some of the output is lost. Nothing is written after it, because a text
	// with a gap would be worse than one that is cut off.
	err error
}

// Write never fails.
func (k *keptOutput) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err == nil && len(p) > 0 {
		_, k.err = k.to.Write(p)
	}
	return len(p), nil
}

// lost is why some of the output could not be written, or nil.
func (k *keptOutput) lost() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	var path *fs.PathError
	if errors.As(k.err, &path) { // without "write /dev/stdout", which is no file that the person knows
		return path.Err
	}
	return k.err
}
