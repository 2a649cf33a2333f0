package journal

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Peek lists the runs in dir under a profile, newest first. It does not know the
// account, so the runs may belong to several: use it for suggestions, such as
// completion in a shell, and never to act on. It skips what cannot be read.
func Peek(dir, profile string) ([]Run, error) {
	profile, err := foldProfile(profile)
	if err != nil {
		return nil, err
	}
	var runs []Run
	err = each(dir, func(path, whose string) {
		data, err := os.ReadFile(path)
		if err != nil || whose != profile {
			return
		}
		j := &Journal{content: scan(data)}
		runs = append(runs, j.Runs()...)
	})
	slices.SortStableFunc(runs, func(a, b Run) int { return b.At.Compare(a.At) })
	return runs, err
}

// Profiles lists the profiles that have a journal in dir, in order. Like Peek it is
// only for suggestions: the profiles may not have a session any more.
func Profiles(dir string) ([]string, error) {
	var names []string
	err := each(dir, func(_, whose string) { names = append(names, whose) })
	slices.Sort(names)
	return slices.Compact(names), err
}

// each calls use for every journal in dir.
func each(dir string, use func(path, profile string)) error {
	paths, err := filepath.Glob(filepath.Join(globQuote(dir), "*"+suffix))
	if err != nil {
		return fmt.Errorf("list journals: %w", err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), suffix)
		if dot := strings.LastIndexByte(name, '.'); dot > 0 {
			use(path, name[:dot])
		}
	}
	return nil
}
