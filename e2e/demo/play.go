package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"os"
	"os/exec"
	"strings"
)

func commandLine(args []string) string { return "plexpriv " + strings.Join(args, " ") }

// play runs one command for the person at the terminal and keeps its output.
func play(ctx context.Context, program string, s *scene) error {
	fmt.Printf("\n# %s\n$ %s\n", s.Says, s.Command())
	var kept bytes.Buffer
	both := io.MultiWriter(os.Stdout, &kept)
	cmd := exec.CommandContext(ctx, program, s.Args...)
	// The program ends its browser itself when it is interrupted.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(s.stdin), both, both
	err := cmd.Run()
	s.Output = kept.String()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return fmt.Errorf("%s: %w", s.Command(), err)
	}
	if code := cmd.ProcessState.ExitCode(); code != s.code {
		return fmt.Errorf("%s ended with exit code %d instead of %d", s.Command(), code, s.code)
	}
	return nil
}

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Parse(pageText))

// pair shows one page of Plex twice.
type pair struct{ Title, Before, After string }

func writePage(path string, scenes []scene, before, after []shot) error {
	var pairs []pair
	for i := range before {
		pairs = append(pairs, pair{Title: before[i].title, Before: before[i].file, After: after[i].file})
	}
	var b bytes.Buffer
	if err := page.Execute(&b, map[string]any{"Scenes": scenes, "Pairs": pairs, "Report": reportFile}); err != nil {
		return fmt.Errorf("render the page: %w", err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}
