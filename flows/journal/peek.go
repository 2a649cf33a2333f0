package journal

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Peek lists the runs recorded in dir under a profile, newest first. It does not
// know the account, so it cannot tell whose they are: it is for suggestions, such
// as completion in a shell, and never for acting. What cannot be read is left out.
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

// Profiles lists in order the profiles that have a record in dir. As with Peek,
// that is a suggestion: whether anybody is signed in there is not known.
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
