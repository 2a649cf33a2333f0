package locale

import (
	"embed"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
)

// English is the language of the message file that every other one follows, and the one
// that is used if the person's language has no file.
const English = "en"

// The directory of the message files, and the ending of their names.
const (
	directory = "messages"
	ending    = ".toml"
)

//go:embed messages/*.toml
var files embed.FS

// Data fills the places of a text: {{.Name}} is replaced by the value of "Name".
type Data map[string]any

// Locale says things in one language. It may be used by several goroutines.
type Locale struct {
	tag  string
	load func() *i18n.Localizer
}

// New returns the locale of a language, as Languages lists it. A language without a
// message file speaks English.
func New(tag string) *Locale {
	l := &Locale{tag: English}
	if slices.Contains(Languages(), tag) {
		l.tag = tag
	}
	l.load = sync.OnceValue(l.localizer)
	return l
}

// localizer reads the message files: English, and that of the language.
func (l *Locale) localizer() *i18n.Localizer {
	b := i18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc(strings.TrimPrefix(ending, "."), toml.Unmarshal)
	for _, tag := range slices.Compact([]string{English, l.tag}) {
		name := tag + ending
		text, err := files.ReadFile(path.Join(directory, name))
		if err == nil {
			_, err = b.ParseMessageFileBytes(text, name)
		}
		if err != nil {
			// The files are part of the program, and a test reads them all.
			panic("message file " + name + ": " + err.Error())
		}
	}
	return i18n.NewLocalizer(b, l.tag)
}

// Tag is the language: "en" or "de".
func (l *Locale) Tag() string { return l.tag }

// Say returns a text. A text that is missing in the language is English. A text that is
// missing in English, too, is its own id; a test keeps that from happening.
func (l *Locale) Say(id string, data ...Data) string { return l.say(id, nil, data) }

// Count returns a text in the form for a number, which is {{.N}} in it.
func (l *Locale) Count(id string, n int, data ...Data) string {
	return l.say(id, n, append(data, Data{"N": n}))
}

func (l *Locale) say(id string, count any, data []Data) string {
	text, err := l.find(id, count, data)
	if err != nil && text == "" {
		return id
	}
	return text
}

// Find returns a text, and whether there is one in the language or in English.
func (l *Locale) Find(id string) (string, bool) {
	text, err := l.find(id, nil, nil)
	return text, err == nil || text != ""
}

func (l *Locale) find(id string, count any, data []Data) (string, error) {
	all := Data{}
	for _, d := range data {
		for name, value := range d {
			all[name] = value
		}
	}
	return l.load().Localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: count, TemplateData: all})
}

// Languages lists the languages that have a message file, in alphabetical order.
var Languages = sync.OnceValue(func() []string {
	entries, err := files.ReadDir(directory)
	if err != nil {
		panic(err) // the directory is part of the program
	}
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ending))
	}
	return out
})

// IDs lists the ids of the texts of the language, in alphabetical order.
func (l *Locale) IDs() []string {
	text, err := files.ReadFile(path.Join(directory, l.tag+ending))
	if err != nil {
		return nil
	}
	file, err := i18n.ParseMessageFileBytes(text, l.tag+ending, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return nil
	}
	var out []string
	for _, m := range file.Messages {
		out = append(out, m.ID)
	}
	slices.Sort(out)
	return out
}
