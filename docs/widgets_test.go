package docs_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The table of widgets.md has each widget that make gallery tries, and no other. Its
// figures are those of the last run.
func TestWidgetsAreThoseOfTheGallery(t *testing.T) {
	files, err := filepath.Glob("../automation/testdata/libraries/src/*.js*")
	if err != nil {
		t.Fatal(err)
	}
	kind := regexp.MustCompile(`\b(switch|checkbox|radio|select|segmented|native|combobox): `)
	var want []string
	for _, f := range files {
		library, _, _ := strings.Cut(filepath.Base(f), ".")
		if strings.HasSuffix(library, "stage") {
			continue
		}
		source := read(t, strings.TrimPrefix(filepath.ToSlash(f), "../"))
		for _, m := range kind.FindAllStringSubmatch(source, -1) {
			if row := library + " " + m[1]; !slices.Contains(want, row) {
				want = append(want, row)
			}
		}
	}
	var got []string
	for _, m := range regexp.MustCompile(`(?m)^\| ([a-z-]+) \| ([a-z]+) \| \d`).FindAllStringSubmatch(read(t, "docs/dev/widgets.md"), -1) {
		got = append(got, m[1]+" "+m[2])
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("docs/dev/widgets.md has\n%q\nand the gallery\n%q", got, want)
	}
}
