package selectors

import (
	"maps"
	"slices"
)

// Dependence says by what one control is found, and so in which languages.
type Dependence struct {
	Setting, Control string
	// Structural says that some candidate needs no words: it has an attribute or a
	// selector, which work in every language. All says that every candidate is so.
	Structural, All bool
	// Languages are those in which some candidate has words.
	Languages []string
	// Attested are those of them whose labels were seen at Plex. The others are our
	// translations.
	Attested []string
}

// Lint says for every control of the catalogue in which languages it can be found. In
// any other language, a control that is not structural is not found, and the report
// says what was seen instead.
func Lint(c *Catalogue) []Dependence {
	var out []Dependence
	for i := range c.Pages {
		p := &c.Pages[i]
		for _, s := range p.Settings {
			for _, control := range s.Controls {
				out = append(out, depend(p, s.ID, control))
			}
		}
	}
	return out
}

func depend(p *Page, setting string, c Control) Dependence {
	d := Dependence{Setting: setting, Control: c.ID, All: true}
	words := Phrases{}
	for _, l := range c.Locators {
		maps.Copy(words, l.Name)
		for tag := range l.Concepts {
			words[tag] = nil
		}
		if len(l.Name)+len(l.Concepts) == 0 && (len(l.Attr) > 0 || l.CSS != "") {
			d.Structural = true
			continue
		}
		if len(l.Name)+len(l.Concepts) == 0 {
			// A section without a name consists of words, too.
			maps.Copy(words, l.Section)
		}
		d.All = false
	}
	d.Languages = words.languages()
	for _, tag := range d.Languages {
		if slices.Contains(p.Attested, tag) {
			d.Attested = append(d.Attested, tag)
		}
	}
	return d
}
