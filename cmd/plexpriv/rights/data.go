package rights

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed rights.toml
var file string

// Text is a text by language tag.
type Text map[string]string

// Lines are texts by language tag.
type Lines map[string][]string

// Source says where a fact is from.
type Source struct {
	What string         `toml:"what" json:"what"`
	URL  string         `toml:"url" json:"url"`
	Date toml.LocalDate `toml:"date" json:"-"`
}

// data is the file.
type data struct {
	Checked toml.LocalDate `toml:"checked"`
	Form    form           `toml:"form"`
	Rights  []right        `toml:"right"`
	Laws    []law          `toml:"law"`
	Cookies cookies        `toml:"cookies"`
}

type form struct {
	Address    string   `toml:"address"`
	Policy     string   `toml:"policy"`
	Controller string   `toml:"controller"`
	Asks       Lines    `toml:"asks"`
	Deletion   Lines    `toml:"deletion"`
	Sources    []Source `toml:"source"`
}

type right struct {
	ID   string `toml:"id"`
	Name Text   `toml:"name"`
	Text Text   `toml:"text"`
}

// law is one law, or what stands for one.
type law struct {
	ID   string `toml:"id"`
	Name Text   `toml:"name"`
	// Countries are ISO 3166 codes; none means everybody without another law. States are
	// codes of the US Postal Service.
	Countries []string `toml:"countries"`
	States    []string `toml:"states"`
	// NamedByPlex says that Plex's policy names the state.
	NamedByPlex bool `toml:"named-by-plex"`
	// Gives has the section of the law by the id of the right.
	Gives     map[string]string `toml:"gives"`
	Deadline  Text              `toml:"deadline"`
	Complaint Text              `toml:"complaint"`
	Sources   []Source          `toml:"source"`
}

type cookies struct {
	Address string   `toml:"address"`
	Why     Text     `toml:"why"`
	Steps   Lines    `toml:"steps"`
	Sources []Source `toml:"source"`
}

// known reads the file. It is part of the program, and a test reads it, too.
var known = sync.OnceValue(func() *data {
	var d data
	if err := toml.Unmarshal([]byte(file), &d); err != nil {
		panic(fmt.Sprintf("rights.toml: %v", err))
	}
	return &d
})
