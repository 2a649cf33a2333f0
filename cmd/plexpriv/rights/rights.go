package rights

import (
	"fmt"
	"slices"
	"strings"
)

// Place is where somebody lives: an ISO 3166 country code, and in the United States the
// code of a state.
type Place struct{ Country, State string }

// PlaceOf is the place that a locale such as "de_AT.UTF-8" names, empty if it names none.
func PlaceOf(locale string) Place {
	tag, _, _ := strings.Cut(locale, ".")
	tag, _, _ = strings.Cut(tag, "@")
	parts := strings.FieldsFunc(tag, func(r rune) bool { return r == '_' || r == '-' })
	if len(parts) < 2 || !isCode(parts[len(parts)-1]) {
		return Place{}
	}
	return Place{Country: strings.ToUpper(parts[len(parts)-1])}
}

// isCode says whether a word has two letters.
func isCode(word string) bool {
	return len(word) == 2 && !strings.ContainsFunc(word, func(r rune) bool { return (r|0x20) < 'a' || (r|0x20) > 'z' })
}

// Check says what is wrong with a place, nil if nothing is. Countries without a law here
// are right, too.
func (p Place) Check() error {
	switch {
	case p.Country != "" && !isCode(p.Country):
		return fmt.Errorf("%q is no code of a country, such as DE or US", p.Country)
	case p.State != "" && !isCode(p.State):
		return fmt.Errorf("%q is no code of a state, such as CA", p.State)
	case p.State != "" && !strings.EqualFold(p.Country, "US"):
		return fmt.Errorf("a state is asked for in the United States only")
	case p.State != "" && !slices.Contains(states, strings.ToUpper(p.State)):
		return fmt.Errorf("%q is no state of the United States", p.State)
	}
	return nil
}

// official is the place by its codes in ISO 3166. The United Kingdom and Greece are often
// written otherwise, as the European Union does.
func (p Place) official() Place {
	p = Place{strings.ToUpper(p.Country), strings.ToUpper(p.State)}
	if code, ok := map[string]string{"UK": "GB", "EL": "GR"}[p.Country]; ok {
		p.Country = code
	}
	return p
}

// states are the codes of the states of the US, its capital and its territories.
var states = strings.Fields("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI")

// Right is something that a person may ask for.
type Right struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Text string `json:"text"`
	// Section is where the law gives it.
	Section string `json:"section,omitempty"`
}

// Rights is what a person may ask of Plex, in one language.
type Rights struct {
	Country string `json:"country,omitempty"`
	State   string `json:"state,omitempty"`
	LawID   string `json:"law"`
	Law     string `json:"law_name"`
	// NamedByPlex says that Plex's policy names the person's state, or that it is not about
	// states.
	NamedByPlex bool     `json:"named_by_plex"`
	May         []Right  `json:"rights"`
	Deadline    string   `json:"deadline"`
	Complaint   string   `json:"complaint,omitempty"`
	Form        Form     `json:"form"`
	Cookies     Cookies  `json:"cookies"`
	Sources     []Source `json:"sources"`
}

// Form is Plex's form for requests.
type Form struct {
	Address string `json:"url"`
	// Asks is what the form asks, Deletion what a deletion destroys.
	Asks     []string `json:"asks"`
	Deletion []string `json:"deletion_destroys"`
}

// Cookies is how to reject Plex's cookies.
type Cookies struct {
	Title   string   `json:"-"`
	Address string   `json:"url"`
	Why     string   `json:"why"`
	Steps   []string `json:"steps"`
}

// In returns what a person may ask for who lives at a place, in the language with a tag.
func In(p Place, tag string) Rights {
	d := known()
	p = p.official()
	l := d.lawOf(p)
	r := Rights{
		Country: p.Country, State: p.State, LawID: l.ID, Law: l.Name.in(tag), NamedByPlex: l.NamedByPlex || p.Country != "US",
		Deadline: l.Deadline.in(tag), Complaint: l.Complaint.in(tag),
		Form:    Form{d.Form.Address, d.Form.Asks.in(tag), d.Form.Deletion.in(tag)},
		Cookies: CookiesIn(tag),
		Sources: slices.Concat(l.Sources, d.Form.Sources, d.Cookies.Sources),
	}
	for _, right := range d.Rights {
		if section, ok := l.Gives[right.ID]; ok {
			r.May = append(r.May, Right{right.ID, right.Name.in(tag), right.Text.in(tag), section})
		}
	}
	return r
}

// CookiesIn is how to reject Plex's cookies, in the language with a tag.
func CookiesIn(tag string) Cookies {
	c := known().Cookies
	return Cookies{WordsIn(tag).Cookies, c.Address, c.Why.in(tag), c.Steps.in(tag)}
}

// lawOf is the law of a place, the last one of the file if there is none for it.
func (d *data) lawOf(p Place) *law {
	for i := range d.Laws {
		l := &d.Laws[i]
		if slices.Contains(l.Countries, p.Country) && (len(l.States) == 0 || slices.Contains(l.States, p.State)) {
			return l
		}
	}
	return &d.Laws[len(d.Laws)-1]
}

// IDs are the ids of all rights, for flags.
func IDs() []string {
	var out []string
	for _, r := range known().Rights {
		out = append(out, r.ID)
	}
	return out
}

// StatesNamedByPlex are the states of the US that Plex's policy names.
func StatesNamedByPlex() []string {
	var out []string
	for _, l := range known().Laws {
		if l.NamedByPlex {
			out = append(out, l.States...)
		}
	}
	slices.Sort(out)
	return out
}

const fallback = "en"

// in is the text in a language, or in English.
func (t Text) in(tag string) string {
	if text, ok := t[tag]; ok {
		return text
	}
	return t[fallback]
}

func (l Lines) in(tag string) []string {
	if lines, ok := l[tag]; ok {
		return lines
	}
	return l[fallback]
}
