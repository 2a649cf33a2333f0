package opener

import (
	"context"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// filePattern is how the files of Redirect are named.
const filePattern = "open-*.html"

// lockLimit is how long other processes get to finish what they do in the directory.
const lockLimit = 5 * time.Second

// Redirect writes a file that only this user can read and that leads a browser to an
// address. Opening the file keeps the address, and a secret in it, out of the arguments of
// processes. remove removes it. What an earlier process was killed over is removed, too,
// unless another process has a file there that its browser may be about to read.
func Redirect(ctx context.Context, dir, address string) (path string, remove func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", nil, fmt.Errorf("make a place for the page that opens: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, lockLimit)
	defer cancel()
	leave, err := enter(ctx, dir)
	if err != nil {
		return "", nil, fmt.Errorf("lock the place of the page that opens: %w", err)
	}
	f, err := os.CreateTemp(dir, filePattern) // with mode 0600
	if err != nil {
		leave()
		return "", nil, fmt.Errorf("write the page that opens: %w", err)
	}
	remove = sync.OnceFunc(func() {
		_ = os.Remove(f.Name())
		leave()
	})
	var b strings.Builder
	if err = redirect.Execute(&b, address); err == nil {
		_, err = f.WriteString(b.String())
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		remove()
		return "", nil, fmt.Errorf("write the page that opens: %w", err)
	}
	return f.Name(), remove, nil
}

// sweep removes the files of processes that are gone. Nobody else may have one there.
func sweep(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, filePattern))
	for _, old := range left {
		_ = os.Remove(old)
	}
}

var redirect = template.Must(template.New("redirect").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={{.}}"><title>plexpriv</title></head>
<body><p><a href="{{.}}">Open plexpriv</a></p></body></html>
`))
