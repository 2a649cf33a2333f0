package selectors

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

var update = flag.Bool("update", false, "write what the bad files answer to their .want files")

// Each file of testdata/bad is loaded together with files without mistakes. Its .want
// file has all errors that this must give. A file whose name starts with "words-"
// replaces words.toml, any other is a page.
func TestMistakesAreReported(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no bad files to try: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".toml")
		t.Run(name, func(t *testing.T) {
			fsys := goodFiles(t)
			bad := &fstest.MapFile{Data: read(t, file)}
			if strings.HasPrefix(name, "words-") {
				fsys["words.toml"] = bad
			} else {
				fsys["pages/"+name+".toml"] = bad
			}
			_, err := Load(fsys)
			if err == nil {
				t.Fatal("a file with mistakes was loaded without an error")
			}
			got := err.Error() + "\n"
			want := strings.TrimSuffix(file, ".toml") + ".want"
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(read(t, want)); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// People who edit a catalogue file need not know Go.
func TestMistakesNameNoGoTypes(t *testing.T) {
	wants, _ := filepath.Glob("testdata/bad/*.want")
	for _, file := range wants {
		for _, word := range []string{"selectors.", "struct", "[]", "map[", "slice", "reflect", "<nil>"} {
			if text := string(read(t, file)); strings.Contains(text, word) {
				t.Errorf("the message for %s contains the Go word %q", file, word)
			}
		}
	}
}

// The mistakes of several files are reported together, in order, each as a *ParseError.
func TestAllFilesAreReportedAtOnce(t *testing.T) {
	fsys := goodFiles(t)
	fsys["words.toml"] = &fstest.MapFile{Data: append(read(t, "testdata/good/words.toml"), "\nodd = 1\n"...)}
	fsys["pages/zz.toml"] = &fstest.MapFile{Data: []byte("broken")}
	fsys["pages/bb.toml"] = &fstest.MapFile{Data: []byte("id = 'bb'\n")}
	_, err := Load(fsys)
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		t.Fatalf("want several mistakes, got %v", err)
	}
	var files []string
	for _, e := range joined.Unwrap() {
		var mistake *ParseError
		if !errors.As(e, &mistake) {
			t.Fatalf("not a ParseError: %v", e)
		}
		if len(files) == 0 || files[len(files)-1] != mistake.File {
			files = append(files, mistake.File)
		}
	}
	if got, want := strings.Join(files, " "), "pages/bb.toml pages/zz.toml words.toml"; got != want {
		t.Errorf("the mistakes are in the files %s; want %s", got, want)
	}
}

func TestMissingFilesAreNamed(t *testing.T) {
	_, err := Load(fstest.MapFS{"pages/aa.toml": {}})
	if err == nil || err.Error() != "words.toml: there is no such file" {
		t.Errorf("without words.toml: %v", err)
	}
	fsys := goodFiles(t)
	delete(fsys, "pages/aa.toml")
	if _, err := Load(fsys); err == nil || err.Error() != "pages: there is no page in the catalogue" {
		t.Errorf("without pages: %v", err)
	}
}

func goodFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	return fstest.MapFS{
		"words.toml":    {Data: read(t, "testdata/good/words.toml")},
		"pages/aa.toml": {Data: read(t, "testdata/good/aa.toml")},
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Whatever a file contains, the result is an error with a place, and never a crash.
func FuzzLoad(f *testing.F) {
	files, _ := filepath.Glob("testdata/*/*.toml")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	words, err := os.ReadFile("testdata/good/words.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := Load(fstest.MapFS{"words.toml": {Data: words}, "pages/aa.toml": {Data: data}})
		_, _ = Load(fstest.MapFS{"words.toml": {Data: data}, "pages/aa.toml": {Data: data}})
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				if mistake := (*ParseError)(nil); !errors.As(e, &mistake) || mistake.Line < 1 || mistake.Column < 1 {
					t.Errorf("a mistake without a place: %v", e)
				}
			}
		}
	})
}
